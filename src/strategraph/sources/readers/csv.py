"""CSV, as portals export tables: a header and rows, apart by commas, semicolons or tabs."""

import codecs
import contextlib
import csv
import io
from collections import Counter

from strategraph.errors import SourceError
from strategraph.sources.blocks import Reading, Row, paragraph, table
from strategraph.sources.characters import READ_AS_WINDOWS, is_damaged_utf_8
from strategraph.sources.document import Place
from strategraph.sources.source_file import SourceFile

__all__ = ["read"]

_DELIMITERS = ",;\t|"


def read(content: bytes, file: SourceFile) -> Reading:
    """The blocks of a table, one line a row.

    Raises:
        SourceError: if it is not UTF-8, UTF-16 or Windows-1250, or a quotation mark is never closed.
    """
    text, notices = _decoded(content, file)
    rows: list[Row] = []
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for values in reader:
            cells = []
            for column, value in enumerate(values, 1):
                number += bool(value.strip())
                cells.append((column, list(paragraph(value.strip(), Place(paragraph=number)))))
            rows.append(cells)
    except csv.Error as fault:
        raise SourceError(
            f"{file.shown}, line {reader.line_num} is not CSV ({fault}): put quotes around a value with a line break or a "
            "quotation mark, and write a quotation mark inside it twice."
        ) from fault
    return Reading(list(table(rows, Place(table=1))), notices)


def _decoded(content: bytes, file: SourceFile) -> tuple[str, list[str]]:
    """Unicode, or the encoding in which Excel still saves CSV on a Czech Windows, which is said."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig"), []
    except UnicodeDecodeError as fault:
        if not wide and not is_damaged_utf_8(content):
            with contextlib.suppress(UnicodeDecodeError):
                return content.decode("cp1250"), [READ_AS_WINDOWS]
        meant = "UTF-16" if wide else "UTF-8"
        raise SourceError(
            f"{file.shown} is not {meant} at byte offset {fault.start}: save it as CSV in UTF-8."
        ) from fault


def _delimiter(text: str) -> str:
    """The sign that the first line has most of outside of quotes; a comma where it has none."""
    quoted, found = False, Counter[str]()
    for character in text.partition("\n")[0]:
        quoted ^= character == '"'
        found[character] += not quoted and character in _DELIMITERS
    return max(_DELIMITERS, key=lambda one: (found[one], one == ","))
