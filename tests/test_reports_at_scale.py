"""The benchmark of reports at scale: its made plans are a graph that the coverage report reads, and it judges that report alone."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Literal, URIRef

import reports_at_scale
from alignment_data import UNITS, real
from measured_run import Taken
from strategraph.places import find_places
from strategraph.query_files import Query
from strategraph.release import answer
from strategraph.reports import REPORTS, Answers, Options, report_queries, scope_of


def test_the_coverage_of_made_plans_counts_every_objective_once_for_each_regional_plan() -> None:
    store = Store()
    store.load("".join(reports_at_scale.statements(real()[0], 6)).encode(), RdfFormat.N_TRIPLES)

    def ask(query: Query, terms: Mapping[str, URIRef | Literal]) -> bytes:
        return answer(store, query, terms, "json")

    answers = Answers(report_queries(find_places().queries), "https://w3id.org/strategraph/", ask)
    regions = next(REPORTS["coverage"](scope_of(answers, Options(language="en"), "")).tables)
    assert len(regions.rows) == 3
    for row in regions.rows:
        assert row[2] == sum(int(str(number)) for number in row[3:6]) == UNITS
    assert sum(int(str(row[3])) for row in regions.rows) > 0


@pytest.mark.parametrize(
    ("name", "seconds", "expected"), [("coverage", 19.0, True), ("coverage", 21.0, False), ("gaps", 21.0, True)]
)
def test_only_the_coverage_report_is_judged(
    name: str, seconds: float, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports_at_scale, "run", lambda command: Taken(99.0, seconds, 300.0))
    assert reports_at_scale.measured(Path(), name, ()) is expected
