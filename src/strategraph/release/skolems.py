"""Gives every unnamed node an IRI, so that files, hashes and links do not change from run to run."""

from collections.abc import Mapping

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad
from rdflib import BNode, Graph, URIRef

from strategraph.graph_names import GraphNames
from strategraph.triples import as_graph, as_quads, kept_in

__all__ = ["named"]


def named(graphs: Mapping[URIRef, Graph], names: GraphNames) -> dict[URIRef, Graph]:
    """The graphs with their blank nodes replaced by IRIs (RDF 1.1 Concepts, section 3.5).

    The labels come from RDF Dataset Canonicalization (RDFC-1.0), graph by graph, so they depend on the
    statements of that graph alone. Graphs without blank nodes, which are all but the ontology with its lists,
    are handed on as they are.
    """
    return {
        name: _named(graph, f"{names.base}.well-known/genid/{names.short(name)}/") for name, graph in graphs.items()
    }


def _named(graph: Graph, prefix: str) -> Graph:
    if kept_in(graph) is not None or not any(isinstance(node, BNode) for triple in graph for node in triple):
        return graph
    canonical = Dataset(as_quads(graph))
    canonical.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return as_graph(_renamed(quad, prefix) for quad in canonical)


def _renamed(quad: Quad, prefix: str) -> Quad:
    subject, value = quad.subject, quad.object
    return Quad(
        NamedNode(prefix + subject.value) if isinstance(subject, BlankNode) else subject,
        quad.predicate,
        NamedNode(prefix + value.value) if isinstance(value, BlankNode) else value,
        quad.graph_name,
    )
