"""An empty graph of statements in memory, as every room begins with one."""

from rdflib import Graph

__all__ = ["empty_graph"]


def empty_graph() -> Graph:
    """A graph in the one of rdflib's stores that keeps no contexts: it takes and gives statements twice as fast."""
    return Graph(store="SimpleMemory")
