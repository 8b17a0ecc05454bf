"""Turned tables: those whose rows are what other tables have as columns, so that each column is one measure."""

from collections.abc import Sequence

from strategraph.drafting.cells import cell_code, cell_head
from strategraph.drafting.column_heads import HeadingReader
from strategraph.drafting.entries import Entry
from strategraph.drafting.heads import Head, HeadReader
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.tables import Row

__all__ = ["read_turned"]

#: The first cells of such a share of rows are known words; so many cells stand beside that of the level.
KNOWN_SHARE, LEAST_BESIDE = 0.6, 2


def read_turned(sheet: Sheet, table: Sequence[Row], headings: HeadingReader, reader: HeadReader) -> list[Entry]:
    """The elements of such a table, whose lines are claimed; none if it is another."""
    kinds = [headings.kind(row.text(min(row.cells))) if row.cells else "" for row in table]
    names = [place for place, kind in enumerate(kinds) if kind in headings.vocabulary.levels]
    if len(table) < 2 or len(names) != 1 or sum(map(bool, kinds)) < KNOWN_SHARE * len(table):
        return []
    row, word = table[names[0]], kinds[names[0]]
    beside = sorted(row.cells)[1:]
    if len(row.lines) != 1 or len(beside) < LEAST_BESIDE:
        return []
    heads = [cell_head(sheet, row.cells[column][0], word, reader) for column in beside]
    numbers = next((one for one, kind in zip(table[: names[0]], kinds, strict=False) if kind == "number"), None)
    numbered = _numbered(sheet, numbers, beside, heads) if numbers is not None else []
    held = {id(row), id(numbers)} if numbered else {id(row)}
    for other in table:
        for line in other.lines:
            sheet.claim(line, *(("row", "") if id(other) in held else ("field", "a row of a table")))
    return [_entry(sheet, head, row.lines[0]) for head in numbered or heads]


def _numbered(sheet: Sheet, numbers: Row, columns: Sequence[int], heads: Sequence[Head]) -> list[Head]:
    """The heads with the numbers of a row above, if each column has one on its line and no head has its own."""
    pieces = [numbers.cells.get(column, []) for column in columns]
    if len(numbers.lines) != 1 or any(len(one) != 1 for one in pieces) or any(head.code for head in heads):
        return []
    found = [cell_code(sheet, one[0], head) for one, head in zip(pieces, heads, strict=True)]
    return [head for head in found if head is not None] if all(found) else []


def _entry(sheet: Sheet, head: Head, line: int) -> Entry:
    text = " ".join(sheet.lines[line].text[slice(*head.text_span)].split())
    return Entry(head, text, line, head.text_span if head.index != line else None)
