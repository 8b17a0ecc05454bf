"""The graph of registers: bodies, territories, periods and strategies that the plans refer to."""

from collections.abc import Iterable

from rdflib import Graph, Literal, URIRef

from strategraph.graphs import empty_graph
from strategraph.iris import Iris
from strategraph.namespaces import DCAT, DCTERMS, ORG, RDF, RDFS, SCHEMA, SG, SKOS, XSD
from strategraph.plans import Plan
from strategraph.sources import Body, Registers
from strategraph.triples.words import add_both, cs, plain

__all__ = ["registers_graph"]


def registers_graph(registers: Registers, plans: Iterable[Plan], iris: Iris) -> Graph:
    """All statements of the graph `registers`; periods are those of the plans and strategies."""
    graph = empty_graph()
    for body in registers.bodies.values():
        _add_body(graph, body, iris)
    for territory in registers.territories.values():
        subject = iris.territory(territory.code)
        graph.add((subject, RDF.type, DCTERMS.Location))
        graph.add((subject, SKOS.notation, plain(territory.code)))
        add_both(graph, subject, RDFS.label, territory.label_cs, territory.label_en)
        if territory.kind:
            graph.add((subject, SG.territoryKind, iris.territory_kind(territory.kind)))
        for above in territory.within:
            graph.add((subject, SCHEMA.containedInPlace, iris.territory(above)))
        for address in territory.same_as:
            graph.add((subject, SCHEMA.sameAs, URIRef(address)))
    periods = {tuple(map(str, plan.manifest.period)) for plan in plans if plan.manifest.period}
    for strategy in registers.strategies.values():
        subject = iris.strategy(strategy.id)
        graph.add((subject, RDF.type, SG.Strategy))
        graph.add((subject, DCTERMS.identifier, plain(strategy.id)))
        add_both(graph, subject, DCTERMS.title, strategy.title_cs, strategy.title_en)
        add_both(graph, subject, RDFS.label, strategy.title_cs, strategy.title_en)
        graph.add((subject, DCTERMS.temporal, iris.period(strategy.start, strategy.end)))
        periods.add((strategy.start, strategy.end))
    for start, end in sorted(periods):
        _add_period(graph, start, end, iris)
    return graph


def _add_body(graph: Graph, body: Body, iris: Iris) -> None:
    subject = iris.body(body.slug)
    graph.add((subject, RDF.type, ORG.OrganizationalUnit if body.unit_of else ORG.FormalOrganization))
    add_both(graph, subject, SKOS.prefLabel, body.label_cs, body.label_en)
    add_both(graph, subject, RDFS.label, body.label_cs, body.label_en)
    add_both(graph, subject, SKOS.note, body.note_cs, body.note_en)
    for form in body.printed:
        if form != body.label_cs:
            graph.add((subject, SKOS.altLabel, cs(form)))
    if body.unit_of:
        graph.add((subject, ORG.unitOf, iris.body(body.unit_of)))
    if body.same_as:
        graph.add((subject, SCHEMA.sameAs, URIRef(body.same_as)))


def _add_period(graph: Graph, start: str, end: str, iris: Iris) -> None:
    subject = iris.period(start, end)
    graph.add((subject, RDF.type, DCTERMS.PeriodOfTime))
    add_both(graph, subject, RDFS.label, f"{start}–{end}", f"{start}–{end}")
    graph.add((subject, DCAT.startDate, Literal(start, datatype=XSD.gYear, normalize=False)))
    graph.add((subject, DCAT.endDate, Literal(end, datatype=XSD.gYear, normalize=False)))
