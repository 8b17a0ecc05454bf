"""The pictures of a report as files, and as what stands in its HTML."""

from collections.abc import Mapping

from strategraph.errors import UsageError
from strategraph.pictures import Form, can_draw, drawn
from strategraph.reports.model import Report

__all__ = ["picture_file", "pictures_within"]


def pictures_within(report: Report) -> Mapping[str, str]:
    """Key of a table → its picture as SVG for a page; none where the extra `pictures` is not installed.

    Raises:
        PictureError: if drawing fails or takes too long.
    """
    found = {table.key: table.picture for table in report.tables if table.picture}
    if not can_draw():
        return {}
    return dict(zip(found, (one.decode() for one in drawn(list(found.values()), Form.PAGE)), strict=True))


def picture_file(report: Report, key: str, form: Form) -> bytes:
    """The picture of one table, the first that has one if none is named.

    Raises:
        UsageError: if the table has no picture, or the extra `pictures` is not installed.
        PictureError: if drawing fails or takes too long.
    """
    found = {table.key: table.picture for table in report.tables if table.picture}
    if not found:
        raise UsageError(f"The report {report.name} has no picture: its tables have no rows to draw.")
    if key and key not in found:
        raise UsageError(f"The report {report.name} has no picture of {key!r}: choose one of {', '.join(found)}.")
    return drawn([found[key or next(iter(found))]], form)[0]
