"""What the endpoint says of itself."""

import re
from html import unescape

import pytest
from rdflib import RDF, Graph, URIRef

from running import Running
from strategraph.namespaces import SCHEMA, SD, VOID

LIMITS = (
    "deadline_seconds", "query_bytes", "body_seconds", "answer_bytes", "worker_memory_bytes", "waiting",
    "client_requests", "client_seconds",
)  # fmt: skip


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
    ],
)
def test_it_is_given_at_the_address_of_the_endpoint(server: Running, accept: str, form: str) -> None:
    answer = server.client.get("/sparql", headers={"Accept": accept})
    assert answer.status_code == 200
    graph = Graph().parse(data=answer.content, format=form)
    address = URIRef(f"{server.address}/sparql")
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert list(graph.objects(service, SD.endpoint)) == [address]
    assert list(graph.objects(service, SD.supportedLanguage)) == [SD.SPARQL11Query]
    assert list(graph.objects(service, SD.feature)) == [SD.UnionDefaultGraph]
    assert len(list(graph.objects(service, SD.resultFormat))) == 8
    assert list(graph.objects(service, SD.inputFormat)) == []  # nothing from elsewhere is read
    similarity = "https://w3id.org/strategraph/similarity#"
    assert {str(one) for one in graph.objects(service, SD.extensionFunction)} == {
        f"{similarity}score",
        f"{similarity}sharedInformation",
    }


def test_every_limit_is_stated_in_the_description_in_the_headers_and_on_the_page(server: Running) -> None:
    """What a setting says is read back from each of them, by name and in words of both languages."""
    limits, answer = server.app.state.pool.limits, server.client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.content, format="turtle")
    (service,) = graph.subjects(RDF.type, SD.Service)
    entries = list(graph.objects(service, SCHEMA.additionalProperty))
    stated = {str(graph.value(one, SCHEMA.propertyID)): graph.value(one, SCHEMA.value) for one in entries}
    assert {name: value.toPython() for name, value in stated.items() if value is not None} == {
        name: getattr(limits, name) for name in LIMITS
    }
    header = dict(pair.split("=") for pair in answer.headers["strategraph-limits"].split(", "))
    assert {name: float(value) for name, value in header.items()} == {name: getattr(limits, name) for name in LIMITS}
    for language in ("cs", "en"):
        page = server.client.get(f"/sparql?lang={language}", headers={"Accept": "text/html"}).text
        listed = re.findall(r"<li>(.*?)</li>", page.partition('<h2 id="limits">')[2].partition("</section>")[0])
        sentences = [str(said) for one in entries for said in graph.objects(one, SCHEMA.description)
                     if getattr(said, "language", "") == language]  # fmt: skip
        assert sorted(unescape(one) for one in listed) == sorted(sentences)
        assert len(listed) == len(LIMITS)


def test_the_limits_are_said_with_every_answer_that_a_script_of_another_site_may_read(server: Running) -> None:
    for answer in (server.ask("ASK {}"), server.ask("ASK {"), server.client.put("/sparql")):
        assert answer.headers["strategraph-limits"].startswith("deadline_seconds=10.0, query_bytes=65536, ")
        exposed = answer.headers["access-control-expose-headers"].split(", ")
        assert {"Strategraph-Limits", "RateLimit", "RateLimit-Policy", "Retry-After"} <= set(exposed)


def test_the_graphs_are_listed_with_their_sizes(server: Running) -> None:
    graph = Graph().parse(data=server.client.get("/sparql", headers={"Accept": "text/turtle"}).content, format="turtle")
    sizes = {
        str(graph.value(entry, SD.name)).removeprefix("https://w3id.org/strategraph/graph/"): int(
            str(graph.value(graph.value(entry, SD.graph), VOID.triples))
        )
        for entry in graph.subjects(RDF.type, SD.NamedGraph)
    }
    (default,) = graph.objects(None, SD.defaultGraph)
    assert int(str(graph.value(default, VOID.triples))) == 55  # of the union
    assert sizes == {"descriptors": 4, "ontology": 14, "registers": 3, "source/plan-a": 34}


def test_a_strange_host_does_not_get_into_it(server: Running) -> None:
    answer = server.client.get("/sparql", headers={"Accept": "text/turtle", "Host": 'x"><script>'})
    assert answer.status_code == 200
    assert "<script" not in answer.text


def test_rows_cannot_describe_the_endpoint(server: Running) -> None:
    assert server.client.get("/sparql", headers={"Accept": "text/csv"}).status_code == 406


def test_the_graphs_are_counted_once(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    first = server.client.get("/sparql", headers={"Accept": "text/turtle"})
    monkeypatch.setattr(server.app.state.pool, "ask", None)
    again = server.client.get("/sparql", headers={"Accept": "text/turtle"})
    assert (again.status_code, again.text) == (200, first.text)
