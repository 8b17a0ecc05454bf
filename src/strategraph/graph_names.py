"""The names of the graphs: which graph holds which kind of statement."""

from dataclasses import dataclass

from rdflib import URIRef

__all__ = ["GRAPHS", "GraphNames"]

#: The graphs that are not one per plan, with what they hold.
GRAPHS = {
    "assignments": "descriptors that this project assigned, with their evidence, and what its lexicon says beside printed ones",
    "descriptors": "the concept scheme of descriptors and its proposed matches",
    "vocabulary": "levels and roles",
    "registers": "bodies, territories, periods and strategies",
    "ontology": "classes and properties",
    "inferred": "what follows from the rest by rule",
    "alignments": "links between national objectives and regional priorities",
    "continuity": "links between the objectives of successive plans",
    "metadata": "the catalogue record, counts, versions and example queries",
}


@dataclass(frozen=True, slots=True)
class GraphNames:
    """Graph IRIs below one base."""

    base: str

    def named(self, name: str) -> URIRef:
        """The graph of a contract name such as `descriptors`; an unknown name raises KeyError."""
        GRAPHS[name]
        return URIRef(f"{self.base}graph/{name}")

    def source(self, plan_id: str) -> URIRef:
        """The graph of one plan: its elements, provenance and printed descriptors."""
        return URIRef(f"{self.base}graph/source/{plan_id}")

    def short(self, graph: URIRef) -> str:
        """The part below `graph/`, as file names use it (`source/ap-ssz-2024-2026`)."""
        return str(graph).removeprefix(f"{self.base}graph/")
