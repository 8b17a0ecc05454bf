"""What a reasoner for OWL 2 RL derives from the ontology over a small plan: exactly this, and no contradiction."""

from functools import cache

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import RDF, SKOS, Graph, Namespace, URIRef

from strategraph.namespaces import DCTERMS, PREFIXES, PROV, SG
from strategraph.places import find_places

FOLDER = find_places().ontology
EX = Namespace("https://example.org/")
HEADER = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items()) + f"PREFIX : <{EX}>\n"
PLAN = """
    :plan a sg:NationalPlan .
    :section a sg:Section ; sg:partOf :plan .
    :goal a sg:Goal ; sg:partOf :plan ; sg:parent :section ; sg:hasDescriptor :housing .
    :measure a sg:Measure ; sg:partOf :plan ; sg:parent :goal ; sg:responsibility :duty .
    :duty sg:body :ministry .
    :region a sg:RegionalPlan .
    :priority a sg:Priority ; sg:partOf :region ; sg:hasDescriptor :housing .
    :housing sg:theme :theme .
"""


@cache
def closure(data: str) -> Graph:
    """The data with the ontology and its alignments, expanded by the rules of OWL 2 RL; once for all tests, which only read it."""
    graph = Graph().parse(FOLDER / "strategraph.ttl").parse(FOLDER / "alignments.ttl")
    graph.parse(data=HEADER + data, format="turtle")
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


def derived(graph: Graph, data: str) -> set[tuple[str, str, str]]:
    """New statements between things of the example, by our properties or on membership in our classes."""
    new = graph - Graph().parse(data=HEADER + data, format="turtle")
    return {
        (s.removeprefix(EX), p.removeprefix(SG), o.removeprefix(EX).removeprefix(SG))
        for s, p, o in ((str(s), str(p), str(o)) for s, p, o in new)
        if s.startswith(EX) and s != o
        if (p.startswith(SG) and o.startswith(EX)) or (p == str(RDF.type) and o.startswith(SG))
    }


def errors(graph: Graph) -> list[str]:
    """Contradictions that the reasoner found."""
    return sorted(str(o) for s, _, o in graph if any("Error" in str(kind) for kind in graph.objects(s, RDF.type)))


def test_the_closure_of_a_small_plan_is_exactly_this() -> None:
    graph = closure(PLAN)

    assert derived(graph, PLAN) == {
        # membership: sub-classes, domains and ranges
        ("plan", str(RDF.type), "Plan"),
        ("region", str(RDF.type), "Plan"),
        ("section", str(RDF.type), "Element"),
        ("goal", str(RDF.type), "Element"),
        ("measure", str(RDF.type), "Element"),
        ("priority", str(RDF.type), "Element"),
        ("priority", str(RDF.type), "Goal"),
        ("duty", str(RDF.type), "Responsibility"),
        # sg:parent is a sub-property of sg:partOf, which is transitive
        ("goal", "partOf", "section"),
        ("measure", "partOf", "goal"),
        ("measure", "partOf", "section"),
        # inverses
        ("section", "child", "goal"),
        ("goal", "child", "measure"),
        ("plan", "hasPart", "section"),
        ("plan", "hasPart", "goal"),
        ("plan", "hasPart", "measure"),
        ("region", "hasPart", "priority"),
        ("section", "hasPart", "goal"),
        ("section", "hasPart", "measure"),
        ("goal", "hasPart", "measure"),
        ("housing", "descriptorOf", "goal"),
        ("housing", "descriptorOf", "priority"),
        ("duty", "responsibleFor", "measure"),
        # the chain, in both directions
        ("goal", "sharesDescriptorWith", "priority"),
        ("priority", "sharesDescriptorWith", "goal"),
    }
    assert errors(graph) == []


@pytest.mark.parametrize(
    "triple",
    [
        (EX.goal, DCTERMS.subject, EX.housing),
        (EX.measure, DCTERMS.isPartOf, EX.section),
        (EX.housing, SKOS.broader, EX.theme),
        (EX.housing, RDF.type, SKOS.Concept),
        (EX.plan, RDF.type, PROV.Plan),
    ],
)
def test_tools_that_know_only_common_vocabularies_find_their_way(triple: tuple[URIRef, URIRef, URIRef]) -> None:
    assert triple in closure(PLAN)


def test_no_element_becomes_a_concept_and_no_element_shares_a_mere_subject() -> None:
    graph = closure(PLAN + ":catalogue dcterms:subject :housing .")

    assert (EX.goal, RDF.type, SKOS.Concept) not in graph
    assert list(graph.objects(EX.catalogue, SG.sharesDescriptorWith)) == []
    assert (EX.catalogue, RDF.type, SG.Element) not in graph


@pytest.mark.parametrize(
    "contradiction",
    [
        ":goal a sg:Measure .",
        ":goal a sg:Plan .",
        ":section a sg:Priority .",
        ":plan a sg:RegionalPlan .",
        ":goal a sg:NationalObjective, sg:RegionalPriority .",
        ":plan sg:hasDescriptor :housing .",
    ],
)
def test_a_contradiction_is_found(contradiction: str) -> None:
    assert errors(closure(PLAN + contradiction)) != []
