"""Shares and their intervals: one share, and the difference between two shares of the same objectives."""

from dataclasses import dataclass
from math import sqrt

__all__ = ["Interval", "Paired", "mcnemar", "newcombe", "wilson"]

#: The standard normal deviate that 2.5 % exceed.
Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper limit at the level of 95 %."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Paired:
    """The same objectives seen twice: how many both plans serve, only the first, only the second, and neither."""

    both: int
    first: int
    second: int
    neither: int

    @property
    def whole(self) -> int:
        """The number of objectives."""
        return self.both + self.first + self.second + self.neither

    @property
    def difference(self) -> float | None:
        """The share that the first serves less the share that the second serves; None of no objectives."""
        return (self.first - self.second) / self.whole if self.whole else None


def wilson(served: int, whole: int) -> Interval | None:
    """The score interval of a share, without continuity correction (Wilson 1927, JASA 22:209–212); None of nothing.

    Raises:
        ValueError: if more are served than there are, or fewer than none.
    """
    if not 0 <= served <= whole:
        raise ValueError(f"{served} of {whole} is no share.")
    if not whole:
        return None
    share, square = served / whole, Z * Z
    middle = share + square / (2 * whole)
    half = Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    low, high = ((middle + sign * half) / (1 + square / whole) for sign in (-1, 1))
    return Interval(low if served else 0.0, high if served < whole else 1.0)


def newcombe(seen: Paired) -> Interval | None:
    """The interval of the difference of two paired shares: Newcombe (1998), Statistics in Medicine 17:2635–2650, method 10.

    The score intervals of both shares are squared and added, less what the pairing makes them have in common: the
    coefficient phi, whose numerator is reduced by half the number of pairs, though not below 0, where it is positive.
    """
    whole = seen.whole
    one, other = wilson(seen.both + seen.first, whole), wilson(seen.both + seen.second, whole)
    if one is None or other is None:
        return None
    first, second = (seen.both + seen.first) / whole, (seen.both + seen.second) / whole
    phi = _phi(seen)
    below = _joined(first - one.low, other.high - second, phi)
    above = _joined(one.high - first, second - other.low, phi)
    return Interval(first - second - below, first - second + above)


def _phi(seen: Paired) -> float:
    a, b, c, d = seen.both, seen.first, seen.second, seen.neither
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if not margins:
        return 0.0
    excess = a * d - b * c
    return (max(excess - seen.whole / 2, 0.0) if excess > 0 else excess) / sqrt(margins)


def _joined(one: float, other: float, phi: float) -> float:
    return sqrt(max(one * one - 2 * phi * one * other + other * other, 0.0))


def mcnemar(seen: Paired) -> float:
    """The two-sided p-value that both plans serve as many (McNemar 1947, Psychometrika 12:153–157), exact and conditional.

    Of the objectives that only one of them serves, either should serve half: twice the smaller tail of that binomial
    distribution, 1 at most.
    """
    trials, term, tail = seen.first + seen.second, 1, 0
    for number in range(min(seen.first, seen.second) + 1):
        tail += term
        term = term * (trials - number) // (number + 1)
    return min(1.0, 2 * tail / (1 << trials))
