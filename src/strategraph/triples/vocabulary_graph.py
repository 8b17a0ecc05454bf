"""The graph of the common vocabularies: levels, with each document's own levels below, roles, and layers of descriptors."""

from collections.abc import Iterable, Mapping

from rdflib import Graph, URIRef

from strategraph.graphs import empty_graph
from strategraph.iris import Iris
from strategraph.namespaces import DCTERMS, RDF, RDFS, SG, SKOS
from strategraph.plans import Level, Plan, Term
from strategraph.settings import LAYERS
from strategraph.triples.words import add_both, plain, yes

__all__ = ["SCHEMES", "vocabulary_graph"]

SCHEMES = {
    "levels": ("Úrovně strategických plánů", "Levels of strategic plans"),
    "plan-levels": ("Územní úrovně plánů", "Territorial levels of plans"),
    "territory-kinds": ("Druhy území", "Kinds of territories"),
    "roles": ("Role orgánů", "Roles of bodies"),
    "layers": ("Vrstvy deskriptorů", "Layers of descriptors"),
}


def vocabulary_graph(terms: Mapping[str, Iterable[Term]], plans: Iterable[Plan], iris: Iris) -> Graph:
    """All statements of the graph `vocabulary`; `terms` are those of each scheme of `SCHEMES`, its top concepts."""
    graph = empty_graph()
    for name, (czech, english) in SCHEMES.items():
        graph.add((iris.scheme(name), RDF.type, SKOS.ConceptScheme))
        add_both(graph, iris.scheme(name), DCTERMS.title, czech, english)
        add_both(graph, iris.scheme(name), RDFS.label, czech, english)
    named = {
        "levels": iris.common_level,
        "plan-levels": iris.plan_level,
        "territory-kinds": iris.territory_kind,
        "roles": iris.role,
        "layers": iris.layer,
    }
    for name, of_scheme in terms.items():
        for term in of_scheme:
            _add_top(graph, named[name](term.id), term, iris.scheme(name))
    for layer in LAYERS:
        for status in LAYERS[layer]:
            graph.add((iris.layer(layer), SG.countsStatus, plain(status)))
    for plan in plans:
        for level in plan.levels:
            _add_own_level(graph, plan, level, iris)
    return graph


def _add_top(graph: Graph, subject: URIRef, term: Term, scheme: URIRef) -> None:
    graph.add((subject, RDF.type, SKOS.Concept))
    graph.add((subject, SKOS.inScheme, scheme))
    graph.add((subject, SKOS.topConceptOf, scheme))
    graph.add((scheme, SKOS.hasTopConcept, subject))
    graph.add((subject, SKOS.notation, plain(term.id)))
    add_both(graph, subject, SKOS.prefLabel, term.label_cs, term.label_en)
    add_both(graph, subject, SKOS.definition, term.definition_cs, term.definition_en)


def _add_own_level(graph: Graph, plan: Plan, level: Level, iris: Iris) -> None:
    subject, common = iris.own_level(plan.id, level.id), iris.common_level(level.common)
    graph.add((subject, RDF.type, SKOS.Concept))
    graph.add((subject, RDF.type, SG.Level))
    graph.add((subject, SKOS.inScheme, iris.scheme("levels")))
    graph.add((subject, SKOS.broader, common))
    graph.add((common, SKOS.narrower, subject))
    graph.add((subject, SKOS.notation, plain(f"{plan.id}/{level.id}")))
    add_both(graph, subject, SKOS.prefLabel, level.name_cs, level.name_en)
    graph.add((subject, SG.namePrinted, yes(level.name_printed)))
    graph.add((subject, SG.indexed, yes(level.indexed)))
    graph.add((subject, SG.alignedUnit, yes(level.aligned_unit)))
    graph.add((subject, DCTERMS.isPartOf, iris.plan(plan.id)))
