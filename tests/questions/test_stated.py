"""What plans state of times, indicators and money is found from file to answer: two small plans, each question with its whole answer."""

import csv
import io
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Dataset

from questions.engines import asked_of_rdflib, asked_of_store
from stated_plans import FIXTURE
from strategraph.places import find_places
from strategraph.query_files import bind, read_queries
from strategraph.release import Release, answer, open_release, open_store
from strategraph.release.checking import check

# rdflib 7.6 calls parts of its own that it is about to give other names.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning")

BASE = "https://w3id.org/strategraph/"
QUERIES = {query.id: query for query in read_queries(find_places().queries, "questions")}
#: Question → its parameters; those of `expected/` that are not here have none.
VALUES = {
    "due-in-year": {"year": "2026"},
    "measures-without-indicator": {"plan": "plan/zdroje"},
    "sources-of-element": {"element": "plan/zdroje-tabulka/measure/1"},
}
EXPECTED = sorted((FIXTURE / "expected").glob("*.csv"))


@pytest.fixture(scope="module")
def stated_release(stated: Path) -> Release:
    return open_release(stated)


@pytest.fixture(scope="module")
def stated_store(stated_release: Release) -> Store:
    return open_store(stated_release)


@pytest.fixture(scope="module")
def stated_dataset(stated_release: Release) -> Dataset:
    dataset = Dataset(default_union=True)
    dataset.parse(stated_release.dumps_path / "strategraph.nq", format="nquads")
    return dataset


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_the_answer_over_the_small_plans_is_the_expected_one(path: Path, stated_store: Store) -> None:
    query = QUERIES[path.stem]
    found = answer(stated_store, query, bind(query, VALUES.get(path.stem, {}), BASE), "csv").decode()
    assert rows(found) == rows(path.read_text(encoding="utf-8"))
    assert len(rows(found)) > 1


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_both_engines_answer_alike(path: Path, stated_store: Store, stated_dataset: Dataset) -> None:
    query = QUERIES[path.stem]
    terms = bind(query, VALUES.get(path.stem, {}), BASE)
    assert asked_of_store(stated_store, query, terms) == asked_of_rdflib(stated_dataset, query, terms)


def test_the_release_of_the_small_plans_is_sound(stated_release: Release) -> None:
    faults = check(stated_release, find_places())
    assert [fault for fault in faults if "zdroje" in fault.element] == []
