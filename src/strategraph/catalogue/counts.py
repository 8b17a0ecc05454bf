"""Counts what a collection of statements holds: statements, things, classes, properties, vocabularies."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from strategraph.namespaces import PREFIXES, RDF

__all__ = ["Counts", "count"]


_TYPE = NamedNode(str(RDF.type))


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


def count(triples: Iterable[Triple]) -> Counts:
    """Count distinct statements; the mappings are in the order of the IRIs."""
    distinct = set(triples)
    members: dict[str, set[str]] = defaultdict(set)
    for triple in distinct:
        if triple.predicate == _TYPE and isinstance(triple.object, NamedNode):
            members[triple.object.value].add(str(triple.subject))
    properties = Counter(triple.predicate.value for triple in distinct)
    return Counts(
        triples=len(distinct),
        subjects=len({triple.subject for triple in distinct}),
        objects=len({triple.object for triple in distinct}),
        classes={iri: len(members[iri]) for iri in sorted(members)},
        properties={iri: properties[iri] for iri in sorted(properties)},
        vocabularies=tuple(sorted({space for iri in (*members, *properties) if (space := _vocabulary(iri))})),
    )


def _vocabulary(iri: str) -> str:
    """The longest namespace we know that the IRI begins with; empty if we know none."""
    return max((space for space in PREFIXES.values() if iri.startswith(space)), key=len, default="")
