"""The comparisons in the graph `assignments`: what the lexicon gives elements whose document prints descriptors."""

from collections.abc import Iterable

from rdflib import Graph

from strategraph.concepts import Descriptor
from strategraph.iris import Iris
from strategraph.namespaces import RDF, RDFS, SG
from strategraph.sources import Document
from strategraph.subjects.assignments_graph import decimal
from strategraph.subjects.comparisons import Comparison
from strategraph.subjects.scoring import Indexer
from strategraph.triples import Provenance, Statements, cs, en, lines_graph, plain

__all__ = ["comparisons_graph"]


def comparisons_graph(
    document: Document, compared: Iterable[Comparison], descriptors: Iterable[Descriptor], indexer: Indexer, iris: Iris
) -> Graph:
    """The statements about the comparisons of one plan; they give no element a descriptor. No blank nodes."""
    graph, plan_id = Statements(), document.manifest.plan_id
    labels = {one.code: one for one in descriptors}
    provenance = Provenance(graph, iris, document)
    version, threshold = plain(indexer.lexicon.version), decimal(indexer.subjects.assigned)
    for one in compared:
        place = (plan_id, one.kind, one.key)
        comparison = iris.comparison(*place, one.code)
        for name, value in (
            (RDF.type, SG.Comparison),
            (SG.comparedElement, iris.element(*place)),
            (SG.descriptor, iris.descriptor(one.code)),
            (SG.agreement, plain(one.agreement)),
            (SG.weight, decimal(one.score)),
            (SG.threshold, threshold),
            (SG.lexiconVersion, version),
            (RDFS.label, cs(labels[one.code].label_cs)),
            (RDFS.label, en(labels[one.code].label_en)),
        ):
            graph.add((comparison, name, value))
        for match in one.matches:
            for passage in match.places:
                provenance.cite(comparison, SG.sourcePassage, passage)
    return lines_graph([graph.lines])
