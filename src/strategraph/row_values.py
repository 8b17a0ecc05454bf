"""How rows of answers and values of reports become the typed values of the graph from Python."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, TypeVar

from strategraph.reports import RegionCoverage
from strategraph.rows import Coverage

__all__ = ["as_sum", "as_year", "covered_row", "made", "values_of"]

Item = TypeVar("Item")


def made(
    kind: type[Item], row: Mapping[str, Any], names: Mapping[str, str], read: Mapping[str, Callable[[Any], Any]]
) -> Item:
    """A value from a row: `names` says which variable a field is read from, `read` what is made of it."""
    given = {field.name: row.get(names.get(field.name, field.name)) for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: read[name](value) if name in read else value for name, value in given.items()})


def as_year(value: object) -> int | None:
    """A year as a number."""
    return None if value is None else int(str(value))


def as_sum(value: object) -> Decimal | None:
    """A sum, exactly."""
    return None if value is None else Decimal(str(value))


def values_of(one: object, kind: type) -> dict[str, Any]:
    """The fields of a value that another kind of value has, too."""
    return {field.name: getattr(one, field.name) for field in fields(kind)}


def covered_row(one: RegionCoverage) -> Coverage:
    """The coverage of a plan, as a row."""
    interval, chance = one.interval, one.chance
    return Coverage(
        one.plan.id,
        one.plan.territory,
        one.objectives,
        one.served,
        one.share,
        interval.low if interval else None,
        interval.high if interval else None,
        chance.expected if chance else None,
        int(chance.range.low) if chance else None,
        int(chance.range.high) if chance else None,
        one.corrected,
        chance.p if chance else None,
    )
