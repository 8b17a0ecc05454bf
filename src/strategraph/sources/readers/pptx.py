"""PPTX (Office Open XML slides): titles, texts with their bullets and numbers, tables, slide by slide.

Shapes are read from the top down and from the left to the right, the title first. Notes, footers, numbers of slides, hidden
slides, pictures and charts are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from strategraph.sources.blocks import Block, Reading, Row, paragraph, table
from strategraph.sources.document import Place
from strategraph.sources.markup import Element
from strategraph.sources.ooxml import attribute, main_part, number_of, related, tag
from strategraph.sources.packages import open_package
from strategraph.sources.readers.pptx_bullets import Bullets, Inheritance, placeholder
from strategraph.sources.source_file import SourceFile

__all__ = ["read"]

_TITLES = ("title", "ctrTitle")
_FURNITURE = ("dt", "ftr", "sldNum", "hdr")
#: Shapes whose tops differ by less than this stand side by side (English Metric Units: half an inch).
_BESIDE = 457_200


def read(content: bytes, file: SourceFile) -> Reading:
    """The blocks of a presentation.

    Raises:
        SourceError: as `open_package` does, or where a part is not well-formed.
    """
    package = open_package(content, file.shown, file.max_unpacked_bytes)
    name, root = main_part(package)
    parts = {one: part for one, _, part in related(package, name)}
    inheritance = Inheritance(package)
    walk = _Walk()
    reading = Reading()
    for number, one in enumerate(root.iter(tag("p:sldId")), 1):
        part = parts.get(attribute(one, "r:id"), "")
        slide = package.xml(part)
        if slide is None:
            continue
        if slide.get("show") in ("0", "false"):
            reading.notices.append(f"Slide {number} is hidden and was left out.")
            continue
        walk.slide, walk.inheritance, walk.part = number, inheritance, part
        for tree in slide.iter(tag("p:spTree")):
            reading.blocks += walk.shapes(tree)
    return reading


@dataclass(slots=True)
class _Walk:
    slide: int = 0
    part: str = ""
    inheritance: Inheritance | None = None
    paragraphs: int = 0
    tables: int = field(default=0)

    def shapes(self, tree: Element) -> Iterator[Block]:
        """The lines of all shapes in a tree or a group."""
        for shape in sorted((one for one in tree if isinstance(one.tag, str)), key=_order):
            if shape.tag == tag("p:sp") and placeholder(shape)[0] not in _FURNITURE:
                yield from self.shape(shape)
            elif shape.tag == tag("p:grpSp"):
                yield from self.shapes(shape)
            elif shape.tag == tag("p:graphicFrame"):
                for one in shape.iter(tag("a:tbl")):
                    yield from self.table(one)
            elif shape.tag == tag("mc:AlternateContent"):
                for choice in shape.iterchildren(tag("mc:Choice")):
                    yield from self.shapes(choice)

    def shape(self, shape: Element) -> Iterator[Block]:
        body = shape.find(tag("p:txBody"))
        if body is not None:
            assert self.inheritance is not None
            heading = 1 if placeholder(shape)[0] in _TITLES else None
            yield from self.body(body, Bullets(self.inheritance.styles(self.part, shape)), heading)

    def body(self, body: Element, bullets: Bullets, heading: int | None = None) -> Iterator[Block]:
        for one in body.iterchildren(tag("a:p")):
            text = "".join(_text(one))
            if not text.strip():
                continue
            self.paragraphs += 1
            label, level = bullets.label(one.find(tag("a:pPr")))
            depth = level + 1 if label and heading is None else None
            place = Place(slide=self.slide, paragraph=self.paragraphs, heading=heading, depth=depth, label=label)
            yield from paragraph(text, place)

    def table(self, element: Element) -> Iterator[Block]:
        self.tables += 1
        rows: list[Row] = []
        for row in element.iterchildren(tag("a:tr")):
            cells = []
            for column, cell in enumerate(row.iterchildren(tag("a:tc")), 1):
                bodies = [] if cell.get("hMerge") or cell.get("vMerge") else list(cell.iterchildren(tag("a:txBody")))
                cells.append((column, [block for body in bodies for block in self.body(body, Bullets([]))]))
            rows.append(cells)
        yield from table(rows, Place(slide=self.slide, table=self.tables))


def _order(shape: Element) -> tuple[bool, int, int]:
    """Titles first, then from the top down; a shape that says no place of its own has that of its layout, below the title."""
    kind = placeholder(shape)[0] if shape.tag == tag("p:sp") else ""
    offset = next(shape.iter(tag("a:off")), None)
    if offset is None:
        return kind not in _TITLES, 0, 0
    top, left = number_of(offset.get("y", ""), 0), number_of(offset.get("x", ""), 0)
    return kind not in _TITLES, max(top, 0) // _BESIDE, left


def _text(element: Element) -> Iterator[str]:
    for one in element.iter(tag("a:t"), tag("a:br"), tag("m:t")):
        yield "\n" if one.tag == tag("a:br") else one.text or ""
