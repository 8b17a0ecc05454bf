"""What is known of a site that is inspected: its catalogue record, the base of its IRIs, and things to try the rules on."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from strategraph.graphs import empty_graph
from strategraph.inspection.visiting import Answer, Visitor
from strategraph.namespaces import DCAT, RDF, VOID
from strategraph.triples import as_graph

__all__ = ["FAILED", "JSON", "NTRIPLES", "OPEN", "PASSED", "Place", "Verdict", "states", "triples_in"]

PASSED, FAILED, OPEN = "passed", "failed", "open"
NTRIPLES = "application/n-triples"
JSON = "application/sparql-results+json"
_SAMPLES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing WHERE { ?thing a skos:Concept . FILTER(STRSTARTS(STR(?thing), "%s")) } ORDER BY ?thing LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a rule fared: passed, failed or open, what was found in a few words, and the lines that show it."""

    outcome: str
    told: str
    shown: tuple[str, ...] = ()

    @classmethod
    def of(cls, holds: bool, told: str, answer: Answer | None = None, *names: str) -> "Verdict":
        """A verdict with the answer, and its headers of these names, that shows it."""
        return cls(PASSED if holds else FAILED, told, tuple(answer.lines(*names)) if answer else ())


class Place:
    """A site, asked through a visitor. Whatever it says may be wrong or hostile: nothing here trusts it."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    @cached_property
    def record_answer(self) -> Answer:
        """The catalogue record as it comes."""
        return self.visitor.visit("GET", "catalogue", NTRIPLES)

    @cached_property
    def record(self) -> Graph:
        """The catalogue record; empty if there is none that can be read."""
        return triples_in(self.record_answer)

    @cached_property
    def dataset(self) -> Node | None:
        """The dataset that the catalogue lists; the first, if there are several."""
        listed = sorted(self.record.objects(None, DCAT.dataset), key=str)
        return listed[0] if listed else None

    @property
    def uri_space(self) -> str:
        """What IRIs of instances begin with, as VoID says; empty if it does not."""
        return str(self.record.value(self.dataset, VOID.uriSpace) or "") if self.dataset is not None else ""

    @property
    def base(self) -> str:
        """What all IRIs of the publication begin with."""
        return self.uri_space.removesuffix("resource/")

    def path(self, iri: str) -> str | None:
        """The path on the site under which an IRI of the publication is tried; None for an IRI of others."""
        return iri.removeprefix(self.base) if self.base and iri.startswith(self.base) else None

    @cached_property
    def thing(self) -> str:
        """A concept of the publication, else the dataset itself; empty if neither is known."""
        found = self.rows(_SAMPLES % "".join(letter for letter in self.uri_space if letter not in '"\\\n\r<>'))[1]
        named = [
            str(row["thing"]["value"])
            for row in found
            if isinstance(row.get("thing"), dict) and "value" in row["thing"]
        ]
        return next((iri for iri in named if self.path(iri)), str(self.dataset or ""))

    def files(self) -> Iterator[tuple[Node, str]]:
        """Each distribution that is a file of this site, with its path."""
        for distribution, address in sorted(self.record.subject_objects(DCAT.downloadURL), key=str):
            path = self.path(str(address))
            if path:
                yield distribution, path

    def of_kind(self, kind: URIRef) -> list[Node]:
        """Everything of a class in the record."""
        return sorted(set(self.record.subjects(RDF.type, kind)), key=str)

    def in_czech(self, subject: Node | None, property_: URIRef) -> bool:
        """Whether a thing has a text in Czech."""
        return subject is not None and any(
            isinstance(text, Literal) and text.language == "cs" for text in self.record.objects(subject, property_)
        )

    def rows(self, query: str) -> tuple[Answer, list[dict[str, Any]]]:
        """The answer to a SELECT or ASK, and its rows; ASK gives one row with `yes` where the answer is yes."""
        answer = self.visitor.visit(
            "POST", "sparql", JSON, {"Content-Type": "application/sparql-query"}, query.encode()
        )
        try:
            found = json.loads(answer.body)
            if isinstance(found, dict) and isinstance(found.get("boolean"), bool):
                return answer, [{"yes": True}] if found["boolean"] else []
            rows = found["results"]["bindings"]
            return answer, [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        except (ValueError, KeyError, TypeError, RecursionError):
            return answer, []

    def holds(self, query: str) -> tuple[Answer, bool]:
        """The answer to an ASK, and whether it is yes."""
        answer, rows = self.rows(query)
        return answer, bool(rows)


def triples_in(answer: Answer) -> Graph:
    """The statements of an answer in N-Triples; none if it is not, or holds terms within terms, which could be nested without end."""
    try:
        return as_graph(_parsed(answer))
    except (SyntaxError, ValueError):
        return empty_graph()


def states(answer: Answer, property_: URIRef) -> bool:
    """Whether an answer in N-Triples has a statement with a property; it is read no further than that."""
    wanted = NamedNode(str(property_))
    try:
        return any(quad.predicate == wanted for quad in _parsed(answer))
    except (SyntaxError, ValueError):
        return False


def _parsed(answer: Answer) -> Iterable[Quad]:
    if answer.status != 200 or not answer.header("content-type").startswith(NTRIPLES) or b"<<" in answer.body:
        return ()
    return parse(answer.body, RdfFormat.N_TRIPLES)
