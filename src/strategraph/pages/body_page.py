"""The page of a body: its names, its identifier in the public register, what it belongs to, and what it answers for."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from rdflib import URIRef
from starlette.requests import Request
from starlette.responses import Response

from strategraph.namespaces import ORG, RDF, SCHEMA
from strategraph.pages.description import Item, Names, group_outgoing
from strategraph.pages.lists import Listing, list_addresses, list_answer, list_form, list_signposts
from strategraph.pages.lookups import Row
from strategraph.pages.name_table import NAMING, name_table
from strategraph.pages.paging import Paging, address, paging, parts
from strategraph.pages.plan_names import Plans, read_plans
from strategraph.pages.thing import Thing
from strategraph.pages.uses import PLAN

__all__ = ["Duty", "body_page"]

LIST_ROWS = 1000
#: So many plans stand in the table; the list has the duties of all.
_PLANS = 50
_SHOWN = (*NAMING, *(str(term) for term in (RDF.type, SCHEMA.sameAs, ORG.unitOf)))


@dataclass(frozen=True, slots=True)
class Duty:
    """That the body answers for an element: in which role, in which words of the document, by when."""

    element: Item
    role: str
    words: str
    passage: str | None
    due: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class _Duties:
    """How many duties there are: plan → role → number, those that `?plan=` and `?role=` choose."""

    numbers: Mapping[str, Counter[str]]
    plan: str | None
    role: str | None

    @property
    def total(self) -> int:
        return sum(counted.total() for counted in self.numbers.values())


async def body_page(thing: Thing) -> Response:
    """The page, or what the body answers for as a list.

    Raises:
        HttpProblem: 400 for a format, 404 for a page that there is not.
    """
    request, lookups, names = thing.request, thing.site.lookups, thing.names
    form = list_form(request)
    plans, role_rows = await asyncio.gather(read_plans(thing.site, names), lookups.rows("role-names"))
    counts = await lookups.kept("body-duties", {"iri": thing.iri}, "plans", partial(_sorted, plans=plans))
    roles = _labels(role_rows, "role", names)
    every = _duties(counts, None, None)
    chosen = _duties(counts, request.query_params.get("plan"), request.query_params.get("role"))
    if form != "html":

        async def make() -> Listing:
            return await _listing(thing, chosen, paging(request, chosen.total, LIST_ROWS))

        return await list_answer(thing.site, request, form, make)
    cut = paging(request, chosen.total)
    around, issued = await asyncio.gather(thing.ask("body-neighbours"), thing.ask("issued-plans"))
    values = {
        "groups": group_outgoing([row for row in thing.rows if row["property"].text not in _SHOWN], names),
        "label_rows": name_table(thing.rows),
        "register": [
            Item(iri, names.links.href(iri))
            for iri in sorted({row["value"].text for row in thing.rows if row["property"].text == str(SCHEMA.sameAs)})
        ],
        "above": _bodies(around, "above", names),
        "below": _bodies(around, "below", names),
        "issued": [plans.item(iri) for iri in plans.in_order(row["plan"].text for row in issued)],
        "roles": [(iri, roles[iri]) for iri in _roles(every)],
        "table": _table(every, plans, request),
        "plan_total": len(every.numbers),
        "duties": [(plans.item(plan), found) for plan, found in await _found(thing, chosen, roles, cut)],
        "total": every.total,
        "chosen": [
            *([plans.item(chosen.plan).text] if chosen.plan else []),
            *([roles[chosen.role]] if chosen.role else []),
        ],
        "unchosen": address(request, {"plan": None, "role": None, "page": None}, "duties"),
        "paging": cut,
        "lists": list_addresses(request),
    }
    return thing.page("body.html", values, cut.signposts, list_signposts(request)["Link"])


def _sorted(rows: Iterable[Row], plans: Plans) -> tuple[tuple[str, str, int], ...]:
    """Plan, role and number from the rows of queries/pages/body-duties.rq, in the order of the plans."""
    found = [(row["plan"].text, row["role"].text, int(row["number"].text)) for row in rows]
    places = {iri: place for place, iri in enumerate(plans.in_order(plan for plan, _, _ in found))}
    return tuple(sorted(found, key=lambda one: (places[one[0]], one[1])))


def _duties(counts: Iterable[tuple[str, str, int]], plan: str | None, role: str | None) -> _Duties:
    """The numbers of a plan and a role, named by what their IRIs end with, or of any where None."""
    numbers: dict[str, Counter[str]] = defaultdict(Counter)
    named_plan = named_role = None
    for iri, of, number in counts:
        if plan in (None, iri.partition(PLAN)[2]) and role in (None, of.rpartition("/")[2]):
            named_plan, named_role = iri if plan else None, of if role else None
            numbers[iri][of] += number
    return _Duties(numbers, named_plan, named_role)


def _roles(duties: _Duties) -> list[str]:
    """The roles that the body has, the most frequent first."""
    return [role for role, _ in sum(duties.numbers.values(), Counter[str]()).most_common()]


def _table(duties: _Duties, plans: Plans, request: Request) -> list[tuple[Item, list[tuple[int, str]]]]:
    """Each plan with its number of duties in all and in each role, and the address of their list."""

    def cell(plan: str, role: str | None, number: int) -> tuple[int, str]:
        chosen = {"plan": plan.partition(PLAN)[2], "role": role and role.rpartition("/")[2], "page": None}
        return number, address(request, chosen, "duties")

    roles = _roles(duties)
    return [
        (plans.item(plan), [cell(plan, None, counted.total()), *(cell(plan, role, counted[role]) for role in roles)])
        for plan, counted in list(duties.numbers.items())[:_PLANS]
    ]


async def _rows(thing: Thing, duties: _Duties, cut: Paging) -> list[tuple[str, list[list[Row]]]]:
    """Plan → the rows of queries/pages/duties-in-plan.rq for each duty on the page; only its plans are looked into."""
    numbers = [counted.total() for counted in duties.numbers.values()]
    wanted = [(list(duties.numbers)[at], first, last) for at, first, last in parts(numbers, cut.start, cut.end)]
    found = await asyncio.gather(*(thing.ask("duties-in-plan", plan=URIRef(plan)) for plan, _, _ in wanted))
    made = []
    for (plan, first, last), rows in zip(wanted, found, strict=True):
        by_duty: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row["role"].text in duties.numbers[plan]:
                by_duty[row["responsibility"].text].append(row)
        made.append((plan, list(by_duty.values())[first:last]))
    return made


async def _found(thing: Thing, duties: _Duties, roles: Mapping[str, str], cut: Paging) -> list[tuple[str, list[Duty]]]:
    """Plan → its duties on the page, in the order of the document."""
    found = await _rows(thing, duties, cut)
    return [(plan, [_duty(rows, roles, thing.names) for rows in every]) for plan, every in found]


def _duty(rows: Sequence[Row], roles: Mapping[str, str], names: Names) -> Duty:
    first = rows[0]
    label, notation = first.get("label"), first["notation"].text if "notation" in first else ""
    element = Item(
        label.text if label else names.of_thing(first["element"].text, {}),
        names.links.href(first["element"].text),
        label.language if label else "",
        notation if "/" not in notation and len(notation) < 16 else "",
    )
    due = {row["due"].text: names.links.href(row["deadline"].text) for row in rows if "due" in row}
    return Duty(
        element,
        roles[first["role"].text],
        first["words"].text if "words" in first else "",
        names.links.href(first["passage"].text) if "passage" in first else None,
        tuple(sorted(due.items())),
    )


async def _listing(thing: Thing, duties: _Duties, cut: Paging) -> Listing:
    """A part of the duties as a list to take home; several deadlines of an element stand in one cell."""
    rows = [
        [
            first["element"].text,
            plan,
            first["notation"].text if "notation" in first else None,
            first["label"].text if "label" in first else None,
            first["role"].text,
            first["words"].text if "words" in first else None,
            " ".join(sorted({row["due"].text for row in found if "due" in row})) or None,
            first["responsibility"].text,
        ]
        for plan, every in await _rows(thing, duties, cut)
        for found in every
        for first in found[:1]
    ]
    columns = ("element", "plan", "code", "label", "role", "words", "due", "responsibility")
    return Listing("responsibilities", columns, rows, cut.after)


def _labels(rows: Iterable[Row], variable: str, names: Names) -> Mapping[str, str]:
    """IRI → its name in the language of the page."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        labels = found[row[variable].text]
        if "label" in row:
            labels.setdefault(row["label"].language, row["label"].text)
    return {iri: names.of_thing(iri, labels) for iri, labels in found.items()}


def _bodies(rows: Iterable[Row], side: str, names: Names) -> list[Item]:
    """The bodies above or below, from the rows of queries/pages/body-neighbours.rq."""
    found = _labels((row for row in rows if row["side"].text == side), "body", names)
    return [Item(name, names.links.href(iri)) for iri, name in found.items()]
