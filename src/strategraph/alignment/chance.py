"""Chance: how often units would share as much information if descriptors were dealt anew.

Permutations keep the number of descriptors of every unit and how many units of its side carry each descriptor: the
curveball algorithm (Strona et al. 2014, Nature Communications 5:4114). The p-value of a link is the share of permutations,
the observed one included, in which its pair shares at least as much information content; q-values are those of Benjamini
and Hochberg (1995) over all links. Texts are not dealt anew: the score's text part says nothing about chance.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from strategraph.alignment.model import AlignedUnit, Found

__all__ = ["Chance", "chances", "dealt", "false_discovery_rates"]

Pair = tuple[str, str]
#: So much less than another sum is rounding of floats.
_EQUAL = 1e-9
#: Trades per unit before the first permutation is taken, so that it no longer resembles what was observed.
_MIXING = 20


@dataclass(frozen=True, slots=True)
class Chance:
    """Of one link: the p-value, and the q-value among all links (both from 0 to 1)."""

    p: float
    q: float


def chances(
    subjects: Sequence[AlignedUnit],
    objects: Sequence[AlignedUnit],
    found: Found,
    permutations: int,
    seed: int = 0,
) -> dict[Pair, Chance]:
    """The chance of each link, by its two ends; the same seed gives the same figures."""
    links, content = found.links, {use.code: use.content for use in found.uses}
    bits = {
        code: 1 << number for number, code in enumerate(sorted({c for one in (*subjects, *objects) for c in one.codes}))
    }
    information = _Information({bit: content[code] for code, bit in bits.items()})
    observed = [information.of(sum(bits[one.code] for one in link.descriptors)) for link in links]
    at_least = [1] * len(links)
    rng = random.Random(seed)
    for one, other in islice(zip(dealt(subjects, bits, rng), dealt(objects, bits, rng), strict=False), permutations):
        for number, link in enumerate(links):
            if information.of(one[link.subject] & other[link.object]) >= observed[number] - _EQUAL:
                at_least[number] += 1
    values = [number / (permutations + 1) for number in at_least]
    return {
        (link.subject, link.object): Chance(p, q)
        for link, p, q in zip(links, values, false_discovery_rates(values), strict=True)
    }


def dealt(units: Sequence[AlignedUnit], bits: Mapping[str, int], rng: random.Random) -> Iterator[dict[str, int]]:
    """Endless permutations: IRI → the sum of the bits of the descriptors that the unit has been dealt."""
    hands = [sum(bits[code] for code in one.codes) for one in units]
    trades = _MIXING * len(units)
    while True:
        for _ in range(trades if len(units) > 1 else 0):
            _trade(hands, rng)
        yield {one.iri: hand for one, hand in zip(units, hands, strict=True)}
        trades = len(units)


def _trade(hands: list[int], rng: random.Random) -> None:
    """Two units put together what only one of them has, and deal it anew in the same numbers."""
    one, other = _below(len(hands), rng), _below(len(hands) - 1, rng)
    other += other >= one
    common, either = hands[one] & hands[other], hands[one] ^ hands[other]
    mine = (hands[one] ^ common).bit_count()
    if 0 < mine < either.bit_count():
        single, kept = _bits(either), 0
        for left in range(len(single), len(single) - mine, -1):
            kept |= single.pop(_below(left, rng))
        hands[one], hands[other] = common | kept, common | (either ^ kept)


def _below(number: int, rng: random.Random) -> int:
    """Any whole number from 0 below a small one, ten times as fast as `random.sample`."""
    return int(rng.random() * number)


def _bits(hand: int) -> list[int]:
    found = []
    while hand:
        lowest = hand & -hand
        found.append(lowest)
        hand ^= lowest
    return found


def false_discovery_rates(values: Sequence[float]) -> list[float]:
    """The q-values of some p-values, in their order (Benjamini and Hochberg 1995, as adjusted p-values)."""
    order = sorted(range(len(values)), key=lambda number: -values[number])
    rates, least = [0.0] * len(values), 1.0
    for place, number in enumerate(order):
        least = min(least, values[number] * len(values) / (len(values) - place))
        rates[number] = least
    return rates


class _Information:
    """The information content (nats) of sets of descriptors, each set being reckoned once."""

    def __init__(self, content: Mapping[int, float]) -> None:
        self._content = content
        self._known: dict[int, float] = {}

    def of(self, hand: int) -> float:
        known = self._known.get(hand)
        if known is None:
            known = self._known[hand] = sum(self._content[bit] for bit in _bits(hand))
        return known
