import logging
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from skosify import config

from strategraph.concepts import descriptor_graph, enriched, read_descriptors, read_matches, skos_faults
from strategraph.concepts import scheme as scheme_module
from strategraph.concepts.enrichment import OPTIONS
from strategraph.errors import ConceptError
from strategraph.iris import Iris
from strategraph.namespaces import RDF, SKOS

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "skos"
IRIS = Iris("https://w3id.org/strategraph/")
DESCRIPTORS = read_descriptors(ROOT / "data" / "vocabularies" / "descriptors.csv")
MATCHES = read_matches(ROOT / "mappings" / "concepts", DESCRIPTORS)


def test_on_the_real_scheme_exactly_the_other_directions_are_added_and_nothing_removed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    after = descriptor_graph(DESCRIPTORS, MATCHES, IRIS)
    monkeypatch.setattr(scheme_module, "enriched", lambda graph: graph)
    before = descriptor_graph(DESCRIPTORS, MATCHES, IRIS)
    themes = {descriptor.theme for descriptor in DESCRIPTORS}
    narrower = {(IRIS.theme(item.theme), SKOS.narrower, IRIS.descriptor(item.code)) for item in DESCRIPTORS}
    tops = {(IRIS.scheme("descriptors"), SKOS.hasTopConcept, IRIS.theme(theme)) for theme in themes}
    assert set(after) - set(before) == narrower | tops
    assert set(before) - set(after) == set()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_every_option_is_one_that_skosify_knows() -> None:
    assert sorted(OPTIONS.keys() - config().keys()) == []


def test_no_option_that_could_change_a_triple_is_left_to_its_default() -> None:
    harmless = {"from_format", "to_format", "namespaces", "namespace", "label"}
    unset = {"types", "literals", "relations", "update_query", "construct_query", "post_update_query"}
    rest = {name: value for name, value in config().items() if name not in OPTIONS.keys() | harmless}
    assert rest == {name: {} if name in ("types", "literals", "relations") else None for name in unset}


def test_the_graph_that_is_given_stays_as_it_was() -> None:
    graph = Graph().parse(FIXTURES / "clean.ttl", format="turtle")
    before = set(graph)
    result = enriched(graph)
    assert set(graph) == before
    assert result is not graph
    assert len(result) > len(before)


@pytest.mark.parametrize("graph", [Graph(), Dataset()])
def test_a_graph_that_skosify_gives_up_on_is_an_error_of_ours(graph: Graph) -> None:
    with pytest.raises(ConceptError) as caught:
        enriched(graph)
    assert str(caught.value) == (
        "skosify gave up on a graph of 0 statements: give it one plain graph with at least one concept."
    )


def test_a_dataset_with_statements_is_refused_too() -> None:
    dataset = Dataset()
    dataset.graph(URIRef("https://example.org/graph")).add((URIRef("https://example.org/a"), RDF.type, SKOS.Concept))
    with pytest.raises(ConceptError, match="gave up on a graph of 1 statements"):
        enriched(dataset)


@pytest.mark.parametrize("fixture, rule", [
    ("orphan", "orphan"), ("s14", "S14"), ("s13-alternative", "S13"), ("not-in-scheme", "not-in-scheme"),
])  # fmt: skip
def test_what_skosify_would_hide_is_found_before_and_lost_after(fixture: str, rule: str) -> None:
    """This is why the check comes first; if skosify ever stops mending, this says so."""
    graph = Graph().parse(FIXTURES / f"{fixture}.ttl", format="turtle")
    assert [fault.rule for fault in skos_faults(graph)] == [rule]
    assert skos_faults(enriched(graph)) == ()


@pytest.mark.parametrize("fixture, rule", [("cycle", "cycle"), ("s27", "S27"), ("s46-broad", "S46")])
def test_cycles_relations_and_mappings_are_left_alone(fixture: str, rule: str) -> None:
    graph = Graph().parse(FIXTURES / f"{fixture}.ttl", format="turtle")
    result = enriched(graph)
    assert set(graph) - set(result) == set()
    assert {fault.rule for fault in skos_faults(result)} == {rule}


def test_mappings_are_not_turned_round() -> None:
    graph = Graph().parse(FIXTURES / "clean.ttl", format="turtle")
    foreign = URIRef("https://example.com/1")
    assert list(enriched(graph).triples((foreign, None, None))) == []


def test_a_notation_stays_a_plain_string() -> None:
    graph = Graph().parse(FIXTURES / "clean.ttl", format="turtle")
    assert enriched(graph).value(URIRef("https://example.org/a"), SKOS.notation) == Literal("I.a")
