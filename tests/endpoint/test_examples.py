"""What an editor of queries reads from the endpoint: examples, prefixes, and which class has which properties.

The sparql-editor of the Swiss Institute of Bioinformatics asks for these patterns, with the parameter `ac=1`.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from running import Running, running
from strategraph.namespaces import PREFIXES, SG
from strategraph.places import find_places
from strategraph.query_files import read_queries

EXPECTED = Path(__file__).parents[1] / "questions" / "expected"
QUESTIONS = {query.id: query for query in read_queries(find_places().queries, "questions")}
EXAMPLE = "https://w3id.org/strategraph/resource/example/"
EXAMPLES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?example ?comment ?text
WHERE { ?example a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?text . }
ORDER BY ?example"""
DECLARED = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?space WHERE { [] sh:namespace ?space ; sh:prefix ?prefix } ORDER BY ?prefix"""
SCHEMA = """
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX ext: <http://ldf.fi/void-ext#>
SELECT DISTINCT ?class ?property ?other ?datatype
WHERE {
  {
    ?of_class void:class ?class ; void:propertyPartition ?of_property .
    ?of_property void:property ?property .
    OPTIONAL {
      { ?of_property void:classPartition [ void:class ?other ] } UNION
      { ?of_property ext:datatypePartition [ ext:datatype ?datatype ] }
    }
  } UNION {
    ?links void:subjectsTarget [ void:class ?class ] ; void:linkPredicate ?property ;
           void:objectsTarget [ void:class ?other ] .
  }
}"""
STORED = """
SELECT DISTINCT ?class ?property ?other ?datatype
WHERE {
  ?thing a ?class ; ?property ?value .
  FILTER NOT EXISTS { GRAPH <https://w3id.org/strategraph/graph/metadata> { ?thing ?property ?value } }
  FILTER NOT EXISTS { GRAPH <https://w3id.org/strategraph/graph/metadata> { ?thing a ?class } }
  OPTIONAL { ?value a ?other }
  BIND (DATATYPE(?value) AS ?datatype)
}"""
Row = dict[str, str]


@pytest.fixture(scope="module")
def published(output: Path) -> Iterator[Running]:
    with running(file=None, output=output) as server:
        yield server


def rows(server: Running, query: str) -> list[Row]:
    answer = server.client.get("/sparql", params={"ac": "1", "query": query}, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    found = answer.json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


@pytest.fixture(scope="module")
def examples(published: Running) -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in rows(published, EXAMPLES):
        found[row["example"].removeprefix(EXAMPLE)].append(row)
    return found


def test_every_question_is_an_example_in_both_languages(examples: dict[str, list[Row]]) -> None:
    assert list(examples) == sorted(QUESTIONS)
    for name, found in examples.items():
        query = QUESTIONS[name]
        about = {f"{query.title_cs}. {query.about_cs}", f"{query.title_en}. {query.about_en}"}
        assert {row["comment"] for row in found} == about
        assert not any(mark in row["comment"] for row in found for mark in "<&")  # editors show it as HTML


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_example_answers_as_it_stands(published: Running, examples: dict[str, list[Row]], name: str) -> None:
    (text,) = {row["text"] for row in examples[name]}
    assert not text.startswith("#")
    answer = published.ask(text, "text/csv")
    assert answer.status_code == 200, answer.text
    expected = (EXPECTED / f"{name}.csv").read_text(encoding="utf-8")
    assert answer.text.splitlines() == expected.splitlines()


def test_the_prefixes_are_those_of_the_project(published: Running) -> None:
    assert {row["prefix"]: row["space"] for row in rows(published, DECLARED)} == dict(PREFIXES)


def test_the_schema_is_counted_from_the_data(published: Running) -> None:
    told, stored = rows(published, SCHEMA), rows(published, STORED)
    assert {(row["class"], row["property"]) for row in told} == {(row["class"], row["property"]) for row in stored}
    assert ends(told) == ends(stored)
    assert (str(SG.Goal), str(SG.parent), str(SG.Section)) in ends(told)
    assert len(ends(told)) > 500


def ends(found: list[Row]) -> set[tuple[str, str, str]]:
    """Class, property, and class or datatype at the other end; the store knows but one type of integers."""
    named = [(row, row.get("other") or row.get("datatype")) for row in found]
    return {
        (row["class"], row["property"], end.replace("#nonNegativeInteger", "#integer")) for row, end in named if end
    }
