"""Writes statements in one fixed order, so that the same statements always give the same bytes.

Literals are written as they were given. The store rewrites some of them on load (`"01"^^xsd:integer`
becomes `"1"`), and rdflib does so when a Literal is made; nothing here makes a new Literal from a given one
or takes a detour through a store. Language tags alone are written in lower case, as RDF 1.1 Concepts,
section 3.3, allows.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize
from rdflib import RDF, Graph, URIRef

from strategraph.errors import ReleaseError
from strategraph.triples.lines import Lines, kept_in, parsed
from strategraph.triples.terms import as_term, from_term

__all__ = ["as_graph", "as_quads", "lines_with", "members", "nquads", "ntriples", "with_properties"]


def as_quads(graph: Graph, name: URIRef | None = None) -> Iterator[Quad]:
    """The statements of a graph as quads of the named graph (or of the default graph), in no order."""
    place = DefaultGraph() if name is None else NamedNode(str(name))
    if (lines := kept_in(graph)) is not None:
        yield from (Quad(one.subject, one.predicate, one.object, place) for one in parsed(lines))
        return
    named = cache(as_term)  # a subject and a predicate stand in many statements; literals are slow to look up
    for subject, predicate, value in graph:
        yield Quad(named(subject), named(predicate), as_term(value), place)  # type: ignore[arg-type]


def lines_with(graph: Graph, properties: Iterable[URIRef]) -> Iterator[bytes]:
    """The statements of a graph that have one of these properties, as lines in no order; the graph stays as it is kept."""
    wanted = list(properties)
    if (lines := kept_in(graph)) is None:
        found = ((subject, one, value) for one in wanted for subject, value in graph.subject_objects(one))
        triples = (Triple(*map(as_term, statement)) for statement in found)  # type: ignore[arg-type]
        yield (
            serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        )  # at once, since unnamed nodes are told apart in each piece
        return
    for part in lines:
        content = part.read()
        marks = {mark for one in wanted if (mark := one.n3().encode()) in content}
        if marks:
            chosen = (one for one in content.splitlines(keepends=True) if one.split(b" ", 2)[1] in marks)
            yield b"".join(chosen)


def with_properties(graph: Graph, properties: Iterable[URIRef]) -> Iterator[Triple]:
    """The statements of a graph that have one of these properties, in no order; the graph stays as it is kept."""
    return parsed(map(Lines.of, lines_with(graph, properties)))


def members(graph: Graph, kinds: Iterable[URIRef]) -> set[URIRef]:
    """What a graph says is of one of some classes; the graph stays as it is kept."""
    if (lines := kept_in(graph)) is None:
        return {thing for kind in kinds for thing in graph.subjects(RDF.type, kind) if isinstance(thing, URIRef)}
    marks = [f"> <{RDF.type}> <{kind}> .\n".encode() for kind in kinds]
    found = set()
    for part in lines:
        content = part.read()
        ends = tuple(mark for mark in marks if mark in content)
        if ends:
            found |= {one[1 : one.index(b">")] for one in content.splitlines(keepends=True) if one.endswith(ends)}
    return {URIRef(one.decode()) for one in found}


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
