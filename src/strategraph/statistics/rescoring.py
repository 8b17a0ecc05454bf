"""Rescoring: what the links between two plans would score if descriptors counted otherwise, or not at all."""

import random
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from strategraph.statistics.information import PARTICULAR

__all__ = ["Rescoring", "Scored", "resampled", "without"]

Pair = tuple[str, str]
Weights = Mapping[str, float]
#: Decimal places of a published score; what differs beyond them is a tie.
PLACES = 4


@dataclass(frozen=True, slots=True)
class Scored:
    """A link as published: objective, priority, and the part of its score that is due to the texts."""

    objective: str
    priority: str
    text_share: float


class Rescoring:
    """The links between two plans, what their ends carry, and the information content (nats) of each descriptor."""

    def __init__(
        self, links: Sequence[Scored], codes: Mapping[str, Collection[str]], content: Mapping[str, float]
    ) -> None:
        self.links = tuple(links)
        self.content = content
        ends = sorted({end for link in links for end in (link.objective, link.priority)})
        self.codes = {end: tuple(sorted(codes.get(end, ()))) for end in ends}
        self._shared = {
            link: tuple(code for code in self.codes[link.objective] if code in self.codes[link.priority])
            for link in links
        }

    def descriptors(self, links: Sequence[Scored]) -> list[str]:
        """The descriptors that an end of these links carries, in the order of their codes."""
        return sorted({code for link in links for end in (link.objective, link.priority) for code in self.codes[end]})

    def scores(self, links: Sequence[Scored], weights: Weights) -> dict[Pair, float]:
        """(Objective, priority) → score, of the links that still share a descriptor, each weighing `weights` (1 unless stated).

        Formula 2 of queries/alignment/links.sql, of the weighted information content; the part of the texts stays as it is.
        """
        whole: dict[str, float] = {}
        found = {}
        for link in links:
            shared = [code for code in self._shared[link] if weights.get(code, 1.0) > 0]
            if not shared:
                continue
            for end in (link.objective, link.priority):
                if end not in whole:
                    whole[end] = self._sum(self.codes[end], weights)
            common = self._sum(shared, weights)
            either = whole[link.objective] + whole[link.priority] - common
            part = common * (0.1 / (common + 3) + 0.1 / either) if common > 0 else 0.0
            found[link.objective, link.priority] = round(part + link.text_share, PLACES)
        return found

    def served(self, weights: Weights) -> int:
        """How many objectives still have a link that shares a particular descriptor."""
        return len({
            link.objective
            for link in self.links
            if any(self.content[code] >= PARTICULAR and weights.get(code, 1.0) > 0 for code in self._shared[link])
        })  # fmt: skip

    def _sum(self, codes: Sequence[str], weights: Weights) -> float:
        return sum(self.content[code] * weights.get(code, 1.0) for code in codes)


def without(code: str) -> Weights:
    """The weights that leave one descriptor out (the jackknife of Quenouille 1956, Biometrika 43:353–360)."""
    return {code: 0.0}


def resampled(codes: Sequence[str], times: int, seed: int = 0) -> Iterator[Weights]:
    """Weights of as many descriptors drawn from them with replacement, so many times; the same seed gives the same.

    The bootstrap over characters of Felsenstein (1985, Evolution 39:783–791): the share of draws in which a finding
    returns is its support.
    """
    rng = random.Random(seed)
    for _ in range(times):
        drawn = Counter(rng.choices(codes, k=len(codes)))
        yield {code: float(drawn[code]) for code in codes}
