"""A document line by line, with the passages marked that statements stand on, each an anchor of its own."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from strategraph.pages.description import Item, Names
from strategraph.pages.gathering import Gathered, gathered, labels_of, the_first
from strategraph.pages.lookups import Row
from strategraph.sources import Line

__all__ = ["Anchor", "MarkedLine", "Part", "mark_lines", "parts_of", "worded_lines"]

#: A part of a document that one page shows has at most so many lines, and about so many bytes of text.
MAX_LINES = 400
MAX_BYTES = 40_000
#: Passages further inside one another are marked by their beginning only.
MAX_DEPTH = 20
_START = re.compile(r"#char=([0-9]+),")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage in its line: the fragment of its IRI, whether it is the wording of an element, and what it holds."""

    fragment: str
    is_wording: bool
    inner: tuple["str | Anchor", ...]


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line with its number, its text in pieces, the elements it is the wording of, and the page that begins with it."""

    number: int
    pieces: tuple[str | Anchor, ...]
    elements: tuple[Item, ...]
    page: str

    @property
    def is_claimed(self) -> bool:
        """True if a statement stands on it."""
        return any(isinstance(piece, Anchor) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Part:
    """The lines `first` to `last` of a document, which one page shows."""

    first: int
    last: int


def parts_of(lines: Sequence[Line]) -> tuple[Part, ...]:
    """A document in parts that fit on a page; one part for most documents."""
    sizes = list(accumulate((len(line.text.encode()) + 1 for line in lines), initial=0))
    parts, first = [], 0
    for index in range(len(lines)):
        if index > first and (index - first >= MAX_LINES or sizes[index + 1] - sizes[first] > MAX_BYTES):
            parts.append(Part(lines[first].number, lines[index - 1].number))
            first = index
    return (*parts, Part(lines[first].number, lines[-1].number)) if lines else ()


def mark_lines(
    lines: Iterable[Line], places: Sequence[Row], elements: Sequence[Row], names: Names
) -> tuple[MarkedLine, ...]:
    """The lines that are not blank, from the rows of queries/pages/document-places.rq and document-elements.rq."""
    passages = gathered(places, "passage")
    worded: dict[str, dict[str, None]] = {}
    items = {iri: _item(iri, one, names) for iri, one in gathered(elements, "element").items()}
    for row in elements:
        worded.setdefault(row["passage"].text, {})[row["element"].text] = None
    spans = sorted((*span, iri) for iri, one in passages.items() if (span := _span(one)))
    made, position, shown = [], 0, ""
    for line in lines:
        if line.is_blank:
            continue
        end = line.start + len(line.text)
        while position < len(spans) and spans[position][0] < line.start:
            position += 1
        inside = []
        while position < len(spans) and spans[position][0] < end:
            inside.append(spans[position])
            position += 1
        page = next((the_first(passages[iri], "page") for *_, iri in inside if "page" in passages[iri]), shown)
        own = tuple(items[element] for *_, iri in inside for element in worded.get(iri, ()))
        made.append(
            MarkedLine(
                line.number, _nested(line, deque(inside), worded, line.start, end), own, page if page != shown else ""
            )
        )
        shown = page
    return tuple(made)


def worded_lines(lines: Sequence[Line], elements: Iterable[Row]) -> dict[int, dict[str, None]]:
    """Number of a line → the elements it is the wording of, from the rows of queries/pages/document-elements.rq.

    Where a passage begins is said by its fragment (`#char=25,44`, RFC 5147).
    """
    starts = [line.start for line in lines]
    worded: dict[int, dict[str, None]] = {}
    for row in elements:
        start = _START.search(row["passage"].text)
        if start and lines:
            line = lines[max(bisect_right(starts, int(start[1])) - 1, 0)]
            worded.setdefault(line.number, {})[row["element"].text] = None
    return worded


def _span(one: Gathered) -> tuple[int, int] | None:
    """Start, and the end as a negative number, so that of two passages the longer one comes first."""
    if "start" not in one or "end" not in one:
        return None
    return int(the_first(one, "start")), -int(the_first(one, "end"))


def _nested(
    line: Line, spans: deque[tuple[int, int, str]], worded: Container[str], start: int, end: int, depth: int = 0
) -> tuple[str | Anchor, ...]:
    """The characters `start` to `end` of a line with the passages that begin there inside one another.

    Each passage is taken off `spans`; one that reaches beyond another ends with it.
    """
    made: list[str | Anchor] = []
    position = start
    while spans and spans[0][0] < end:
        first, negative, iri = spans.popleft()
        if first > position:
            made.append(line.text[position - line.start : first - line.start])
        position = max(first, min(-negative, end)) if depth < MAX_DEPTH else first
        inner = _nested(line, spans, worded, first, position, depth + 1)
        made.append(Anchor(iri.partition("#")[2], iri in worded, inner))
    if position < end:
        made.append(line.text[position - line.start : end - line.start])
    return tuple(made)


def _item(iri: str, one: Gathered, names: Names) -> Item:
    labels = labels_of(one, "label")
    code = the_first(one, "notation")
    shown = code if code and "/" not in code else names.of_thing(iri, labels)
    language = next((tag for tag, label in labels.items() if label == shown), "")
    return Item(shown, names.links.href(iri), language)
