"""The file of the statistics: CSV below lines that say what it is, read with every doubt told, and written byte for byte alike."""

import csv
import datetime
import io
import re
from collections.abc import Mapping
from pathlib import Path

from strategraph.alignment.statistics import DESCRIPTOR, PLAN, WORD, Statistics, Uses
from strategraph.errors import RegisterError
from strategraph.levels import LEVELS
from strategraph.settings import LAYERS, Alignment
from strategraph.sources import read_utf8

__all__ = ["read_statistics", "statistics_for", "statistics_path", "written"]

COLUMNS = ("kind", "name", "level", "units")
#: What the lines at the top say, in this order.
HEAD = ("version", "day", "layer", "plans", "units", "sha256")
_LINE = re.compile(r"# (\w+): (.+)")
_REMEDY = (
    "put back the file that was written, or remove it and count anew with `strategraph alignment statistics --refresh`."
)


def statistics_path(home: Path, settings: Alignment) -> Path | None:
    """The file that a setting names, relative to the folder with data/; None where statistics are counted anew."""
    return home / settings.statistics if settings.statistics else None


def read_statistics(home: Path, settings: Alignment) -> Statistics | None:
    """The table that the settings name, None where they name none or the one they name by default is not there.

    Raises:
        RegisterError: naming file, line and remedy, if another is named and not there, or for a table that is not as it
            was written.
    """
    path = statistics_path(home, settings)
    if path is None or (settings.statistics == Alignment().statistics and not path.exists()):
        return None
    if not path.exists():
        raise RegisterError(
            f"{path} is not there: correct alignment.statistics, or write the file with `strategraph alignment statistics --refresh`."
        )
    head, rows, first = _parts(path)
    found = _counts(path, rows, first)
    return _checked(path, head, found[PLAN], found[DESCRIPTOR], found[WORD])


def statistics_for(home: Path, settings: Alignment, layer: str) -> Statistics | None:
    """That table if it counts in a layer, else None.

    Raises:
        RegisterError: as `read_statistics`.
    """
    kept = read_statistics(home, settings)
    return kept if kept and kept.layer == layer else None


def written(statistics: Statistics) -> bytes:
    """The file (UTF-8)."""
    head = {
        "version": statistics.version,
        "day": statistics.day,
        "layer": statistics.layer,
        "plans": len(statistics.plans),
        "units": sum(statistics.units.values()),
        "sha256": statistics.sha256,
    }
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(statistics.lines)
    return ("".join(f"# {name}: {value}\n" for name, value in head.items()) + table.getvalue()).encode()


def _parts(path: Path) -> tuple[dict[str, str], str, int]:
    """What the lines at the top say, the rows below them, and the number of the first of these."""
    lines = read_utf8(path).splitlines(keepends=True)
    found = [match for match in map(_LINE.fullmatch, (line.rstrip() for line in lines[: len(HEAD)])) if match]
    head = {match[1]: match[2] for match in found}
    if tuple(head) != HEAD:
        raise RegisterError(f"{path} does not begin with {', '.join(HEAD)}, each on a line like '# day: …': {_REMEDY}")
    return head, "".join(lines[len(HEAD) :]), len(HEAD) + 1


def _counts(path: Path, rows: str, first: int) -> Mapping[str, Uses]:
    """Kind → name → level → units, from the rows, of which the first stands on a line of this number."""
    found: dict[str, dict[str, dict[str, int]]] = {PLAN: {}, DESCRIPTOR: {}, WORD: {}}
    for line, row in enumerate(csv.reader(io.StringIO(rows, newline="")), first):
        if line == first and row == list(COLUMNS):
            continue
        if line == first or len(row) != len(COLUMNS) or row[0] not in found or not row[3].isdecimal():
            raise RegisterError(f"{path}, line {line} is no row of {', '.join(COLUMNS)}: {_REMEDY}")
        kind, name, level, number = row
        if level not in LEVELS:
            raise RegisterError(
                f"{path}, line {line} names the level {level!r}, none of {', '.join(LEVELS)}: {_REMEDY}"
            )
        if level in found[kind].setdefault(name, {}):
            raise RegisterError(f"{path}, line {line} counts {name!r} at the {level} level a second time: {_REMEDY}")
        found[kind][name][level] = int(number)
    return found


def _checked(path: Path, head: dict[str, str], plans: Uses, descriptors: Uses, words: Uses) -> Statistics:
    is_version = head["version"].isdecimal() and int(head["version"])
    if not is_version or head["layer"] not in LAYERS or not _is_day(head["day"]):
        raise RegisterError(
            f"{path} is of version {head['version']}, day {head['day']}, layer {head['layer']}, of which one is none: {_REMEDY}"
        )
    statistics = Statistics(int(head["version"]), head["day"], head["layer"], plans, descriptors, words)
    stated = (head["plans"], head["units"], head["sha256"])
    if stated != (str(len(plans)), str(sum(statistics.units.values())), statistics.sha256):
        raise RegisterError(f"{path} is not as it was written: its rows are others than its first lines say; {_REMEDY}")
    for uses in (descriptors, words):
        for name, levels in uses.items():
            for level, number in levels.items():
                if not 0 < number <= statistics.units[level]:
                    raise RegisterError(
                        f"{path} counts {name!r} in {number} {level} units, of which there are {statistics.units[level]}: {_REMEDY}"
                    )
    return statistics


def _is_day(text: str) -> bool:
    """Whether it is a day as it is written (ISO 8601, such as 2026-11-27), which a release states as xsd:date."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
