"""The three W3C tests of the SPARQL 1.1 Service Description, played against the server as it is started by a person.

Their manifest is not part of the project; STRATEGRAPH_CONFORMANCE names the folder that holds it. It says what is asked for
in words, so each test is written out here under its name there.
"""

import os
import sys
from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest
from rdflib import RDF, Graph, Node, URIRef

from conformance.test_protocol import RECORDS
from served import served
from strategraph.namespaces import SD

pytestmark = pytest.mark.w3c

MANIFEST = RECORDS / "w3c" / "sparql" / "sparql11" / "service-description" / "manifest.ttl"
TEST = URIRef("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#ServiceDescriptionTest")
#: Property → the class of what has it, and of what it leads to (Service Description, 3.3 and 3.4).
SCHEMA = {
    SD.endpoint: (SD.Service, None),
    SD.feature: (SD.Service, SD.Feature),
    SD.defaultEntailmentRegime: (SD.Service, SD.EntailmentRegime),
    SD.extensionFunction: (SD.Service, SD.Function),
    SD.extensionAggregate: (SD.Service, SD.Aggregate),
    SD.supportedLanguage: (SD.Service, SD.Language),
    SD.languageExtension: (SD.Service, SD.Feature),
    SD.propertyFeature: (SD.Service, SD.Feature),
    SD.inputFormat: (SD.Service, None),
    SD.resultFormat: (SD.Service, None),
    SD.availableGraphs: (SD.Service, SD.GraphCollection),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
    SD.namedGraph: (SD.Dataset, SD.NamedGraph),
    SD.name: (SD.NamedGraph, None),
    SD.graph: (SD.NamedGraph, SD.Graph),
}
#: What the vocabulary itself says of its instances (3.2).
KNOWN = {SD.SPARQL11Query: SD.Language, SD.UnionDefaultGraph: SD.Feature}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    fixture = RECORDS / "protocol_fixture.trig"
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--dataset", str(fixture)]
    with served(command, cwd=RECORDS, env=os.environ) as found:
        yield f"{found}/sparql"


def test_all_records_are_there() -> None:
    names = {str(test).partition("#")[2] for test in Graph().parse(MANIFEST).subjects(RDF.type, TEST)}
    assert names == {"returns-rdf", "has-endpoint-triple", "conforms-to-schema"}


@pytest.mark.parametrize("accept", ["*/*", "text/turtle", "application/rdf+xml"])
def test_returns_rdf(address: str, accept: str) -> None:
    assert len(description(address, accept)) > 20


def test_has_endpoint_triple(address: str) -> None:
    assert list(description(address).objects(None, SD.endpoint)) == [URIRef(address)]


def test_conforms_to_schema(address: str) -> None:
    graph = description(address)
    ours = [triple for triple in graph if str(triple[1]).startswith(str(SD))]
    assert {predicate for _, predicate, _ in ours} <= set(SCHEMA)
    for subject, predicate, value in ours:
        domain, ends = SCHEMA[predicate]  # type: ignore[index]
        assert domain in classes(graph, subject)
        assert ends is None or ends in classes(graph, value)
    (service,) = graph.subjects(RDF.type, SD.Service)
    names = {str(name).rpartition("/")[2] for name in graph.objects(None, SD.name)}
    assert names == {"data1.rdf", "data2.rdf", "data3.rdf"}
    assert len(list(graph.objects(service, SD.defaultDataset))) == 1


def description(address: str, accept: str = "text/turtle") -> Graph:
    with urlopen(Request(address, headers={"Accept": accept})) as answer:
        kind = answer.headers["content-type"].partition(";")[0]
        return Graph().parse(data=answer.read(), format=kind)


def classes(graph: Graph, thing: Node) -> set[Node | None]:
    return {*graph.objects(thing, RDF.type), KNOWN.get(thing)}  # type: ignore[call-overload]
