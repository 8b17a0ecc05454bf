"""Which descriptors are used together: at how many elements, how many would be expected by chance, and how alike the uses are."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from strategraph.pages.lookups import Row
from strategraph.settings import LAYERS

__all__ = ["ORDERS", "Pair", "partners", "together"]

#: By what pairs may be put in order, the greatest first.
ORDERS = ("jaccard", "together", "ratio")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two descriptors, at how many elements each stands alone or not, at how many both, of how many that have any."""

    first: str
    second: str
    first_number: int
    second_number: int
    together: int
    elements: int

    @property
    def expected(self) -> float:
        """At how many elements both would stand if they were spread independently of one another: n₁·n₂/N."""
        return self.first_number * self.second_number / self.elements

    @property
    def ratio(self) -> float:
        """How many times as often as expected they stand together; 1 is chance."""
        return self.together / self.expected

    @property
    def jaccard(self) -> float:
        """The share of the elements with either that have both (Jaccard coefficient), from 0 to 1."""
        return self.together / (self.first_number + self.second_number - self.together)

    @property
    def information(self) -> float:
        """Pointwise mutual information in nats: the natural logarithm of `ratio`."""
        return math.log(self.ratio)


def together(
    rows: Iterable[Row], numbers: Mapping[str, int], elements: int, layer: str, order: str = ORDERS[0]
) -> tuple[Pair, ...]:
    """The pairs of a layer from the rows of queries/pages/co-uses.rq, in an order.

    `numbers` are those of the elements with each descriptor in the layer, `elements` that of the elements with any.
    """
    return _pairs(((row["descriptor"].text, row) for row in rows), numbers, elements, layer, order)


def partners(
    descriptor: str, rows: Iterable[Row], numbers: Mapping[str, int], elements: int, layer: str
) -> tuple[Pair, ...]:
    """The pairs of one descriptor, which is the first of each, from the rows of queries/pages/co-uses-of.rq."""
    return _pairs(((descriptor, row) for row in rows), numbers, elements, layer, ORDERS[0])


def _pairs(
    rows: Iterable[tuple[str, Row]], numbers: Mapping[str, int], elements: int, layer: str, order: str
) -> tuple[Pair, ...]:
    counted: Counter[tuple[str, str]] = Counter()
    for descriptor, row in rows:
        if row["status"].text in LAYERS[layer] and row["otherStatus"].text in LAYERS[layer]:
            counted[descriptor, row["other"].text] += int(row["together"].text)
    found = [
        Pair(one, other, max(numbers.get(one, 0), number), max(numbers.get(other, 0), number), number, elements)
        for (one, other), number in counted.items()
        if number <= elements
    ]
    rank = attrgetter(order)
    return tuple(sorted(found, key=lambda pair: (-rank(pair), -pair.together, pair.first, pair.second)))
