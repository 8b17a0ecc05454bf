"""The figures of an evaluation, worked out by hand."""

import pytest

from strategraph.subjects import Figures, Interval, Outcome, by_descriptor, figures, intervals


def outcome(wanted: str, given: str, ranked: str) -> Outcome:
    return Outcome("x", frozenset(wanted), frozenset(given), tuple(ranked))


OUTCOMES = [outcome("ab", "ac", "acb"), outcome("a", "", "ba"), outcome("", "c", "c")]


def test_the_figures_of_three_elements() -> None:
    found = figures(OUTCOMES)
    assert found.precision == pytest.approx(1 / 3)
    assert found.recall == pytest.approx(1 / 3)
    assert found.micro_f1 == pytest.approx(1 / 3)
    assert found.macro_f1 == pytest.approx((2 / 3 + 0 + 0) / 3)
    assert found.first_right == 0.5
    assert found.ndcg == pytest.approx(((1 + 0.5) / (1 + 0.63093) + 0.63093) / 2, abs=1e-5)


def test_each_descriptor_by_itself() -> None:
    assert by_descriptor(OUTCOMES) == {"a": (1.0, 0.5, 2 / 3, 2), "b": (0.0, 0.0, 0.0, 1), "c": (0.0, 0.0, 0.0, 0)}


def test_nothing_is_worth_nothing() -> None:
    assert figures([]) == Figures(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert intervals([])["ndcg"] == Interval(0.0, 0.0, 0.0)


def test_intervals_are_the_same_in_every_run_and_hold_the_figure() -> None:
    outcomes = [outcome("a", "a", "a")] * 6 + [outcome("b", "a", "ab")] * 4
    found = intervals(outcomes)
    assert found == intervals(outcomes)
    assert set(found) == {"precision", "recall", "micro_f1", "macro_f1", "first_right", "ndcg"}
    assert found["precision"] == Interval(0.6, 0.3, 0.9)
    assert intervals([outcome("a", "a", "a")] * 5)["micro_f1"] == Interval(1.0, 1.0, 1.0)
