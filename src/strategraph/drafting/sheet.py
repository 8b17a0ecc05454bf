"""The sheet: a document's lines while it is found out, one after the other, what each is."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from strategraph.drafting.heads import Head
from strategraph.sources import Line

__all__ = ["Sheet", "cleaned", "squeezed"]

#: What lines of furniture are called that stand where one page ends and the next begins.
BETWEEN_PAGES = frozenset(["page number", "running head", "ruler", "footnote"])
#: Control characters but for tabs and line feeds, which text does not hold (form feeds stand between pages of PDF files).
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)])


def cleaned(text: str) -> str:
    """The text as a document of the project holds it: composed (NFC), without byte order mark and control characters."""
    composed = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    return composed.translate(_CONTROLS)


def squeezed(text: str) -> str:
    """Every run of white space, no-break spaces included, becomes one space; none at the ends."""
    return " ".join(text.split())


@dataclass(slots=True)
class Sheet:
    """Lines with what has been found out about them; lists run parallel to `lines`.

    `uses` says what claims a line: empty (nothing yet), `furniture`, `field`, `list`, `code`, `element`,
    `continuation`, `title`, `level-names`, `descriptor`. `names` says by what: a field, a kind of furniture. `heads` are the
    heads that lines could be.
    """

    lines: Sequence[Line]
    texts: list[str]
    uses: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    heads: dict[int, Head] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nothing is claimed."""
        self.uses = [""] * len(self.lines)
        self.names = [""] * len(self.lines)

    def claim(self, index: int, use: str, name: str) -> None:
        """Say what a line is."""
        self.uses[index] = use
        self.names[index] = name

    def is_open(self, index: int) -> bool:
        """There is such a line, it is not blank, and nothing claims it."""
        return 0 <= index < len(self.lines) and bool(self.texts[index]) and not self.uses[index]

    def continues_heading(self, index: int) -> bool:
        """The file itself says that the line is a further one of the heading above it."""
        if not 0 < index < len(self.lines) or not self.is_heading(index) or not self.is_heading(index - 1):
            return False
        place, above = self.lines[index].place, self.lines[index - 1].place
        same = place is not None and above is not None and place.paragraph == above.paragraph
        return same and place is not None and place.paragraph is not None and not place.cells

    def is_apart(self, index: int) -> bool:
        """The file itself says that the line is a heading, or another paragraph, unless it begins in the midst of a sentence."""
        place, above = self.lines[index].place, self.lines[index - 1].place
        if self.continues_heading(index):
            return False
        if place is not None and place.heading is not None:
            return True
        if place is None or above is None:
            return False
        if place.table != above.table:
            return True
        text, before = self.texts[index], self.texts[index - 1]
        return place.paragraph != above.paragraph and not (text[:1].islower() or (text.isupper() and before.isupper()))

    def is_heading(self, index: int) -> bool:
        """The file itself says that the line is a heading."""
        place = self.lines[index].place
        return place is not None and place.heading is not None

    def filled(self) -> Iterator[int]:
        """The lines that are not blank."""
        return (index for index, text in enumerate(self.texts) if text)

    def next_filled(self, index: int, within: int = 3) -> int | None:
        """The next line that is not blank, at most so many blank lines away."""
        for other in range(index + 1, min(index + 2 + within, len(self.texts))):
            if self.texts[other]:
                return other
        return None

    def is_between_pages(self, index: int) -> bool:
        """The line stands at the head or the foot of a page, or rules it off."""
        return self.uses[index] == "furniture" and self.names[index] in BETWEEN_PAGES

    def next_on_page(self, index: int, within: int = 1) -> int | None:
        """The next line that is not blank, at most so many blank lines away, or the first of the next page."""
        other, between = self.next_filled(index), []
        while other is not None and self.is_between_pages(other):
            between.append(other)
            other = self.next_filled(other)
        turns = any(self.names[one] == "page number" or any(map(str.isdigit, self.texts[one])) for one in between)
        if between and other is not None and (turns or self._page(other) != self._page(index)):
            return other
        return self.next_filled(index, within)

    def _page(self, index: int) -> int | None:
        place = self.lines[index].place
        return place.page if place is not None else None

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Sheet":
        """A sheet on which nothing is claimed."""
        return cls(lines, [squeezed(line.text) for line in lines])
