"""The page of a descriptor: its place among the others, its names and matches, and what uses it, plan by plan."""

import asyncio
from functools import partial
from typing import Any

from starlette.responses import Response

from strategraph.namespaces import RDF, SG, SKOS
from strategraph.pages.co_use import Pair, partners
from strategraph.pages.concept_browser import Vocabulary
from strategraph.pages.concept_lists import pair_list
from strategraph.pages.description import group_outgoing
from strategraph.pages.lists import Listing, list_answer, list_form
from strategraph.pages.name_table import NAMING, name_table
from strategraph.pages.paging import address, paging
from strategraph.pages.plan_names import read_plans
from strategraph.pages.plan_table import Level, absent, levels, plan_table, plan_uses_list
from strategraph.pages.thing import Thing
from strategraph.pages.uses import Uses, chosen_layer, read_uses
from strategraph.pages.using_elements import chosen_uses, using_elements, using_list
from strategraph.pages.vocabulary import Concept, matches, shown
from strategraph.settings import LAYERS
from strategraph.web import HttpProblem

__all__ = ["descriptor_page"]

#: So many descriptors that are used together with it are shown; the list as CSV or JSON has all.
PARTNERS = 15
#: A part of the elements as a list has more of them than a page.
LIST_ROWS = 1000
_LISTS = ("uses", "plans", "together")
#: What the page shows in ways of its own.
_SHOWN = (
    *NAMING,
    *(
        str(term)
        for term in (
            RDF.type, SKOS.notation, SKOS.broader, SKOS.inScheme, SG.theme, SG.informationContent, SG.nationalUse,
            SG.regionalUse,
        )
    ),
)  # fmt: skip


async def descriptor_page(thing: Thing, vocabulary: Vocabulary, concept: Concept) -> Response:
    """The page, or one of its lists, which `?list=` names: the elements, the plans, the descriptors used together with it.

    Raises:
        HttpProblem: 400 for a layer, a level, a list or a format that there is not, 404 for a page that there is not.
    """
    request, lookups, layer = thing.request, thing.site.lookups, chosen_layer(thing.request)
    form = list_form(request)
    plans, level_rows = await asyncio.gather(read_plans(thing.site, thing.names), lookups.rows("common-levels"))
    known = levels(level_rows, thing.names)
    used = await lookups.kept(
        "uses-by-plan", {"iri": thing.iri}, layer, partial(read_uses, layer=layer, plans=plans.rows)
    )
    if form != "html":
        return await _list(thing, vocabulary, used, known, layer, form)
    chosen = chosen_uses(request, used, known)
    cut = paging(request, chosen.total)
    pairs, elements = await _partners(thing, vocabulary, layer)
    every = await lookups.kept("concept-matches", {}, "matches", matches)
    values = {
        **_place(thing, vocabulary, concept, layer),
        "groups": group_outgoing([row for row in thing.rows if row["property"].text not in _SHOWN], thing.names),
        "named": thing.names.of,
        "label_rows": name_table(thing.rows),
        "matched": [one for one in every if one.descriptor == concept.iri],
        "layer": layer,
        "layers": [(name, address(request, {"layer": name, "page": None}), name == layer) for name in LAYERS],
        "table": plan_table(used, known, plans, request),
        "absent": absent(used, plans),
        "using": await using_elements(thing, used.total, chosen, layer, cut, plans, known),
        "chosen": chosen,
        "chosen_plan": plans.item(chosen.plan) if chosen.plan is not None else None,
        "unchosen": {name: address(request, {name: None, "page": None}, "uses") for name in ("plan", "level")},
        "paging": cut,
        "pairs": [(shown(vocabulary.known[pair.second], thing.names), pair) for pair in pairs[:PARTNERS]],
        "pair_total": len(pairs),
        "elements": elements,
        "figures": {row["property"].text.partition("#")[2]: row["value"].text for row in thing.rows},
        "lists": {
            name: {form: address(request, {"list": name, "format": form, "page": None}) for form in ("csv", "json")}
            for name in _LISTS
        },
    }
    return thing.page("descriptor.html", values, cut.signposts)


def _place(thing: Thing, vocabulary: Vocabulary, concept: Concept, layer: str) -> dict[str, Any]:
    """Where it stands: the theme above it, and the descriptors beside it with their numbers of elements."""
    known = vocabulary.known
    siblings = [one for one in known.values() if one.theme == concept.theme]
    return {
        "trail": [shown(one, thing.names) for one in known.values() if one.iri == concept.theme],
        "siblings": [
            (shown(one, thing.names), vocabulary.use_of(one.iri).elements(layer), one.iri == concept.iri)
            for one in siblings
        ],
    }


async def _partners(thing: Thing, vocabulary: Vocabulary, layer: str) -> tuple[list[Pair], int]:
    """The descriptors used together with it, and how many elements have any descriptor."""
    lookups = thing.site.lookups
    described = await lookups.rows("described-elements")
    elements = {row["layer"].text: int(row["number"].text) for row in described}.get(layer, 0)
    read = partial(partners, str(thing.iri), numbers=vocabulary.numbers(layer), elements=elements, layer=layer)
    pairs = await lookups.kept("co-uses-of", {"iri": thing.iri}, layer, read)
    return [pair for pair in pairs if pair.second in vocabulary.known], elements


async def _list(
    thing: Thing, vocabulary: Vocabulary, used: Uses, known: tuple[Level, ...], layer: str, form: str
) -> Response:
    """One of the lists of the page.

    Raises:
        HttpProblem: 400 for a list or a level that there is not, 404 for a part that there is not.
    """
    name = thing.request.query_params.get("list", "uses")
    if name not in _LISTS:
        raise HttpProblem(
            400,
            f"This page has no list {name[:40]!r}; it has {', '.join(_LISTS)}.",
            f"Tato stránka nemá seznam „{name[:40]}“; má {', '.join(_LISTS)}.",
        )
    chosen = chosen_uses(thing.request, used, known)

    async def make() -> Listing:
        if name == "plans":
            return plan_uses_list(used.every, known)
        if name == "together":
            return pair_list((await _partners(thing, vocabulary, layer))[0], vocabulary.known)
        cut = paging(thing.request, chosen.total, LIST_ROWS)
        return await using_list(thing, used.total, chosen, layer, cut, known)

    return await list_answer(thing.site, thing.request, form, make)
