"""What an element is linked to at further levels: its nearest links between other levels than the state and the regions."""

import asyncio
from collections.abc import Collection
from dataclasses import replace

from rdflib import URIRef

from strategraph.namespaces import SG
from strategraph.pages.description import Names
from strategraph.pages.lookups import Lookups, Row
from strategraph.pages.ranking import UNITS, Kind, Ranking, ranking
from strategraph.pages.reasons import reasons

__all__ = ["read_level_rankings"]

_QUESTION = ("links-across-levels", "element")


async def read_level_rankings(
    lookups: Lookups, iri: URIRef, types: Collection[str], names: Names
) -> tuple[Ranking, ...]:
    """A ranking for each further level to which the release links an element; none for what is not compared."""
    counts = await lookups.rows("level-link-counts", {"iri": iri}) if UNITS & set(types) else ()
    if not counts:
        return ()
    rows, descriptors, words = await asyncio.gather(
        *(lookups.rows(name, {"iri": iri}) for name in ("level-links", "level-descriptors", "level-words"))
    )
    why = reasons(descriptors, words, names)
    found = []
    for levels, end in dict.fromkeys((row["levels"].text, row["property"].text) for row in counts):
        first, _, second = levels.partition("-")
        level = second if end == str(SG.linkSubject) else first
        kind = Kind(f"level-{level}", UNITS, SG.linkSubject, SG.linkObject, _QUESTION)
        made = ranking(kind, _between(levels, rows), _between(levels, counts), names, why)
        found.append(replace(made, level=level))
    return tuple(found)


def _between(levels: str, rows: Collection[Row]) -> list[Row]:
    return [row for row in rows if row["levels"].text == levels]
