"""Writes a report as HTML: as one file that needs nothing else and prints well, or as what a page of the site shows."""

import base64
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from strategraph.reports.links import Addresses
from strategraph.reports.model import SHOWN_COLUMNS, SHOWN_ROWS, Cell, Column, Iri, Linked, Report
from strategraph.reports.words import Words

__all__ = ["html_body", "html_file", "style_source"]

_TEMPLATES = Path(__file__).with_name("templates")


#: Key of a table → its picture as SVG.
Pictures = Mapping[str, str]


def html_file(report: Report, addresses: Addresses, pictures: Pictures) -> str:
    """The report as a file of its own, its style and its pictures within it."""
    values = _values(report, addresses, pictures) | {"style": _style()}
    return _environment().get_template("file.html").render(values)


def html_body(
    report: Report, addresses: Addresses, most: int, pictures: Pictures, file: Callable[[str, str], str]
) -> str:
    """The report as the content of a page, without its head, with at most so many rows of each table.

    `file` gives the address of a picture as a file, from the key of its table and the ending of the file.
    """
    values = _values(report, addresses, pictures) | {"most": most, "file": file}
    return _environment().get_template("body.html").render(values)


def style_source() -> str:
    """What a Content-Security-Policy names to let the style of such a file count (CSP Level 3, 2.3.1, hash-source)."""
    return f"'sha256-{base64.b64encode(sha256(_style().encode()).digest()).decode()}'"


@cache
def _style() -> str:
    return "\n" + (_TEMPLATES / "report.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _values(report: Report, addresses: Addresses, pictures: Pictures) -> dict[str, object]:
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
        "most_columns": SHOWN_COLUMNS,
        "pictures": pictures,
        "file": None,
        "is_linked": lambda cell: isinstance(cell, Linked),
        "is_iri": lambda cell: isinstance(cell, Iri) and cell.startswith(("http://", "https://")),
    }
