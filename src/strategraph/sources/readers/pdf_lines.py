"""Lines of text on a page of a PDF, and the paragraphs that they are broken from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from strategraph.sources.readers.pdf_words import Word

__all__ = ["LABEL", "Paragraph", "Segment", "joined", "paragraphs", "rows_of"]

#: What may stand before a paragraph: `1.2.3`, `1.`, `a)`, `(iv)`, `•`.
LABEL = re.compile(
    r"(\(?(\d{1,3}(\.(\d{1,3}|[a-z]))+\.?|\d{1,3}[.)]|[A-Za-z][.)]|[ivxIVX]{1,5}[.)])\)?|[•‣▪●○■□◦·*–—-])\Z"
)
#: Of these, what stands in running text too: `2.` of a date, a dash.
_WEAK = re.compile(r"(\d{1,3}\.|[–—-])\Z")
#: What begins a line of its own, however full the one before is: `Opatření č. 1.1`, `SC1.2`, `Gestor:`.
_OPENING = re.compile(
    r"(?:[^\W\d_]{2,}(?: [^\W\d_]+)?(?: č\.)? (?:[A-Z]{1,2}\.?)?\d{1,3}(?:\.\d{1,3})*[.:)]?(?= |\Z)"
    r"|[A-Z]{1,3}\d{1,2}(?:\.\d{1,3})*[.:]?(?= |\Z)|[^\W\d_][^.:;,\d]{2,45}:(?= |\Z))"
)
#: White space wider than this, in sizes of the font, is between columns or cells, not between words.
_GAP = 1.4
#: Words whose feet differ by less than this are on one line (sizes of the font); marks of notes are smaller than this.
_LEVEL, _SMALL = 0.3, 0.75
#: A number and its text may be this far apart.
_LABEL_GAP = 8.0
#: Lines are of one paragraph up to this multiple of their usual distance.
_DISTANCE = 1.3
#: An entry of a table of contents ends with dots, or a tab, and a number.
_ENTRY = re.compile(r"(\.{3}|…|_{3}|\t|(\. ){3}) ?\d{1,4}\Z")
#: Words of one or two letters, and signs, after which no sentence begins.
_OPEN = re.compile(r"(?:\A|\s)\w{1,2}\Z|[,(–-]\Z")
#: Where a line has more room than this left, a capital begins a new paragraph, however long its word is: a share of the line,
#: or sizes of the font where lines are known to be items.
_ROOM, _ROOM_OF_ITEM = 0.25, 2.5
#: The width of a space, where a line has none (size of the font).
_SPACE = 0.3
_HYPHENATED = re.compile(r"[^\W\d_]-\Z")


@dataclass(slots=True)
class Segment:
    """Words on one line with no gap between them."""

    words: list[Word]

    @property
    def x0(self) -> float:
        """Its left side."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Its right side."""
        return self.words[-1].x1

    @property
    def top(self) -> float:
        """Its upper side."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower side of most of it: the line that letters stand on."""
        return median(word.bottom for word in self.words)

    @property
    def middle(self) -> float:
        """The height of its first word."""
        return self.words[0].middle

    @property
    def size(self) -> float:
        """The size of most of its words."""
        return median(word.size for word in self.words)

    @property
    def text(self) -> str:
        """Its words with a space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def is_labelled(self) -> bool:
        """Whether it begins as an item of a list does."""
        return len(self.words) > 1 and bool(LABEL.match(self.words[0].text))


@dataclass(slots=True)
class Paragraph:
    """A paragraph put together of lines; `is_full` says that its last line goes to the right side, so it may go on."""

    text: str
    size: float
    bold: bool
    top: float
    bottom: float
    is_full: bool
    lines: int = 1


def rows_of(words: Iterable[Word]) -> list[list[Segment]]:
    """Words on one height, from the top down, cut where there is a gap."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.middle, one.x0)):
        if rows and _beside(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_cut(sorted(row, key=lambda one: one.x0)) for row in rows]


def _beside(row: list[Word], word: Word) -> bool:
    """Whether a word stands on the same line: at its height, or raised or lowered and much smaller."""
    largest = max(row, key=lambda one: one.size)
    smaller, larger = sorted((word.size, largest.size))
    if smaller < _SMALL * larger:
        return abs(word.middle - largest.middle) < 0.5 * larger
    return abs(word.bottom - largest.bottom) < _LEVEL * smaller


def _cut(row: list[Word]) -> list[Segment]:
    segments = [Segment([row[0]])]
    for word in row[1:]:
        before = segments[-1]
        gap = word.x0 - before.x1
        size = max(before.words[-1].size, word.size)
        label = len(before.words) == 1 and LABEL.match(before.words[0].text) and gap < _LABEL_GAP * size
        if gap > _GAP * size and not label:
            segments.append(Segment([word]))
        else:
            before.words.append(word)
    return segments


def paragraphs(lines: Sequence[Segment], right: float | None = None, items: bool = False) -> Iterator[Paragraph]:
    """Put lines of one column together; `right` is its right side where lines do not show it, `items` says what they are."""
    if not lines:
        return
    right = max(line.x1 for line in lines) if right is None else right
    alike = [(above, below) for above, below in pairwise(lines) if abs(above.size - below.size) < 0.6]
    usual = median([below.bottom - above.bottom for above, below in alike if below.bottom > above.bottom] or [0.0])
    gathered = [lines[0]]
    for line in lines[1:]:
        if _goes_on(gathered, line, right, usual) and not _begins(gathered[-1], line, right, items):
            gathered.append(line)
        else:
            yield _paragraph(gathered, right)
            gathered = [line]
    yield _paragraph(gathered, right)


def _goes_on(gathered: list[Segment], line: Segment, right: float, usual: float) -> bool:
    """Whether a line belongs to the paragraph of those before it: the one before was full, and nothing begins here."""
    before = gathered[-1]
    if abs(before.size - line.size) > 0.6 or before.words[-1].bold is not line.words[0].bold:
        return False
    if line.bottom - before.bottom > _DISTANCE * min(max(usual, 1.15 * line.size), 2.2 * line.size):
        return False
    opens = line.text[:1].isupper() and _OPENING.match(line.text)
    if opens or not _is_full(before, right, _unbroken(line)) or _ENTRY.search(before.text):
        return False
    if line.is_labelled:
        first, hanging = gathered[0], _text_start(gathered)
        if line.x0 < hanging - 1 or not _WEAK.match(line.words[0].text):
            return False
        return not first.is_labelled and not line.words[1].text[:1].isupper()
    return True


def _begins(before: Segment, line: Segment, right: float, items: bool) -> bool:
    """Whether a line begins something by its capital, where the one before had room and did not end in mid-sentence."""
    room = _ROOM_OF_ITEM * line.size if items else _ROOM * (right - before.x0)
    return line.text[:1].isupper() and right - before.x1 > room and not _OPEN.search(before.text)


def _unbroken(line: Segment) -> float:
    """The width of what had to go to the next line together: a preposition of one letter is not left at the end of one."""
    first, *rest = line.words
    last = rest[0] if rest and len(first.text) == 1 and first.text.isalpha() else first
    return last.x1 - first.x0


def _text_start(gathered: list[Segment]) -> float:
    """Where the text of a paragraph starts, after its label if it has one."""
    if len(gathered) > 1:
        return gathered[1].x0
    first = gathered[0]
    return first.words[1].x0 if first.is_labelled else first.x0


def _is_full(line: Segment, right: float, wanted: float) -> bool:
    """Whether a word of that width had no more room on the line."""
    gaps = [right_word.x0 - word.x1 for word, right_word in pairwise(line.words)]
    space = min([*gaps, _SPACE * line.size]) if gaps else _SPACE * line.size
    return line.x1 + space + wanted > right - 0.5


def _paragraph(lines: list[Segment], right: float) -> Paragraph:
    last, first = lines[-1], lines[0]
    return Paragraph(
        text=joined(line.text for line in lines),
        size=first.size,
        bold=first.words[0].bold and first.words[-1].bold,
        top=first.top,
        bottom=last.bottom,
        is_full=_is_full(last, right, 4 * last.size),
        lines=len(lines),
    )


def joined(lines: Iterable[str]) -> str:
    """Lines as one, a word that was divided at the end of one put together again."""
    text = ""
    for line in lines:
        is_divided = _HYPHENATED.search(text) and line[:1].islower()
        text = text[:-1] + line if is_divided else f"{text} {line}".lstrip()
    return text
