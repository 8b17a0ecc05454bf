"""Rules run in order, find what is new, and are refused with the name of their file when they are no rules."""

from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef

from strategraph.errors import QueryFileError
from strategraph.inference import infer
from strategraph.namespaces import SG
from strategraph.query_files import Query, read_queries, read_query

HOME = Path(__file__).parents[2]
FIRST, SECOND = URIRef("https://example.org/graph/1"), URIRef("https://example.org/graph/2")

PLANS = """
:n a sg:Plan, sg:NationalPlan . :r a sg:Plan, sg:RegionalPlan .
:n1 sg:partOf :n ; sg:level :goal .     :n2 sg:partOf :n ; sg:level :chapter .
:r1 sg:partOf :r ; sg:level :priority . :r2 sg:partOf :r .
"""
LEVELS = ":goal sg:alignedUnit true . :priority sg:alignedUnit true . :chapter sg:alignedUnit false ."


def turtle(text):
    prefixes = "@prefix sg: <https://w3id.org/strategraph/ontology#> . @prefix : <https://example.org/> ."
    return Graph().parse(data=f"{prefixes}\n{text}", format="turtle")


def rule(text, number="010"):
    return Query(number, "rules", Path(f"queries/rules/{number}.rq"), "", "", "", "", (), text)


def test_aligned_units_follow_from_level_and_plan():
    plans, levels = turtle(PLANS), turtle(LEVELS)
    found = infer({FIRST: plans, SECOND: levels}, read_queries(HOME / "queries", "rules")[:1])
    assert set(found) == {
        (URIRef("https://example.org/n1"), RDF.type, SG.NationalObjective),
        (URIRef("https://example.org/r1"), RDF.type, SG.RegionalPriority),
    }


@pytest.mark.parametrize("rule", read_queries(HOME / "queries", "rules"), ids=lambda rule: rule.id)
def test_both_engines_find_the_same(rule):
    whole = turtle(PLANS + LEVELS)
    assert set(infer({FIRST: whole}, [rule])) == set(whole.query(rule.text)) - set(whole)


def test_a_rule_sees_what_the_rules_before_it_found_and_repeats_nothing_asserted():
    rules = [
        rule("PREFIX : <https://example.org/> CONSTRUCT { ?s :b ?o } WHERE { ?s :a ?o }"),
        rule("PREFIX : <https://example.org/> CONSTRUCT { ?s :c ?o } WHERE { ?s :b ?o }", "020"),
    ]
    graphs = {FIRST: turtle(":x :a :y, :z ."), SECOND: turtle(":x :b :y .")}
    assert set(infer(graphs, rules)) == set(turtle(":x :b :z ; :c :y, :z ."))
    assert set(infer(graphs, reversed(rules))) == set(turtle(":x :b :z ; :c :y ."))


def test_a_number_that_the_store_writes_differently_is_not_new():
    literal = "PREFIX : <https://example.org/> CONSTRUCT { ?s :a ?o } WHERE { ?s :a ?o }"
    asserted = Graph()
    for triple in turtle(':x :a "01"^^<http://www.w3.org/2001/XMLSchema#int> .'):
        asserted.add(triple)
    assert set(infer({FIRST: asserted}, [rule(literal)])) == set()


def test_no_rules_find_nothing():
    assert set(infer({FIRST: turtle(":x :a :y .")}, [])) == set()


@pytest.mark.parametrize(
    "text, message",
    [
        (
            "SELECT ?s WHERE { ?s ?p ?o }",
            "queries/rules/010.rq is not a rule: write it as CONSTRUCT { what follows } WHERE { from what }.",
        ),
        ("ASK {}", "queries/rules/010.rq is not a rule: write it as CONSTRUCT { what follows } WHERE { from what }."),
        (
            "CONSTRUCT { ?s a [] } WHERE { ?s ?p ?o }",
            "queries/rules/010.rq makes a blank node: build an IRI with IRI() and BIND instead.",
        ),
    ],
)
def test_what_is_no_rule_is_refused(text, message):
    with pytest.raises(QueryFileError) as fault:
        infer({FIRST: turtle(":x :a :y .")}, [rule(text)])
    assert str(fault.value) == message


def test_a_rule_that_does_not_parse_is_refused_by_file():
    with pytest.raises(QueryFileError) as fault:
        infer({}, [rule("CONSTRUCT { ?s ?p } WHERE {}")])
    assert str(fault.value).startswith("queries/rules/010.rq is not a SPARQL query: error at 1:")


def test_a_rule_with_parameters_is_refused(tmp_path):
    file = tmp_path / "010.rq"
    file.write_text("# param: s iri plan/x\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }\n", encoding="utf-8")
    with pytest.raises(QueryFileError) as fault:
        infer({}, [read_query(file)])
    assert str(fault.value) == f"{file} has parameters, and a rule has nobody to set them: take them out."
