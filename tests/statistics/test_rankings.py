"""Agreement of two orders is that of scipy, of the definition, and of published weights."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from strategraph.statistics import rank_biased_overlap, tau_b

SCORES = st.integers(0, 6).map(float)
ORDERS = st.lists(st.integers(0, 12), unique=True, max_size=10)
SHARES = st.sampled_from([0.5, 0.8, 0.9, 0.98])


@given(st.lists(st.tuples(SCORES, SCORES), max_size=40))
def test_tau_b_is_that_of_scipy(pairs: list[tuple[float, float]]) -> None:
    one, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ours = tau_b(one, other)
    if len(set(one)) < 2 or len(set(other)) < 2:
        assert ours is None
    else:
        assert ours == pytest.approx(stats.kendalltau(one, other, variant="b").statistic, abs=1e-12)


def test_tau_b_is_that_of_a_published_example() -> None:
    """Hollander and Wolfe (1973), Nonparametric Statistical Methods, page 187: lightness of tuna and a panel's scores."""
    lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
    panel = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]
    assert tau_b(lightness, panel) == pytest.approx(0.4444444)


def test_series_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError):
        tau_b([1.0], [1.0, 2.0])


def summed(one: list[int], other: list[int], p: float) -> float:
    """Agreement at each depth, extrapolated beyond the end of each list, summed up to where nothing is left (equation 4)."""
    short, long = sorted((one, other), key=len)
    least, most = len(short), len(long)

    def agreement(depth: int) -> float:
        common = len(set(short[: min(depth, least)]) & set(long[: min(depth, most)]))
        if depth <= least:
            return common / depth
        at_least = len(set(short) & set(long[:least])) / least
        if depth <= most:
            return (common + at_least * (depth - least)) / depth
        return agreement(most)

    return (1 - p) * math.fsum(p ** (depth - 1) * agreement(depth) for depth in range(1, 2500))


@given(ORDERS, ORDERS, SHARES)
def test_rank_biased_overlap_is_the_extrapolated_sum_of_its_definition(
    one: list[int], other: list[int], p: float
) -> None:
    if one and other:
        assert rank_biased_overlap(one, other, p) == pytest.approx(summed(one, other, p), abs=1e-9)
    else:
        assert rank_biased_overlap(one, other, p) == (1.0 if one == other else 0.0)


@given(ORDERS.filter(bool), ORDERS.filter(bool), SHARES)
def test_rank_biased_overlap_is_one_for_the_same_order_none_for_other_things_and_the_same_both_ways(
    one: list[int], other: list[int], p: float
) -> None:
    assert rank_biased_overlap(one, one, p) == pytest.approx(1)
    assert rank_biased_overlap(one, [number + 100 for number in other], p) == 0
    assert rank_biased_overlap(one, other, p) == rank_biased_overlap(other, one, p)
    assert -1e-12 <= rank_biased_overlap(one, other, p) <= 1 + 1e-12


def test_the_first_ten_places_weigh_what_the_paper_says() -> None:
    """Webber, Moffat and Zobel (2010), section 4.3: 85.56 % for p = 0.9, by summing p^(d−1)(1−p) over the depths that show a place."""
    p, depths = 0.9, range(1, 2000)
    weight = (1 - p) * math.fsum(p ** (depth - 1) * min(depth, 10) / depth for depth in depths)
    assert weight == pytest.approx(0.8556, abs=5e-5)
    same = list(range(10))
    filled = [*same, *range(100, 2000)], [*same, *range(2000, 3900)]
    assert rank_biased_overlap(*filled, p) == pytest.approx(weight, abs=1e-6)
