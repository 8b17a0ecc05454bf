"""Writes reports for machines: a table as CSV, and the whole report as JSON."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

from strategraph.errors import UsageError
from strategraph.reports.links import Addresses
from strategraph.reports.model import Asked, Cell, Column, Linked, Report, Table
from strategraph.spreadsheets import harmless

__all__ = ["csv_table", "json_report"]


def csv_table(report: Report, key: str = "") -> str:
    """One table, the first if none is named, by RFC 4180; a column whose cells name resources is followed by one of their IRIs.

    Raises:
        UsageError: if the report has no such table.
    """
    table = _chosen(report, key)
    out = io.StringIO()
    if table is None:
        return ""
    named = [any(isinstance(row[number], Linked) for row in table.rows) for number in range(len(table.columns))]
    write = csv.writer(out, lineterminator="\r\n").writerow
    write([head for column, is_named in zip(table.columns, named, strict=True) for head in _heads(column, is_named)])
    for row in table.rows:
        write([value for cell, is_named in zip(row, named, strict=True) for value in _values(cell, is_named)])
    return out.getvalue()


def json_report(report: Report, addresses: Addresses) -> str:
    """All of a report; a cell that names a resource is an object with `text` and `iri`, a query has the address that asks it again."""
    whole = {
        "report": report.name,
        "language": report.language,
        "title": report.title,
        "lead": report.lead,
        "facts": dict(report.provenance.facts),
        "limits": report.provenance.limits,
        "citation": report.provenance.citation,
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "words": section.words,
                "tables": [_table(table, addresses) for table in section.tables],
            }
            for section in report.sections
        ],
        "queries": [_query(asked, addresses) for asked in report.asked],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _chosen(report: Report, key: str) -> Table | None:
    tables = {table.key: table for table in report.tables}
    if key and key not in tables:
        raise UsageError(f"The report {report.name} has no table {key!r}: choose one of {', '.join(tables) or 'none'}.")
    return tables[key] if key else next(iter(tables.values()), None)


def _heads(column: Column, is_named: bool) -> tuple[str, ...]:
    return (column.key, f"{column.key} iri") if is_named else (column.key,)


def _values(cell: Cell, is_named: bool) -> tuple[object, ...]:
    if isinstance(cell, Linked):
        return (harmless(cell.text), cell.iri)
    value = "" if cell is None else harmless(cell) if isinstance(cell, str) else cell
    return (value, "") if is_named else (value,)


def _query(asked: Asked, addresses: Addresses) -> dict[str, Any]:
    return {"query": asked.query, "values": dict(asked.values), "address": addresses.lasting(asked)}


def _table(table: Table, addresses: Addresses) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "note": table.note,
        "columns": [{"key": column.key, "heading": column.heading, "kind": column.kind} for column in table.columns],
        "rows": [
            {column.key: _json(cell) for column, cell in zip(table.columns, row, strict=True)} for row in table.rows
        ],
        "queries": [_query(asked, addresses) for asked in table.asked],
    }


def _json(cell: Cell) -> object:
    if isinstance(cell, Linked):
        return {"text": cell.text, "iri": cell.iri}
    return float(cell) if isinstance(cell, Decimal) else cell
