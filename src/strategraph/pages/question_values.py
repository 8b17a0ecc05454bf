"""Reads the values of a question's parameters from an address, by their types, and sees that the things they name are there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rdflib import URIRef

from strategraph.errors import UsageError
from strategraph.pages.site import Site
from strategraph.query_files import Parameter, Query, bind, with_values
from strategraph.web import HttpProblem, read_parameters

__all__ = ["OTHERS", "Given", "bound_text", "check_values", "read_values"]

#: What an address may say beside the parameters of its question.
OTHERS = ("lang", "release")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Given:
    """The values that an address gives, as they were written, and the release that it names."""

    values: Mapping[str, str]
    release: str | None = None


def read_values(query: Query, query_string: bytes) -> Given:
    """What an address gives.

    Raises:
        HttpProblem: 400 for a parameter that the question does not have, or that comes twice.
    """
    values: dict[str, str] = {}
    known = [item.name for item in query.parameters]
    for name, value in read_parameters(query_string, "query string"):
        shown = repr(name[:_LONGEST])
        if name not in (*known, *OTHERS):
            raise HttpProblem(
                400,
                f"{query.id} has no parameter {shown}; it has {', '.join(known) or 'none'}.",
                f"Otázka {query.id} nemá parametr {shown}; její parametry: {', '.join(known) or 'žádné'}.",
            )
        if name in values:
            raise HttpProblem(
                400,
                f"The parameter {shown} is given twice: give it once.",
                f"Parametr {shown} je zadán dvakrát: zadejte jej jednou.",
            )
        values[name] = value
    release = values.get("release") or None
    return Given({name: value for name, value in values.items() if name in known}, release)


async def check_values(site: Site, query: Query, values: Mapping[str, str]) -> None:
    """See that each value fits its type, and that a thing which is named stands in the release.

    Raises:
        HttpProblem: 400 for a value of another type, 404 for a thing that is not there.
    """
    base = site.settings.publication.base
    for item in query.parameters:
        value = values.get(item.name, item.default)
        try:
            [term] = bind(replace(query, parameters=(item,)), {item.name: value}, base).values()
        except UsageError as fault:
            raise _unfit(query, item, value, str(fault)) from fault
        if isinstance(term, URIRef) and not await site.lookups.rows("exists", {"iri": term}):
            written = f"{item.name}={term.removeprefix(f'{base}resource/')[:_LONGEST]}"
            raise HttpProblem(
                404,
                f"{written} names nothing in this release; the page /queries/{query.id} shows what may be chosen.",
                f"{written} v tomto vydání nic neoznačuje; co lze zvolit, ukazuje stránka /queries/{query.id}.",
            )


def bound_text(query: Query, values: Mapping[str, str], base: str) -> str:
    """The query with its parameters bound, without the header of its file.

    Raises:
        UsageError: for a value that `check_values` would refuse.
    """
    lines = with_values(query, base, values).splitlines()
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), 0)
    return "\n".join(lines[first:]).strip() + "\n"


def _unfit(query: Query, item: Parameter, value: str, why: str) -> HttpProblem:
    shown, such = repr(value[:_LONGEST]), f"; zapište třeba {item.default}" if item.default else ""
    kind = f"jedno z {item.type.replace('|', ', ')}" if "|" in item.type else f"hodnota typu {item.type}"
    if len(value) > _LONGEST:
        why = f"{query.id}: the value of {item.name} is not one of type {item.type}."
    return HttpProblem(400, why, f"{query.id}: {shown} není {kind} pro parametr {item.name}{such}.")
