"""What pages of a PDF have in common: headers and footers, paragraphs and tables that go on, sizes of headings."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from strategraph.sources.readers.pdf_lines import LABEL, Paragraph, joined
from strategraph.sources.readers.pdf_words import Page

__all__ = ["MARGIN", "Item", "Row", "headings", "sewn"]

#: The cells of a row, from the left; each is its paragraphs.
Row = list[list[str]]

#: Headers and footers stand in this share of a page, at its top and its bottom.
MARGIN = 0.12
#: A line is one of them if it is on this share of the pages, its numbers aside.
_REPEATED = 0.3
_LARGER = 1.08
#: Sides of columns that differ by less than this are the same (points).
_SIDE = 3.0
_MOST_HEADINGS = 6
#: Bold lines of the usual size are headings if there are so many, no longer than this, and no more than this share of the text is bold.
_LEAST_BOLD, _LONGEST, _MOST_BOLD = 2, 200, 0.5
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph on its page, or a table: its rows with the page of each, and the sides of its columns as lines show them.

    `page` of a table is that of its last row; `opens` says that a column begins with it.
    """

    text: str
    page: int
    size: float = 0.0
    bold: bool = False
    is_full: bool = False
    in_margin: bool = False
    opens: bool = False
    rows: list[Row] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    sides: tuple[float, ...] = ()

    @classmethod
    def of(cls, one: Paragraph, page: Page, opens: bool = False) -> "Item":
        """A paragraph as it stands on a page."""
        in_margin = one.bottom < MARGIN * page.height or one.top > (1 - MARGIN) * page.height
        return cls(one.text, page.number, round(one.size * 2) / 2, one.bold, one.is_full, in_margin, opens)


def sewn(items: Sequence[Item]) -> list[Item]:
    """Items, with paragraphs put together that go on over a page; headers and footers between come after."""
    furniture = _furniture(items)
    found: list[Item] = []
    last: int | None = None
    for item in items:
        if item.in_margin and _shape(item.text) in furniture:
            found.append(item)
            continue
        if last is not None and _is_same_table(found[last], item):
            found[last] = _grown(found[last], item)
            continue
        if last is not None and _goes_on(found[last], item):
            found[last] = replace(found[last], text=joined((found[last].text, item.text)), is_full=item.is_full)
            continue
        last = len(found)
        found.append(item)
    return found


def _shape(text: str) -> str:
    return _NUMBER.sub("#", text.lower())


def _furniture(items: Sequence[Item]) -> set[str]:
    """The shapes of lines that stand in the margins of many pages, and numbers of pages."""
    pages = len({item.page for item in items})
    on = Counter(shape for shape, _ in {(_shape(item.text), item.page) for item in items if item.in_margin})
    return {shape for shape, times in on.items() if times > 1 and times >= _REPEATED * pages} | {"#"}


def _goes_on(before: Item, item: Item) -> bool:
    """Whether an item goes on with the paragraph at the end of the page or column before."""
    if before.rows or item.rows or abs(before.size - item.size) > 0.6:
        return False
    if item.page != before.page + 1 and not item.opens:
        return False
    first = item.text.split(maxsplit=1)[0]
    return before.is_full and before.bold is item.bold and item.text[:1].islower() and not LABEL.match(first)


def _is_same_table(before: Item, item: Item) -> bool:
    """Whether a table goes on with the one at the end of the page before: their columns have the same sides."""
    if not before.rows or not item.rows or item.page != before.page + 1 or len(before.sides) != len(item.sides):
        return False
    return bool(item.sides) and all(abs(a - b) < _SIDE for a, b in zip(before.sides, item.sides, strict=True))


def _grown(before: Item, item: Item) -> Item:
    """A table with the rows of the next page: its header is not repeated, and a row that the page broke is one again."""
    rows, more = before.rows, item.rows
    if more[0] == rows[0]:
        more = more[1:]
    if more and _is_broken(rows[-1], more[0]):
        rest = [_whole(cell, below) for cell, below in zip(rows[-1], more[0], strict=True)]
        rows, more = [*rows[:-1], rest], more[1:]
    return replace(before, page=item.page, rows=[*rows, *more], pages=[*before.pages, *[item.page] * len(more)])


def _is_broken(row: Row, below: Row) -> bool:
    """Whether the first row of a page is the rest of the last one: every text in it goes on in the middle of a sentence."""
    filled = [(cell, rest) for cell, rest in zip(row, below, strict=True) if rest]
    return bool(filled) and all(cell and rest[0][:1].islower() for cell, rest in filled)


def _whole(cell: list[str], rest: list[str]) -> list[str]:
    return [*cell[:-1], joined((cell[-1], rest[0])), *rest[1:]] if cell and rest else cell


def headings(items: Sequence[Item]) -> dict[int, int]:
    """Place of an item → level of heading: sizes above that of most of the text, the largest first; then what is bold in that size."""
    weight: Counter[tuple[float, bool]] = Counter()
    for item in items:
        if item.size:
            weight[item.size, item.bold] += len(item.text)
    if not weight:
        return {}
    sizes = {size: sum(weight[size, bold] for bold in (False, True)) for size, _ in weight}
    usual = max(sizes, key=lambda size: sizes[size])
    larger = sorted((size for size in sizes if size > _LARGER * usual), reverse=True)
    levels = {size: level for level, size in enumerate(larger[:_MOST_HEADINGS], 1)}
    found = {place: levels[item.size] for place, item in enumerate(items) if item.size in levels}
    margins = Counter(_shape(item.text) for item in items if item.in_margin)
    bolds = [place for place, item in enumerate(items) if item.size == usual and _stands_out(item, margins)]
    if len(bolds) >= _LEAST_BOLD and weight[usual, True] <= _MOST_BOLD * sizes[usual]:
        found |= dict.fromkeys(bolds, len(levels) + 1)
    return found


def _stands_out(item: Item, margins: Counter[str]) -> bool:
    """A bold line that is no label, nor printed in the margin of several pages."""
    alone = not item.in_margin or margins[_shape(item.text)] == 1
    return item.bold and alone and len(item.text) <= _LONGEST and not item.text.endswith((":", ",", ";"))
