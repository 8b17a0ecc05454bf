"""Every number of a report equals what the queries that it cites answer; they are asked here anew, and counted another way."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from pyoxigraph import Store

from strategraph.places import Places
from strategraph.query_files import bind, find_query
from strategraph.release import answer
from strategraph.reports import REPORTS, Report
from strategraph.reports.model import Linked, Table

BASE = "https://w3id.org/strategraph/"
SSZ, USTI, PLZEN = (
    f"{BASE}resource/plan/{name}" for name in ("ap-ssz-2024-2026", "sprss-ustecky", "sprss-plzensky-2019-2021")
)
Make = Callable[..., Report]
Ask = Callable[..., list[dict[str, str]]]


@pytest.fixture(scope="module")
def ask(places: Places, store: Store) -> Ask:
    def asked(query: str, **values: str) -> list[dict[str, str]]:
        found = find_query(places.queries, query)
        text = answer(store, found, bind(found, values, BASE), "csv").decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))

    return asked


def table(report: Report, key: str) -> Table:
    return next(one for one in report.tables if one.key == key)


def plain(report: Report, key: str) -> list[tuple[object, ...]]:
    """Rows with IRIs in place of linked words."""
    return [tuple(cell.iri if isinstance(cell, Linked) else cell for cell in row) for row in table(report, key).rows]


@pytest.mark.parametrize(("name", "layer"), [*((name, "all") for name in REPORTS), ("coverage", "printed")])
def test_every_table_cites_queries_that_answer_and_its_rows_fit_its_columns(
    make: Make, ask: Ask, name: str, layer: str
) -> None:
    report = make(name, layer=layer, language="en")
    keys = [one.key for one in report.tables]
    assert len(keys) == len(set(keys))
    for one in report.tables:
        assert one.asked, one.key
        assert {len(row) for row in one.rows} <= {len(one.columns)}
        assert one.rows or one.empty, one.key
    for asked in report.asked:
        ask(asked.query, **asked.values)


@pytest.mark.parametrize("layer", ["all", "printed"])
def test_coverage_of_the_regions_is_that_of_the_links_themselves(make: Make, ask: Ask, layer: str) -> None:
    expected = []
    objectives = [row["unit"] for row in ask("units-of-plan", plan="plan/ap-ssz-2024-2026")]
    for plan, code in ((PLZEN, "CZ032"), (USTI, "CZ042")):
        links = ask("links-of-plans", regional=plan, layer=layer)
        specific = {row["objective"] for row in links if row["linkClass"] == "specific"}
        general = {row["objective"] for row in links} - specific
        counts = (len(specific), len(general), len(objectives) - len(specific) - len(general))
        expected.append((plan, code, len(objectives), *counts, Decimal(len(specific)) / len(objectives)))
    found = plain(make("coverage", layer=layer), "regions")
    assert [row[:-1] for row in found] == [row[:-1] for row in expected]
    for row, wanted in zip(found, expected, strict=True):
        assert abs(Decimal(str(row[-1])) - wanted[-1]) < Decimal("0.000001")


def test_the_cells_of_the_matrix_are_counts_and_best_scores_of_links(make: Make, ask: Ask) -> None:
    report = make("coverage", language="en")
    columns = [column.key for column in table(report, "objectives").columns]
    for plan, name in ((PLZEN, "sprss-plzensky-2019-2021"), (USTI, "sprss-ustecky")):
        links = ask("links-of-plans", regional=plan)
        for row in plain(report, "objectives"):
            mine = [one for one in links if one["objective"] == row[1]]
            special = [one for one in mine if one["linkClass"] == "specific"]
            kind = "specific" if special else "general only" if mine else "none"
            counted = special or mine
            cell = f"{kind} ({len(counted)})" if counted else kind
            best = max((Decimal(one["score"]) for one in counted), default=None)
            place = columns.index(name)
            assert row[place : place + 2] == (cell, best), row[1]


def test_the_report_of_a_pair_of_plans_holds_all_links_in_their_order_with_what_they_add_up_from(
    make: Make, ask: Ask
) -> None:
    report = make("alignment", region="CZ042", language="en")
    links = ask("links-of-plans")
    for kind in ("specific", "general"):
        expected = [row for row in links if row["linkClass"] == kind]
        found = plain(report, f"sprss-ustecky-{kind}")
        assert [(row[1], row[2], str(row[3])) for row in found] == [
            (row["objective"], row["priority"], row["score"]) for row in expected
        ]
        for row in found:  # the shares of the descriptors and of the texts are the score
            shares = [Decimal(one.rpartition(" ")[2]) for one in str(row[4]).split("; ")]
            assert sum(shares, Decimal(str(row[5]))) == row[3]


def test_gaps_are_what_the_competency_questions_say_where_there_is_one_region(make: Make, ask: Ask) -> None:
    report = make("gaps", region="sprss-ustecky")
    served = {row["objective"] for row in ask("links-of-plans") if row["linkClass"] == "specific"}
    units = [row["unit"] for row in ask("units-of-plan", plan="plan/ap-ssz-2024-2026")]
    assert [row[1] for row in plain(report, "objectives")] == [unit for unit in units if unit not in served]
    helpful = {row["priority"] for row in ask("links-of-plans") if row["linkClass"] == "specific"}
    priorities = [row["unit"] for row in ask("units-of-plan", plan="plan/sprss-ustecky")]
    assert [row[1] for row in plain(report, "priorities-sprss-ustecky")] == [
        unit for unit in priorities if unit not in helpful
    ]


def test_lines_of_documents_are_all_accounted_for_and_counted_in_the_files(make: Make, places: Places) -> None:
    for row in plain(make("quality"), "lines"):
        name = str(row[0]).rpartition("/")[2]
        (path,) = (places.data / "sources").glob(f"*/{name}/document.txt")
        lines = path.read_text(encoding="utf-8").split("\n")
        lines = lines[:-1] if lines[-1] == "" else lines
        assert row[1] == len(lines)
        assert row[5] == 0


def test_the_number_of_tasks_of_each_body_is_that_of_the_responsibilities(make: Make, ask: Ask) -> None:
    counted = Counter((row["body"], row["role"]) for row in ask("responsibilities"))
    assert {(row[0], row[1]): row[2] for row in plain(make("bodies"), "bodies")} == counted


def test_lifelines_follow_the_best_specific_link_of_each_objective(make: Make, ask: Ask) -> None:
    best = {
        row["objective"]: (row["earlier"], row["score"])
        for plan in ("plan/ap-ssz-2024-2026", "plan/ap-sbsv-2016-2020")
        for row in ask("continued-objectives", plan=plan)
        if row["continues"] == "true"
    }
    rows = plain(make("continuity"), "lifelines")
    seen = set()
    for earliest, middle, latest, first, second in rows:
        for later, earlier, score in ((latest, middle, second), (middle, earliest, first)):
            if later is not None:
                seen.add(later)
                assert best.get(str(later), (None, None)) == (earlier, None if score is None else str(score))
    assert best.keys() <= seen


def test_agreement_is_counted_case_by_case_and_its_last_line_counts_every_pair_once(make: Make, ask: Ask) -> None:
    report, rows = make("descriptors", language="en"), ask("descriptor-agreement")
    found, cases = plain(report, "agreement"), plain(report, "disagreements")
    for row, asked in zip(found[:-1], rows, strict=True):
        alone = Counter(one[2] for one in cases if one[1] == asked["descriptor"])
        assert row[:4] == (asked["descriptor"], *(int(asked[key]) for key in ("printed", "lexicon", "both")))
        assert (alone["document alone"], alone["lexicon alone"]) == (row[1] - row[3], row[2] - row[3])  # type: ignore[operator]
        assert ["" if one is None else str(one) for one in row[4:]] == [
            asked[key] for key in ("precision", "recall", "f1")
        ]
    printed = ask("descriptor-use", layer="printed")
    total = sum(int(row["printed"]) for row in printed)
    both = sum(row[3] for row in found[:-1])  # type: ignore[misc]
    given = sum(row[2] for row in found[:-1])  # type: ignore[misc]
    assert found[-1][:4] == ("all together", total, given, both)
    for figure, exact in zip(found[-1][4:], (both / given, both / total, 2 * both / (given + total)), strict=True):
        assert abs(float(str(figure)) - exact) <= 0.00005


def test_disagreements_are_those_of_the_question_with_their_words(make: Make, ask: Ask) -> None:
    rows, cases = ask("descriptor-disagreements"), plain(make("descriptors", language="en"), "disagreements")
    sides = {"printed": "document alone", "lexicon": "lexicon alone"}
    words: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        key = (row["element"], row["descriptor"], sides[row["agreement"]], row["weight"])
        words.setdefault(key, []).extend([row["words"]] if row["words"] else [])
    assert {tuple(map(str, case[:4])): str(case[4] or "").split("; ") for case in cases} == {
        key: list(dict.fromkeys(told)) or [""] for key, told in words.items()
    }
