"""Intervals and tests of shares are those of scipy, of published tables, and keep within what can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from strategraph.statistics import Interval, Paired, mcnemar, newcombe, wilson

COUNTS = st.integers(0, 60)
PAIRED = st.builds(Paired, COUNTS, COUNTS, COUNTS, COUNTS)


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_interval_of_a_share_is_that_of_scipy(case: tuple[int, int]) -> None:
    ours = wilson(*case)
    theirs = stats.binomtest(*case).proportion_ci(0.95, "wilson")
    assert ours
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_the_interval_of_a_share_is_that_of_the_published_table() -> None:
    """Newcombe (1998), Statistics in Medicine 17:857–872, table I, method 3: 81/263, 15/148, 0/20, 1/29."""
    for case, published in (
        ((81, 263), (0.2553, 0.3662)),
        ((15, 148), (0.0624, 0.1605)),
        ((0, 20), (0, 0.1611)),
        ((1, 29), (0.0061, 0.1718)),
    ):
        found = wilson(*case)
        assert found
        assert (round(found.low, 4), round(found.high, 4)) == published


def test_of_nothing_there_is_no_share_and_impossible_counts_are_refused() -> None:
    assert wilson(0, 0) is None
    assert newcombe(Paired(0, 0, 0, 0)) is None
    assert Paired(0, 0, 0, 0).difference is None
    for served, whole in ((3, 2), (-1, 2)):
        with pytest.raises(ValueError) as caught:
            wilson(served, whole)
        assert str(caught.value) == f"{served} of {whole} is no share."


@given(PAIRED)
def test_the_test_of_two_shares_is_the_binomial_test_of_scipy(seen: Paired) -> None:
    discordant = seen.first + seen.second
    theirs = stats.binomtest(seen.first, discordant, 0.5).pvalue if discordant else 1.0
    assert mcnemar(seen) == pytest.approx(theirs, abs=1e-12)


def test_the_test_holds_for_many_objectives() -> None:
    seen = Paired(0, 5200, 4800, 0)
    assert mcnemar(seen) == pytest.approx(stats.binomtest(5200, 10_000, 0.5).pvalue, rel=1e-9)


@pytest.mark.parametrize(
    ("seen", "published"),
    [
        # Newcombe (1998), Statistics in Medicine 17:2635-2650, table II, method 10
        (Paired(36, 12, 2, 0), (0.0569, 0.3404)),
        # Altman, Machin, Bryant and Gardner (2000), Statistics with Confidence, table 6.2
        (Paired(14, 5, 0, 22), (0.011, 0.226)),
        # Fagerland, Lydersen and Laake (2017), Statistical Analysis of Contingency Tables, chapter 8: Bentur 2009, Cavo 2012
        (Paired(1, 1, 7, 12), (-0.507, -0.026)),
        (Paired(59, 6, 16, 80), (-0.1186, -0.0046)),
    ],
)
def test_the_interval_of_a_paired_difference_is_the_published_one(seen: Paired, published: tuple[float, float]) -> None:
    found = newcombe(seen)
    places = max(len(str(limit).rpartition(".")[2]) for limit in published)
    assert found
    assert (round(found.low, places), round(found.high, places)) == published


@given(PAIRED.filter(lambda seen: seen.whole > 0))
def test_the_interval_of_a_difference_holds_it_turns_with_the_plans_and_with_what_is_counted(seen: Paired) -> None:
    found, turned = newcombe(seen), newcombe(Paired(seen.both, seen.second, seen.first, seen.neither))
    assert found
    assert turned
    assert seen.difference is not None
    assert -1 - 1e-12 <= found.low <= seen.difference + 1e-12
    assert seen.difference - 1e-12 <= found.high <= 1 + 1e-12
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low), abs=1e-12)
    opposite = newcombe(Paired(seen.neither, seen.second, seen.first, seen.both))
    assert opposite
    assert (opposite.low, opposite.high) == pytest.approx((turned.low, turned.high), abs=1e-12)


def test_without_correlation_the_squares_of_both_intervals_are_added() -> None:
    """Of independent shares the difference has the hybrid score interval (Newcombe 1998, 17:873-890, method 10)."""
    seen = Paired(12, 18, 28, 42)  # 30 and 40 of 100, and exactly as many in both as chance gives
    one, other, found = wilson(30, 100), wilson(40, 100), newcombe(seen)
    assert one
    assert other
    low = -0.1 - ((0.3 - one.low) ** 2 + (other.high - 0.4) ** 2) ** 0.5
    high = -0.1 + ((one.high - 0.3) ** 2 + (0.4 - other.low) ** 2) ** 0.5
    assert found == Interval(pytest.approx(low), pytest.approx(high))
