"""The table of descriptors: which codes are known, under which names, and where each was seen."""

import re
from pathlib import Path

from strategraph.concepts.model import Descriptor
from strategraph.errors import RegisterError
from strategraph.sources import read_table

__all__ = ["COLUMNS", "read_descriptors"]

COLUMNS = ("code", "label_cs", "label_en", "seen_in", "note_cs", "note_en")
#: A Roman numeral below fifty in its usual spelling, a dot, a small letter.
_CODE = re.compile(r"(?=[IVXL])(XL|X{0,3})(IX|IV|V?I{0,3})\.[a-z]\Z")
_PLACE = re.compile(r"(plan|strategy)/[A-Za-z0-9][A-Za-z0-9._-]*\Z")


def read_descriptors(path: Path) -> tuple[Descriptor, ...]:
    """Read descriptors.csv, in the order of its rows.

    Raises:
        RegisterError: naming file, line and remedy, for a malformed table, a code that is not like `IX.c`, a
            missing or repeated label, a place that is neither plan nor strategy, or a note in one language only.
    """
    rows = read_table(path, COLUMNS, "code")
    if not rows:
        raise RegisterError(f"{path} has no row below its header: add the descriptors.")
    # A value never spans lines (`_fault` refuses it), so the n-th row stands on line n + 1.
    seen: dict[tuple[str, str], int] = {}
    for line, row in enumerate(rows, 2):
        fault = _fault(row) or _repeated(row, seen, line)
        if fault:
            raise RegisterError(f"{path}, line {line}: {fault}")
    return tuple(Descriptor(**{**row, "seen_in": tuple(row["seen_in"].split("|"))}) for row in rows)  # type: ignore[arg-type]


def _fault(row: dict[str, str]) -> str:
    """What is wrong with a row by itself, or an empty string."""
    if any("\n" in value or "\r" in value for value in row.values()):
        return f"a value of {row['code']!r} has a line break; write it on one line."
    if not _CODE.match(row["code"]):
        return f"{row['code']!r} is not a code; write a Roman numeral, a dot and a small letter, as in IX.c."
    for column in ("label_cs", "label_en", "seen_in"):
        if not row[column]:
            return f"{row['code']} has no {column}; fill it in."
    for place in row["seen_in"].split("|"):
        if not _PLACE.match(place):
            return f"{place!r} is not a place; write plan/<plan id> or strategy/<id>, several with '|' between them."
    if bool(row["note_cs"]) != bool(row["note_en"]):
        return f"{row['code']} has a note in one language only; write it in Czech and in English."
    return ""


def _repeated(row: dict[str, str], seen: dict[tuple[str, str], int], line: int) -> str:
    """A label that an earlier row has too: two descriptors would look alike to a reader."""
    for column in ("label_cs", "label_en"):
        first = seen.setdefault((column, row[column]), line)
        if first != line:
            return f"{column} repeats {row[column]!r} of line {first}; give each descriptor a label of its own."
    return ""
