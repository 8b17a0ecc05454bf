"""Stability of rankings: what becomes of the order of links if a descriptor is left out, drawn anew, or in another layer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from strategraph.reports.model import Asked
from strategraph.reports.region_coverage import MOST_PLANS, carriers, contents
from strategraph.reports.scope import PLANS, Plan, Scope
from strategraph.settings import LAYERS
from strategraph.statistics import (
    Rescoring,
    Scored,
    rank_biased_overlap,
    resampled,
    tau_b,
    without,
)

__all__ = ["DRAWS", "MOST_LINKS", "Influence", "LayerOrder", "Stability", "influences", "layer_orders", "stabilities"]

#: So many times descriptors are drawn anew.
DRAWS = 199
#: Of the links between two plans so many of the strongest are looked at.
MOST_LINKS = 2000
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Influence:
    """All links between the two plans without one descriptor: how many are left, how many objectives they serve, and in which order.

    `tau` and `overlap` compare the order of all links with that of those that are left, which precede those that are gone.
    """

    plan: Plan
    notation: str
    links: int
    served: int
    tau: float | None
    overlap: float


@dataclass(frozen=True, slots=True)
class Stability:
    """The order of an objective's priorities in one plan: does the best one stay the best?

    `kept` of `left_out` times it does when one descriptor is left out; `support` is the share of draws of descriptors in which
    it does. `least_tau` and `least_overlap` are the lowest agreements with the whole order when one is left out, and
    `decisive` is the descriptor without which the overlap is lowest.
    """

    plan: Plan
    objective: str
    best: str
    links: int
    left_out: int
    kept: int
    least_tau: float | None
    least_overlap: float
    decisive: str
    support: float


@dataclass(frozen=True, slots=True)
class LayerOrder:
    """The links between the two plans in a layer, and how their order agrees with that of the layer of the report."""

    plan: Plan
    layer: str
    links: int
    served: int
    tau: float | None
    overlap: float


def influences(scope: Scope, national: Plan) -> tuple[tuple[Influence, ...], tuple[Asked, ...]]:
    """Each descriptor that an end of a link carries, left out, for each regional plan; those that change most first."""
    made: list[Influence] = []
    of_plans, asked = _rescorings(scope, national)
    for plan, links in of_plans:
        whole = links.scores(links.links, {})
        rows = []
        for code in links.descriptors(links.links):
            left = links.scores(links.links, without(code))
            tau = tau_b(list(whole.values()), [left.get(pair, 0.0) for pair in whole])
            overlap = rank_biased_overlap(_ranked(whole), _ranked(left))
            rows.append(Influence(plan, code, len(left), links.served(without(code)), tau, overlap))
        made += sorted(rows, key=lambda row: (round(row.overlap, 9), row.notation))
    return tuple(made), asked


def stabilities(scope: Scope, national: Plan) -> tuple[tuple[Stability, ...], tuple[Asked, ...]]:
    """Each objective that has two or more links to a regional plan of the scope, in the order of IRIs."""
    made: list[Stability] = []
    of_plans, asked = _rescorings(scope, national)
    for plan, links in of_plans:
        groups: dict[str, list[Scored]] = {}
        for link in links.links:
            groups.setdefault(link.objective, []).append(link)
        several = {objective: group for objective, group in sorted(groups.items()) if len(group) > 1}
        best = {objective: _ranked(links.scores(group, {}))[0] for objective, group in several.items()}
        support = dict.fromkeys(several, 0)
        every = sorted(links.content)
        for weights in resampled(every, DRAWS):
            for objective, group in several.items():
                support[objective] += _ranked(links.scores(group, weights))[:1] == [best[objective]]
        made += [_stability(plan, links, group, best[one], support[one]) for one, group in several.items()]
    return tuple(made), asked


def layer_orders(scope: Scope, national: Plan) -> tuple[tuple[LayerOrder, ...], tuple[Asked, ...]]:
    """The published order of links in every layer, compared with that of the layer of the report."""
    made, asked = [], list[Asked]()
    for plan in scope.regionals if len(scope.regionals) <= MOST_PLANS else ():
        orders: dict[str, dict[Pair, float]] = {}
        served: dict[str, int] = {}
        for layer in LAYERS:
            rows, one = scope.rows("links-of-plans", national=national.value, regional=plan.value, layer=layer)
            asked.append(one)
            orders[layer] = {(str(row["objective"]), str(row["priority"])): float(str(row["score"])) for row in rows}
            served[layer] = len({row["objective"] for row in rows if row["linkClass"] == "specific"})
        ours = orders[scope.layer]
        for layer, theirs in orders.items():
            common = [pair for pair in ours if pair in theirs]
            tau = tau_b([ours[pair] for pair in common], [theirs[pair] for pair in common])
            overlap = rank_biased_overlap(_ranked(ours), _ranked(theirs))
            made.append(LayerOrder(plan, layer, len(theirs), served[layer], tau, overlap))
    return tuple(made), tuple(asked)


def _rescorings(scope: Scope, national: Plan) -> tuple[list[tuple[Plan, Rescoring]], tuple[Asked, ...]]:
    if len(scope.regionals) > MOST_PLANS:
        return [], ()
    sides, asked_carriers = carriers(scope)
    content, asked_content = contents(scope, sides)
    codes = {unit.iri: unit.codes for units in sides for unit in units}
    made, asked = [], [asked_carriers, asked_content, PLANS]
    for plan in scope.regionals:
        rows, one = scope.rows("links-of-plans", national=national.value, regional=plan.value, layer=scope.layer)
        asked.append(one)
        links = [
            Scored(str(row["objective"]), str(row["priority"]), float(str(row["textShare"])))
            for row in rows[:MOST_LINKS]
        ]
        made.append((plan, Rescoring(links, codes, content)))
    return made, tuple(asked)


def _stability(plan: Plan, links: Rescoring, group: Sequence[Scored], best: Pair, supported: int) -> Stability:
    whole = links.scores(group, {})
    order, codes = _ranked(whole), links.descriptors(group)
    kept, taus, overlaps = 0, list[float](), list[tuple[float, str]]()
    for code in codes:
        left = links.scores(group, without(code))
        kept += _ranked(left)[:1] == [best]
        tau = tau_b(list(whole.values()), [left.get(pair, 0.0) for pair in whole])
        taus += [] if tau is None else [tau]
        overlaps.append((round(rank_biased_overlap(order, _ranked(left)), 9), code))
    least, decisive = min(overlaps)
    return Stability(
        plan,
        best[0],
        best[1],
        len(group),
        len(codes),
        kept,
        min(taus, default=None),
        least,
        decisive,
        supported / DRAWS,
    )


def _ranked(scores: Mapping[Pair, float]) -> list[Pair]:
    """Pairs from the best, ties by IRI."""
    return sorted(scores, key=lambda pair: (-scores[pair], pair))
