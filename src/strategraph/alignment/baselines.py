"""Baselines: the simpler ways to rank pairs that the score of a link has to beat."""

import math
from collections.abc import Callable, Mapping, Sequence

from strategraph.alignment.model import AlignedUnit, Link

__all__ = ["baselines"]

Pair = tuple[str, str]


def baselines(units: Sequence[AlignedUnit], links: Sequence[Link]) -> dict[str, dict[Pair, float]]:
    """Name → the value of each pair: shared count, Jaccard, the same weighted by information, Lin, and the text alone."""
    information = {share.code: share.content for link in links for share in link.descriptors}
    content = {unit.iri: {code: information.get(code, _alone(code, units)) for code in unit.codes} for unit in units}
    measures: dict[str, Callable[[Mapping[str, float], Mapping[str, float]], float]] = {
        "shared count": lambda one, other: float(len(one.keys() & other.keys())),
        "Jaccard": lambda one, other: _share(len(one.keys() & other.keys()), len(one.keys() | other.keys())),
        "IC-Jaccard": lambda one, other: _share(_sum(one, other), sum({**one, **other}.values())),
        "Lin": lambda one, other: _share(2 * _sum(one, other), sum(one.values()) + sum(other.values())),
    }
    found = {
        name: {(link.subject, link.object): measure(content[link.subject], content[link.object]) for link in links}
        for name, measure in measures.items()
    }
    found["text"] = {(link.subject, link.object): float(link.text_share) for link in links}
    return found


def _alone(code: str, units: Sequence[AlignedUnit]) -> float:
    """The information content of a descriptor that no link shares: it stands on one side only (nats)."""
    side = next(unit.side for unit in units if code in unit.codes)
    same = [unit for unit in units if unit.side == side]
    return -math.log(sum(code in unit.codes for unit in same) / len(same))


def _sum(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(value for code, value in one.items() if code in other)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
