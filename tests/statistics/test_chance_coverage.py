"""Coverage by chance is that of all ways to deal, and the correction has its fixed points."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.alignment import AlignedUnit
from strategraph.statistics import chance_coverage, corrected, information


def unit(name: str, plan: str, *codes: str) -> AlignedUnit:
    return AlignedUnit(name, plan, "", dict.fromkeys(codes, "printed"), {})


def test_a_plan_of_one_unit_among_four_is_dealt_the_descriptor_in_demand_in_every_fourth_deal() -> None:
    nationals = [unit(f"n{code}", "N", code) for code in "axyz"]
    regionals = [unit("r1", "A", "a"), unit("r2", "B", "q"), unit("r3", "B", "w"), unit("r4", "B", "u")]
    found = chance_coverage(nationals, regionals, "N", 4000)
    assert found["A"].expected == pytest.approx(1 / 4, abs=0.02)
    assert found["A"].p == pytest.approx(1 / 4, abs=0.02)
    assert found["B"].expected == pytest.approx(3 / 4, abs=0.02)
    assert found["B"].p == 1
    assert (found["A"].range.low, found["A"].range.high) == (0, 1)
    assert found == chance_coverage(nationals, regionals, "N", 4000)
    assert found != chance_coverage(nationals, regionals, "N", 4000, seed=1)


def test_coverage_by_chance_is_the_mean_over_all_ways_to_deal() -> None:
    """Every unit has one descriptor, so all ways are the orders of the descriptors; a third of the units is no general share."""
    ours, theirs = "aabcde", "abxyzw"
    nationals = [unit(f"n{number}", "N" if number < 4 else "M", code) for number, code in enumerate(ours)]
    regionals = [unit(f"r{number}", "A" if number < 2 else "B", code) for number, code in enumerate(theirs)]
    assert min(information((nationals, regionals)).values()) >= 1
    counts = [
        sum(code in set(their[:2]) for code in our[:4])
        for our in set(permutations(ours))
        for their in set(permutations(theirs))
    ]
    found = chance_coverage(nationals, regionals, "N", 6000)["A"]
    assert found.expected == pytest.approx(sum(counts) / len(counts), abs=0.03)
    observed = sum(code in set(theirs[:2]) for code in ours[:4])
    assert found.p == pytest.approx(sum(count >= observed for count in counts) / len(counts), abs=0.02)


def test_general_descriptors_serve_nothing() -> None:
    nationals = [unit("n1", "N", "a"), unit("n2", "N", "a")]
    regionals = [unit("r1", "A", "a"), unit("r2", "A", "a")]
    assert chance_coverage(nationals, regionals, "N", 5)["A"].expected == 0


def test_units_without_descriptors_are_never_served() -> None:
    nationals = [unit("n1", "N"), unit("n2", "N", "a"), unit("n3", "N", "b")]
    regionals = [unit("r1", "A"), unit("r2", "A", "a"), unit("r3", "A", "b")]
    found = chance_coverage(nationals, regionals, "N", 50)["A"]
    assert (found.expected, found.range.low, found.range.high) == (2, 2, 2)
    assert chance_coverage([], [], "N", 5) == {}


@given(st.floats(0, 1), st.floats(0, 0.99))
def test_the_correction_is_nothing_at_chance_and_one_at_everything(observed: float, expected: float) -> None:
    assert corrected(expected, expected) == 0
    assert corrected(1, expected) == pytest.approx(1)
    found = corrected(observed, expected)
    assert found is not None
    assert (found > 0) == (observed > expected)
    assert corrected(observed, 1) is None


def test_the_correction_is_that_of_cohens_example() -> None:
    """Cohen (1960), Educational and Psychological Measurement 20:37–46, table 1: observed .70, by chance .41, kappa .492."""
    assert corrected(0.70, 0.41) == pytest.approx(0.492, abs=5e-4)
