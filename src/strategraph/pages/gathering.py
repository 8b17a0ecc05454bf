"""Brings together the rows of an answer that speak of the same thing, each of which tells a part of it."""

from collections.abc import Iterable, Mapping

from strategraph.pages.lookups import Row, Value

__all__ = ["Gathered", "gathered", "labels_of", "the_first"]

#: Variable → its different values, in the order of the rows.
Gathered = Mapping[str, tuple[Value, ...]]


def gathered(rows: Iterable[Row], variable: str) -> dict[str, Gathered]:
    """The values of each variable by the thing that `variable` names, things in the order of the rows."""
    found: dict[str, dict[str, dict[Value, None]]] = {}
    for row in rows:
        about = found.setdefault(row[variable].text, {})
        for name, value in row.items():
            about.setdefault(name, {})[value] = None
    return {thing: {name: tuple(values) for name, values in variables.items()} for thing, variables in found.items()}


def the_first(about: Gathered, name: str) -> str:
    """The first value of a variable as text; empty if there is none."""
    return about[name][0].text if name in about else ""


def labels_of(about: Gathered, name: str) -> dict[str, str]:
    """Language → the first value of a variable in it."""
    return {value.language: value.text for value in reversed(about.get(name, ()))}
