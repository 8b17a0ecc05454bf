"""The numbers of the report on statistics are those of scipy over the links themselves, and it bears data of any size."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from scipy import stats

from strategraph.reports import (
    Answers,
    Asked,
    Options,
    Report,
    Scope,
    compared,
    influences,
    region_coverage,
    scope_of,
    stabilities,
)
from strategraph.reports.model import Linked, Table
from strategraph.reports.region_coverage import MOST_PLANS, carriers, contents
from strategraph.reports.stability import layer_orders
from strategraph.statistics import information

Make = Callable[..., Report]
SSZ = "plan/ap-ssz-2024-2026"
PLANS = ("sprss-plzensky-2019-2021", "sprss-ustecky")
Links = Mapping[tuple[str, str], tuple[float, str]]


def table(report: Report, key: str) -> Table:
    return next(one for one in report.tables if one.key == key)


def numbers(row: tuple[object, ...]) -> list[float]:
    return [float(cell) for cell in row if isinstance(cell, int | Decimal)]


@pytest.fixture(scope="module")
def links(answers: Answers) -> Mapping[str, Links]:
    """Regional plan → (objective, priority) → score and class, as the query for links tells."""
    return {
        plan: {
            (str(row["objective"]), str(row["priority"])): (float(str(row["score"])), str(row["linkClass"]))
            for row in answers.rows(Asked("links-of-plans", {"national": SSZ, "regional": f"plan/{plan}"}))
        }
        for plan in PLANS
    }


def served(links: Links) -> set[str]:
    return {pair[0] for pair, (_, kind) in links.items() if kind == "specific"}


def test_coverage_has_the_interval_of_scipy_and_the_correction_of_its_own_numbers(
    make: Make, links: Mapping[str, Links]
) -> None:
    rows = table(make("statistics", language="en"), "chance").rows
    for row, plan in zip(rows, PLANS, strict=True):
        whole, number, share, low, high, expected, fewest, most, corrected, p = numbers(row)
        interval = stats.binomtest(len(served(links[plan])), 38).proportion_ci(0.95, "wilson")
        assert (whole, number) == (38, len(served(links[plan])))
        assert (share, low, high) == pytest.approx((number / 38, interval.low, interval.high), abs=5e-5)
        assert corrected == pytest.approx((number - expected) / (38 - expected), abs=1e-4)
        assert fewest <= expected <= most
        assert 0 < p <= 1
    # by hand from the two numbers that a reader can count: 13 and 8 of 38
    assert [row[3] for row in rows] == [13, 8]


def test_regions_are_compared_over_the_same_objectives(make: Make, links: Mapping[str, Links]) -> None:
    (row,) = table(make("statistics", language="en"), "comparisons").rows
    one, other = (served(links[plan]) for plan in PLANS)
    both, first, second, neither, difference, low, high, p, q = numbers(row)
    assert (both, first, second, neither) == (
        len(one & other), len(one - other), len(other - one), 38 - len(one | other)
    )  # fmt: skip
    assert difference == pytest.approx((len(one) - len(other)) / 38, abs=5e-5)
    assert low < difference < high
    assert p == pytest.approx(stats.binomtest(len(one - other), len(one ^ other)).pvalue, abs=5e-5)
    assert q == p


def test_a_region_that_is_named_is_compared_with_the_others(make: Make) -> None:
    (row,) = table(make("statistics", region="CZ042", language="en"), "comparisons").rows
    assert [cell.iri.rpartition("/")[2] for cell in row if isinstance(cell, Linked)] == list(reversed(PLANS))
    assert row[6] == Decimal("-0.1316")


def test_without_a_descriptor_links_and_served_objectives_are_those_that_share_another(
    make: Make, links: Mapping[str, Links], answers: Answers
) -> None:
    shares = {
        plan: answers.rows(Asked("shares-of-plans", {"national": SSZ, "regional": f"plan/{plan}"})) for plan in PLANS
    }
    general = {"VIII.b", "IX.a", "IX.b", "IX.c"}
    rows = table(make("statistics", language="en"), "descriptors").rows
    for row in rows:
        assert isinstance(row[0], Linked)
        assert isinstance(row[1], Linked)
        code, plan = row[1].iri.rpartition("/")[2], row[0].iri.rpartition("/")[2]
        left = [one for one in shares[plan] if one["notation"] != code]
        assert row[2] == len({(one["objective"], one["priority"]) for one in left})
        assert row[3] == len({one["objective"] for one in left if one["notation"] not in general})
    assert {row[0].iri.rpartition("/")[2] for row in rows if isinstance(row[0], Linked)} == set(PLANS)


def test_the_best_priority_is_the_published_one_and_its_support_and_times_are_possible(
    make: Make, links: Mapping[str, Links]
) -> None:
    rows = table(make("statistics", language="en"), "objectives").rows
    plans = {"CZ032": PLANS[0], "CZ042": PLANS[1]}
    several = 0
    for objective, territory, best, number, left_out, kept, support, tau, overlap, _ in rows:
        assert isinstance(objective, Linked)
        assert isinstance(best, Linked)
        mine = {pair: one for pair, one in links[plans[str(territory)]].items() if pair[0] == objective.iri}
        assert number == len(mine)
        assert mine[objective.iri, best.iri][0] == pytest.approx(max(score for score, _ in mine.values()), abs=1.01e-4)
        assert 0 <= int(str(kept)) <= int(str(left_out))
        assert 0 <= Decimal(str(support)) <= 1
        assert tau is None or -1 <= Decimal(str(tau)) <= 1
        assert 0 <= Decimal(str(overlap)) <= 1
        several += 1
    counted = [
        sum(pair[0] == one for pair in links[plan]) for plan in PLANS for one in {pair[0] for pair in links[plan]}
    ]
    assert several == sum(number > 1 for number in counted)


def test_a_layer_agrees_with_itself_and_not_with_one_without_links(answers: Answers) -> None:
    scope = scope_of(answers, Options(language="en"), "test")
    assert scope.national
    scores = {}
    for plan in scope.regionals:
        rows, _ = scope.rows("links-of-plans", national=SSZ, regional=plan.value, layer="all")
        scores[plan.id] = {(row["objective"], row["priority"]): float(str(row["score"])) for row in rows}
    for one in layer_orders(scope, scope.national)[0]:
        expected = len(scores[one.plan.id]) if one.layer == "all" else 0
        assert (one.links, one.tau) == (expected, pytest.approx(1.0) if expected else None)
        assert one.overlap == pytest.approx(1.0 if expected else 0.0)
    found = influences(scope, scope.national)[0]
    assert all(one.tau is None or -1 <= one.tau <= 1 for one in found)
    assert [one.overlap for one in found if one.plan.id == PLANS[0]] == sorted(
        one.overlap for one in found if one.plan.id == PLANS[0]
    )


class Made:
    """Answers about plans that are made: `regionals` regional ones, each with a link of its own to the one objective there is."""

    def __init__(self, regionals: int, links: int) -> None:
        self.regionals, self.links = regionals, links

    def rows(self, asked: Asked) -> tuple[Mapping[str, object], ...]:
        made = {
            "plans-of-reports": [self.plan("n", "national"), *(self.plan(f"r{number}", "regional") for number in range(self.regionals))],
            "units-of-plan": [
                {"unit": f"{asked.values.get('plan')}/u{number}", "text": f"text {number}", "line": number}
                for number in range(max(self.links, 1))
            ],
            "coverage-of-objectives": [
                {"objective": "plan/n/u0", "regional": f"r{number}", "linkClass": "specific", "links": 1, "best": Decimal("0.5")}
                for number in range(self.regionals)
            ],
            "descriptors-by-unit": [
                {"plan": plan, "unit": f"plan/{plan}/u{number}", "notation": code, "status": "printed"}
                for plan in ("n", "r0")
                for number in range(self.links)
                for code in (f"D.{number % 40:03}", f"E.{number % 7:03}")
            ],
            "links-of-plans": [
                {
                    "objective": f"plan/n/u{number % 100}", "priority": f"plan/r0/u{number}", "linkClass": "specific",
                    "score": Decimal(self.links - number) / 20_000, "textShare": Decimal(self.links - number) / 30_000,
                }
                for number in range(self.links)
            ],
            "descriptors-of-units": [
                {"notation": f"{letter}.{number:03}", "labelEn": "x", "descriptor": f"d/{letter}.{number:03}"}
                for letter in "DE" for number in range(40)
            ],
        }  # fmt: skip
        return tuple(made.get(asked.query, []))

    def plan(self, name: str, side: str) -> Mapping[str, object]:
        return {
            "plan": name,
            "id": name,
            "title": name,
            "side": side,
            "territory": name,
            "territoryEn": name,
            "units": self.links,
        }

    def scope(self, region: str = "") -> Scope:
        return scope_of(self, Options(region, language="en"), "")  # type: ignore[arg-type]


def test_among_many_plans_chance_is_not_told_and_only_a_region_that_is_named_is_compared() -> None:
    made = Made(MOST_PLANS + 1, 40)
    scope, named = made.scope(), made.scope("r0")
    assert scope.national
    assert {one.chance for one in region_coverage(scope, scope.national)[0]} == {None}
    assert compared(scope, scope.national)[0] == ()
    assert stabilities(scope, scope.national)[0] == ()
    assert len(compared(named, scope.national)[0]) == MOST_PLANS
    assert len({one.first.id for one in compared(named, scope.national)[0]}) == 1


def test_ten_thousand_links_are_weighed_by_the_strongest() -> None:
    scope = Made(1, 10_000).scope()
    assert scope.national
    found, _ = stabilities(scope, scope.national)
    assert sum(one.links for one in found) == 2000
    assert len(influences(scope, scope.national)[0]) == 47


def test_descriptors_weigh_by_the_content_that_is_published_where_that_is_another_than_what_is_counted(
    answers: Answers,
) -> None:
    scope = scope_of(answers, Options(), "")
    sides, _ = carriers(scope)
    counted, asked = contents(scope, sides)
    assert counted == information(sides), "the five documents weigh by statistics that were counted from them"
    rows = [
        {**row, "information": Decimal("2.5000")} if row["notation"] == "IX.a" else row for row in answers.rows(asked)
    ]
    key = (asked.query, tuple(sorted(asked.values.items())))
    kept = replace(scope, answers=replace(answers, known={**answers.known, key: tuple(rows)}))
    assert contents(kept, sides)[0] == {**counted, "IX.a": 2.5}
