"""XLSX (Office Open XML sheets): the filled cells, row by row, with values as the sheet shows them.

Hidden sheets, comments, drawings and formulas are left out; of a formula, the value is there that the program last found.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from lxml import etree

from strategraph.errors import SourceError
from strategraph.sources.blocks import Block, Reading, Row, paragraph, table
from strategraph.sources.document import Place
from strategraph.sources.markup import Element, reason
from strategraph.sources.numbering import numeral
from strategraph.sources.ooxml import attribute, main_part, number_of, part_of_type, related, tag
from strategraph.sources.packages import Package, open_package
from strategraph.sources.readers.xlsx_numbers import number_formats, shown_number
from strategraph.sources.source_file import SourceFile

__all__ = ["read"]

_BOOLEANS = {"1": "PRAVDA", "0": "NEPRAVDA"}


def read(content: bytes, file: SourceFile) -> Reading:
    """The blocks of a workbook.

    Raises:
        SourceError: as `open_package` does, or where a part is not well-formed.
    """
    package = open_package(content, file.shown, file.max_unpacked_bytes)
    name, root = main_part(package)
    parts = {one: part for one, _, part in related(package, name)}
    first = _first_day(root)
    workbook = _Workbook(
        package, _shared(part_of_type(package, name, "sharedStrings")),
        number_formats(part_of_type(package, name, "styles")), first,
    )  # fmt: skip
    reading = Reading()
    for number, sheet in enumerate(root.iter(tag("s:sheet")), 1):
        called = sheet.get("name", "")
        if sheet.get("state", "visible") != "visible":
            reading.notices.append(f"The sheet {called!r} is hidden and was left out.")
            continue
        part = parts.get(attribute(sheet, "r:id"), "")
        reading.blocks += workbook.sheet(part, called, number, reading.paragraphs())
    return reading


def _first_day(root: Element) -> datetime.date:
    """Day 0 of the sheet's calendar (18.17.4.1); in that of 1900, which has a 29 February that never was, one day earlier."""
    properties = root.find(tag("s:workbookPr"))
    of_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return datetime.date(1904, 1, 1) if of_1904 else datetime.date(1899, 12, 30)


def _shared(root: Element | None) -> list[str]:
    """The texts that cells refer to by number."""
    return [] if root is None else [_text(one) for one in root.iter(tag("s:si"))]


def _text(element: Element) -> str:
    """The text of runs, without how it is read aloud (phonetic runs)."""
    return "".join(
        one.text or "" for one in element.iter(tag("s:t")) if one.getparent().tag != tag("s:rPh")
    )  # fmt: skip


@dataclass(slots=True)
class _Workbook:
    package: Package
    shared: list[str]
    formats: list[str]
    first: datetime.date

    def sheet(self, part: str, called: str, number: int, counted: int) -> Iterator[Block]:
        """The lines of a sheet; rows without a value are passed over, however many there are."""
        rows: list[Row] = []
        numbers: list[int] = []
        for at, row in self._rows(part):
            cells = []
            for column, text in row:
                counted += 1
                cells.append((column, list(paragraph(text, Place(paragraph=counted)))))
            rows.append(cells)
            numbers.append(at)
        for block in table(rows, Place(sheet=called, table=number), numbers):
            column = block.place.cells[0].column if block.place.cells else 1
            filled = next((cell.column for cell in block.place.cells if cell.end > cell.start), column)
            yield replace(block, place=replace(block.place, address=f"{numeral(filled, 'A')}{block.place.row}"))

    def _rows(self, part: str) -> Iterator[tuple[int, list[tuple[int, str]]]]:
        at = 0
        stream = BytesIO(self.package.read(part))
        parsing = etree.iterparse(
            stream, tag=tag("s:row"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            for _, row in parsing:
                at = number_of(row.get("r", ""), at + 1)
                cells = list(self._cells(row))
                row.clear(keep_tail=False)
                while row.getprevious() is not None:
                    del row.getparent()[0]
                if cells:
                    yield at, cells
        except etree.XMLSyntaxError as fault:
            raise SourceError(
                f"{self.package.shown}, part {part} cannot be read as XML ({reason(fault)}): save it anew."
            ) from fault

    def _cells(self, row: Element) -> Iterator[tuple[int, str]]:
        column = 0
        for cell in row.iterchildren(tag("s:c")):
            column = _column(cell.get("r", "")) or column + 1
            text = self._value(cell)
            if text.strip():
                yield column, text

    def _value(self, cell: Element) -> str:
        """What a cell shows, by its type (18.18.11)."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell)
        value = cell.find(tag("s:v"))
        text = "" if value is None else value.text or ""
        if kind == "s":
            at = number_of(text, -1)
            return self.shared[at] if 0 <= at < len(self.shared) else ""
        if kind == "b":
            return _BOOLEANS.get(text, text)
        if kind == "n" and text:
            at = number_of(cell.get("s", ""), 0)
            return shown_number(text, self.formats[at] if 0 <= at < len(self.formats) else "", self.first)
        return text


def _column(reference: str) -> int:
    """The column of `AB12`, 28; 0 where the reference is none."""
    column = 0
    for letter in reference.upper()[:4]:
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
