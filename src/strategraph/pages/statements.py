"""All that is said of a thing and all that leads to it, property by property, as the foot of every page of a thing."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from strategraph.namespaces import DCTERMS, SG
from strategraph.pages.description import Group, group_incoming, group_outgoing
from strategraph.pages.lookups import Row
from strategraph.pages.thing import Thing

__all__ = ["Statements", "read_statements"]

_PARTS = (str(SG.partOf), str(DCTERMS.isPartOf))


@dataclass(frozen=True, slots=True)
class Statements:
    """What is said of a thing, what leads to it, and by which property how many things do."""

    outgoing: tuple[Group, ...]
    incoming: tuple[Group, ...]


async def read_statements(
    thing: Thing, shown: Collection[str] = (), leading: Collection[str] = (), tree: Collection[str] = ()
) -> Statements:
    """The statements that a page does not show elsewhere.

    Left out are those by the properties of `shown`, what leads to the thing by those of `leading`, and of its parts those
    that are in its `tree`.
    """
    counts = [row for row in await thing.ask("incoming-counts") if row["property"].text not in leading]
    outgoing = group_outgoing([row for row in thing.rows if row["property"].text not in shown], thing.names)
    return Statements(outgoing, await _incoming(thing, counts, frozenset(tree)))


async def _incoming(thing: Thing, counts: Sequence[Row], tree: frozenset[str]) -> tuple[Group, ...]:
    """What leads to a thing by each property: the first of them, and how many there are."""
    numbers = {
        row["property"].text: int(row["number"].text) - (len(tree) if row["property"].text in _PARTS else 0)
        for row in counts
    }
    numbers = {property_: number for property_, number in numbers.items() if number > 0}
    found = await asyncio.gather(*(thing.ask("incoming", property=URIRef(property_)) for property_ in numbers))
    kept = {
        property_: tuple(row for row in rows if not (property_ in _PARTS and row["subject"].text in tree))
        for property_, rows in zip(numbers, found, strict=True)
    }
    return group_incoming(numbers, kept, thing.names)
