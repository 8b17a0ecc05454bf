"""Writes a report as Markdown (GitHub Flavored Markdown, 4.10 for tables), for people and for text tools."""

from collections.abc import Iterator
from decimal import Decimal

from strategraph.reports.links import Addresses
from strategraph.reports.model import SHOWN_COLUMNS, SHOWN_ROWS, Cell, Column, Iri, Linked, Report, Row, Table
from strategraph.reports.words import Words

__all__ = ["markdown"]

#: What would begin a mark-up, or end a cell.
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|~"} | {"\n": " ", "\r": " "})


def markdown(report: Report, addresses: Addresses) -> str:
    """The whole report."""
    return "\n".join(_lines(report, addresses, Words(report.language))) + "\n"


def _lines(report: Report, addresses: Addresses, words: Words) -> Iterator[str]:
    yield f"# {_plain(report.title)}"
    for sentence in report.lead:
        yield f"\n{_plain(sentence)}"
    for section in report.sections:
        yield f"\n## {_plain(section.title)}"
        for sentence in section.words:
            yield f"\n{_plain(sentence)}"
        for table in section.tables:
            yield from _table(table, words)
    yield f"\n## {words('rest')}\n"
    for name, value in report.provenance.facts:
        yield f"- **{_plain(name)}:** {_plain(value)}"
    yield f"\n### {words('limits')}\n"
    for sentence in report.provenance.limits:
        yield f"- {_plain(sentence)}"
    yield f"\n### {words('cite')}\n\n{_plain(report.provenance.citation)}\n\n### {words('queries')}\n"
    for asked in report.asked:
        yield f"- [{_plain(addresses.told(asked))}](<{addresses.rerun(asked)}>)"


def _table(table: Table, words: Words) -> Iterator[str]:
    yield f"\n### {_plain(table.title)}\n"
    if table.note:
        yield f"{_plain(table.note)}\n"
    if not table.rows:
        yield _plain(table.empty or words("no_rows"))
        return
    columns = table.columns[:SHOWN_COLUMNS]
    yield _row(tuple(column.heading for column in columns), columns, words)
    yield "| " + " | ".join("---" if column.kind == "text" else "---:" for column in columns) + " |"
    for row in table.rows[:SHOWN_ROWS]:
        yield _row(row[:SHOWN_COLUMNS], columns, words)
    if len(table.columns) > SHOWN_COLUMNS:
        yield "\n" + _plain(words("more_columns", shown=SHOWN_COLUMNS, number=len(table.columns)))
    if len(table.rows) > SHOWN_ROWS:
        yield "\n" + _plain(words("more_rows", shown=SHOWN_ROWS, number=len(table.rows)))


def _row(row: Row, columns: tuple[Column, ...], words: Words) -> str:
    return "| " + " | ".join(_cell(cell, column, words) for cell, column in zip(row, columns, strict=True)) + " |"


def _cell(cell: Cell, column: Column, words: Words) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Linked):
        return f"[{_plain(cell.text)}](<{cell.iri}>)"
    if isinstance(cell, Iri):
        return f"<{cell}>"
    if isinstance(cell, Decimal) and column.kind == "share":
        return words.share(cell)
    return words.number(cell) if isinstance(cell, int | Decimal) else _plain(cell)


def _plain(text: str) -> str:
    return text.translate(_MARKS)
