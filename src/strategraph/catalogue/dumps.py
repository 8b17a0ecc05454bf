"""Under which names the data can be downloaded; the release writes files under these names."""

from rdflib import URIRef

from strategraph.graph_names import GraphNames

__all__ = ["NQUADS", "TRIG", "turtle_path"]

#: The whole dataset.
NQUADS = "strategraph.nq"
TRIG = "strategraph.trig"


def turtle_path(names: GraphNames, graph: URIRef) -> str:
    """The Turtle file of one graph: `graphs/source.napsi-2006-2008.ttl`."""
    return f"graphs/{names.short(graph).replace('/', '.')}.ttl"
