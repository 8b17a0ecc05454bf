"""How alike the uses of two descriptors are, with figures that are reckoned by hand."""

import pytest

from strategraph.pages.co_use import Pair, partners, together
from strategraph.pages.lookups import Row, Value


def row(**values: str) -> Row:
    return {name: Value("literal", value) for name, value in values.items()}


ROWS = [
    row(descriptor="a", other="b", status="printed", otherStatus="printed", together="2"),
    row(descriptor="a", other="b", status="printed", otherStatus="assigned", together="1"),
    row(descriptor="a", other="b", status="suggested", otherStatus="printed", together="5"),
    row(descriptor="a", other="c", status="assigned", otherStatus="approved", together="4"),
]


def test_figures_of_a_pair() -> None:
    pair = Pair("a", "b", 4, 5, 3, 40)
    assert (pair.expected, pair.ratio, pair.jaccard) == (0.5, 6.0, 0.5)
    assert pair.information == pytest.approx(1.7918, abs=0.00005)  # ln 6


def test_only_the_statuses_of_a_layer_count() -> None:
    numbers = {"a": 10, "b": 5, "c": 4}
    assert [(pair.second, pair.together) for pair in together(ROWS, numbers, 20, "all")] == [("c", 4), ("b", 3)]
    assert [(pair.second, pair.together) for pair in together(ROWS, numbers, 20, "printed")] == [("b", 2)]


@pytest.mark.parametrize(("order", "first"), [("jaccard", "c"), ("together", "b"), ("ratio", "c")])
def test_pairs_are_put_in_order(order: str, first: str) -> None:
    rows = [
        row(descriptor="a", other="b", status="printed", otherStatus="printed", together="6"),
        row(descriptor="a", other="c", status="printed", otherStatus="printed", together="4"),
    ]
    found = together(rows, {"a": 10, "b": 18, "c": 4}, 20, "printed", order)
    assert found[0].second == first


def test_the_partners_of_a_descriptor_come_second() -> None:
    rows = [row(other="b", status="printed", otherStatus="printed", together="2")]
    assert partners("a", rows, {"a": 4, "b": 3}, 12, "printed") == (Pair("a", "b", 4, 3, 2, 12),)


def test_numbers_that_do_not_fit_are_taken_for_the_least_that_can_be() -> None:
    (pair,) = together(ROWS[:1], {}, 2, "all")
    assert (pair.first_number, pair.second_number, pair.jaccard) == (2, 2, 1.0)
