"""Coverage of regional plans as numbers: each with its interval and what chance gives, and each two of them compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from strategraph.alignment import AlignedUnit, false_discovery_rates
from strategraph.reports.coverage import Served, served
from strategraph.reports.model import Asked
from strategraph.reports.scope import PLANS, Plan, Scope
from strategraph.reports.units import units_of
from strategraph.statistics import (
    ByChance,
    Interval,
    Paired,
    chance_coverage,
    corrected,
    information,
    mcnemar,
    newcombe,
    wilson,
)

__all__ = [
    "DEALS",
    "MOST_PLANS",
    "MOST_UNITS",
    "RegionComparison",
    "RegionCoverage",
    "carriers",
    "compared",
    "contents",
    "region_coverage",
]

#: So many times descriptors are dealt anew, as for the p-values of links.
DEALS = 999
#: Among more aligned units than these, chance is not told, neither here nor on links.
MOST_UNITS = 1000
#: Among more regional plans than these, those of a region that is named are compared with all others, and no others.
MOST_PLANS = 30
#: The most by which a published information content differs from what it was rounded from (four decimal places).
_ROUNDING = 0.00005 + 1e-9


@dataclass(frozen=True, slots=True)
class RegionCoverage:
    """How many national objectives have a specific link in a regional plan, with the interval of their share.

    `chance` is None among too many units, `corrected` then too, and where chance gives everything.
    """

    plan: Plan
    objectives: int
    served: int
    share: float | None
    interval: Interval | None
    chance: ByChance | None
    corrected: float | None


@dataclass(frozen=True, slots=True)
class RegionComparison:
    """Two regional plans over the same national objectives; `p` by McNemar's exact test, `q` corrected for all comparisons."""

    first: Plan
    second: Plan
    seen: Paired
    difference: float | None
    interval: Interval | None
    p: float
    q: float


def region_coverage(scope: Scope, national: Plan) -> tuple[tuple[RegionCoverage, ...], tuple[Asked, ...]]:
    """The coverage of each regional plan of the scope, and the queries that were asked."""
    objectives, found, asked = _served(scope, national)
    chance: Mapping[str, ByChance] = {}
    if sum(plan.units for plan in _all(scope)) <= MOST_UNITS:
        sides, asked_carriers = carriers(scope)
        content, asked_content = contents(scope, sides)
        chance = chance_coverage(*sides, national.iri, DEALS, content)
        asked = (*asked, asked_carriers, asked_content, PLANS)
    made = []
    for plan in scope.regionals:
        number = sum(_is_served(found, one, plan) for one in objectives)
        share = number / len(objectives) if objectives else None
        by_chance = chance.get(plan.iri) if objectives else None
        beyond = corrected(share, by_chance.expected / len(objectives)) if by_chance and share is not None else None
        interval = wilson(number, len(objectives))
        made.append(RegionCoverage(plan, len(objectives), number, share, interval, by_chance, beyond))
    return tuple(made), asked


def compared(scope: Scope, national: Plan) -> tuple[tuple[RegionComparison, ...], tuple[Asked, ...]]:
    """Each two regional plans of the scope; if a region is named, its plans with all others as well.

    Among more than `MOST_PLANS` chosen plans none are compared.
    """
    objectives, found, asked = _served(scope, national)
    pairs = list(combinations(scope.regionals, 2))
    pairs += [(one, other) for one in scope.regionals for other in scope.elsewhere]
    if len(scope.regionals) > MOST_PLANS:
        pairs = []
    seen = [_paired(found, objectives, *pair) for pair in pairs]
    values = [mcnemar(one) for one in seen]
    return tuple(
        RegionComparison(first, second, one, one.difference, newcombe(one), p, q)
        for (first, second), one, p, q in zip(pairs, seen, values, false_discovery_rates(values), strict=True)
    ), (*asked, PLANS)


def carriers(scope: Scope) -> tuple[tuple[list[AlignedUnit], list[AlignedUnit]], Asked]:
    """National objectives and regional priorities of all plans, with their descriptors in the layer; and the query that was asked."""
    rows, asked = scope.rows("descriptors-by-unit", layer=scope.layer)
    codes: dict[str, dict[str, str]] = {}
    plans: dict[str, str] = {}
    for row in rows:
        unit = str(row["unit"])
        plans[unit] = str(row["plan"])
        mine = codes.setdefault(unit, {})
        if "notation" in row:
            mine[str(row["notation"])] = str(row["status"])
    subjects = {plan.iri: plan.side for plan in scope.subjects}
    objects = {plan.iri: plan.side for plan in (*scope.regionals, *scope.elsewhere)}
    sides = [
        [
            AlignedUnit(unit, plans[unit], side[plans[unit]], carried, {})
            for unit, carried in codes.items()
            if plans[unit] in side
        ]
        for side in (subjects, objects)
    ]
    return (sides[0], sides[1]), asked


def contents(scope: Scope, sides: Sequence[Sequence[AlignedUnit]]) -> tuple[Mapping[str, float], Asked]:
    """The information content of each descriptor that links weigh by, and the query that was asked.

    It is counted from these units, and where the release states another one, as by statistics that are kept, it is that one.
    """
    found = dict(information(sides))
    rows, asked = scope.rows("content-of-descriptors", layer=scope.layer)
    for row in rows:
        code, stated = str(row["notation"]), float(str(row["information"]))
        if code in found and abs(found[code] - stated) > _ROUNDING:
            found[code] = stated
    return found, asked


def _all(scope: Scope) -> tuple[Plan, ...]:
    return (*scope.subjects, *scope.regionals, *scope.elsewhere)


Found = Mapping[tuple[str, str], Served]


def _served(scope: Scope, national: Plan) -> tuple[list[str], Found, tuple[Asked, ...]]:
    units, asked_units = units_of(scope, national)
    found, asked = served(scope, national)
    return [unit.iri for unit in units], found, (asked_units, asked)


def _is_served(found: Found, objective: str, plan: Plan) -> bool:
    return found.get((objective, plan.iri), Served()).status == "specific"


def _paired(found: Found, objectives: Sequence[str], first: Plan, second: Plan) -> Paired:
    both = [(_is_served(found, one, first), _is_served(found, one, second)) for one in objectives]
    return Paired(*(both.count(case) for case in ((True, True), (True, False), (False, True), (False, False))))
