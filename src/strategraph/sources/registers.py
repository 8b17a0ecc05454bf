"""Registers: the bodies, territories and strategies that documents name, with their identifiers elsewhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from strategraph.errors import RegisterError
from strategraph.sources.tables import read_table
from strategraph.sources.territories import Territory, read_official, read_others, several, with_surroundings

__all__ = ["Body", "Registers", "Strategy", "placed", "read_registers"]

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


def read_registers(mappings: Path, data: Path | None = None) -> Registers:
    """Read mappings/registers/{bodies,territories,other-territories,strategies}.csv.

    With `data`, each territory has the kind and the place that data/registers/territories.csv gives it, and the territories
    that these lie in are there, too.

    Raises:
        RegisterError: naming file, line and remedy.
    """
    folder = mappings / "registers"
    bodies = [
        _body(row)
        for row in _rows(folder / "bodies.csv", "slug printed label_cs label_en unit_of same_as note_cs note_en")
    ]
    territories = [_territory(row) for row in _rows(folder / "territories.csv", "code label_cs label_en same_as")]
    others = read_others(folder / "other-territories.csv")
    strategies = [Strategy(**row) for row in _rows(folder / "strategies.csv", "id title_cs title_en start end")]
    _check_bodies(bodies, folder / "bodies.csv")
    _check_keys((item.code for item in territories), folder / "territories.csv")
    _check_keys((item.code for item in others), folder / "other-territories.csv")
    _check_keys((item.id for item in strategies), folder / "strategies.csv")
    _check_years(strategies, folder / "strategies.csv")
    known = {one.code: one for one in territories}
    for one in others:
        if one.code in known:
            raise RegisterError(
                f"{folder / 'other-territories.csv'}: {one.code} stands in territories.csv, too; keep one."
            )
        known[one.code] = one
    registers = Registers(
        {body.slug: body for body in bodies},
        known,
        {strategy.id: strategy for strategy in strategies},
    )
    return registers if data is None else placed(registers, mappings, data)


def placed(registers: Registers, mappings: Path, data: Path) -> Registers:
    """The registers, each territory with its kind and its place, and with the territories that these lie in.

    Raises:
        RegisterError: naming file and remedy.
    """
    official = read_official(data / "registers" / "territories.csv")
    table = mappings / "registers" / "other-territories.csv"
    return replace(registers, territories=with_surroundings(registers.territories, official, str(table)))


def _rows(path: Path, columns: str) -> list[dict[str, str]]:
    names = columns.split()
    return read_table(path, names, names[0])


def _body(row: dict[str, str]) -> Body:
    return Body(**{**row, "printed": several(row["printed"])})  # type: ignore[arg-type]


def _territory(row: dict[str, str]) -> Territory:
    return Territory(row["code"], row["label_cs"], row["label_en"], several(row["same_as"]))


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
