"""Bodies, territories, periods and strategies, with their addresses elsewhere as schema:sameAs, never owl:sameAs."""

from rdflib import Graph, URIRef

from strategraph.iris import Iris
from strategraph.namespaces import DCAT, DCTERMS, ORG, OWL, RDF, SCHEMA, SG
from strategraph.pipeline import Work

BASE = "https://w3id.org/strategraph/resource/"


def registers(work: Work) -> Graph:
    return work.graphs[work.names.named("registers")]


def test_the_agency_is_a_unit_and_has_no_register_address(work: Work) -> None:
    graph, agency = registers(work), URIRef(f"{BASE}body/ASZ")
    assert set(graph.objects(agency, RDF.type)) == {ORG.OrganizationalUnit}
    assert set(graph.objects(agency, ORG.unitOf)) == {URIRef(f"{BASE}body/UV")}
    assert set(graph.objects(agency, SCHEMA.sameAs)) == set()


def test_others_are_organisations_with_one_register_address(work: Work) -> None:
    graph = registers(work)
    bodies = set(graph.subjects(RDF.type, ORG.FormalOrganization))
    assert len(bodies) == 10
    assert all(len(set(graph.objects(body, SCHEMA.sameAs))) == 1 for body in bodies)
    assert not set(graph.triples((None, OWL.sameAs, None)))


def test_periods_are_those_of_plans_and_strategies(work: Work) -> None:
    graph = registers(work)
    periods = {
        (str(graph.value(period, DCAT.startDate)), str(graph.value(period, DCAT.endDate)))
        for period in graph.subjects(RDF.type, DCTERMS.PeriodOfTime)
    }
    assert periods == {("2006", "2008"), ("2016", "2020"), ("2019", "2021"), ("2021", "2030"), ("2024", "2026")}


def test_plans_carry_out_strategies_that_are_no_plans(work: Work) -> None:
    iris = Iris("https://w3id.org/strategraph/")
    carried = {
        (plan.id, str(strategy).rpartition("/")[2])
        for plan in work.plans
        for strategy in work.graphs[work.names.source(plan.id)].objects(iris.plan(plan.id), SG.carriesOut)
    }
    assert carried == {("ap-ssz-2024-2026", "ssz-2021-2030"), ("ap-sbsv-2016-2020", "sbsv-2016-2020")}
    strategies = set(registers(work).subjects(RDF.type, SG.Strategy))
    assert {str(one).rpartition("/")[2] for one in strategies} == {"ssz-2021-2030", "sbsv-2016-2020"}
