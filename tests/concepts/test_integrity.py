from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from strategraph.concepts import Fault, skos_faults
from strategraph.namespaces import RDF, SKOS

FIXTURES = Path(__file__).parents[1] / "fixtures" / "skos"
TOP, A, B, C, SCHEME = (f"https://example.org/{name}" for name in ("top", "a", "b", "c", "scheme"))
ONE, TWO = "https://example.com/1", "https://example.com/2"

EXPECTED: dict[str, list[Fault]] = {
    "clean": [],
    "s9-said": [
        Fault("S9", A, f"<{A}> is used as a concept and as a concept scheme; give one of them another IRI."),
    ],
    "s9-implied": [
        Fault("S9", A, f"<{A}> is used as a concept and as a concept scheme; give one of them another IRI."),
    ],
    "s13-alternative": [
        Fault("S13", A, f"<{A}> has 'counselling'@en as prefLabel and as altLabel; keep it as prefLabel only."),
    ],
    "s13-hidden": [
        Fault("S13", A, f"<{A}> has 'rada'@cs as altLabel and as hiddenLabel; keep it as altLabel only."),
    ],
    "s14": [
        Fault("S14", A, f"<{A}> has 2 preferred labels in 'en': 'advice'@en, 'counselling'@en; keep one."),
    ],
    "s14-untagged": [
        Fault("S14", A, f"<{A}> has 2 preferred labels without language: 'X', 'Y'; keep one."),
    ],
    "s27": [
        Fault("S27", C, f"<{C}> is related to <{TOP}>, which is also broader; keep the hierarchy or the relation."),
    ],
    "s27-narrower": [
        Fault("S27", C, f"<{C}> is related to <{B}>, which is also broader; keep the hierarchy or the relation."),
    ],
    "s46-broad": [
        Fault("S46", A, f"<{A}> matches <{ONE}> exactly and by broadMatch; keep one of the two."),
    ],
    "s46-chain": [
        Fault("S46", A, f"<{A}> matches <{TWO}> exactly and by relatedMatch; keep one of the two."),
    ],
    "label-missing": [
        Fault("label-missing", A, f"<{A}> has no label in 'en'; add one."),
        Fault("label-missing", B, f"<{B}> has no label in 'cs'; add one."),
        Fault("label-missing", SCHEME, f"<{SCHEME}> has no label in 'cs'; add one."),
    ],
    "notation-repeated": [
        Fault("notation-repeated", A, f"<{A}>, <{B}> share the notation 'I.a' in <{SCHEME}>; give each its own."),
    ],
    "orphan": [
        Fault("orphan", B, f"<{B}> has no broader concept and is not a top concept; add one or the other."),
    ],
    "not-in-scheme": [
        Fault("not-in-scheme", B, f"<{B}> is in no concept scheme; add skos:inScheme."),
    ],
    "cycle": [
        Fault("cycle", A, f"These concepts are broader than themselves: <{A}>, <{TOP}>; remove one skos:broader."),
        Fault("cycle", B, f"These concepts are broader than themselves: <{B}>; remove one skos:broader."),
    ],
}


def parsed(name: str) -> Graph:
    return Graph().parse(FIXTURES / f"{name}.ttl", format="turtle")


@pytest.mark.parametrize("name", EXPECTED)
def test_a_fixture_gives_exactly_the_fault_that_was_planted(name: str) -> None:
    assert list(skos_faults(parsed(name))) == EXPECTED[name]


def test_every_fixture_is_used() -> None:
    assert sorted(path.stem for path in FIXTURES.glob("*.ttl")) == sorted(EXPECTED)


def test_the_languages_asked_for_are_the_languages_checked() -> None:
    graph = parsed("clean")
    concepts = sorted(
        map(str, {*graph.subjects(RDF.type, SKOS.Concept), *graph.subjects(RDF.type, SKOS.ConceptScheme)})
    )
    assert [fault.subject for fault in skos_faults(graph, ("cs", "de"))] == concepts
    assert skos_faults(graph, ()) == ()


def test_a_hierarchy_too_deep_for_recursion_is_checked() -> None:
    graph = parsed("clean")
    steps = [URIRef(f"https://example.org/step{number}") for number in range(1500)]
    for narrow, broad in zip(steps, [*steps[1:], URIRef(TOP)], strict=True):
        graph.add((narrow, SKOS.broader, broad))
    graph.add((steps[0], SKOS.related, URIRef(TOP)))
    assert [fault.rule for fault in skos_faults(graph)] == ["S27"]


def test_an_unsound_label_of_any_kind_does_not_stop_the_check() -> None:
    graph = parsed("clean")
    graph.add((URIRef(A), SKOS.prefLabel, URIRef(B)))
    graph.add((URIRef(A), SKOS.prefLabel, Literal(3)))
    message = f"<{A}> has 2 preferred labels without language: '3', '{B}'; keep one."
    assert skos_faults(graph) == (Fault("S14", A, message),)
