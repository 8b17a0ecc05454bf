"""What the endpoint says of itself in RDF: the SPARQL 1.1 Service Description."""

import json
from urllib.parse import urlsplit, urlunsplit

from rdflib import Graph, Literal, URIRef
from starlette.requests import Request

from strategraph.endpoint.messages import Question
from strategraph.endpoint.pool import Pool
from strategraph.namespaces import DCTERMS, PREFIXES, RDF, SCHEMA, SD, VOID, XSD
from strategraph.sparql_functions import NAMES, SIM
from strategraph.web import StatedLimit, stated_limits

__all__ = ["ServiceDescription", "address_of", "serialize"]

#: W3C's IRIs of formats (https://www.w3.org/ns/formats/).
_FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
            "Turtle", "N-Triples", "RDF_XML", "JSON-LD")  # fmt: skip
_RDFLIB = {"turtle": "turtle", "nt": "nt", "rdfxml": "xml", "jsonld": "json-ld"}
_TOTAL = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"


class ServiceDescription:
    """Describes the endpoint over one pool; the graphs are counted once per release, because a release does not change."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self._counted: tuple[str, str, tuple[tuple[str, str], ...]] = ("", "0", ())

    async def at(self, address: str) -> Graph:
        """The description of the endpoint at `address`: languages, formats, features, and the graphs with their sizes."""
        release, total, sizes = await self._count()
        graph = Graph(bind_namespaces="none")
        for prefix in ("sd", "void", "dcterms", "schema"):
            graph.bind(prefix, PREFIXES[prefix])
        service, dataset, default = (URIRef(f"{address}#{name}") for name in ("service", "dataset", "default-graph"))
        graph.add((service, RDF.type, SD.Service))
        graph.add((service, SD.endpoint, URIRef(address)))
        graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
        graph.add((service, SD.feature, SD.UnionDefaultGraph))
        for name in _FORMATS:
            graph.add((service, SD.resultFormat, URIRef(f"http://www.w3.org/ns/formats/{name}")))
        for name in NAMES:
            graph.add((service, SD.extensionFunction, URIRef(SIM + name)))
            graph.add((URIRef(SIM + name), RDF.type, SD.Function))
        for limit in stated_limits(self.pool.limits):
            _add_limit(graph, service, URIRef(f"{address}#limit-{limit.name}"), limit)
        graph.add((service, SD.defaultDataset, dataset))
        graph.add((dataset, RDF.type, SD.Dataset))
        graph.add((dataset, DCTERMS.identifier, Literal(release)))
        graph.add((dataset, SD.defaultGraph, default))
        graph.add((default, RDF.type, SD.Graph))
        graph.add((default, VOID.triples, Literal(total, datatype=XSD.integer)))
        for number, (name, size) in enumerate(sizes, 1):
            _add_graph(graph, dataset, URIRef(f"{address}#graph-{number}"), URIRef(name), size)
        return graph

    async def _count(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """The release, the size of the union, and the name and size of each graph."""
        release = self.pool.dataset.name
        if self._counted[0] != release:
            (total,), graphs = await self._rows(_TOTAL), await self._rows(_GRAPHS)
            sizes = tuple((row["g"]["value"], row["n"]["value"]) for row in graphs if row["g"]["type"] == "uri")
            self._counted = (release, total["n"]["value"], sizes)
        return self._counted

    async def _rows(self, query: str) -> list[dict[str, dict[str, str]]]:
        answer = await self.pool.ask(Question(query, {"solutions": "json"}))
        rows: list[dict[str, dict[str, str]]] = json.loads(answer.read())["results"]["bindings"]
        return rows


def _add_limit(graph: Graph, service: URIRef, entry: URIRef, limit: StatedLimit) -> None:
    """State a limit in terms of schema.org; the Service Description has none for it."""
    graph.add((service, SCHEMA.additionalProperty, entry))
    graph.add((entry, RDF.type, SCHEMA.PropertyValue))
    graph.add((entry, SCHEMA.propertyID, Literal(limit.name)))
    graph.add((entry, SCHEMA.value, Literal(limit.value)))
    graph.add((entry, SCHEMA.unitCode, Literal(limit.unit)))
    graph.add((entry, SCHEMA.description, Literal(limit.english, lang="en")))
    graph.add((entry, SCHEMA.description, Literal(limit.czech, lang="cs")))


def _add_graph(graph: Graph, dataset: URIRef, entry: URIRef, name: URIRef, size: str) -> None:
    content = URIRef(f"{entry}-content")
    graph.add((dataset, SD.namedGraph, entry))
    graph.add((entry, RDF.type, SD.NamedGraph))
    graph.add((entry, SD.name, name))
    graph.add((entry, SD.graph, content))
    graph.add((content, RDF.type, SD.Graph))
    graph.add((content, VOID.triples, Literal(size, datatype=XSD.integer)))


def serialize(graph: Graph, form: str) -> bytes:
    """Write a graph of ours in one of the formats for triples, by short name."""
    return graph.serialize(format=_RDFLIB[form], encoding="utf-8")


def address_of(request: Request) -> str:
    """The address that was asked, without query and fragment; without a usable Host, the path."""
    parts = urlsplit(str(request.url))
    host = "".join(letter for letter in parts.netloc if letter.isascii() and (letter.isalnum() or letter in ".-:[]"))
    return urlunsplit((parts.scheme, host, request.url.path, "", "")) if host == parts.netloc else request.url.path
