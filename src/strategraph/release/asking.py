"""Asks a SPARQL endpoint, by the SPARQL 1.1 Protocol, the questions that are answered here from a release.

The questions are the same files. Their parameters go in as VALUES, because the protocol carries nothing but text, and the
dataset as `default-graph-uri` and `named-graph-uri` (section 2.1.4): the graphs of ours that the catalogue in the graph
`metadata` names there, so that what else the store holds does not mix in. A query that names its own dataset keeps it,
and `strategraph serve` takes the same graphs without being told. Values come back in the spelling of our own store.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from rdflib import Literal as RdfLiteral
from rdflib import URIRef

from strategraph.errors import RemoteStoreError, UsageError
from strategraph.graph_names import GraphNames
from strategraph.query_files import Query, with_terms
from strategraph.release.calling import Caller, Progress, address, called, refused, shown
from strategraph.release.naming import KINDS, described
from strategraph.release.querying import written
from strategraph.release.sameness import same_value, same_values
from strategraph.settings import Sending
from strategraph.sparql_functions import SIM
from strategraph.sparql_values import bound
from strategraph.sparql_words import names_dataset, uses_functions

__all__ = ["Endpoint", "asked", "check_names_there", "what_they_are_there"]

FORM = "application/x-www-form-urlencoded"
JSON = "application/sparql-results+json"
ACCEPT = f"{JSON}, application/n-triples;q=0.9, text/turtle;q=0.8"
#: What an endpoint of strategraph says in every answer.
OURS = "strategraph-release"
CATALOGUED = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
SELECT ?graph WHERE {{ GRAPH <{metadata}> {{ ?part a sd:NamedGraph ; sd:name ?graph }} }}
"""
COUNTED = """
SELECT ?graph (COUNT(*) AS ?count) WHERE {{
  GRAPH ?graph {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?graph), "{below}"))
}}
GROUP BY ?graph
"""
#: Whether an IRI stands somewhere: as subject, object or property of a statement, or as the name of a graph.
_STANDS = (
    "ASK {{ {{ {iri} ?p ?o }} UNION {{ ?s ?p {iri} }} UNION {{ ?s {iri} ?o }} UNION {{ GRAPH {iri} {{ ?s ?p ?o }} }} }}"
)
Found = QuerySolutions | QueryBoolean | list[Triple]


@contextmanager
def asked(url: str, patience: Sending, tell: Progress) -> Iterator["Endpoint"]:
    """An endpoint, for as long as it is asked; `tell` hears of every wait. One that takes no connection is given up at once.

    Raises:
        UsageError: for an address or credentials that cannot be.
    """
    place = address(url)
    with called(patience, tell, awaits=False) as caller:
        yield Endpoint(place, caller)


class Endpoint:
    """A SPARQL endpoint; `is_ours` tells whether its last answer came from `strategraph serve`, `release` from which release."""

    def __init__(self, url: httpx.URL, caller: Caller) -> None:
        self.url = url
        self.is_ours = False
        self.release = ""
        self._caller = caller

    def answer(
        self, query: Query, terms: Mapping[str, URIRef | RdfLiteral], names: GraphNames, form: str | None = None
    ) -> bytes:
        """What `querying.answer` gives from a release, from here: over the graphs of ours, in the same formats.

        Raises:
            UsageError: if the format does not exist for this kind of query, or it calls functions which the endpoint lacks.
            QueryFileError: if the query has parameters and no place for them.
            RemoteStoreError: if the endpoint cannot be reached or refuses.
        """
        graphs = self.graphs(names)
        if uses_functions(query.text, SIM) and not self.is_ours:
            raise UsageError(
                f"{query.id} calls functions of <{SIM}>, which only strategraph has: ask without --endpoint, or ask "
                "the endpoint of `strategraph serve`."
            )
        dataset = () if self.is_ours or names_dataset(query.text) else graphs
        found = self.find(with_terms(query, terms), dataset)
        try:
            return written(found, query, form)
        except SyntaxError as fault:
            raise self._unreadable(JSON, fault) from fault
        finally:
            del found  # an exception would carry it to the thread that clears up, where it must not go

    def graphs(self, names: GraphNames) -> tuple[str, ...]:
        """The graphs of ours that the endpoint holds, as the catalogue there says; none if it holds no catalogue."""
        metadata = str(names.named("metadata"))
        rows = self._rows(CATALOGUED.format(metadata=metadata))
        found = {row["graph"].value for row in rows if isinstance(row["graph"], NamedNode)}
        return tuple(sorted(found | {metadata})) if found else ()

    def counts(self, below: str) -> dict[str, int]:
        """Graph → statements in it, for the graphs whose IRI begins with `below`."""
        counts = {}
        for row in self._rows(COUNTED.format(below=below)):
            graph, count = row["graph"], row["count"]
            if isinstance(graph, NamedNode) and isinstance(count, Literal) and graph.value.startswith(below):
                counts[graph.value] = int(count.value)
        return counts

    def find(self, text: str, graphs: tuple[str, ...] = ()) -> Found:
        """What the endpoint finds over these graphs, or over what it takes itself where none are named.

        Raises:
            RemoteStoreError: if it refuses, or answers in a form that nobody asked for.
        """

        def take(response: httpx.Response) -> tuple[str, bytes]:
            if not response.is_success:
                raise refused(response, "to answer")
            self.is_ours = OURS in response.headers
            self.release = response.headers.get(OURS, "")
            return response.headers.get("content-type", ""), response.read()

        fields = {"query": text, "default-graph-uri": graphs, "named-graph-uri": graphs}
        headers = {"Accept": ACCEPT, "Content-Type": FORM}
        kind, content = self._caller.call("POST", self.url, take, data=fields, headers=headers)
        try:
            return _read(kind, content)
        except (AttributeError, KeyError, SyntaxError, TypeError, ValueError) as fault:
            raise self._unreadable(kind, fault) from fault

    def _rows(self, text: str) -> list[QuerySolution]:
        found = self.find(text)
        try:
            return list(found) if isinstance(found, QuerySolutions) else []
        except SyntaxError as fault:
            raise self._unreadable(JSON, fault) from fault
        finally:
            del found  # as above

    def _unreadable(self, kind: str, fault: Exception) -> RemoteStoreError:
        return RemoteStoreError(
            f"{shown(self.url)} answers with {kind or 'something unnamed'} that cannot be read ({fault}): give the address "
            "of its SPARQL endpoint."
        )


def check_names_there(
    endpoint: Endpoint, query: Query, terms: Mapping[str, URIRef | RdfLiteral], names: GraphNames
) -> None:
    """See that every IRI among the terms of a query stands somewhere in the graphs of ours that an endpoint holds.

    Raises:
        UsageError: for one that does not.
        RemoteStoreError: if the endpoint cannot be reached or refuses.
    """
    iris = {name: term for name, term in terms.items() if isinstance(term, URIRef)}
    graphs = endpoint.graphs(names) if iris else ()
    for name, iri in iris.items():
        found = endpoint.find(_STANDS.format(iri=iri.n3()), () if endpoint.is_ours else graphs)
        if isinstance(found, QueryBoolean) and not found:
            written = iri.removeprefix(f"{names.base}resource/")
            raise UsageError(f"{query.id}: {name}={written} names nothing in what {shown(endpoint.url)} holds.")


def what_they_are_there(endpoint: Endpoint, terms: Mapping[str, URIRef | RdfLiteral], names: GraphNames) -> list[str]:
    """For each IRI among the terms of a query, a sentence on what it is where the endpoint keeps the graphs of ours."""
    iris = {name: term for name, term in terms.items() if isinstance(term, URIRef)}
    graphs = endpoint.graphs(names) if iris else ()
    told = []
    for name, iri in iris.items():
        rows = endpoint.find(bound(KINDS, {"thing": iri.n3()}), () if endpoint.is_ours else graphs)
        kinds = ", ".join(row["label"].value for row in rows) if isinstance(rows, QuerySolutions) else ""
        told.append(described(name, iri.removeprefix(f"{names.base}resource/"), kinds, shown(endpoint.url)))
    return told


def _read(kind: str, content: bytes) -> Found:
    if QueryResultsFormat.from_media_type(kind) == QueryResultsFormat.JSON:
        return parse_query_results(json.dumps(_respelt(json.loads(content))), QueryResultsFormat.JSON)
    if form := RdfFormat.from_media_type(kind):
        return [same_values(quad.triple) for quad in parse(content, form)]
    raise ValueError(f"{JSON} or N-Triples was asked for")


def _respelt(results: dict[str, Any]) -> dict[str, Any]:
    """The rows with every literal in our spelling; Virtuoso writes booleans as digits, for instance."""
    for row in results.get("results", {}).get("bindings", ()):
        for value in row.values():
            if "datatype" in value:
                literal = same_value(Literal(value["value"], datatype=NamedNode(value["datatype"])))
                value.update(value=literal.value, datatype=literal.datatype.value)
    return results
