"""The graph of the ontology: the Turtle of ontology/, read as it stands."""

from pathlib import Path

from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from strategraph.errors import ReleaseError
from strategraph.graphs import empty_graph
from strategraph.triples.serialisation import as_graph

__all__ = ["ONTOLOGY_FILES", "ontology_graph"]

#: Published in the graph `ontology`; the shapes beside them are read by the checks.
ONTOLOGY_FILES = ("strategraph.ttl", "alignments.ttl")


def ontology_graph(ontology: Path) -> Graph:
    """Classes and properties with their links to outside vocabularies.

    Raises:
        ReleaseError: naming the file that is missing or does not parse.
    """
    whole = empty_graph()
    for name in ONTOLOGY_FILES:
        try:
            whole += as_graph(parse((ontology / name).read_bytes(), format=RdfFormat.TURTLE))
        except OSError as fault:
            raise ReleaseError(f"{ontology / name} cannot be read: {fault.strerror}.") from fault
        except SyntaxError as fault:
            raise ReleaseError(f"{ontology / name} is not Turtle: {fault}; correct it.") from fault
    return whole
