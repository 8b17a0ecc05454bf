"""The page of a territory: its names and codes, what it lies in, the plans that hold for it, and the bodies that issued them."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from strategraph.namespaces import RDF, SCHEMA, SKOS
from strategraph.pages.description import Item, Names, group_outgoing
from strategraph.pages.lists import Listing, list_addresses, list_answer, list_form, list_signposts
from strategraph.pages.lookups import Row
from strategraph.pages.name_table import NAMING, name_table
from strategraph.pages.paging import paging
from strategraph.pages.plan_names import Plans, read_plans
from strategraph.pages.thing import Thing

__all__ = ["Surroundings", "surroundings", "territory_page"]

_SHOWN = (*NAMING, *(str(term) for term in (RDF.type, SCHEMA.sameAs, SKOS.notation)))
#: Registers of territories by what their IRIs begin with.
_REGISTERS = (("https://linked.cuzk.cz/resource/ruian/", "RÚIAN"), ("http://data.europa.eu/nuts/", "NUTS"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The territories that one lies in, from the largest, those that lie in it, and those beside it in the same one."""

    above: tuple[Item, ...]
    below: tuple[Item, ...]
    beside: tuple[Item, ...]


async def territory_page(thing: Thing) -> Response:
    """The page, or its plans as a list.

    Raises:
        HttpProblem: 400 for a format, 404 for a page that there is not.
    """
    names, request = thing.names, thing.request
    form = list_form(request)
    issued, plans, places = await asyncio.gather(
        thing.ask("issued-plans"), read_plans(thing.site, names), thing.site.lookups.rows("territories")
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
        "bodies": list(dict.fromkeys(body for iri in held for body in issuers.get(iri, ()))),
        "paging": cut,
        "lists": list_addresses(request),
    }
    return thing.page("territory.html", values, cut.signposts, list_signposts(request)["Link"])


def surroundings(iri: str, rows: Iterable[Row], names: Names) -> Surroundings:
    """What lies where, by the codes: a NUTS code begins with that of the territory it lies in (Regulation (EC) 1059/2003)."""
    codes: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        codes.setdefault(row["territory"].text, row["notation"].text)
        if "label" in row:
            labels[row["territory"].text].setdefault(row["label"].language, row["label"].text)
    mine = codes.get(iri, "")

    def items(found: Iterable[str]) -> tuple[Item, ...]:
        ranked = sorted(found, key=lambda one: (len(codes[one]), codes[one], one))
        return tuple(
            Item(names.of_thing(one, labels[one]), names.links.href(one), notation=codes[one]) for one in ranked
        )

    others = [one for one in codes if one != iri and mine]
    above = [one for one in others if mine.startswith(codes[one]) and len(codes[one]) < len(mine)]
    below = [one for one in others if codes[one].startswith(mine) and len(codes[one]) > len(mine)]
    nearest = max((codes[one] for one in above), key=len, default=None)
    beside = [
        one for one in others if nearest is not None and len(codes[one]) == len(mine) and codes[one].startswith(nearest)
    ]
    return Surroundings(items(above), items(below), items(beside))


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
