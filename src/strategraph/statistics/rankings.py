"""Agreement of two orders of the same things: over all pairs of them, and at the top."""

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Hashable, Sequence
from math import sqrt

__all__ = ["PERSISTENCE", "rank_biased_overlap", "tau_b"]

#: How likely a reader goes on from one place to the next; at 0.9 the first ten places have 86 % of the weight.
PERSISTENCE = 0.9


def tau_b(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Kendall's tau-b (Kendall 1945, Biometrika 33:239–251) of two series of scores of the same things, ties accounted for.

    From −1 (reversed) to 1 (the same order); None where one series does not order anything. Pairs in disorder are counted
    as Knight (1966, JASA 61:436–439) does: along the first series, in the order of the second.
    """
    pairs = sorted(zip(one, other, strict=True))
    seen: list[float] = []
    disordered = 0
    for _, score in pairs:
        disordered += len(seen) - bisect_right(seen, score)
        insort(seen, score)
    whole = len(pairs) * (len(pairs) - 1) // 2
    ties, ties_other, ties_both = _tied(one), _tied(other), _tied(pairs)
    if whole in (ties, ties_other):
        return None
    return (whole - ties - ties_other + ties_both - 2 * disordered) / sqrt((whole - ties) * (whole - ties_other))


def _tied(values: Sequence[Hashable]) -> int:
    return sum(number * (number - 1) // 2 for number in Counter(values).values())


def rank_biased_overlap(one: Sequence[Hashable], other: Sequence[Hashable], persistence: float = PERSISTENCE) -> float:
    """Rank-biased overlap, extrapolated (Webber, Moffat and Zobel 2010, ACM TOIS 28(4):20, equation 32), from 0 to 1.

    The lists hold nothing twice, may differ in length and in what they hold; the first places weigh most. Two empty lists
    agree, an empty one and another do not.
    """
    short, long = sorted((one, other), key=len)
    if not short:
        return 1.0 if not long else 0.0
    p, least, most = persistence, len(short), len(long)
    in_short, in_long = set[Hashable](), set[Hashable]()
    overlap, common, at_least = 0, 0.0, 0
    for depth in range(1, most + 1):
        item = long[depth - 1]
        overlap += item in in_short
        in_long.add(item)
        if depth <= least:
            mine = short[depth - 1]
            overlap += mine in in_long
            in_short.add(mine)
            at_least = overlap
        else:
            common += at_least * (depth - least) / (least * depth) * p**depth
        common += overlap / depth * p**depth
    return (1 - p) / p * common + ((overlap - at_least) / most + at_least / least) * p**most
