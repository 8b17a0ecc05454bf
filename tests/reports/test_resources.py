"""What reports say of money, indicators and deadlines: whole tables over two small plans, and what the five documents give."""

from collections.abc import Callable

from strategraph.reports import FORMATS, REPORTS, Addresses, Answers, Options, Report, scope_of
from strategraph.reports.model import Cell, Linked

Make = Callable[..., Report]
TEXT, TABLE = "Plán sociálních služeb na zkoušku 2024–2026", "Akční plán na zkoušku 2025–2026"


def made(answers: Answers, name: str, **options: str) -> Report:
    return REPORTS[name](scope_of(answers, Options(language="en", **options), "test"))


def plain(cell: Cell) -> object:
    return cell.text if isinstance(cell, Linked) else cell


def rows(report: Report, key: str) -> list[tuple[object, ...]]:
    (table,) = [table for table in report.tables if table.key == key]
    return [tuple(plain(cell) for cell in row) for row in table.rows]


def test_money_is_added_up_by_plan_year_and_body(stated_answers: Answers) -> None:
    report = made(stated_answers, "resources")
    assert rows(report, "counts") == [(TEXT, 5, 5, 7, 2, 3), (TABLE, 3, 2, 4, 2, 0)]
    assert rows(report, "sums") == [
        (TEXT, None, None, 2, 1, 0, 0, 1),
        (TEXT, "CZK", None, 2, 2, 1350000, 0, 0),
        (TEXT, "CZK", "yearly", 1, 1, 300000, 0, 0),
        (TEXT, "EUR", None, 1, 0, 0, 1, 0),
        (TABLE, "CZK", None, 4, 4, 3070500, 0, 0),
    ]
    assert rows(report, "years") == [
        (TEXT, None, None, "CZK", None, 1, 1250000),
        (TEXT, None, None, "CZK", "yearly", 1, 300000),
        (TEXT, "2024", "2024", "CZK", None, 1, 100000),
        (TEXT, "2025", "2025", None, None, 1, 0),
        (TABLE, "2025", "2025", "CZK", None, 2, 1700000),
        (TABLE, "2026", "2026", "CZK", None, 2, 1370500),
    ]
    assert rows(report, "bodies")[-1] == ("Ministerstvo práce a sociálních věcí", "gestor", "CZK", "yearly", 1, 300000)


def test_each_sum_source_indicator_and_deadline_stands_with_its_words_and_its_line(stated_answers: Answers) -> None:
    report = made(stated_answers, "resources")
    sums = rows(report, "budgets")
    assert sums[2] == (
        TEXT, "1.2 Školit poradce", "cca 300 000 Kč ročně", 300000, None, None, "CZK", "approximate", "yearly", None, None, 17,
    )  # fmt: skip
    assert sums[5][:4] == (TEXT, "1.4 Sledovat potřeby", "dle rozpočtu kraje", None)
    assert sums[6][2:7] == ("2,5–3 mil. EUR", None, 2500000, 3000000, "EUR")
    assert rows(report, "sources")[0] == (TEXT, "1.1 Otevřít dluhovou poradnu", "rozpočet kraje, dotace MPSV", 9)
    assert rows(report, "indicators")[1] == (
        TEXT, "1.2 Školit poradce", "min. 3 setkání ročně", None, None, "at least", 3, None, "setkání ročně", 15,
    )  # fmt: skip
    assert rows(report, "deadlines")[1:3] == [
        (TEXT, "1.2 Školit poradce", "průběžně", None, None, "all the time", 13),
        (TEXT, "1.3 Vydat příručku", "IV. čtvrtletí 2023", "2023-10", "2023-12", None, 20),
    ]


def test_a_region_without_plans_has_rows_of_none(stated_answers: Answers) -> None:
    report = made(stated_answers, "resources", region="CZ032")
    assert [row for table in report.tables for row in table.rows] == []
    assert not [table for table in report.tables if table.key == "bodies"]


def test_the_report_on_bodies_shows_times_as_far_as_they_were_read(stated_answers: Answers) -> None:
    report = made(stated_answers, "bodies")
    due = {row[2]: row[3] for row in rows(report, "tasks")}
    assert due == {
        "1.1 Otevřít dluhovou poradnu": "2025-12-31",
        "1.2 Školit poradce": "průběžně",
        "2.1 Koupit byty": "2026",
        "1 Rozšířit noclehárnu": "2026-06",
        "2 Vyškolit dobrovolníky": "každoročně",
    }
    assert rows(report, "plans") == [(TEXT, 6, 5, 3, 4, 5), (TABLE, 3, 3, 2, 2, 3)]


def test_the_report_on_quality_counts_what_was_not_read_and_lists_it(stated_answers: Answers) -> None:
    report = made(stated_answers, "quality")
    assert [row[-1] for row in rows(report, "stated")] == [3, 0]
    assert [(row[1], row[2]) for row in rows(report, "to-review")] == [
        ("1 Dostupné poradenství", "less than what stands below"),
        ("1.3 Vydat příručku", "due before the plan begins"),
        ("1.3 Vydat příručku", "no currency"),
        ("1.4 Sledovat potřeby", "not read"),
        ("1.4 Sledovat potřeby", "not read"),
        ("2.1 Koupit byty", "not read"),
        ("3 Zřídit web", "due after the plan ends"),
    ]


def test_the_five_documents_state_two_deadlines_and_nothing_else(make: Make) -> None:
    counts = {row[0]: row[1:] for row in rows(make("resources"), "counts")}
    assert sorted(counts.values()) == [(0, 0, 0, 0, 0)] * 3 + [(1, 0, 0, 0, 0)] * 2
    assert rows(make("resources"), "budgets") == []


def test_files_hold_all_rows(stated_answers: Answers, addresses: Addresses) -> None:
    report = made(stated_answers, "resources")
    written = FORMATS["csv"].write(report, addresses, "budgets").decode()
    assert "cca 300 000 Kč ročně" in written
    assert written.count("dle rozpočtu kraje") == 1
