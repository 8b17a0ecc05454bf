"""Drift: how far kept statistics are from those at hand, in figures that can be reckoned by hand."""

import math

import pytest

from strategraph.alignment import AlignedUnit, Statistics, drift, drift_lines, notices

BEFORE = Statistics(
    2,
    "2026-11-27",
    "all",
    {"a": {"national": 10}, "b": {"regional": 4}},
    {"IX.a": {"national": 5, "regional": 2}, "IX.b": {"national": 3}},
    {"word:dum": {"national": 2, "regional": 1}},
)
#: A plan of ten more national units, of which five carry IX.b and one X.a.
NOW = Statistics(
    3,
    "2026-12-01",
    "all",
    {"a": {"national": 10}, "b": {"regional": 4}, "c": {"national": 10}},
    {"IX.a": {"national": 10, "regional": 2}, "IX.b": {"national": 8}, "X.a": {"national": 1}},
    {"word:dum": {"national": 2, "regional": 1}, "word:byt": {"national": 4}},
)


def test_nothing_has_changed_against_itself() -> None:
    found = drift(BEFORE, BEFORE)
    assert (found.unknown, found.crossed, found.changes, found.descriptors, found.words) == ((), (), (), 0.0, 0.0)
    assert not found.is_beyond(0.0)
    assert list(drift_lines(found, 0.1)) == [
        "0 descriptors would become general.",
        "0 descriptors would become specific.",
        "Descriptors are 0.000 nats off on average; 0.1 are allowed.",
        "Words are 0.000 nats off on average; 0.1 are allowed.",
    ]


def test_the_means_are_over_all_that_units_carry() -> None:
    found = drift(BEFORE, NOW)
    rarer, common = math.log(2), math.log(10 / 3) - math.log(20 / 8)
    assert found.descriptors == pytest.approx((1 * rarer + 8 * common) / (10 + 2 + 8 + 1))
    word, new = math.log(25 / 4) - math.log(15 / 4), math.log(15 / 2) - math.log(25 / 5)
    assert found.words == pytest.approx((3 * word + 4 * new) / 7)


def test_who_crosses_the_line_and_what_changed_most_is_named() -> None:
    assert list(drift_lines(drift(BEFORE, NOW), 0.25)) == [
        "1 descriptor would become general: IX.b (national).",
        "0 descriptors would become specific.",
        "Descriptors are 0.143 nats off on average; 0.25 are allowed. 2 changed, the largest:",
        "  2.303 → 2.996  X.a national",
        "  1.204 → 0.916  IX.b national",
        "Words are 0.451 nats off on average; 0.25 are allowed. 2 changed, the largest:",
        "  1.322 → 1.833  word:dum",
        "  2.015 → 1.609  word:byt",
    ]
    assert "1 descriptor would become specific: IX.b (national)." in drift_lines(drift(NOW, BEFORE), 0.25)


def test_a_table_is_out_of_date_by_a_mean_a_class_or_a_level() -> None:
    more = Statistics(3, "2026-12-01", "all", {**BEFORE.plans, "c": {"municipal": 1}}, BEFORE.descriptors, BEFORE.words)
    alike = Statistics(
        3, "2026-12-01", "all", {"a": {"national": 10}, "b": {"regional": 4}},
        {"IX.a": {"national": 5, "regional": 2}, "IX.b": {"national": 2}}, BEFORE.words,
    )  # fmt: skip
    assert drift(BEFORE, NOW).is_beyond(9.0), "a descriptor crossed the line"
    assert drift(BEFORE, more).is_beyond(9.0), "the table knows no municipal unit"
    assert drift(BEFORE, more).unknown == ("municipal",)
    assert next(drift_lines(drift(BEFORE, more), 0.1)) == (
        "The table knows no unit of the municipal level: links from and to it are counted anew in each build."
    )
    mean = 2 * (math.log(5) - math.log(10 / 3)) / 9
    assert drift(BEFORE, alike).is_beyond(mean - 1e-9)
    assert not drift(BEFORE, alike).is_beyond(mean + 1e-9)


def units(number: int, side: str, codes: str) -> list[AlignedUnit]:
    return [AlignedUnit(f"{side}{n}", side, side, dict.fromkeys(codes.split(), "printed"), {}) for n in range(number)]


OLD = "The statistics of version 2 were counted from 14 units of 2 plans, and "
REMEDY = ": `strategraph alignment statistics` tells more, and with --refresh it counts anew."


@pytest.mark.parametrize(
    "at_hand, limit, told",
    [
        (
            [*units(5, "national", "IX.a"), *units(2, "regional", "IX.a"), *units(5, "regional", "X.a")],
            0.1,
            "12 of 2 are at hand; 2 descriptors have crossed the line between general and specific, and descriptors are "
            "0.82 nats off on average, where 0.1 are allowed",
        ),
        (
            [*units(1, "national", "IX.a IX.b"), *units(1, "national", "")],
            9.0,
            "2 of 1 are at hand; 1 descriptor has crossed the line between general and specific",
        ),
        (
            [*units(1, "european", "IX.a"), *units(1, "municipal", "IX.a")],
            0.1,
            "2 of 2 are at hand; it knows no unit of the european and the municipal level",
        ),
        (
            [*units(2, "national", "IX.a"), *units(1, "national", "")],
            0.1,
            "3 of 1 are at hand; descriptors are 0.29 nats off on average, where 0.1 are allowed",
        ),
    ],
)
def test_a_build_says_why_statistics_are_out_of_date(at_hand: list[AlignedUnit], limit: float, told: str) -> None:
    assert list(notices(BEFORE, at_hand, limit)) == [f"{OLD}{told}{REMEDY}"]


def test_a_build_says_nothing_of_statistics_that_are_up_to_date() -> None:
    assert list(notices(BEFORE, units(2, "national", "") + units(4, "regional", ""), 0.1)) == []
