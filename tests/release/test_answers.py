"""A release brings along the answers to some queries of its pages: the same that asking would give."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from strategraph.errors import ReleaseError
from strategraph.pages import Lookups
from strategraph.places import Places
from strategraph.query_files import Query, read_queries, read_query
from strategraph.release import Release, brought_answer, publish

COUNT = "# answered: at build\nSELECT ?plan { ?plan a <https://w3id.org/strategraph/ontology#Plan> } ORDER BY ?plan"


@pytest.fixture
def count(tmp_path: Path) -> Query:
    path = tmp_path / "count.rq"
    path.write_text(COUNT, encoding="utf-8")
    return read_query(path)


def answered(places: Places) -> list[Query]:
    return [query for query in read_queries(places.queries, "pages") if query.is_answered_at_build]


def test_the_answers_of_the_release_are_those_of_its_store(release: Release, store: Store, places: Places) -> None:
    queries = answered(places)
    assert {query.id for query in queries} >= {"co-uses", "concept-uses"}
    assert {path.stem for path in release.answers_path.iterdir()} == {query.id for query in queries}
    for query in queries:
        rows = store.query(query.text, use_default_graph_as_union=True)
        assert isinstance(rows, QuerySolutions)
        asked = json.loads(rows.serialize(format=QueryResultsFormat.JSON) or b"")
        brought = json.loads(brought_answer(release, query) or b"")
        assert brought["head"] == asked["head"]
        lines = [
            sorted(json.dumps(row, sort_keys=True) for row in one["results"]["bindings"]) for one in (brought, asked)
        ]
        assert lines[0] == lines[1] != []


def test_pages_ask_nobody_what_the_release_has_answered(release: Release, places: Places) -> None:
    lookups = Lookups(None, answered(places), release)  # type: ignore[arg-type]
    rows = asyncio.run(lookups.rows("numbers"))
    numbers = {row["kind"].text.rpartition("#")[2]: int(row["number"].text) for row in rows}
    assert numbers["Plan"] == 5


def test_an_answer_to_another_text_is_none(release: Release, places: Places) -> None:
    query = answered(places)[0]
    assert brought_answer(release, replace(query, text=query.text + "\n")) is None
    assert brought_answer(None, query) is None


def test_answers_stand_in_the_manifest_and_among_the_checksums(tmp_path, graphs, names, about, count):
    release = publish(graphs, tmp_path, names, about, answered=[count])
    assert list(release.manifest["answers"]) == ["count"]
    assert "  answers/count.srj\n" in (release.path / "SHA256SUMS").read_text(encoding="utf-8")


def test_another_text_of_a_query_is_another_edition_of_the_same_release(tmp_path, variant, names, about, count):
    first = publish(variant(), tmp_path, names, about, answered=[count])
    assert publish(variant(), tmp_path, names, about, answered=[count]).edition == first.edition
    other = replace(count, text=count.text.replace("ORDER BY ?plan", "LIMIT 1"))
    assert publish(variant(), tmp_path, names, about, answered=[other]).edition == f"{first.id}.2"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT ?x { ?x", "cannot be answered ahead: "),
        ("ASK {}", "is answered at build, so it has to be a SELECT."),
    ],
)
def test_what_has_no_rows_stops_the_build_with_the_name_of_its_file(tmp_path, graphs, names, about, count, text, told):
    with pytest.raises(ReleaseError, match=f"{count.path} {told}"):
        publish(graphs, tmp_path / "build", names, about, answered=[replace(count, text=text)])


def test_an_answer_that_is_gone_is_told_by_its_file(tmp_path, graphs, names, about, count):
    release = publish(graphs, tmp_path, names, about, answered=[count])
    (release.answers_path / "count.srj").unlink()
    with pytest.raises(ReleaseError, match=r"answers/count.srj cannot be read: No such file"):
        brought_answer(release, count)
