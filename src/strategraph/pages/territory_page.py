"""The page of a territory: its names and codes, what it lies in, the plans for it and for what lies in it, and who issued them."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence

from starlette.responses import Response

from strategraph.namespaces import RDF, SCHEMA, SKOS
from strategraph.pages.description import Item, Names, best_label, group_outgoing
from strategraph.pages.lists import Listing, list_addresses, list_answer, list_form, list_signposts
from strategraph.pages.lookups import Row
from strategraph.pages.name_table import NAMING, name_table
from strategraph.pages.paging import paging
from strategraph.pages.plan_names import Plans, read_plans
from strategraph.pages.surroundings import surroundings
from strategraph.pages.thing import Thing

__all__ = ["territory_page"]

_SHOWN = (*NAMING, *(str(term) for term in (RDF.type, SCHEMA.sameAs, SCHEMA.containedInPlace, SKOS.notation)))
#: So many plans for territories within are shown; the question below has all.
_WITHIN = 50
#: Registers of territories by what their IRIs begin with.
_REGISTERS = (("https://linked.cuzk.cz/resource/ruian/", "RÚIAN"), ("http://data.europa.eu/nuts/", "NUTS"))


async def territory_page(thing: Thing) -> Response:
    """The page, or its plans as a list.

    Raises:
        HttpProblem: 400 for a format, 404 for a page that there is not.
    """
    names, request = thing.names, thing.request
    form = list_form(request)
    issued, plans, places, within = await asyncio.gather(
        thing.ask("issued-plans"),
        read_plans(thing.site, names),
        thing.site.lookups.rows("territories"),
        thing.ask("plans-within"),
    )
    held = plans.in_order(row["plan"].text for row in issued)
    issuers = _issuers(issued, names)
    if form != "html":

        async def make() -> Listing:
            return _listing(held, plans, issuers)

        return await list_answer(thing.site, request, form, make)
    cut = paging(request, len(held))
    values = {
        "groups": group_outgoing([row for row in thing.rows if row["property"].text not in _SHOWN], names),
        "label_rows": name_table(thing.rows),
        "registers": _registers(thing),
        "around": surroundings(str(thing.iri), places, names),
        "plans": [
            (
                plans.item(iri),
                plans.period(iri),
                issuers.get(iri, ()),
                _number(plans, iri, "goals"),
                _number(plans, iri, "measures"),
            )
            for iri in held[cut.start : cut.end]
        ],
        **_within(within, plans, thing),
        "bodies": list(dict.fromkeys(body for iri in held for body in issuers.get(iri, ()))),
        "paging": cut,
        "lists": list_addresses(request),
    }
    return thing.page("territory.html", values, cut.signposts, list_signposts(request)["Link"])


def _within(rows: Iterable[Row], plans: Plans, thing: Thing) -> dict[str, object]:
    """The plans for territories that lie in this one, in the order of all plans: the first of them, and how many there are."""
    levels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        levels[row["plan"].text].setdefault(row["levelLabel"].language, row["levelLabel"].text)
    found = plans.in_order(levels)
    shown = [
        (plans.item(iri), best_label(levels[iri], thing.names.language), plans.territory(iri), plans.period(iri))
        for iri in found[:_WITHIN]
    ]
    code = thing.iri.rpartition("/")[2]
    return {
        "plans_within": shown,
        "plans_within_number": len(found),
        "plans_within_all": thing.site.question(
            thing.request, "plans-of-territory", {"territory": f"territory/{code}"}
        ),
    }


def _issuers(rows: Iterable[Row], names: Names) -> dict[str, tuple[Item, ...]]:
    """Plan → the bodies that issued it, from the rows of queries/pages/issued-plans.rq."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        if "issuer" in row:
            found[row["plan"].text][row["issuer"].text] = None
            if "label" in row:
                labels[row["issuer"].text].setdefault(row["label"].language, row["label"].text)
    return {
        plan: tuple(Item(names.of_thing(iri, labels[iri]), names.links.href(iri)) for iri in sorted(issuers))
        for plan, issuers in found.items()
    }


def _registers(thing: Thing) -> list[tuple[str, Item]]:
    """The same territory elsewhere: the name of the register (its IRI's beginning tells) and the link."""
    found = {row["value"].text for row in thing.rows if row["property"].text == str(SCHEMA.sameAs)}
    named = [(next((name for start, name in _REGISTERS if iri.startswith(start)), ""), iri) for iri in found]
    return [(name, Item(iri, thing.names.links.href(iri))) for name, iri in sorted(named, reverse=True)]


def _number(plans: Plans, iri: str, name: str) -> int:
    row = plans.rows.get(iri, {})
    return int(row[name].text) if name in row else 0


def _listing(held: Sequence[str], plans: Plans, issuers: dict[str, tuple[Item, ...]]) -> Listing:
    rows = [
        [
            iri,
            plans.item(iri).text,
            plans.period(iri) or None,
            ", ".join(body.text for body in issuers.get(iri, ())) or None,
            _number(plans, iri, "goals"),
            _number(plans, iri, "measures"),
        ]
        for iri in held
    ]
    return Listing("plans", ("plan", "title", "period", "issuer", "goals", "measures"), rows)
