"""Territories: from the European Union down to municipalities, each with its kind and with what it lies in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from strategraph.errors import RegisterError
from strategraph.sources.tables import read_table

__all__ = ["KINDS", "Territory", "levels_for", "read_official", "read_others", "several", "with_surroundings"]

#: Kind of a territory → the levels of plans that may hold for it, the usual one first; from the largest to the smallest.
KINDS: Mapping[str, tuple[str, ...]] = {
    "union": ("european",),
    "state": ("national",),
    "region": ("regional",),
    "district": ("microregional",),
    "orp": ("municipal", "microregional"),
    "microregion": ("microregional",),
    "municipality": ("municipal",),
}
OTHER_COLUMNS = ("code", "kind", "label_cs", "label_en", "within", "same_as", "source")
OFFICIAL_COLUMNS = ("code", "kind", "name", "within", "ruian")


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory by its code (NUTS, LAU, ORP, or one of ours), with the addresses of the same thing in other registers.

    `kind` is one of `KINDS`, empty where no register tells it; `within` are the codes of what it lies in, nearest first.
    """

    code: str
    label_cs: str
    label_en: str
    same_as: tuple[str, ...]
    kind: str = ""
    within: tuple[str, ...] = ()


def levels_for(kind: str) -> tuple[str, ...]:
    """The levels of plans that may hold for a territory of a kind; all of them where the kind is not known."""
    return KINDS.get(kind) or tuple(dict.fromkeys(level for levels in KINDS.values() for level in levels))


def read_others(path: Path) -> list[Territory]:
    """Read mappings/registers/other-territories.csv: what the official classifications do not list; none without the file.

    Raises:
        RegisterError: naming file, line and remedy, for a row without names, kind or source.
    """
    if not path.exists():
        return []
    rows = read_table(path, OTHER_COLUMNS, "code")
    for row in rows:
        _check_kind(row, path)
        if not (row["label_cs"] and row["label_en"] and row["source"]):
            raise RegisterError(
                f"{path}: {row['code']} lacks a name or a source; write both names, and where the territory and its code are known from."
            )
    return [
        Territory(
            row["code"], row["label_cs"], row["label_en"], several(row["same_as"]), row["kind"], several(row["within"])
        )
        for row in rows
    ]


def read_official(path: Path) -> dict[str, Territory]:
    """Read data/registers/territories.csv, by code; none without the file.

    Raises:
        RegisterError: naming file, line and remedy.
    """
    if not path.exists():
        return {}
    rows = read_table(path, OFFICIAL_COLUMNS, "code")
    for row in rows:
        _check_kind(row, path)
    return {
        row["code"]: Territory(
            row["code"], row["name"], row["name"], several(row["ruian"]), row["kind"], several(row["within"])
        )
        for row in rows
    }


def with_surroundings(
    territories: Mapping[str, Territory], official: Mapping[str, Territory], shown: str
) -> dict[str, Territory]:
    """The territories with kind and place, and after them those that they lie in and that no table of ours names.

    Args:
        territories: those of the registers in `mappings/`, whose own kind and place win.
        official: those of the classifications, by code.
        shown: how the table of other territories is named in a message.

    Raises:
        RegisterError: for a territory that lies in one that is not there, or in itself.
    """
    placed = {code: _placed(one, official.get(code)) for code, one in territories.items()}
    waiting = list(placed.values())
    while waiting:
        one = waiting.pop(0)
        for above in one.within:
            if above in placed:
                continue
            if above not in official:
                raise RegisterError(
                    f"{shown}: {one.code} is said to lie in {above!r}, which is neither there nor in data/registers/territories.csv; "
                    "add a row for it, or correct the code."
                )
            placed[above] = official[above]
            waiting.append(official[above])
    _check_circles(placed, shown)
    return placed


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell, apart by bars; an empty cell has none."""
    return tuple(value for value in cell.split("|") if value)


def _placed(one: Territory, official: Territory | None) -> Territory:
    if official is None:
        return one
    return replace(one, kind=one.kind or official.kind, within=one.within or official.within)


def _check_kind(row: Mapping[str, str], path: Path) -> None:
    if row["kind"] not in KINDS:
        raise RegisterError(f"{path}: {row['code']} is of the kind {row['kind']!r}; write one of {', '.join(KINDS)}.")


def _check_circles(territories: Mapping[str, Territory], shown: str) -> None:
    """Nothing lies in itself, however far above."""
    for code in territories:
        above: set[str] = set()
        reached = set(territories[code].within)
        while reached:
            above |= reached
            reached = {further for one in reached for further in territories[one].within} - above
        if code in above:
            raise RegisterError(f"{shown}: {code} lies in itself by way of what it lies in; correct the column within.")
