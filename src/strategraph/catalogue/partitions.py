"""Writes what a dataset, or a part of it, holds by class and by property: VoID's partitions (VoID guide, section 4.5)."""

import re
from collections.abc import Mapping
from hashlib import sha256

from rdflib import Graph, Literal, Namespace, URIRef

from strategraph.catalogue.counts import Counts
from strategraph.catalogue.uses import Use
from strategraph.iris import Iris
from strategraph.namespaces import PREFIXES, RDF, VOID, XSD

__all__ = ["VOID_EXT", "add_partitions", "add_uses", "term_key"]

#: VoID has no partition by datatype; this extension of it is what generators and editors use.
VOID_EXT = Namespace("http://ldf.fi/void-ext#")


def add_partitions(record: Graph, iris: Iris, dataset: URIRef, counts: Counts) -> None:
    """The things by class, the statements by property."""
    for iri, number in counts.classes.items():
        part = _part(record, iris, dataset, VOID.classPartition, "class", iri)
        record.add((part, VOID["class"], URIRef(iri)))
        record.add((part, VOID.entities, _number(number)))
    for iri, number in counts.properties.items():
        part = _part(record, iris, dataset, VOID.propertyPartition, "property", iri)
        record.add((part, VOID.property, URIRef(iri)))
        record.add((part, VOID.triples, _number(number)))


def add_uses(record: Graph, iris: Iris, dataset: URIRef, uses: Mapping[str, Mapping[str, Use]]) -> None:
    """Within each class, the statements by property; within each of these, by what they lead to."""
    for kind, properties in uses.items():
        of_class = iris.partition(dataset, "class", term_key(kind))
        for iri, use in properties.items():
            part = _part(record, iris, of_class, VOID.propertyPartition, "property", iri)
            record.add((part, VOID.property, URIRef(iri)))
            record.add((part, VOID.triples, _number(use.triples)))
            for other, number in use.classes.items():
                end = _part(record, iris, part, VOID.classPartition, "class", other)
                record.add((end, VOID["class"], URIRef(other)))
                record.add((end, VOID.triples, _number(number)))
            for datatype, number in use.datatypes.items():
                end = _part(record, iris, part, VOID_EXT.datatypePartition, "datatype", datatype)
                record.add((end, VOID_EXT.datatype, URIRef(datatype)))
                record.add((end, VOID.triples, _number(number)))


def _part(record: Graph, iris: Iris, whole: URIRef, relation: URIRef, kind: str, iri: str) -> URIRef:
    part = iris.partition(whole, kind, term_key(iri))
    record.add((whole, relation, part))
    record.add((part, RDF.type, VOID.Dataset))
    return part


def term_key(iri: str) -> str:
    """A path segment for an IRI: `sg.Goal` where we have a prefix, else the first 16 digits of its SHA-256."""
    for prefix, space in PREFIXES.items():
        local = iri.removeprefix(space)
        if local != iri and re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", local):
            return f"{prefix}.{local}"
    return sha256(iri.encode()).hexdigest()[:16]


def _number(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)
