"""Text in OpenDocument, which documents, cells and slides have alike: paragraphs, headings, lists, tables, notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from strategraph.sources.blocks import Block, Row, paragraph, table
from strategraph.sources.characters import one_line
from strategraph.sources.document import Place
from strategraph.sources.markup import Element
from strategraph.sources.numbering import Counters
from strategraph.sources.ooxml import number_of
from strategraph.sources.opendocument import Level, Levels, Styles, name_of, value
from strategraph.sources.readers.odf_type import typed
from strategraph.sources.readers.type_headings import Type, of_line

__all__ = ["MOST_REPEATED", "Walk", "text_of"]

_P, _H, _LIST = name_of("text:p"), name_of("text:h"), name_of("text:list")
_DROPPED = {
    name_of(f"text:{name}")
    for name in [
        "tracked-changes",
        "hidden-text",
        "hidden-paragraph",
        "note",
        "ruby-text",
        "sequence-decls",
        "variable-decls",
        "user-field-decls",
    ]
} | {
    name_of("office:annotation"),
    name_of("office:forms"),
    name_of("draw:object"),
    name_of("svg:title"),
    name_of("svg:desc"),
}
#: What stands for white space that is meant, until that which is not is gone; no XML has these characters.
_SPACE, _TAB, _BREAK = "\x00", "\x01", "\x02"
#: Cells and rows may be repeated by number; more than this are empty ones at the end of a sheet (columns, rows).
MOST_REPEATED = 1_000
_MOST_SPACES = 1_000


@dataclass(slots=True)
class _Numbering:
    """A list while it is gone through: how it is written, and how far it has counted."""

    levels: Levels
    counters: Counters


@dataclass(slots=True)
class Walk:
    """Goes through text in its order, and counts what is counted there; `base` is the page or slide it stands on."""

    styles: Styles
    base: Place = field(default_factory=Place)
    paragraphs: int = 0
    tables: int = 0
    outline: Counters = field(default_factory=Counters)
    #: Lists that may go on: the last one of each style, and all by their id.
    lists: dict[str, Counters] = field(default_factory=dict)
    notes: list[Element] = field(default_factory=list)
    #: The type of each paragraph by its number.
    types: dict[int, list[Type]] = field(default_factory=dict)

    def blocks(self, parent: Element) -> Iterator[Block]:
        """The lines of all text below an element."""
        for child in parent:
            if child.tag in _DROPPED:
                continue
            if child.tag in (_P, _H):
                yield from self.paragraph(child, None, 0, None)
            elif child.tag == _LIST:
                yield from self.list(child, None, 0)
            elif child.tag == name_of("table:table"):
                yield from self.table(child)
            else:
                yield from self.blocks(child)

    def paragraph(
        self, element: Element, numbering: _Numbering | None, level: int, start: int | None
    ) -> Iterator[Block]:
        """A paragraph or heading; `numbering` is that of its list if it is the one that is counted there."""
        self.paragraphs += 1
        kind = of_line(list(typed(element, self.styles)))
        self.types[self.paragraphs] = [kind] if kind else []
        heading = self.styles.heading(value(element, "text:style-name"))
        if element.tag == _H:
            heading = number_of(value(element, "text:outline-level"), 1)
        label = _count(numbering.counters, numbering.levels, level, start) if numbering else ""
        if element.tag == _H and not numbering and value(element, "text:is-list-header") != "true":
            label = _count(self.outline, self.styles.outline, (heading or 1) - 1, _restart(element))
        depth = level + 1 if label and heading is None else None
        place = Place(
            page=self.base.page,
            slide=self.base.slide,
            paragraph=self.paragraphs,
            heading=heading,
            depth=depth,
            label=label,
        )
        yield from paragraph(text_of(element), place)
        self.notes += element.iter(name_of("text:note-body"))
        for box in element.iter(name_of("draw:text-box")):
            if next(box.iterancestors(_P, _H), None) is element:
                yield from self.blocks(box)

    def list(self, element: Element, outer: _Numbering | None, level: int) -> Iterator[Block]:
        """A list; one inside another has that one's counters, and its style unless it has its own."""
        own = self.styles.lists.get(value(element, "text:style-name"))
        counters = outer.counters if outer else self.counters(element)
        numbering = _Numbering(own or (outer.levels if outer else {}), counters)
        for item in element:
            if item.tag not in (name_of("text:list-item"), name_of("text:list-header")):
                continue
            counted = item.tag == name_of("text:list-item")
            for child in item:
                if child.tag == _LIST:
                    yield from self.list(child, numbering, level + 1)
                elif child.tag in (_P, _H):
                    yield from self.paragraph(child, numbering if counted else None, level, _restart(item))
                    counted = False
                else:
                    yield from self.blocks(child)

    def counters(self, element: Element) -> Counters:
        """The counters of a list: new ones, or those of the list that it goes on with (19.880, 19.882)."""
        style, identity = value(element, "text:style-name"), value(element, "xml:id")
        before = value(element, "text:continue-list")
        if before in self.lists:
            found = self.lists[before]
        elif value(element, "text:continue-numbering") == "true" and style in self.lists:
            found = self.lists[style]
        else:
            found = Counters()
        self.lists[style] = found
        if identity:
            self.lists[identity] = found
        return found

    def table(self, element: Element) -> Iterator[Block]:
        """The lines of a table."""
        self.tables += 1
        rows = [row for one in _rows(element) for row in [self.row(one)] * _times(one, "table:number-rows-repeated")]
        base = Place(page=self.base.page, slide=self.base.slide, sheet=self.base.sheet, table=self.tables)
        yield from table(rows, base)

    def row(self, element: Element) -> Row:
        """The cells of a row; one that is covered by another has no text of its own."""
        column, cells = 1, []
        for cell in element:
            if cell.tag not in (name_of("table:table-cell"), name_of("table:covered-table-cell")):
                continue
            times = max(number_of(value(cell, "table:number-columns-repeated"), 1), 1)
            blocks = [] if cell.tag == name_of("table:covered-table-cell") else list(self.blocks(cell))
            if blocks:
                cells += [(column + one, blocks) for one in range(min(times, MOST_REPEATED))]
            column += times
        return cells

    def noted(self) -> Iterator[Block]:
        """The notes of the text gone through so far, in their order."""
        notes, self.notes = self.notes, []
        for note in notes:
            yield from (Block(block.text, Place(paragraph=block.place.paragraph)) for block in self.blocks(note))


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == name_of("table:table-row"):
            yield child
        elif child.tag in {name_of(f"table:table-{name}") for name in ("rows", "header-rows", "row-group")}:
            yield from _rows(child)


def _times(element: Element, name: str) -> int:
    return min(max(number_of(value(element, name), 1), 1), MOST_REPEATED)


def _restart(element: Element) -> int | None:
    """The number with which a heading or an item starts anew, if it does."""
    stated = value(element, "text:start-value")
    return number_of(stated, 1) if stated else None


def _count(counters: Counters, levels: Levels, level: int, start: int | None) -> str:
    own: Level | None = levels.get(level)
    if own is None:
        return ""
    if start is not None:
        counters.counts[level] = start - 1
    counts = counters.next(level, lambda one: levels[one].start if one in levels else 1, lambda below, by: True)
    return own.label(counts, level, levels)


def text_of(element: Element) -> str:
    """The text of a paragraph; white space counts once unless `text:s` says how often (6.1.2)."""
    text = one_line("".join(_pieces(element)))
    return text.replace(_SPACE, " ").replace(_TAB, "\t").replace(_BREAK, "\n")


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == name_of("text:s"):
            yield _SPACE * min(max(number_of(value(child, "text:c"), 1), 1), _MOST_SPACES)
        elif child.tag == name_of("text:tab"):
            yield _TAB
        elif child.tag == name_of("text:line-break"):
            yield _BREAK
        elif child.tag not in _DROPPED and child.tag != name_of("draw:text-box"):
            yield from _pieces(child)
        yield child.tail or ""
