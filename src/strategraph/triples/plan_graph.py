"""The graph of one plan: the plan, its document, its elements and everything printed with them."""

from collections.abc import Iterable

from rdflib import Graph, URIRef

from strategraph.iris import Iris
from strategraph.namespaces import DCTERMS, PROV, RDF, RDFS, SG
from strategraph.plans import Plan, Term
from strategraph.sources import Document
from strategraph.triples.element_graph import ElementWriter
from strategraph.triples.lines import lines_graph
from strategraph.triples.provenance import Provenance
from strategraph.triples.statements import Statements
from strategraph.triples.words import add_both, cs, plain

__all__ = ["plan_graph"]

PLAN_CLASSES = {
    "european": SG.EuropeanPlan,
    "national": SG.NationalPlan,
    "regional": SG.RegionalPlan,
    "microregional": SG.MicroregionalPlan,
    "municipal": SG.MunicipalPlan,
}


def plan_graph(plan: Plan, document: Document, roles: Iterable[Term], iris: Iris) -> Graph:
    """All statements of the graph `source/<plan id>`; `roles` are the common ones; no blank nodes."""
    graph = Statements()
    provenance = Provenance(graph, iris, document)
    provenance.describe_document(plan)
    _describe_plan(graph, plan, iris, provenance)
    writer = ElementWriter(graph, plan, {role.id: role for role in roles}, iris, provenance)
    for element in plan.elements:
        writer.write(element)
    return lines_graph([graph.lines])


def _describe_plan(graph: Statements, plan: Plan, iris: Iris, provenance: Provenance) -> None:
    manifest, subject, document = plan.manifest, iris.plan(plan.id), iris.document(plan.id)
    graph.add((subject, RDF.type, SG.Plan))
    graph.add((subject, RDF.type, PLAN_CLASSES[manifest.level]))
    graph.add((subject, DCTERMS.title, cs(manifest.title)))
    graph.add((subject, RDFS.label, cs(manifest.title)))
    graph.add((subject, DCTERMS.identifier, plain(plan.id)))
    graph.add((subject, DCTERMS.publisher, iris.body(manifest.issuer)))
    graph.add((subject, DCTERMS.spatial, iris.territory(manifest.territory)))
    graph.add((subject, DCTERMS.license, URIRef(manifest.licence)))
    graph.add((subject, DCTERMS.source, document))
    graph.add((subject, PROV.wasDerivedFrom, document))
    if manifest.period:
        graph.add((subject, DCTERMS.temporal, iris.period(*map(str, manifest.period))))
    else:
        graph.add((subject, SG.unstated, DCTERMS.temporal))
    if plan.title_passage:
        provenance.cite(subject, SG.sourcePassage, plan.title_passage)
    else:
        graph.add((subject, SG.unstated, DCTERMS.title))
    if plan.abstract_passage:
        graph.add((subject, DCTERMS.abstract, cs(plan.abstract)))
        provenance.cite(subject, SG.sourcePassage, plan.abstract_passage)
    if manifest.carries_out:
        graph.add((subject, SG.carriesOut, iris.strategy(manifest.carries_out)))
    if manifest.replaces:
        graph.add((subject, DCTERMS.replaces, iris.plan(manifest.replaces)))
    for remark in plan.remarks:
        add_both(graph, subject, SG.remark, remark.cs, remark.en)
