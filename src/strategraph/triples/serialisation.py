"""Writes statements in one fixed order, so that the same statements always give the same bytes.

Literals are written as they were given. The store rewrites some of them on load (`"01"^^xsd:integer`
becomes `"1"`), and rdflib does so when a Literal is made; nothing here makes a new Literal from a given one
or takes a detour through a store. Language tags alone are written in lower case, as RDF 1.1 Concepts,
section 3.3, allows.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from strategraph.errors import ReleaseError

__all__ = ["as_graph", "as_quads", "as_term", "from_term", "nquads", "ntriples"]


def as_term(node: Node) -> NamedNode | BlankNode | Literal:
    """The same RDF term for pyoxigraph, its lexical form untouched.

    Raises:
        ReleaseError: for an IRI that is not absolute (RFC 3987) or a language tag that is malformed.
    """
    try:
        if isinstance(node, URIRef):
            return NamedNode(str(node))
        if isinstance(node, BNode):
            return BlankNode(str(node))
        if isinstance(node, RdfLiteral):
            return _literal(node)
    except ValueError as fault:
        raise ReleaseError(f"{str(node)!r} cannot be published: {fault}. Correct it where it is written.") from fault
    raise ReleaseError(f"{node!r} is a {type(node).__name__}, which no RDF statement can hold.")


def _literal(literal: RdfLiteral) -> Literal:
    if literal.language:
        return Literal(str(literal), language=literal.language)
    if literal.datatype is None:
        return Literal(str(literal))
    return Literal(str(literal), datatype=NamedNode(str(literal.datatype)))


def from_term(term: NamedNode | BlankNode | Literal | Triple) -> URIRef | BNode | RdfLiteral:
    """The same RDF term for rdflib; `xsd:string` is left implicit, as in RDF 1.1 Concepts, section 3.3."""
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Triple):
        raise ReleaseError(f"{term} is a triple used as a term (RDF 1.2), which rdflib cannot hold.")
    if term.language:
        return RdfLiteral(term.value, lang=term.language)
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return RdfLiteral(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)


def as_quads(graph: Graph, name: URIRef | None = None) -> Iterator[Quad]:
    """The statements of a graph as quads of the named graph (or of the default graph), in no order."""
    place = DefaultGraph() if name is None else NamedNode(str(name))
    named = cache(as_term)  # a subject and a predicate stand in many statements; literals are slow to look up
    for subject, predicate, value in graph:
        yield Quad(named(subject), named(predicate), as_term(value), place)  # type: ignore[arg-type]


def as_graph(triples: Iterable[Triple | Quad]) -> Graph:
    """An rdflib graph of these statements; the graph part of quads is dropped, literals stay as given.

    Its store keeps contexts, as SHACL asks of what it validates.
    """
    graph = Graph()
    for item in triples:
        graph.add((from_term(item.subject), from_term(item.predicate), from_term(item.object)))
    return graph


def ntriples(statements: Graph | Iterable[Quad]) -> bytes:
    """Canonical N-Triples, one line for each distinct statement, lines in the order of their bytes.

    Raises:
        ReleaseError: for a blank node, whose label would change from run to run.
    """
    quads = as_quads(statements) if isinstance(statements, Graph) else statements
    return _sorted(serialize((_named(quad).triple for quad in quads), format=RdfFormat.N_TRIPLES) or b"")


def nquads(quads: Iterable[Quad]) -> bytes:
    """N-Quads, one line for each distinct statement, lines in the order of their bytes.

    Raises:
        ReleaseError: for a blank node, whose label would change from run to run.
    """
    return _sorted(serialize((_named(quad) for quad in quads), format=RdfFormat.N_QUADS) or b"")


def _sorted(lines: bytes) -> bytes:
    """Line breaks inside literals are escaped in both formats, so a line is a statement."""
    return b"".join(sorted(set(lines.splitlines(keepends=True))))


def _named(quad: Quad) -> Quad:
    if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
        raise ReleaseError(
            f"The statement {quad} holds a blank node: give it an IRI, or its label changes with every run."
        )
    return quad
