"""Writes a small graph that a page made into the formats in which descriptions are given."""

from collections.abc import Mapping

from pyoxigraph import RdfFormat, serialize
from rdflib import Graph

from strategraph.namespaces import PREFIXES
from strategraph.pages.jsonld import compact
from strategraph.triples import as_quads

__all__ = ["written"]

_FORMATS = {
    "turtle": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdfxml": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD,
}  # fmt: skip


def written(graph: Graph, form: str, more: Mapping[str, str] | None = None) -> bytes:
    """The graph in a format for triples by its short name, with our prefixes and `more`; JSON-LD has its context inside."""
    prefixes = {**PREFIXES, **(more or {})}
    triples = sorted((quad.triple for quad in as_quads(graph)), key=str)
    if form == "jsonld":
        return compact(serialize(triples, format=RdfFormat.JSON_LD) or b"[]", prefixes)
    return serialize(triples, format=_FORMATS[form], prefixes=None if form == "nt" else prefixes) or b""
