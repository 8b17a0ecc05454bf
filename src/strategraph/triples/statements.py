"""Statements: what is said of a plan, written down as lines of N-Triples as it comes, which no store has to hold first."""

from functools import lru_cache

from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from strategraph.errors import ReleaseError
from strategraph.triples.lines import Lines
from strategraph.triples.terms import as_term

__all__ = ["Statements"]

#: So many names are kept as they are written; a plan has some thousands, of which each stands in several statements.
_NAMES = 65_536


class Statements:
    """Distinct statements that can be added to, and read as a whole."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lines: set[str] = set()

    def add(self, statement: tuple[URIRef, URIRef, URIRef | Literal]) -> None:
        """Say one more; what has been said counts once.

        Raises:
            ReleaseError: for a blank node, whose label would change from run to run, and what no file can hold (`as_term`).
        """
        subject, predicate, value = statement
        written = str(as_term(value)) if isinstance(value, Literal) else _name(value)
        self._lines.add(f"{_name(subject)} {_name(predicate)} {written} .\n")

    @property
    def lines(self) -> Lines:
        """All of them, in the order of their bytes."""
        return Lines.of(b"".join(sorted(line.encode() for line in self._lines)))


@lru_cache(maxsize=_NAMES)
def _name(node: Node) -> str:
    if isinstance(node, BNode):
        raise ReleaseError(f"{node.n3()} is a blank node: give it an IRI, or its label changes with every run.")
    return str(as_term(node))
