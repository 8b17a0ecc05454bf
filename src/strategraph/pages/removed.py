"""What an earlier release had and this one has not: a table of things that are gone, with the reason and what took their place."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from strategraph.errors import RegisterError
from strategraph.sources import read_rows
from strategraph.web import HttpProblem

__all__ = ["COLUMNS", "Gone", "Removed", "read_removed"]

COLUMNS = ("path", "date", "reason_cs", "reason_en", "replaced_by")
#: The table, below the folder of mappings.
FILE = Path("registers") / "removed.csv"
_ROOM = "resource/"


@dataclass(frozen=True, slots=True)
class Removed:
    """A thing that is gone: its path below the base, the day, why, and the path of what took its place (empty: nothing)."""

    path: str
    date: datetime.date
    reason_cs: str
    reason_en: str
    replaced_by: str


class Gone(HttpProblem):
    """410 for a thing that was removed (RFC 9110, 15.5.11); `successor` is the IRI of what took its place, or empty."""

    def __init__(self, iri: str, removed: Removed, base: str) -> None:
        self.successor = base + removed.replaced_by if removed.replaced_by else ""
        link = {"Link": f'<{self.successor}>; rel="successor-version"'} if self.successor else {}
        super().__init__(
            410,
            f"{iri} was removed on {removed.date.isoformat()}: {removed.reason_en}"
            + (f" In its place there is {self.successor}." if self.successor else ""),
            f"{iri} bylo odstraněno {removed.date.day}. {removed.date.month}. {removed.date.year}: {removed.reason_cs}"
            + (f" Nahrazuje je {self.successor}." if self.successor else ""),
            link,
        )


def read_removed(mappings: Path) -> Mapping[str, Removed]:
    """Path below the base → what is said of a thing that is gone, from mappings/registers/removed.csv.

    Raises:
        RegisterError: naming file, line and remedy, for a path that is none of a thing, a path that comes twice, a day that
            is no day, a missing reason, or a successor that leads nowhere.
    """
    file = mappings / FILE
    found: dict[str, Removed] = {}
    lines: dict[str, int] = {}
    for line, row in read_rows(file, COLUMNS):
        where = f"{file}, line {line}"
        if row["path"] in lines:
            raise RegisterError(
                f"{where}: path repeats {row['path']!r} of line {lines[row['path']]}; keep one of them."
            )
        found[row["path"]] = _removed(row, where)
        lines[row["path"]] = line
    for one in found.values():
        _check_successor(one, found, f"{file}, line {lines[one.path]}")
    return found


def _removed(row: Mapping[str, str], where: str) -> Removed:
    for column in ("path", "replaced_by"):
        if not _is_thing(row[column]) and (column == "path" or row[column]):
            raise RegisterError(
                f"{where}: {column} is {row[column]!r}; write what the IRI has after the base, such as {_ROOM}plan/…/goal/1."
            )
    for column in ("reason_cs", "reason_en"):
        if not row[column]:
            raise RegisterError(f"{where}: {column} is empty; say in a sentence why the thing was removed.")
    try:
        date = datetime.date.fromisoformat(row["date"])
    except ValueError as fault:
        raise RegisterError(f"{where}: date is {row['date']!r}; write a day such as 2026-11-27.") from fault
    return Removed(row["path"], date, row["reason_cs"], row["reason_en"], row["replaced_by"])


def _is_thing(path: str) -> bool:
    return path.startswith(_ROOM) and path != _ROOM and not any(character in path for character in ' <>"#?')


def _check_successor(one: Removed, found: Mapping[str, Removed], where: str) -> None:
    """Follow successors that were removed in their turn; none may lead back."""
    seen, ahead = {one.path}, one.replaced_by
    while ahead in found:
        if ahead in seen:
            raise RegisterError(f"{where}: replaced_by leads from {one.path} back to {ahead}; name what is there now.")
        seen.add(ahead)
        ahead = found[ahead].replaced_by
