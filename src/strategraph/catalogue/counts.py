"""Counts: what a collection of statements holds, as numbers of statements, things, classes, properties, vocabularies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from strategraph.namespaces import PREFIXES

__all__ = ["Counts", "vocabularies_of"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers in the sense of the VoID guide, section 4.6; a statement that stands in two graphs counts once.

    `classes` maps a class to the number of its things, `properties` a property to the number of its
    statements; `vocabularies` are the namespaces, among those we have a prefix for, of both.
    """

    triples: int
    subjects: int
    objects: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    vocabularies: tuple[str, ...]


def vocabularies_of(iris: Iterable[str]) -> tuple[str, ...]:
    """The namespaces that we have a prefix for among those of some IRIs."""
    return tuple(sorted({space for iri in iris if (space := _vocabulary(iri))}))


def _vocabulary(iri: str) -> str:
    """The longest namespace we know that the IRI begins with; empty if we know none."""
    return max((space for space in PREFIXES.values() if iri.startswith(space)), key=len, default="")
