"""HTML: headings, paragraphs, lists with the numbers a browser shows, tables; nothing that a page refers to is fetched.

Scripts, styles, forms' controls and what is hidden are left out, buttons that open chapters are headings; numbers that style
sheets add are not known.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from strategraph.sources.blocks import Block, Reading, Row, paragraph, table
from strategraph.sources.characters import one_line
from strategraph.sources.document import Place
from strategraph.sources.markup import Element
from strategraph.sources.numbering import BULLET, numeral
from strategraph.sources.ooxml import number_of
from strategraph.sources.readers.html_buttons import is_control, opens_chapter
from strategraph.sources.readers.html_page import HEADINGS, parsed_page
from strategraph.sources.readers.html_type import USUAL, type_of
from strategraph.sources.readers.type_headings import NOTICE, Type, headed, of_line
from strategraph.sources.source_file import SourceFile

__all__ = ["read"]

_DROPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "select",
        "datalist",
        "textarea",
        "input",
        "canvas",
        "audio",
        "video",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        *HEADINGS,
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "ul",
        "caption",
    ]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read(content: bytes, file: SourceFile) -> Reading:
    """The blocks of a page.

    Raises:
        SourceError: as `parsed_page` does.
    """
    root = parsed_page(content, file)
    reading = Reading()
    if root is not None:
        walk = _Walk()
        reading.blocks += walk.blocks(root)
        reading.blocks += walk.flush()
        found = headed(reading.blocks, walk.types)
        if found is not None:
            reading.blocks = found
            reading.notices.append(NOTICE)
    return reading


@dataclass(slots=True)
class _List:
    ordered: bool
    kind: str
    number: int
    step: int


@dataclass(slots=True)
class _Walk:
    """Goes through a page; text that stands in no block of its own is gathered until one begins."""

    paragraphs: int = 0
    tables: int = 0
    lists: list[_List] = field(default_factory=list)
    #: Text with its type.
    gathered: list[tuple[str, Type]] = field(default_factory=list)
    type: Type = USUAL
    types: dict[int, list[Type]] = field(default_factory=dict)
    heading: int | None = None
    #: The level of the last heading that the page marks as one.
    last: int = 1
    label: str = ""
    in_item: bool = False
    printed: bool = False

    def flush(self) -> Iterator[Block]:
        """The paragraph that was gathered; lines of one type above lines of another are a paragraph of their own."""
        gathered, self.gathered = self.gathered, []
        if self.printed:
            yield from self.paragraph("".join(text for text, _ in gathered), USUAL)
            return
        for kind, lines in groupby(_lines(gathered), key=lambda line: line[1]):
            yield from self.paragraph("\n".join(text for text, _ in lines), kind)

    def paragraph(self, text: str, kind: Type) -> Iterator[Block]:
        if text.strip():
            self.paragraphs += 1
            self.types[self.paragraphs] = [kind]
            depth = (len(self.lists) or None) if self.in_item and self.heading is None else None
            yield from paragraph(
                text, Place(paragraph=self.paragraphs, heading=self.heading, depth=depth, label=self.label)
            )
            self.label = ""

    def blocks(self, parent: Element) -> Iterator[Block]:
        """Blocks of an element, in the order of the page; text after its last block stays gathered."""
        self.gathered.append((parent.text or "", self.type))
        for child in parent:
            if isinstance(child.tag, str) and not self.dropped(child):
                yield from self.element(child)
            self.gathered.append((child.tail or "", self.type))

    def dropped(self, element: Element) -> bool:
        if element.tag in _DROPPED or (element.tag == "button" and is_control(element)):
            return True
        return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))

    def element(self, element: Element) -> Iterator[Block]:
        name, kept = element.tag, self.type
        self.type = type_of(element, kept)
        if name == "br":
            self.gathered.append(("\n" if self.printed else "\v", self.type))
        elif name not in _BLOCKS or (name == "button" and self.heading is not None):
            yield from self.blocks(element)
        else:
            yield from self.flush()
            yield from self.block(element, name)
            yield from self.flush()
        self.type = kept

    def block(self, element: Element, name: str) -> Iterator[Block]:
        if name in HEADINGS or (name == "button" and opens_chapter(element)):
            self.heading = HEADINGS.get(name, min(self.last + 1, 6))
            self.last = HEADINGS.get(name, self.last)
            yield from self.blocks(element)
            yield from self.flush()
            self.heading = None
        elif name in ("ol", "ul", "menu"):
            yield from self.list(element)
        elif name == "li":
            yield from self.item(element)
        elif name == "table":
            yield from self.table(element)
        elif name == "pre":
            self.printed = True
            yield from self.blocks(element)
            yield from self.flush()
            self.printed = False
        else:
            yield from self.blocks(element)

    def list(self, element: Element) -> Iterator[Block]:
        """A list; one that counts down counts from its length (HTML 4.4.5)."""
        down = "reversed" in element.attrib
        start = number_of(element.get("start", ""), sum(1 for one in element if one.tag == "li") if down else 1)
        kept = self.label, self.in_item
        self.lists.append(_List(element.tag == "ol", element.get("type", "1"), start, -1 if down else 1))
        self.label = ""
        yield from self.blocks(element)
        yield from self.flush()
        self.lists.pop()
        self.label, self.in_item = "", kept[1]

    def item(self, element: Element) -> Iterator[Block]:
        kept, self.in_item = self.in_item, True
        own = self.lists[-1] if self.lists else _List(False, "", 1, 1)
        if own.ordered:
            own.number = number_of(element.get("value", ""), own.number)
            self.label = f"{numeral(own.number, element.get('type', own.kind))}."
            own.number += own.step
        else:
            self.label = "" if "list-style-type:none" in element.get("style", "").replace(" ", "") else BULLET
        yield from self.blocks(element)
        yield from self.flush()
        self.label, self.in_item = "", kept

    def table(self, element: Element) -> Iterator[Block]:
        self.tables += 1
        base = Place(table=self.tables)
        for caption in element.findall("caption"):
            yield from self.blocks(caption)
            yield from self.flush()
        kept, self.lists, self.heading = (self.lists, self.heading), [], None
        rows = [one for one in element.iter("tr") if next(one.iterancestors("table")) is element]
        yield from table(_Grid(self).rows(rows), base)
        self.lists, self.heading = kept


def _lines(gathered: Sequence[tuple[str, Type]]) -> Iterator[tuple[str, Type]]:
    """The lines of what was gathered, blank ones left out, each with its type."""
    found: list[list[tuple[str, Type]]] = [[]]
    for text, kind in gathered:
        first, *others = text.split("\v")
        found[-1].append((first, kind))
        found += [[(other, kind)] for other in others]
    for pieces in found:
        whole = of_line(pieces)
        if whole is not None:
            yield one_line("".join(text for text, _ in pieces)), whole


@dataclass(slots=True)
class _Grid:
    """Puts cells into columns, below those that span rows (HTML 4.9.12)."""

    walk: _Walk
    #: Column → rows below that a cell still spans.
    spanned: dict[int, int] = field(default_factory=dict)

    def rows(self, elements: list[Element]) -> list[Row]:
        return [self.row(element) for element in elements]

    def row(self, element: Element) -> Row:
        column, cells = 1, []
        left = {one: rows - 1 for one, rows in self.spanned.items() if rows > 1}
        for cell in element:
            if cell.tag not in ("td", "th") or self.walk.dropped(cell):
                continue
            while self.spanned.get(column):
                column += 1
            blocks = [*self.walk.blocks(cell), *self.walk.flush()]
            cells.append((column, blocks))
            wide = min(max(number_of(cell.get("colspan", ""), 1), 1), 1000)
            high = min(max(number_of(cell.get("rowspan", ""), 1), 1), 65_534)
            left |= {one: high - 1 for one in range(column, column + wide) if high > 1}
            column += wide
        self.spanned = left
        return cells
