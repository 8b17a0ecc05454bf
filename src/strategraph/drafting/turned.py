"""Turned tables: those whose rows are what other tables have as columns, so that each column is one measure."""

from collections.abc import Sequence

from strategraph.drafting.column_heads import HeadingReader
from strategraph.drafting.entries import Entry
from strategraph.drafting.heads import Head
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.tables import Row

__all__ = ["read_turned"]

#: The first cells of such a share of rows are known words; so many cells stand beside that of the level.
KNOWN_SHARE, LEAST_BESIDE = 0.6, 2


def read_turned(sheet: Sheet, table: Sequence[Row], headings: HeadingReader) -> list[Entry]:
    """The elements of such a table, whose lines are claimed; none if it is another."""
    kinds = [headings.kind(row.text(min(row.cells))) if row.cells else "" for row in table]
    names = [place for place, kind in enumerate(kinds) if kind in headings.vocabulary.levels]
    if len(table) < 2 or len(names) != 1 or sum(map(bool, kinds)) < KNOWN_SHARE * len(table):
        return []
    row, word = table[names[0]], kinds[names[0]]
    beside = [row.cells[column] for column in sorted(row.cells)[1:]]
    if len(row.lines) != 1 or len(beside) < LEAST_BESIDE:
        return []
    found = []
    for (piece,) in beside:
        head = Head(piece.index, word, "", None, "", (0, 0), (piece.start, piece.end), True, True)
        found.append(Entry(head, piece.text, piece.index))
    for other in table:
        for line in other.lines:
            sheet.claim(line, *(("row", "") if other is row else ("field", "a row of a table")))
    return found
