"""Writes a report as HTML: as one file that needs nothing else and prints well, or as what a page of the site shows."""

from decimal import Decimal
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from strategraph.reports.links import Addresses
from strategraph.reports.model import SHOWN_ROWS, Cell, Column, Iri, Linked, Report
from strategraph.reports.words import Words

__all__ = ["html_body", "html_file"]

_TEMPLATES = Path(__file__).with_name("templates")


def html_file(report: Report, addresses: Addresses) -> str:
    """The report as a file of its own, its style within it."""
    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    return _environment().get_template("file.html").render(_values(report, addresses) | {"style": style})


def html_body(report: Report, addresses: Addresses, most: int) -> str:
    """The report as the content of a page, without its head, with at most so many rows of each table."""
    return _environment().get_template("body.html").render(_values(report, addresses) | {"most": most})


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _values(report: Report, addresses: Addresses) -> dict[str, object]:
    words = Words(report.language)

    def shown(cell: Cell, column: Column) -> str:
        if cell is None:
            return ""
        if isinstance(cell, Decimal) and column.kind == "share":
            return words.share(cell)
        return words.number(cell) if isinstance(cell, int | Decimal) else str(cell)

    return {
        "report": report,
        "t": words,
        "addresses": addresses,
        "shown": shown,
        "most": SHOWN_ROWS,
        "is_linked": lambda cell: isinstance(cell, Linked),
        "is_iri": lambda cell: isinstance(cell, Iri) and cell.startswith(("http://", "https://")),
    }
