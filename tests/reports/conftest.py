"""Reports of the release of the five documents, asked of its store."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from strategraph.places import Places
from strategraph.release import answer, open_release, open_store
from strategraph.reports import REPORTS, Addresses, Answers, Options, Report, report_queries, scope_of

BASE = "https://w3id.org/strategraph/"
Make = Callable[..., Report]


@pytest.fixture(scope="session")
def answers(places: Places, store: Store) -> Answers:
    return Answers(report_queries(places.queries), BASE, lambda query, terms: answer(store, query, terms, "json"))


@pytest.fixture(scope="session")
def addresses(answers: Answers) -> Addresses:
    return Addresses(answers.queries, BASE, BASE)


@pytest.fixture(scope="session")
def stated_answers(places: Places, stated: Path) -> Answers:
    """Answers of two small plans that state deadlines, indicators and money."""
    store = open_store(open_release(stated))
    return Answers(report_queries(places.queries), BASE, lambda query, terms: answer(store, query, terms, "json"))


@pytest.fixture(scope="session")
def make(answers: Answers) -> Make:
    def made(name: str, **options: str) -> Report:
        return REPORTS[name](scope_of(answers, Options(**options), "test"))

    return made
