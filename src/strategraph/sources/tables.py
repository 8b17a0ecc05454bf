"""Tables: CSV files with a header, each row with the line it stands on."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from strategraph.errors import RegisterError

__all__ = ["read_rows", "read_table", "read_utf8"]


def read_table(path: Path, columns: Sequence[str], key: str) -> list[dict[str, str]]:
    """Read a CSV file (UTF-8, comma, header) whose columns are exactly `columns`; values are stripped.

    Raises:
        RegisterError: naming file, line and remedy, for unreadable text, other columns, a row of another
            width, or an empty or repeated value in the column `key`.
    """
    rows: list[dict[str, str]] = []
    seen: dict[str, int] = {}
    for line, row in read_rows(path, columns):
        name = row[key]
        if not name or name in seen:
            told = f"repeats {name!r} of line {seen[name]}" if name else "is empty"
            raise RegisterError(f"{path}, line {line}: {key} {told}; each row needs its own.")
        seen[name] = line
        rows.append(row)
    return rows


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of such a file, whatever they repeat, each with the number of the line on which it ends.

    Raises:
        RegisterError: naming file, line and remedy, for unreadable text, other columns, or a row of another width.
    """
    reader = csv.reader(io.StringIO(read_utf8(path), newline=""), strict=True)
    try:
        header = next(reader, [])
        if header != list(columns):
            raise RegisterError(
                f"{path}, line 1: the columns are {', '.join(header) or 'missing'}; they have to be {', '.join(columns)}. "
                "Write the first line so, with commas between them."
            )
        for values in reader:
            yield reader.line_num, _row(values, columns, f"{path}, line {reader.line_num}")
    except csv.Error as fault:
        raise RegisterError(
            f"{path}, line {reader.line_num} is not CSV ({fault}). Put quotes around a value with a comma, a line break or a "
            "quotation mark, and write a quotation mark inside it twice."
        ) from fault


def read_utf8(path: Path) -> str:
    """The text of a table's file, its line ends untouched.

    Raises:
        RegisterError: if it cannot be read, or is not UTF-8 (with the offset).
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as fault:
        raise RegisterError(f"{path} cannot be read: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        raise RegisterError(f"{path} is not UTF-8 at byte offset {fault.start}: save it as UTF-8.") from fault


def _row(values: list[str], columns: Sequence[str], where: str) -> dict[str, str]:
    if len(values) != len(columns):
        raise RegisterError(
            f"{where} has {len(values)} values for {len(columns)} columns; put quotes around a value with a comma."
        )
    return {column: value.strip() for column, value in zip(columns, values, strict=True)}
