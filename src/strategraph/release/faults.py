"""A fault of a release: which thing breaks which rule, and on which line of which document it stands."""

from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from strategraph.namespaces import OA, SG

__all__ = ["Fault", "Place", "place_of"]


@dataclass(frozen=True, slots=True)
class Place:
    """The original file name of a document (its IRI, if it states none) and the line in it, from 1."""

    document: str
    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """`rule` names the shape, the SKOS rule or the query; `element` is the IRI at fault; `message` is a sentence."""

    rule: str
    element: str
    message: str
    place: Place | None = None

    def __str__(self) -> str:
        """One line for the reader."""
        where = f" ({self.place.document}, line {self.place.line})" if self.place else ""
        return f"{self.rule}: <{self.element}>{where}: {self.message}"


def place_of(graph: Graph, element: Node) -> Place | None:
    """The first line on which an element, or a passage itself, stands; None if it comes from no document."""
    passages = [element, *graph.objects(element, SG.sourcePassage)]
    places = [place for passage in passages for place in _places(graph, passage)]
    return min(places, key=lambda place: (place.document, place.line), default=None)


def _places(graph: Graph, passage: Node) -> list[Place]:
    document = graph.value(passage, OA.hasSource)
    if not isinstance(document, URIRef):
        return []
    name = str(graph.value(document, SG.originalFileName) or document)
    lines = [line for line in graph.objects(passage, SG.line) if isinstance(line, Literal)]
    return [Place(name, int(line)) for line in lines if str(line).isdecimal()]
