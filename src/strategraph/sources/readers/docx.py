"""DOCX (Office Open XML text): paragraphs, lists with the numbers Word gives them, tables, text boxes, notes.

Headers, footers, comments, pictures and what is marked as deleted are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from strategraph.sources.blocks import Block, Reading, Row, paragraph, table
from strategraph.sources.document import Place
from strategraph.sources.markup import Element
from strategraph.sources.ooxml import attribute, main_part, number_of, part_of_type, tag
from strategraph.sources.packages import open_package
from strategraph.sources.readers.docx_lists import Lists, Numbered
from strategraph.sources.readers.docx_styles import Styles
from strategraph.sources.readers.docx_type import TypesOfParagraphs
from strategraph.sources.readers.type_headings import NOTICE, headed
from strategraph.sources.source_file import SourceFile

__all__ = ["read"]

#: What holds paragraphs or runs of text and means nothing for their order.
_THROUGH = {
    tag(f"w:{name}")
    for name in ["sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo"]
}
_DROPPED = {
    tag("w:del"),
    tag("w:moveFrom"),
    tag("w:instrText"),
    tag("w:delText"),
    tag("w:rPr"),
    tag("w:pPr"),
    tag("mc:Fallback"),
}
_SIGNS = {tag("w:tab"): "\t", tag("w:cr"): "\n", tag("w:noBreakHyphen"): "\u2011", tag("w:ptab"): "\t"}
_ON = ("1", "true", "on")


def read(content: bytes, file: SourceFile) -> Reading:
    """The blocks of a document.

    Raises:
        SourceError: as `open_package` does, or where a part is not well-formed.
    """
    package = open_package(content, file.shown, file.max_unpacked_bytes)
    name, root = main_part(package)
    styles = Styles.of(part_of_type(package, name, "styles"))
    lists = Lists.of(part_of_type(package, name, "numbering"), styles)
    walk = _Walk(
        styles, lists, TypesOfParagraphs(styles), paged=root.find(f".//{tag('w:lastRenderedPageBreak')}") is not None
    )
    reading = Reading()
    for body in root.iter(tag("w:body")):
        reading.blocks += walk.blocks(body)
    found = headed(reading.blocks, walk.types.found)
    if found is not None:
        reading.blocks = found
        reading.notices.append(NOTICE)
    for kind in ("footnotes", "endnotes"):
        reading.blocks += walk.notes(part_of_type(package, name, kind), kind.removesuffix("s"))
    reading.notices += walk.told()
    return reading


@dataclass(slots=True)
class _Walk:
    """Goes through a document in its order, and counts what is counted there."""

    styles: Styles
    lists: Lists
    types: TypesOfParagraphs
    paged: bool
    paragraphs: int = 0
    tables: int = 0
    page: int = 1
    hidden: int = 0
    noted: int = 0

    def blocks(self, parent: Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == tag("w:p"):
                yield from self.paragraph(child)
            elif child.tag == tag("w:tbl"):
                yield from self.table(child)
            elif child.tag in _THROUGH:
                yield from self.blocks(child)

    def paragraph(self, element: Element) -> Iterator[Block]:
        """The lines of a paragraph, and after them those of the text boxes that are anchored in it."""
        self.paragraphs += 1
        pages = sum(1 for _ in element.iter(tag("w:lastRenderedPageBreak")))
        first = next((one.tag for one in element.iter(tag("w:lastRenderedPageBreak"), tag("w:t"))), "")
        early = 1 if first == tag("w:lastRenderedPageBreak") else 0
        place, glued = self.place(element, self.page + early)
        text = "".join(self.text(element))
        self.page += pages
        yield from paragraph(text, place, glued)
        for box in element.iter(tag("w:txbxContent")):
            above = {one.tag for one in box.iterancestors()}
            if tag("mc:Fallback") not in above and not _nested(box, element):
                yield from self.blocks(box)

    def place(self, element: Element, page: int) -> tuple[Place, bool]:
        properties = element.find(tag("w:pPr"))
        style = self.styles.default if properties is None else self.style(properties)
        heading = self.styles.heading(style)
        direct = None if properties is None else properties.find(tag("w:outlineLvl"))
        if direct is not None:
            level = number_of(attribute(direct, "w:val"), 9)
            heading = level + 1 if level < 9 else None
        self.types.see(self.paragraphs, element, style)
        found = self.numbered(properties, style)
        return Place(
            page=page if self.paged else None,
            paragraph=self.paragraphs,
            heading=heading,
            depth=found.level + 1 if found and heading is None else None,
            label=found.label if found else "",
        ), bool(found and found.glued)

    def style(self, properties: Element) -> str:
        return attribute(properties.find(tag("w:pStyle")), "w:val") or self.styles.default

    def numbered(self, properties: Element | None, style: str) -> Numbered | None:
        """The number of a paragraph: by its own properties, else by its style; an empty paragraph counts too."""
        name, level, of_style = self.styles.numbering(style)
        own = None if properties is None else properties.find(tag("w:numPr"))
        if own is not None:
            name = attribute(own.find(tag("w:numId")), "w:val", name)
            stated = own.find(tag("w:ilvl"))
            level = number_of(attribute(stated, "w:val"), 0) if stated is not None else level
        return self.lists.number(name, level, of_style or style) if name not in ("", "0") else None

    def text(self, element: Element) -> Iterator[str]:
        """The text of a paragraph or of a run in it."""
        for child in element:
            name = child.tag
            if name in _DROPPED or name == tag("w:txbxContent"):
                continue
            if name in (tag("w:t"), tag("m:t")):
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == tag("w:br"):
                yield "" if attribute(child, "w:type") in ("page", "column") else "\n"
            elif name == tag("w:sym"):
                yield _sign(attribute(child, "w:char"))
            elif name == tag("w:r") and _is_hidden(child):
                self.hidden += 1
            else:
                yield from self.text(child)

    def table(self, element: Element) -> Iterator[Block]:
        self.tables += 1
        base = Place(table=self.tables, page=self.page if self.paged else None)
        yield from table([self.row(one) for one in _rows(element)], base)

    def row(self, element: Element) -> Row:
        """The cells of a row; one that spans columns stands in the first of them, one that goes on below in its first row."""
        skipped = element.find(f"{tag('w:trPr')}/{tag('w:gridBefore')}")
        column, cells = 1 + number_of(attribute(skipped, "w:val"), 0), []
        for cell in _within(element, tag("w:tc")):
            properties = cell.find(tag("w:tcPr"))
            merged = None if properties is None else properties.find(tag("w:vMerge"))
            goes_on = merged is not None and attribute(merged, "w:val", "continue") == "continue"
            cells.append((column, [] if goes_on else list(self.blocks(cell))))
            span = None if properties is None else properties.find(tag("w:gridSpan"))
            column += max(number_of(attribute(span, "w:val"), 1), 1)
        return cells

    def notes(self, root: Element | None, kind: str) -> Iterator[Block]:
        """Notes, in their order; those that draw the line above the others have a type (17.11.10)."""
        for note in () if root is None else root.iter(tag(f"w:{kind}")):
            if attribute(note, "w:type", "normal") == "normal":
                found = list(self.blocks(note))
                self.noted += bool(found)
                yield from (Block(one.text, Place(paragraph=one.place.paragraph)) for one in found)

    def told(self) -> list[str]:
        """What a reader of the lines should know."""
        told = [f"Notes ({self.noted}) stand at the end, in their order."] if self.noted else []
        return told + ([f"Hidden text ({self.hidden} pieces) was left out."] if self.hidden else [])


def _rows(element: Element) -> Iterator[Element]:
    return _within(element, tag("w:tr"))


def _within(element: Element, wanted: str) -> Iterator[Element]:
    """Children of that name, those in content controls and marked as inserted too."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in _THROUGH:
            yield from _within(child, wanted)


def _nested(box: Element, paragraph_: Element) -> bool:
    """Whether a text box stands in a paragraph of another text box, which brings it."""
    above = next((one for one in box.iterancestors() if one.tag == tag("w:p")), None)
    return above is not paragraph_


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{tag('w:rPr')}/{tag('w:vanish')}")
    return vanish is not None and attribute(vanish, "w:val", "1") in _ON


def _sign(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
