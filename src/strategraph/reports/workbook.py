"""Writes a report as a workbook (Office Open XML, ECMA-376): a sheet for each table, and one on what the report rests on."""

import io
from datetime import datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from strategraph.reports.links import Addresses
from strategraph.reports.model import Cell, Linked, Report

__all__ = ["workbook"]

#: A workbook states when it was made; ours states the same moment each time, so that the same report is the same bytes.
_MADE = datetime(2000, 1, 1)
#: The longest name of a sheet, and the marks that none may have.
_SHEET_NAME, _SHEET_MARKS = 31, str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))


def workbook(report: Report, addresses: Addresses) -> bytes:
    """A sheet for each table, and a first one on what the report rests on."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": report.title, "created": _MADE})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    share = book.add_format({"num_format": "0.0 %", "valign": "top"})
    about = book.add_worksheet("strategraph")
    about.set_column(0, 0, 28)
    about.set_column(1, 1, 110, wrap)
    facts = [
        *report.provenance.facts,
        *(("", text) for text in report.provenance.limits),
        ("", report.provenance.citation),
        *((addresses.told(asked), addresses.lasting(asked)) for asked in report.asked),
    ]
    about.write_string(0, 0, report.title, head)
    for number, (name, value) in enumerate(facts, 2):
        about.write_string(number, 0, name)
        about.write_string(number, 1, value, wrap)
    taken = {"strategraph"}
    for table in report.tables:
        sheet = book.add_worksheet(_sheet_name(table.key, taken))
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, 60 if column.kind == "text" else 12)
            sheet.write_string(0, place, column.heading, head)
        for number, row in enumerate(table.rows, 1):
            for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                _put(sheet, number, place, cell, share if column.kind == "share" else wrap)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    book.close()
    return out.getvalue()


def _sheet_name(key: str, taken: set[str]) -> str:
    """A name that a workbook takes, short enough and without the marks it refuses, which no other sheet has."""
    name, number = key.translate(_SHEET_MARKS)[:_SHEET_NAME], 2
    while name.lower() in taken:
        end = f" {number}"
        name, number = key.translate(_SHEET_MARKS)[: _SHEET_NAME - len(end)] + end, number + 1
    taken.add(name.lower())
    return name


def _put(sheet: Any, row: int, place: int, cell: Cell, form: Any) -> None:
    if isinstance(cell, Linked):
        sheet.write_url(row, place, cell.iri, form, string=cell.text)
    elif isinstance(cell, int | Decimal):
        sheet.write_number(row, place, float(cell) if isinstance(cell, Decimal) else cell, form)
    elif cell is not None:
        sheet.write_string(row, place, cell, form)
