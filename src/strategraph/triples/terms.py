"""Terms: IRIs and literals of rdflib as pyoxigraph has them, and back, their lexical form untouched."""

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import BNode, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from strategraph.errors import ReleaseError

__all__ = ["as_term", "from_term"]


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
