"""The elements that have a descriptor, plan by plan: one page of them, found without looking at those of other pages."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef
from starlette.requests import Request

from strategraph.pages.description import Item
from strategraph.pages.lists import Listing
from strategraph.pages.lookups import Row
from strategraph.pages.paging import Paging, parts
from strategraph.pages.plan_names import Plans
from strategraph.pages.plan_table import Level
from strategraph.pages.texts import decimal
from strategraph.pages.thing import Thing
from strategraph.pages.uses import PLAN, Uses
from strategraph.settings import LAYERS
from strategraph.web import HttpProblem

__all__ = ["FEW", "Chosen", "Using", "chosen_uses", "using_elements", "using_list"]

#: The elements of a descriptor that no more have are asked for all at once.
FEW = 2000


@dataclass(frozen=True, slots=True)
class Using:
    """An element that has the descriptor: its level, and the status and weight of the assignment, which has a page."""

    element: Item
    level: str
    status: str
    weight: str
    assignment: str | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """How many elements of each plan are chosen, in all and of those of `plan` and at `level`; any where these are None."""

    numbers: Mapping[str, int]
    plan: str | None
    level: Level | None

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.numbers.values())


def chosen_uses(request: Request, uses: Uses, known: Sequence[Level]) -> Chosen:
    """The elements that `?plan=` and `?level=` choose.

    Raises:
        HttpProblem: 400 for a level that there is not; a plan that does not use the descriptor has no elements.
    """
    plan, key = request.query_params.get("plan"), request.query_params.get("level")
    level = next((one for one in known if one.key == key), None)
    if key is not None and level is None:
        offered = ", ".join(one.key for one in known)
        raise HttpProblem(
            400,
            f"There is no level {key[:40]!r}; write one of {offered}.",
            f"Úroveň „{key[:40]}“ není; napište jednu z těchto: {offered}.",
        )
    if plan is None and level is None:
        return Chosen(uses.plans, None, None)
    numbers = Counter[str]()
    for use in uses.every:
        if plan in (None, use.plan, use.plan.partition(PLAN)[2]) and (level is None or use.level == level.iri):
            numbers[use.plan] += use.number
    return Chosen(numbers, next(iter(numbers), plan) if plan is not None else None, level)


async def using_rows(thing: Thing, total: int, chosen: Chosen, layer: str, cut: Paging) -> list[tuple[str, list[Row]]]:
    """Plan → one row of queries/pages/uses-in-plan.rq for each assignment on the page; `total` counts all in the layer.

    The numbers of the plans tell which plans the page has, and only these are looked into; of a descriptor that few
    elements have, all are asked for at once.
    """
    numbers = list(chosen.numbers.values())
    plans = list(chosen.numbers)
    wanted = [(plans[at], first, last) for at, first, last in parts(numbers, cut.start, cut.end)]
    if total <= FEW:
        kept = await thing.site.lookups.kept("uses-in-plan", {"iri": thing.iri}, "plans", _by_plan)
        found = [kept.get(plan, ()) for plan, _, _ in wanted]
    else:
        found = await asyncio.gather(*(thing.ask("uses-in-plan", plan=URIRef(plan)) for plan, _, _ in wanted))
    made = []
    for (plan, first, last), rows in zip(wanted, found, strict=True):
        once: dict[str, Row] = {}
        for row in rows:
            at_level = chosen.level is None or (row["level"].text if "level" in row else "") == chosen.level.iri
            if row["status"].text in LAYERS[layer] and at_level:
                once.setdefault(row["assignment"].text, row)
        made.append((plan, list(once.values())[first:last]))
    return made


def _by_plan(rows: Iterable[Row]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["plan"].text].append(row)
    return found


async def using_elements(
    thing: Thing, total: int, chosen: Chosen, layer: str, cut: Paging, plans: Plans, known: Sequence[Level]
) -> list[tuple[Item, list[Using]]]:
    """Each plan of the page with its elements in the order of the document."""
    level_names = {level.iri: level.name for level in known}
    return [
        (plans.item(plan), [_using(thing, row, level_names) for row in rows])
        for plan, rows in await using_rows(thing, total, chosen, layer, cut)
    ]


def _using(thing: Thing, row: Row, level_names: dict[str, str]) -> Using:
    links = thing.names.links
    label = row.get("label")
    notation = row["notation"].text if "notation" in row else ""
    element = Item(
        label.text if label else thing.names.of_thing(row["element"].text, {}),
        links.href(row["element"].text),
        label.language if label else "",
        notation if "/" not in notation and len(notation) < 16 else "",
    )
    level = row["level"].text if "level" in row else ""
    weight = decimal(float(row["weight"].text), thing.names.language) if "weight" in row else ""
    return Using(element, level_names.get(level, ""), row["status"].text, weight, links.href(row["assignment"].text))


async def using_list(
    thing: Thing, total: int, chosen: Chosen, layer: str, cut: Paging, known: Sequence[Level]
) -> Listing:
    """A part of the elements as a list to take home; it says where the next part is."""
    keys = {level.iri: level.key for level in known if level.iri}
    rows = [
        [
            row["element"].text,
            plan,
            row["notation"].text if "notation" in row else None,
            row["label"].text if "label" in row else None,
            keys.get(row["level"].text, row["level"].text) if "level" in row else None,
            row["status"].text,
            float(row["weight"].text) if "weight" in row else None,
            row["assignment"].text,
        ]
        for plan, found in await using_rows(thing, total, chosen, layer, cut)
        for row in found
    ]
    columns = ("element", "plan", "code", "label", "level", "status", "weight", "assignment")
    return Listing("uses", columns, rows, cut.after)
