"""The formats that a report can be had in, by the names that they are asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from strategraph.pictures import Form
from strategraph.reports.html import html_file
from strategraph.reports.links import Addresses
from strategraph.reports.machine import csv_table, json_report
from strategraph.reports.markdown import markdown
from strategraph.reports.model import Report
from strategraph.reports.picture_files import picture_file, pictures_within
from strategraph.reports.workbook import workbook

__all__ = ["FORMATS", "OF_PICTURES", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A media type, and what writes it: a report, where what it names is found, and the key of a table (for CSV and pictures)."""

    media_type: str
    write: Callable[[Report, Addresses, str], bytes]


#: Name, which is also the ending of a file → format.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "html": Format(
            "text/html",
            lambda report, addresses, table: html_file(report, addresses, pictures_within(report)).encode(),
        ),
        "md": Format("text/markdown", lambda report, addresses, table: markdown(report, addresses).encode()),
        "csv": Format("text/csv", lambda report, addresses, table: csv_table(report, table).encode()),
        "json": Format("application/json", lambda report, addresses, table: json_report(report, addresses).encode()),
        "xlsx": Format(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            lambda report, addresses, table: workbook(report, addresses),
        ),
        "svg": Format("image/svg+xml", lambda report, addresses, table: picture_file(report, table, Form.SVG)),
        "png": Format("image/png", lambda report, addresses, table: picture_file(report, table, Form.PNG)),
    }
)
#: Those that have the picture of one table.
OF_PICTURES = ("svg", "png")
