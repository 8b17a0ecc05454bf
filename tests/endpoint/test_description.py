"""What the endpoint says of itself."""

import pytest
from rdflib import RDF, Graph, URIRef

from running import Running
from strategraph.namespaces import SD, VOID


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
    similarity = "https://w3id.org/strategraph/similarity#"
    assert {str(one) for one in graph.objects(service, SD.extensionFunction)} == {
        f"{similarity}score",
        f"{similarity}sharedInformation",
    }


def test_the_graphs_are_listed_with_their_sizes(server: Running) -> None:
    graph = Graph().parse(data=server.client.get("/sparql", headers={"Accept": "text/turtle"}).content, format="turtle")
    sizes = {
        str(graph.value(entry, SD.name)).removeprefix("https://w3id.org/strategraph/graph/"): int(
            str(graph.value(graph.value(entry, SD.graph), VOID.triples))
        )
        for entry in graph.subjects(RDF.type, SD.NamedGraph)
    }
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
