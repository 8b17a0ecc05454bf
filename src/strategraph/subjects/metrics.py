"""Metrics: how well given descriptors agree with those that a careful indexer gave, with intervals.

Micro-averages count every pair of element and descriptor; the macro-average is the mean of F1 over the
descriptors that either side uses. nDCG takes relevance as 0 or 1 and the logarithm of rank + 1 as discount
(Järvelin and Kekäläinen 2002). Intervals are percentiles of a bootstrap over elements (Efron 1979).
"""

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Figures", "Interval", "Outcome", "by_descriptor", "figures", "intervals"]

_ROUNDS = 1000
_SEED = 20240101
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Outcome:
    """One element: the codes that it should have, those that it got, and all codes with a score, the best first."""

    name: str
    wanted: frozenset[str]
    given: frozenset[str]
    ranked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures from 0 to 1."""

    precision: float
    recall: float
    micro_f1: float
    macro_f1: float
    first_right: float
    ndcg: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the 95 % interval around it."""

    value: float
    low: float
    high: float


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """All figures over some elements; a figure over nothing is 0."""
    hit = sum(len(one.wanted & one.given) for one in outcomes)
    given, wanted = sum(len(one.given) for one in outcomes), sum(len(one.wanted) for one in outcomes)
    per_code = [f1 for _, _, f1, _ in by_descriptor(outcomes).values()]
    asked = [one for one in outcomes if one.wanted]
    return Figures(
        precision=_share(hit, given),
        recall=_share(hit, wanted),
        micro_f1=_share(2 * hit, given + wanted),
        macro_f1=_share(sum(per_code), len(per_code)),
        first_right=_share(sum(bool(one.ranked) and one.ranked[0] in one.wanted for one in asked), len(asked)),
        ndcg=_share(sum(_ndcg(one) for one in asked), len(asked)),
    )


def by_descriptor(outcomes: Iterable[Outcome]) -> dict[str, tuple[float, float, float, int]]:
    """Code → precision, recall, F1 and on how many elements it should stand, for every code that either side uses."""
    hit: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for one in outcomes:
        hit.update(one.wanted & one.given)
        given.update(one.given)
        wanted.update(one.wanted)
    return {
        code: (
            _share(hit[code], given[code]),
            _share(hit[code], wanted[code]),
            _share(2 * hit[code], given[code] + wanted[code]),
            wanted[code],
        )
        for code in sorted(given.keys() | wanted.keys())
    }


def intervals(outcomes: Sequence[Outcome], rounds: int = _ROUNDS, seed: int = _SEED) -> dict[str, Interval]:
    """Name of a figure → its value with its interval; the same in every run."""
    chance = random.Random(seed)
    samples = [figures(chance.choices(outcomes, k=len(outcomes))) for _ in range(rounds)] if outcomes else []
    whole = figures(outcomes)
    return {
        name: _interval(getattr(whole, name), [getattr(one, name) for one in samples]) for name in Figures.__slots__
    }


def _interval(value: float, samples: Iterable[float]) -> Interval:
    ordered = sorted(samples)
    if not ordered:
        return Interval(value, value, value)
    last = len(ordered) - 1
    return Interval(value, ordered[round(_TAIL * last)], ordered[round((1 - _TAIL) * last)])


def _ndcg(one: Outcome) -> float:
    gain = sum(1 / math.log2(rank + 1) for rank, code in enumerate(one.ranked, 1) if code in one.wanted)
    return gain / sum(1 / math.log2(rank + 1) for rank in range(1, len(one.wanted) + 1))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
