"""Registers: the bodies, territories and strategies that documents name, with their identifiers elsewhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from strategraph.errors import RegisterError
from strategraph.sources.tables import read_table

__all__ = ["Body", "Registers", "Strategy", "Territory", "read_registers"]

_SLUG = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Body:
    """A public body; `printed` are the forms in documents, `unit_of` the slug of the body it is a department of."""

    slug: str
    printed: tuple[str, ...]
    label_cs: str
    label_en: str
    unit_of: str
    same_as: str
    note_cs: str
    note_en: str


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory by its NUTS code (`CZ` for the state), with the addresses of the same thing in other registers."""

    code: str
    label_cs: str
    label_en: str
    same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Strategy:
    """A strategy that plans carry out and whose own text is not in the graph."""

    id: str
    title_cs: str
    title_en: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Registers:
    """The three registers, each by its key."""

    bodies: dict[str, Body]
    territories: dict[str, Territory]
    strategies: dict[str, Strategy]

    def body_printed(self, form: str) -> Body | None:
        """The body that a document means by a printed form such as `MŠMT`, or None."""
        return next((body for body in self.bodies.values() if form in body.printed), None)


def read_registers(mappings: Path) -> Registers:
    """Read mappings/registers/{bodies,territories,strategies}.csv.

    Raises:
        RegisterError: naming file, line and remedy.
    """
    folder = mappings / "registers"
    bodies = [
        _body(row)
        for row in _rows(folder / "bodies.csv", "slug printed label_cs label_en unit_of same_as note_cs note_en")
    ]
    territories = [_territory(row) for row in _rows(folder / "territories.csv", "code label_cs label_en same_as")]
    strategies = [Strategy(**row) for row in _rows(folder / "strategies.csv", "id title_cs title_en start end")]
    _check_bodies(bodies, folder / "bodies.csv")
    _check_keys((item.code for item in territories), folder / "territories.csv")
    _check_keys((item.id for item in strategies), folder / "strategies.csv")
    _check_years(strategies, folder / "strategies.csv")
    return Registers(
        {body.slug: body for body in bodies},
        {territory.code: territory for territory in territories},
        {strategy.id: strategy for strategy in strategies},
    )


def _rows(path: Path, columns: str) -> list[dict[str, str]]:
    names = columns.split()
    return read_table(path, names, names[0])


def _body(row: dict[str, str]) -> Body:
    return Body(**{**row, "printed": _several(row["printed"])})  # type: ignore[arg-type]


def _territory(row: dict[str, str]) -> Territory:
    return Territory(row["code"], row["label_cs"], row["label_en"], _several(row["same_as"]))


def _several(cell: str) -> tuple[str, ...]:
    """The values of a cell, apart by bars; an empty cell has none."""
    return tuple(value for value in cell.split("|") if value)


def _check_keys(keys: Iterable[str], path: Path) -> None:
    for key in keys:
        if not _SLUG.match(key):
            raise RegisterError(
                f"{path}: {key!r} cannot be part of an IRI; use ASCII letters, digits and single hyphens."
            )


def _check_years(strategies: list[Strategy], path: Path) -> None:
    for strategy in strategies:
        if (
            not all(re.fullmatch(r"[0-9]{4}", year) for year in (strategy.start, strategy.end))
            or strategy.start > strategy.end
        ):
            raise RegisterError(
                f"{path}: {strategy.id} runs from {strategy.start!r} to {strategy.end!r}; write two years, the first before the last."
            )


def _check_bodies(bodies: list[Body], path: Path) -> None:
    """Slugs fit IRIs, departments belong to a known body, and no printed form means two bodies."""
    _check_keys((body.slug for body in bodies), path)
    slugs = {body.slug for body in bodies}
    forms: dict[str, str] = {}
    for body in bodies:
        if body.unit_of and body.unit_of not in slugs:
            raise RegisterError(
                f"{path}: {body.slug} is said to be a unit of {body.unit_of!r}, which has no row; add one."
            )
        for form in body.printed:
            if form in forms:
                raise RegisterError(
                    f"{path}: {form!r} is printed for {forms[form]} and {body.slug}; a form means one body."
                )
            forms[form] = body.slug
