"""Tables: rows and cells of a document, whether its file has tables or its text has bars between cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from strategraph.drafting.sheet import Sheet, squeezed
from strategraph.sources import Line

__all__ = ["BAR", "Piece", "Row", "find_tables"]

BAR = "|"


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a cell stands on one line: the line (from 0), the column (from 1), and where it stands there."""

    index: int
    column: int
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Row:
    """A row: its lines, and by their columns the pieces of its cells that hold text."""

    lines: list[int] = field(default_factory=list)
    cells: dict[int, list[Piece]] = field(default_factory=dict)

    def text(self, column: int) -> str:
        """The whole text of a cell, empty if there is none."""
        return " ".join(piece.text for piece in self.cells.get(column, ()))

    def add(self, line: Line, index: int) -> None:
        """Take the cells of one more line."""
        self.lines.append(index)
        for column, start, end in _cells(line):
            text = squeezed(line.text[start:end])
            if text:
                self.cells.setdefault(column, []).append(Piece(index, column, start, end, text))


def find_tables(sheet: Sheet) -> Iterator[list[Row]]:
    """All tables, each as its rows; lines that are claimed belong to none."""
    last: tuple[object, ...] | None = None
    rows: dict[int, Row] = {}
    for index, line in enumerate(sheet.lines):
        if sheet.uses[index] == "furniture" and sheet.names[index] in {"ruler", "page number"}:
            continue
        key = _table(line) if sheet.is_open(index) else None
        if key != last and rows:
            yield list(rows.values())
            rows = {}
        last = key
        if key is not None:
            number = line.place.row if line.place is not None else None
            rows.setdefault(index if number is None else number, Row()).add(line, index)
    if rows:
        yield list(rows.values())


def _table(line: Line) -> tuple[object, ...] | None:
    """What the lines of one table have in common."""
    if line.place is None:
        return ("bars",) if BAR in line.text else None
    return (line.place.sheet, line.place.slide, line.place.table) if line.place.cells else None


def _cells(line: Line) -> Iterator[tuple[int, int, int]]:
    """Column, first and last offset of each cell."""
    if line.place is not None:
        yield from ((cell.column, cell.start, cell.end) for cell in line.place.cells)
        return
    start = 0
    for column, part in enumerate(line.text.split(BAR), 1):
        inner = part.strip()
        lead = start + len(part) - len(part.lstrip()) if inner else start
        yield column, lead, lead + len(inner)
        start += len(part) + 1
