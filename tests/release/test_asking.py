"""An endpoint answers the questions as the release does, in the same forms; what it cannot answer is a sentence."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph_store import busy, graph_store
from running import running
from strategraph.errors import QueryFileError, RemoteStoreError, UsageError
from strategraph.graph_names import GraphNames
from strategraph.places import find_places
from strategraph.query_files import Query, bind, read_queries
from strategraph.release import answer
from strategraph.release.asking import asked
from strategraph.settings import Limits, Sending

BASE = "https://w3id.org/strategraph/"
NAMES = GraphNames(BASE)
FAST = Sending(tries=2, first_wait_seconds=0.01, timeout_seconds=30)
QUESTIONS = {query.id: query for query in read_queries(find_places().queries, "questions")}
SCORES = "PREFIX sim: <https://w3id.org/strategraph/similarity#> SELECT (sim:score(<x:a>, <x:b>) AS ?score) WHERE {}"


def said(text: str) -> Query:
    return Query("q", "questions", Path("q.rq"), "", "", "", "", (), text)


@pytest.fixture(scope="module")
def endpoint(output):
    """Our own server over the release of the five documents."""
    limits = Limits(workers=2, deadline_seconds=60)
    with running(limits, None, output) as server, asked(f"{server.address}/sparql", FAST, lambda text: None) as found:
        yield found


@pytest.fixture
def other():
    with graph_store() as kept, asked(kept.endpoint, FAST, lambda text: None) as found:
        yield kept, found


@pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS)
def test_our_server_answers_every_question_as_the_release_does(query: Query, endpoint, store: Store) -> None:
    terms = bind(query, {}, BASE)
    assert endpoint.answer(query, terms, NAMES) == answer(store, query, terms)


@pytest.mark.parametrize(
    "text, forms",
    [
        (
            "SELECT ?p ?n WHERE { ?p a <https://w3id.org/strategraph/ontology#Plan> . BIND (1.50 AS ?n) } ORDER BY ?p",
            "json xml csv tsv",
        ),
        ("ASK { ?p a <https://w3id.org/strategraph/ontology#Plan> }", "json xml csv tsv"),
        (f"DESCRIBE <{BASE}resource/theme/IX>", "turtle nt rdfxml jsonld"),
        (f"SELECT (COUNT(*) AS ?n) FROM <{BASE}graph/vocabulary> {{ ?s ?p ?o }}", "csv"),
        ("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g", "csv"),
        (SCORES, "csv"),
    ],
)
def test_every_form_is_written_alike(text: str, forms: str, endpoint, store: Store) -> None:
    for form in forms.split():
        assert endpoint.answer(said(text), {}, NAMES, form) == answer(store, said(text), {}, form)


def test_a_form_that_does_not_fit_is_refused_as_it_is_for_a_release(endpoint) -> None:
    with pytest.raises(UsageError, match=r"^q cannot be answered as 'turtle': choose one of json, xml, csv, tsv\.$"):
        endpoint.answer(said("ASK {}"), {}, NAMES, "turtle")


def test_a_query_that_does_not_parse_is_told_with_the_words_of_the_endpoint(endpoint) -> None:
    with pytest.raises(RemoteStoreError, match=r"/sparql fails to answer \(400 Bad Request\): .*error at 1:"):
        endpoint.answer(said("SELECT nothing"), {}, NAMES)


def test_functions_of_ours_are_refused_where_they_are_not(other) -> None:
    with pytest.raises(UsageError) as caught:
        other[1].answer(said(SCORES), {}, NAMES)
    assert str(caught.value) == (
        "q calls functions of <https://w3id.org/strategraph/similarity#>, which only strategraph has: ask without --endpoint, "
        "or ask the endpoint of `strategraph serve`."
    )


def test_a_parameter_without_a_place_is_refused_before_anything_is_asked(other) -> None:
    describe = replace(QUESTIONS["plans-in-year"], text="DESCRIBE ?year")
    with pytest.raises(QueryFileError, match="its parameters have no place"):
        other[1].answer(describe, bind(describe, {}, BASE), NAMES)


def test_the_dataset_is_what_the_catalogue_there_names(other) -> None:
    kept, found = other
    text = said("SELECT ?s WHERE { ?s <x:p> ?o } ORDER BY ?s")
    kept.store.update("INSERT DATA { <x:alone> <x:p> 1 . GRAPH <x:elsewhere> { <x:e> <x:p> 1 } }")
    assert found.answer(text, {}, NAMES) == b"s\r\nx:alone\r\n"  # no catalogue: what the endpoint takes itself
    kept.store.update(
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> INSERT DATA { "
        f"GRAPH <{BASE}graph/metadata> {{ <x:part> a sd:NamedGraph ; sd:name <{BASE}graph/source/p> }} "
        f"GRAPH <{BASE}graph/source/p> {{ <x:ours> <x:p> 1 }} }}"
    )
    assert found.answer(text, {}, NAMES) == b"s\r\nx:ours\r\n"
    assert found.graphs(NAMES) == (f"{BASE}graph/metadata", f"{BASE}graph/source/p")


def test_values_are_spelt_as_in_our_store_however_the_endpoint_spells_them(other) -> None:
    kept, found = other
    value = {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": "0"}
    kept.answers = (
        json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": value}]}}),
        "application/sparql-results+json",
    )
    assert found.answer(said("SELECT ?x {}"), {}, NAMES) == b"x\r\nfalse\r\n"


@pytest.mark.parametrize(
    "content, kind",
    [
        ("<p>Welcome</p>", "text/html"),
        ("x\r\n", "text/csv"),
        ("{", "application/sparql-results+json"),
        ('{"head": {}, "results": {"bindings": [1]}}', "application/sparql-results+json"),
        (
            '{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "odd"}}]}}',
            "application/sparql-results+json",
        ),
        ("<x:s>", "application/n-triples"),
    ],
)
def test_an_answer_that_cannot_be_read_is_told_in_a_sentence(other, content: str, kind: str) -> None:
    kept, found = other
    kept.answers = content, kind
    with pytest.raises(RemoteStoreError) as caught:
        found.answer(said("SELECT ?x {}"), {}, NAMES)
    assert str(caught.value).startswith(f"{kept.endpoint} answers with {kind}")
    assert str(caught.value).endswith("): give the address of its SPARQL endpoint.")


def test_a_busy_endpoint_is_asked_again(other) -> None:
    kept, found = other
    kept.faults = [busy()]
    kept.store.update("INSERT DATA { <x:s> <x:p> 1 }")
    assert found.answer(said("SELECT ?s { ?s ?p ?o }"), {}, NAMES) == b"s\r\nx:s\r\n"
