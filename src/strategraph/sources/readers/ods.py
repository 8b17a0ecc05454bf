"""ODS (OpenDocument sheets): the filled cells, row by row, as the sheet shows them.

Hidden sheets, comments, drawings and formulas are left out.
"""

from collections.abc import Iterator
from dataclasses import replace

from strategraph.sources.blocks import Block, Reading, Row, table
from strategraph.sources.document import Place
from strategraph.sources.markup import Element
from strategraph.sources.numbering import numeral
from strategraph.sources.ooxml import number_of
from strategraph.sources.opendocument import content_of, name_of, value
from strategraph.sources.packages import open_package
from strategraph.sources.readers.odf_text import MOST_REPEATED, Walk
from strategraph.sources.source_file import SourceFile

__all__ = ["read"]

_HOLDING = {name_of(f"table:table-{name}") for name in ("rows", "header-rows", "row-group")}


def read(content: bytes, file: SourceFile) -> Reading:
    """The blocks of a workbook.

    Raises:
        SourceError: as `open_package` does, or where a part is not well-formed.
    """
    body, styles = content_of(open_package(content, file.shown, file.max_unpacked_bytes), "spreadsheet")
    walk = Walk(styles)
    reading = Reading()
    for number, sheet in enumerate(body.iterchildren(name_of("table:table")), 1):
        called = value(sheet, "table:name")
        if value(sheet, "table:style-name") in styles.hidden:
            reading.notices.append(f"The sheet {called!r} is hidden and was left out.")
            continue
        reading.blocks += _sheet(sheet, walk, Place(sheet=called, table=number))
    return reading


def _sheet(sheet: Element, walk: Walk, base: Place) -> Iterator[Block]:
    rows: list[Row] = []
    numbers: list[int] = []
    at = 1
    for one in _rows(sheet):
        times = max(number_of(value(one, "table:number-rows-repeated"), 1), 1)
        row = walk.row(one)
        if row:
            for again in range(min(times, MOST_REPEATED)):
                rows.append(row)
                numbers.append(at + again)
        at += times
    for block in table(rows, base, numbers):
        filled = next((cell.column for cell in block.place.cells if cell.end > cell.start), 1)
        yield replace(block, place=replace(block.place, address=f"{numeral(filled, 'A')}{block.place.row}"))


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == name_of("table:table-row"):
            yield child
        elif child.tag in _HOLDING:
            yield from _rows(child)
