"""Blocks: what readers give, a text and its place, and how paragraphs and rows of tables become blocks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from strategraph.sources.characters import clean
from strategraph.sources.document import Cell, Place

__all__ = ["SEPARATOR", "Block", "Reading", "Row", "paragraph", "table"]

#: What stands between the cells of a row.
SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Block:
    """One line to be, and where it stands."""

    text: str
    place: Place


#: Columns (from 1) with the blocks of their cells.
Row = Sequence[tuple[int, Sequence[Block]]]


@dataclass(slots=True)
class Reading:
    """What a reader found: blocks in the order of reading, and sentences on what it left out or could not order."""

    blocks: list[Block] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def paragraphs(self) -> int:
        """The number of the last paragraph."""
        return max((block.place.paragraph or 0 for block in self.blocks), default=0)


def paragraph(text: str, place: Place, glued: bool = False) -> Iterator[Block]:
    """The lines of a paragraph, the label before the first (`glued`: without a space); nothing for a blank one."""
    lines = [line for line in clean(text).split("\n") if line.strip()]
    for number, line in enumerate(lines):
        if number == 0 and place.label:
            yield Block(place.label + ("" if glued else " ") + line.lstrip(), place)
        else:
            yield Block(line, replace(place, label=""))


def table(rows: Iterable[Row], base: Place, numbers: Sequence[int] = ()) -> Iterator[Block]:
    """The lines of a table, row by row; `base` has the table's number and its page, slide or sheet.

    `numbers` are those of the rows, where they are not counted from 1.

    Cells of one line stand on one line, a bar between them, empty ones too, so that a column is found by counting bars.
    A cell of several lines has them for itself, as many as it has. A column without any text is left out.
    """
    kept = [list(row) for row in rows]
    filled = sorted({column for row in kept for column, blocks in row if blocks})
    for number, row in zip(numbers or range(1, len(kept) + 1), kept, strict=True):
        found = dict(row)
        yield from _row([(column, found.get(column, ())) for column in filled], replace(base, row=number))


def _row(cells: Row, place: Place) -> Iterator[Block]:
    run: list[tuple[int, Block | None]] = []
    for column, blocks in cells:
        if len(blocks) < 2:
            run.append((column, blocks[0] if blocks else None))
            continue
        yield from _joined(run, place)
        run = []
        for block in blocks:
            yield _alone(block, column, place)
    yield from _joined(run, place)


def _joined(run: list[tuple[int, Block | None]], place: Place) -> Iterator[Block]:
    """One line of several cells, without the empty ones at its end."""
    while run and run[-1][1] is None:
        run.pop()
    filled = [(column, block) for column, block in run if block]
    if len(run) == 1 and filled:
        yield _alone(filled[0][1], filled[0][0], place)
    elif filled:
        text, cells = "", []
        for column, block in run:
            text += SEPARATOR if text or column != run[0][0] else ""
            cells.append(Cell(column, len(text), len(text) + len(block.text if block else "")))
            text += block.text if block else ""
        lead = len(text) - len(text.lstrip())
        cells = [Cell(cell.column, max(cell.start - lead, 0), max(cell.end - lead, 0)) for cell in cells]
        yield Block(text[lead:], replace(place, paragraph=filled[0][1].place.paragraph, cells=tuple(cells)))


def _alone(block: Block, column: int, place: Place) -> Block:
    """A line of one cell, which keeps what it is: a heading, an item."""
    own = block.place
    cells: tuple[Cell, ...] = (Cell(column, 0, len(block.text)),)
    if own.table != place.table and own.table is not None:  # a row of a table inside the cell
        cells = own.cells
    kept = replace(place, paragraph=own.paragraph, heading=own.heading, depth=own.depth, label=own.label)
    return Block(block.text, replace(kept, cells=cells))
