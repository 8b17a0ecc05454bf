"""The competency questions give the whole answers that a second reading of the documents gives."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Store

from questions.other_values import OTHER_VALUES
from strategraph.pipeline import Work
from strategraph.places import find_places
from strategraph.query_files import Query, bind, read_queries
from strategraph.release import answer
from strategraph.subjects import Indexer, evaluate_printed

BASE = "https://w3id.org/strategraph/"
RESOURCE = f"{BASE}resource/"
EXPECTED = Path(__file__).parent / "expected"
#: The whole answers over two small plans that state what the five documents do not: tests/questions/test_stated.py.
STATED = find_places().home / "tests" / "fixtures" / "stated" / "expected"
QUERIES = find_places().queries
QUESTIONS = {query.id: query for query in read_queries(QUERIES, "questions")}
Row = dict[str, str]


def table(text: str) -> tuple[list[str], list[Row]]:
    """The names of the columns, and the rows in their order."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    return list(reader.fieldnames or ()), list(reader)


def asked(store: Store, query: Query, **values: str) -> tuple[list[str], list[Row]]:
    return table(answer(store, query, bind(query, values, BASE), "csv").decode())


def test_every_question_has_an_expected_answer_and_every_expected_answer_its_question() -> None:
    assert sorted(path.stem for path in EXPECTED.glob("*.csv")) == sorted(QUESTIONS)


def test_no_two_queries_share_a_name() -> None:
    names = [path.stem for path in QUERIES.glob("*/*.rq")]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_says_in_both_languages_what_it_asks(query: Query) -> None:
    assert [bool(text) for text in (query.title_en, query.title_cs, query.about_en, query.about_cs)] == [True] * 4


@pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS)
def test_the_answer_is_the_expected_one_row_by_row(query: Query, store: Store) -> None:
    columns, rows = table((EXPECTED / f"{query.id}.csv").read_text(encoding="utf-8"))
    found_columns, found = asked(store, query)
    assert found_columns == columns
    assert found == rows
    assert rows or (STATED / f"{query.id}.csv").exists(), (
        "an expected answer without rows would let a question find nothing"
    )


@pytest.mark.parametrize(
    "name, value, columns, rows", OTHER_VALUES, ids=[f"{case[0]}-{case[1]}" for case in OTHER_VALUES]
)
def test_another_value_of_the_parameter_gives_another_answer(
    name: str, value: str | dict[str, str], columns: str, rows: list[tuple[str, ...]], store: Store
) -> None:
    values = value if isinstance(value, dict) else {QUESTIONS[name].parameters[0].name: value}
    _, found = asked(store, QUESTIONS[name], **values)
    assert [tuple(row[column].removeprefix(RESOURCE) for column in columns.split()) for row in found] == rows


def test_the_graph_holds_what_rules_assigned_and_nothing_else(work: Work, store: Store) -> None:
    """The statements of the graph against the values that they were made of, plan by plan."""
    _, rows = asked(store, QUESTIONS["descriptor-use"])
    made = Counter(
        subject.code for decided in work.decided for subject in decided.subjects if subject.status == "assigned"
    )
    assert {row["notation"]: int(row["assigned"]) for row in rows if row["assigned"] != "0"} == made
    for plan, decided in zip(work.plans, work.decided, strict=True):
        _, found = asked(store, QUESTIONS["descriptors-to-review"], plan=f"plan/{plan.id}")
        assert {
            (row["element"].rpartition("/")[2], row["notation"], row["status"], float(row["weight"])) for row in found
        } == {(one.key, one.code, one.status, one.score) for one in decided.subjects}


def test_the_agreement_is_that_of_the_evaluation_which_reads_no_graph(work: Work, store: Store) -> None:
    """Counts and figures of every descriptor, and every disagreement with its weight and words."""
    indexer = Indexer(work.lexicon, work.settings.subjects)
    printing = [plan for plan in work.plans if any(one.descriptors for one in plan.elements)]
    assert [plan.id for plan in printing] == ["ap-ssz-2024-2026"]
    evaluation = evaluate_printed(printing[0], indexer)
    _, rows = asked(store, QUESTIONS["descriptor-agreement"])
    given = {row["notation"]: tuple(int(row[name]) for name in ("both", "lexicon", "printed")) for row in rows}
    assert {
        code: (both / max(lexicon, 1), both / max(printed, 1), 2 * both / (lexicon + printed), printed)
        for code, (both, lexicon, printed) in given.items()
    } == evaluation.per_code
    for row in rows:
        precision, recall, f1, _ = evaluation.per_code[row["notation"]]
        for name, value in (("precision", precision), ("recall", recall), ("f1", f1)):
            assert float(row[name] or "0") == pytest.approx(value, abs=0.00005), row
        assert (row["precision"] == "", row["recall"] == "") == (row["lexicon"] == "0", row["printed"] == "0")
    _, found = asked(store, QUESTIONS["descriptor-disagreements"])
    told: dict[tuple[str, str, bool, float], list[str]] = {}
    for row in found:
        key = (row["element"].rpartition("/")[2], row["notation"], row["agreement"] == "printed", float(row["weight"]))
        told.setdefault(key, []).extend([row["words"]] if row["words"] else [])
    assert {key: sorted(words) for key, words in told.items()} == {
        (one.key, one.code, one.missed, one.score): sorted(match.words for match in one.matches)
        for one in evaluation.mistakes
    }


def test_every_parameter_is_tried_with_another_value_than_its_default() -> None:
    with_parameters = {query.id for query in QUESTIONS.values() if query.parameters}
    assert with_parameters == {name for name, *_ in OTHER_VALUES}


@pytest.mark.parametrize(
    "query", [query for query in QUESTIONS.values() if query.parameters], ids=lambda query: query.id
)
def test_the_parameter_stands_in_every_row_that_depends_on_it(query: Query, store: Store) -> None:
    _, rows = asked(store, query)
    for parameter in query.parameters:
        assert {row[parameter.name].removeprefix(RESOURCE) for row in rows} == {parameter.default}
