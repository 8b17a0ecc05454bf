"""Coverage by chance: how many national objectives a regional plan would serve if descriptors were dealt anew."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from strategraph.alignment import AlignedUnit, dealt
from strategraph.statistics.information import PARTICULAR, information
from strategraph.statistics.proportions import Interval

__all__ = ["ByChance", "chance_coverage", "corrected"]


@dataclass(frozen=True, slots=True)
class ByChance:
    """The number of objectives that a plan serves when descriptors are dealt anew: its mean, and where 95 % of deals lie.

    `p` is the share of deals, the observed one included, in which it serves at least as many as it does.
    """

    expected: float
    range: Interval
    p: float


def chance_coverage(
    nationals: Sequence[AlignedUnit],
    regionals: Sequence[AlignedUnit],
    national: str,
    deals: int,
    content: Mapping[str, float] | None = None,
    seed: int = 0,
) -> Mapping[str, ByChance]:
    """Regional plan → the coverage of a national plan by chance; the same seed gives the same figures.

    All units of either side are dealt their descriptors anew, as many as each has, each descriptor as often as that side
    carries it: the curveball algorithm of `strategraph.alignment`. An objective is served if it shares a particular
    descriptor with a priority of the plan. A plan serves more than chance if it carries what is in demand, or spreads
    wider, than plans of its size and side do. `content` is the information content of descriptors, counted if it is not given.
    """
    content = information((nationals, regionals)) if content is None else content
    bits = {code: 1 << number for number, code in enumerate(sorted(content))}
    particular = sum(bit for code, bit in bits.items() if content[code] >= PARTICULAR)
    objectives = [one.iri for one in nationals if one.plan == national]
    plans: dict[str, list[str]] = {}
    for one in regionals:
        plans.setdefault(one.plan, []).append(one.iri)

    def served(ours: Mapping[str, int], theirs: Mapping[str, int]) -> list[int]:
        hands = [ours[iri] & particular for iri in objectives]
        found = []
        for members in plans.values():
            carried = 0
            for iri in members:
                carried |= theirs[iri]
            found.append(sum(1 for hand in hands if hand & carried))
        return found

    hands = [{one.iri: sum(bits[code] for code in one.codes) for one in units} for units in (nationals, regionals)]
    rng = random.Random(seed)
    made = zip(dealt(nationals, bits, rng), dealt(regionals, bits, rng), strict=False)
    rounds = [served(hands[0], hands[1])] + [served(ours, theirs) for ours, theirs in islice(made, deals)]
    return {plan: _summed([one[number] for one in rounds]) for number, plan in enumerate(plans)}


def _summed(numbers: Sequence[int]) -> ByChance:
    """Of the observed number, which comes first, and those of the deals."""
    observed, *by_chance = numbers
    by_chance.sort()
    edge = int(0.025 * len(by_chance))
    return ByChance(
        sum(by_chance) / len(by_chance),
        Interval(by_chance[edge], by_chance[-1 - edge]),
        sum(number >= observed for number in numbers) / len(numbers),
    )


def corrected(observed: float, expected: float) -> float | None:
    """Agreement beyond chance as a share of what there is beyond chance: (observed − expected) ÷ (1 − expected).

    The form of Scott (1955, Public Opinion Quarterly 19:321–325) and Cohen (1960, Educational and Psychological
    Measurement 20:37–46): 0 is what chance gives, 1 is everything, below 0 is less than chance. None where chance gives all.
    """
    return None if expected >= 1 else (observed - expected) / (1 - expected)
