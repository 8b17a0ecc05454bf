"""Words as literals: Czech and English texts, plain codes, numbers and short labels."""

from functools import lru_cache

from rdflib import Graph, Literal, URIRef

from strategraph.namespaces import XSD
from strategraph.triples.statements import Statements

__all__ = ["add_both", "cs", "en", "number", "offset", "plain", "short", "yes"]

SHORT = 90
#: So many numbers and texts are kept as literals, which rdflib takes long to make.
_KEPT, _TEXTS = 65_536, 8_192


@lru_cache(maxsize=_TEXTS)
def cs(text: str) -> Literal:
    """A Czech text."""
    return Literal(text, lang="cs")


@lru_cache(maxsize=_TEXTS)
def en(text: str) -> Literal:
    """An English text."""
    return Literal(text, lang="en")


@lru_cache(maxsize=_TEXTS)
def plain(text: str) -> Literal:
    """A code, a hash or an exact quotation: a string without a language."""
    return Literal(text)


@lru_cache(maxsize=_KEPT)
def number(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=XSD.integer)


@lru_cache(maxsize=_KEPT)
def offset(value: int) -> Literal:
    """Where a character stands in a text, from 0."""
    return Literal(str(value), datatype=XSD.nonNegativeInteger)


def yes(value: bool) -> Literal:
    """A truth value."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


def short(text: str) -> str:
    """The text, or as many of its first words as fit into 90 characters with an ellipsis."""
    if len(text) <= SHORT:
        return text
    head = text[:SHORT]
    return (head.rpartition(" ")[0] or head[:-1]).rstrip(" ,;:–-(") + "…"


def add_both(graph: Graph | Statements, subject: URIRef, predicate: URIRef, czech: str, english: str) -> None:
    """State a text in both languages; an empty one is left out."""
    for literal in (cs(czech), en(english)):
        if literal:
            graph.add((subject, predicate, literal))
