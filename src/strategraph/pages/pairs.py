"""All links between the state and the regions as one table, which is read once, because a release does not change.

It is kept in the memory of the server, so that any choice of links is answered without asking the graph anew.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool

from strategraph.pages.codes import code_place
from strategraph.pages.lookups import Lookups, Row

__all__ = ["SPECIFIC", "Pair", "Pairs", "Plan", "Section", "Unit", "make_pairs", "read_pairs"]

SPECIFIC = "specific"
#: A row of a table: the values of its columns as texts, empty where there is none.
Fields = Sequence[str]


class Plan(NamedTuple):
    """A plan; `id` is the end of its IRI, years are empty where the document states none."""

    iri: str
    id: str
    title: str
    national: bool
    territory_cs: str
    territory_en: str
    start: str
    end: str

    def territory(self, language: str) -> str:
        """The name of its territory, in the other language if it has none in this one, or nothing."""
        names = (self.territory_cs, self.territory_en)
        return next(filter(None, names if language == "cs" else reversed(names)), "")


class Section(NamedTuple):
    """The section that an objective stands in."""

    iri: str
    notation: str
    label: str


class Unit(NamedTuple):
    """A national objective or a regional priority.

    `position` is that among the elements of its plan; `place` is the IRI of its section, or of its plan where it has none.
    """

    iri: str
    plan: Plan
    position: int
    notation: str
    label: str
    section: Section | None
    place: str


class Pair(NamedTuple):
    """A link in one layer: its ends, its score, its class, whether periods overlap, and the codes that both ends carry.

    `rank` is its place among the links of the objective, `back` among those of the priority; p and q are None where they
    were not reckoned.
    """

    iri: str
    layer: str
    objective: Unit
    priority: Unit
    score: float
    link_class: str
    overlap: str
    codes: tuple[str, ...]
    rank: int
    back: int
    p: float | None
    q: float | None


class Pairs(NamedTuple):
    """The whole table. The pairs of each layer come from the highest score down.

    Units come in the order of the pages: national plans from the latest, regional ones by territory, each as it is printed.
    `carriers` are numbers of units, by layer, code of the descriptor and plan. `labels` are those of the descriptors: code, in
    the order of codes → language → label, and the IRI under the empty language.
    """

    plans: Mapping[str, Plan]
    objectives: tuple[Unit, ...]
    priorities: tuple[Unit, ...]
    layers: Mapping[str, tuple[Pair, ...]]
    carriers: Mapping[tuple[str, str, str], int]
    labels: Mapping[str, Mapping[str, str]]


async def read_pairs(lookups: Lookups) -> Pairs:
    """Ask for the table.

    Raises:
        HttpProblem: 503 if the server is busy.
    """
    plans, descriptors, units, pairs, codes, carriers = await asyncio.gather(
        lookups.rows("plan-list"),
        lookups.rows("descriptor-labels"),
        lookups.table("alignment-units"),
        lookups.table("alignment-pairs"),
        lookups.table("alignment-codes"),
        lookups.table("descriptor-carriers"),
    )
    return await run_in_threadpool(make_pairs, plans, descriptors, units, pairs, codes, carriers)


def make_pairs(
    plans: Sequence[Row],
    descriptors: Sequence[Row],
    units: Sequence[Fields],
    pairs: Sequence[Fields],
    codes: Sequence[Fields],
    carriers: Sequence[Fields],
) -> Pairs:
    """The table from the rows of the queries of queries/pages/ that `read_pairs` names."""
    known = {plan.iri: plan for plan in map(_plan, reversed(plans))}
    sides = {
        iri: (side, _unit(iri, known[plan], *rest))
        for iri, side, plan, *rest in sorted(map(tuple, units))
        if plan in known
    }
    shared: dict[str, list[str]] = defaultdict(list)
    for link, code in codes:
        shared[link].append(code)
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    made = (
        _pair(row, sides[row[2]][1], sides[row[3]][1], same, shared)
        for row in pairs
        if row[2] in sides and row[3] in sides
    )
    layers: dict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(made, key=lambda pair: (-pair.score, pair.objective.iri, pair.priority.iri)):
        layers[pair.layer].append(pair)
    ordered = sorted((unit for _, unit in sides.values()), key=_place)
    return Pairs(
        {plan.id: plan for plan in sorted(known.values(), key=_rank)},
        tuple(unit for unit in ordered if sides[unit.iri][0] == "national"),
        tuple(unit for unit in ordered if sides[unit.iri][0] == "regional"),
        {layer: tuple(of_layer) for layer, of_layer in layers.items()},
        {(layer, code, known[plan].id): int(number) for layer, code, plan, number in carriers if plan in known},
        _labels(descriptors),
    )


def _labels(rows: Sequence[Row]) -> Mapping[str, Mapping[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for row in sorted(rows, key=lambda row: code_place(row["notation"].text)):
        of_code = labels.setdefault(row["notation"].text, {"": row["descriptor"].text})
        of_code.setdefault(row["label"].language, row["label"].text)
    return labels


def _plan(row: Row) -> Plan:
    def told(name: str) -> str:
        return row[name].text if name in row else ""

    iri = row["plan"].text
    name = iri.rpartition("/")[2]
    national = told("national") == "true"
    return Plan(
        iri, name, told("title") or name, national, told("territoryCs"), told("territoryEn"), told("start"), told("end")
    )


def _unit(
    iri: str, plan: Plan, position: str, notation: str, label: str, section: str, code: str, heading: str
) -> Unit:
    heads = Section(section, code, heading) if section else None
    return Unit(iri, plan, int(position or 0), notation, label, heads, section or plan.iri)


def _pair(
    row: Fields,
    objective: Unit,
    priority: Unit,
    same: dict[tuple[str, ...], tuple[str, ...]],
    shared: Mapping[str, Sequence[str]],
) -> Pair:
    """`same` keeps one of each set of codes, since few sets are many links'."""
    link, layer, _, _, score, link_class, overlap, rank, back, p, q = row
    codes = tuple(sorted(set(shared.get(link, ()))))
    return Pair(
        link, layer, objective, priority, float(score), link_class, overlap, same.setdefault(codes, codes),
        int(rank), int(back), float(p) if p else None, float(q) if q else None,
    )  # fmt: skip


def _rank(plan: Plan) -> tuple[bool, int, str, str]:
    """National plans from the latest, then regional ones by the name of the territory."""
    latest = -int(plan.start) if plan.national and plan.start.isdecimal() else 0
    return (not plan.national, latest, plan.territory_cs, plan.id)


def _place(unit: Unit) -> tuple[tuple[bool, int, str, str], int, str]:
    return (_rank(unit.plan), unit.position, unit.iri)
