"""ODP (OpenDocument slides): titles, texts with their bullets and numbers, tables, slide by slide.

Frames are read from the top down and from the left to the right, the title first. Notes, footers, numbers of slides, hidden
slides and pictures are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from strategraph.sources.blocks import Block, Reading
from strategraph.sources.document import Place
from strategraph.sources.markup import Element
from strategraph.sources.opendocument import content_of, name_of, value
from strategraph.sources.packages import open_package
from strategraph.sources.readers.odf_text import Walk
from strategraph.sources.source_file import SourceFile

__all__ = ["read"]

_FURNITURE = ("date-time", "footer", "page-number", "header", "notes", "page")
_LENGTH = re.compile(r"(-?[0-9]*\.?[0-9]+)(cm|mm|in|pt|pc|px)\Z")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}
#: Frames whose tops differ by less than this stand side by side (centimetres: half an inch).
_BESIDE = 1.27


def read(content: bytes, file: SourceFile) -> Reading:
    """The blocks of a presentation.

    Raises:
        SourceError: as `open_package` does, or where a part is not well-formed.
    """
    body, styles = content_of(open_package(content, file.shown, file.max_unpacked_bytes), "presentation")
    walk = Walk(styles)
    reading = Reading()
    for number, slide in enumerate(body.iterchildren(name_of("draw:page")), 1):
        if value(slide, "draw:style-name") in styles.hidden:
            reading.notices.append(f"Slide {number} is hidden and was left out.")
            continue
        walk.base = Place(slide=number)
        for frame in sorted(_frames(slide), key=_order):
            reading.blocks += _frame(frame, walk)
    return reading


def _frames(parent: Element) -> Iterator[Element]:
    """What stands on a slide, also in groups, but for its notes and furniture."""
    for child in parent:
        if child.tag == name_of("draw:g"):
            yield from _frames(child)
        elif child.tag != name_of("presentation:notes") and value(child, "presentation:class") not in _FURNITURE:
            yield child


def _order(frame: Element) -> tuple[bool, int, float]:
    top, left = (_length(value(frame, name)) for name in ("svg:y", "svg:x"))
    return value(frame, "presentation:class") != "title", int(top // _BESIDE), left


def _length(text: str) -> float:
    found = _LENGTH.match(text)
    return float(found[1]) * _CENTIMETRES[found[2]] if found else 0.0


def _frame(frame: Element, walk: Walk) -> Iterator[Block]:
    title = value(frame, "presentation:class") == "title"
    for block in walk.blocks(frame):
        yield replace(block, place=replace(block.place, heading=1)) if title else block
