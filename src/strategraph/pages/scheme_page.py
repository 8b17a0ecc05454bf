"""The page of a concept scheme: what it holds, and for that of the descriptors the way to its browser."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable

from starlette.responses import Response

from strategraph.namespaces import RDF, SKOS
from strategraph.pages.concept_browser import read_vocabulary
from strategraph.pages.description import Item, Names, best_label, group_outgoing
from strategraph.pages.lists import Listing, list_addresses, list_answer, list_form, list_signposts
from strategraph.pages.lookups import Row
from strategraph.pages.name_table import NAMING, name_table
from strategraph.pages.thing import Thing

__all__ = ["scheme_page"]

_SHOWN = (*NAMING, *(str(term) for term in (RDF.type, SKOS.hasTopConcept)))


async def scheme_page(thing: Thing) -> Response:
    """The page, or the concepts that it shows as a list.

    Raises:
        HttpProblem: 400 for a format that there is not.
    """
    form = list_form(thing.request)
    rows, size, vocabulary = await asyncio.gather(
        thing.ask("scheme-members"), thing.ask("scheme-size"), read_vocabulary(thing.site)
    )
    places = {iri: place for place, iri in enumerate(vocabulary.known)}
    members = sorted(_members(rows, thing.names), key=lambda one: places.get(one[0], len(places)))
    if form != "html":

        async def make() -> Listing:
            made = [[iri, item.notation or None, item.text, told or None, above] for iri, item, told, above in members]
            return Listing("concepts", ("concept", "code", "name", "definition", "broader"), made)

        return await list_answer(thing.site, thing.request, form, make)
    inside = {iri for iri, *_ in members}
    below: dict[str, list[tuple[str, Item, str]]] = defaultdict(list)
    for iri, item, told, above in members:
        below[above if above in inside else ""].append((iri, item, told))
    values = {
        "groups": group_outgoing([row for row in thing.rows if row["property"].text not in _SHOWN], thing.names),
        "label_rows": name_table(thing.rows),
        "below": below,
        "shown": len(members),
        "total": sum(int(row["number"].text) for row in size),
        "has_browser": any(iri in vocabulary.known for iri in inside),
        "lists": list_addresses(thing.request),
    }
    return thing.page("scheme.html", values, list_signposts(thing.request)["Link"])


def _members(rows: Iterable[Row], names: Names) -> list[tuple[str, Item, str, str]]:
    """IRI, name, definition and what stands above, for each concept of queries/pages/scheme-members.rq."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["concept"].text].append(row)
    made = []
    for iri, about in found.items():
        labels = {row["label"].language: row["label"].text for row in reversed(about) if "label" in row}
        told = {row["definition"].language: row["definition"].text for row in about if "definition" in row}
        notation = min((row["notation"].text for row in about if "notation" in row), default="")
        above = min((row["above"].text for row in about if "above" in row), default="")
        name = names.of_thing(iri, labels)
        language = next((tag for tag, label in labels.items() if label == name), "")
        shown = notation if "/" not in notation and notation != name else ""
        made.append((iri, Item(name, names.links.href(iri), language, shown), best_label(told, names.language), above))
    return made
