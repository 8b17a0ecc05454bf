"""The one place where skosify is called: it states both directions of a hierarchy that is already sound.

skosify mends what it finds: it makes a concept without a broader one a top concept, turns a second preferred
label into an alternative one, and cuts cycles. Check a scheme with `skos_faults` first.
"""

from typing import Any

from rdflib import Graph
from skosify import skosify

from strategraph.errors import ConceptError
from strategraph.graphs import empty_graph

__all__ = ["OPTIONS", "enriched"]

#: Every option that could change a triple. skosify ignores a name that it does not know: a test compares them.
OPTIONS: dict[str, Any] = {
    "narrower": True,  # state skos:narrower wherever skos:broader is stated (S25)
    "mark_top_concepts": True,  # state skos:hasTopConcept wherever skos:topConceptOf is stated (S8)
    "default_language": "cs",
    "enrich_mappings": False,  # else it writes statements about concepts of other vocabularies
    "break_cycles": False,
    "keep_related": True,
    "transitive": False,
    "aggregates": False,
    "eliminate_redundancy": False,
    "cleanup_classes": False,
    "cleanup_properties": False,
    "cleanup_unreachable": False,
    "set_modified": False,  # else it writes the time of day
    "infer": False,
    "preflabel_policy": "shortest",  # without effect where S14 holds, which is checked before
}


def enriched(graph: Graph) -> Graph:
    """A new graph: the statements of `graph`, with narrower, top-concept and related links in both directions.

    Raises:
        ConceptError: if skosify gives up, as it does on a graph without concepts and on a Dataset.
    """
    try:
        made = skosify(graph, **OPTIONS)
    except SystemExit as stop:
        raise ConceptError(
            f"skosify gave up on a graph of {len(graph)} statements: give it one plain graph with at least one concept."
        ) from stop
    result = empty_graph()  # skosify's own carries prefixes that it chose
    for triple in made:
        result.add(triple)
    return result
