from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic

from strategraph.concepts import (
    Descriptor,
    Match,
    PrintedLabel,
    descriptor_graph,
    read_descriptors,
    read_matches,
    skos_faults,
)
from strategraph.errors import ConceptError
from strategraph.iris import Iris
from strategraph.namespaces import PREFIXES, RDF, SG, SKOS

ROOT = Path(__file__).parents[2]
IRIS = Iris("https://w3id.org/strategraph/")
DESCRIPTORS = read_descriptors(ROOT / "data" / "vocabularies" / "descriptors.csv")
MATCHES = read_matches(ROOT / "mappings" / "concepts", DESCRIPTORS)
MAPPINGS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
AGEING = Descriptor("VIII.d", "stárnutí", "ageing", ("strategy/s", "plan/p"), "Odjinud.", "From elsewhere.")
MATCH = Match(
    "VIII.d", "related", "3324", "http://eurovoc.europa.eu/3324", "population ageing",
    "https://w3id.org/semapv/vocab/LexicalMatching", "proposed", "A process.", "", "",
)  # fmt: skip
DECIDED = replace(MATCH, status="approved", reviewer="J. N.", review_date="2024-05-31")
THEMES = ("III", "VI", "VII", "VIII", "IX", "X", "XIII", "XVI", "XIX", "XX")


def turtle(text: str) -> Graph:
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    return Graph().parse(data=f"{prefixes}@base <{IRIS.base}resource/> .\n{text}", format="turtle")


SCHEME = """
<scheme/descriptors> a skos:ConceptScheme ; skos:hasTopConcept <theme/VIII> ;
    dcterms:title "Deskriptory strategických dokumentů"@cs, "Descriptors of strategic documents"@en ;
    rdfs:label "Deskriptory strategických dokumentů"@cs, "Descriptors of strategic documents"@en ;
    skos:editorialNote "České názvy jsou uvedeny tak, jak je tisknou dokumenty; anglické názvy jsou překladem tohoto projektu. Úplný číselník není zveřejněn, mezery v řadě písmen ukazují, že existují i další kódy."@cs,
        "Czech labels are given as the documents print them; English labels are translations by this project. No complete list has been published, and gaps between the letters show that there are further codes."@en .
<theme/VIII> a skos:Concept ; skos:inScheme <scheme/descriptors> ; skos:topConceptOf <scheme/descriptors> ;
    skos:notation "VIII" ; skos:prefLabel "Téma VIII"@cs, "Theme VIII"@en ; skos:narrower <descriptor/VIII.d> ;
    skos:editorialNote "Název tématu není v žádném z dokumentů vytištěn; známo je jen římské číslo v kódech deskriptorů."@cs,
        "No document prints a name for this theme; only the Roman numeral in its descriptors' codes is known."@en .
<descriptor/VIII.d> a skos:Concept ; skos:inScheme <scheme/descriptors> ; skos:broader <theme/VIII> ;
    sg:theme <theme/VIII> ; skos:notation "VIII.d" ; skos:prefLabel "stárnutí"@cs, "ageing"@en ;
    skos:editorialNote "Odjinud."@cs, "From elsewhere."@en ; sg:seenIn <strategy/s>, <plan/p> .
"""  # noqa: E501
SLOTS = """
<match/VIII.d/related/3324> a sg:Match ; rdfs:label "VIII.d – population ageing (relatedMatch)"@en ;
    sssom:subject_id <descriptor/VIII.d> ; sssom:predicate_id skos:relatedMatch ;
    sssom:object_id <http://eurovoc.europa.eu/3324> ; sssom:object_label "population ageing" ;
    sssom:mapping_justification semapv:LexicalMatching ; rdfs:comment "A process."@en ; sg:status
"""
REVIEW = """ ; sssom:reviewer_label "J. N." ; sssom:review_date "2024-05-31"^^xsd:date ."""


def test_a_scheme_of_one_descriptor_is_exactly_this() -> None:
    assert isomorphic(descriptor_graph([AGEING], [], IRIS), turtle(SCHEME))


@pytest.mark.parametrize("match, expected", [
    (MATCH, f'{SLOTS} "proposed" .'),
    (replace(DECIDED, status="rejected"), f'{SLOTS} "rejected"{REVIEW}'),
    (DECIDED, f'{SLOTS} "approved"{REVIEW} <descriptor/VIII.d> skos:relatedMatch <http://eurovoc.europa.eu/3324> .'),
])  # fmt: skip
def test_a_match_is_a_resource_and_only_an_approved_one_a_mapping(match: Match, expected: str) -> None:
    assert isomorphic(descriptor_graph([AGEING], [match], IRIS), turtle(SCHEME + expected))


@pytest.mark.parametrize("relation", ["exact", "close", "broad", "narrow", "related"])
def test_an_approved_match_of_any_kind_says_nothing_about_the_other_vocabulary(relation: str) -> None:
    graph = descriptor_graph([AGEING], [replace(DECIDED, relation=relation)], IRIS)
    mapping = (IRIS.descriptor("VIII.d"), SKOS[f"{relation}Match"], URIRef(DECIDED.target))
    assert [triple for triple in graph if triple[1] in MAPPINGS] == [mapping]
    assert list(graph.triples((URIRef(DECIDED.target), None, None))) == []


def test_a_plan_that_prints_a_known_descriptor_has_seen_it() -> None:
    printed = [PrintedLabel("VIII.d", "stárnutí", "q", "line 1"), PrintedLabel("I.a", "jiné", "q", "line 2")]
    graph = descriptor_graph([AGEING], [], IRIS, printed)
    assert sorted(graph.subject_objects(SG.seenIn)) == [
        (IRIS.descriptor("VIII.d"), place) for place in (IRIS.plan("p"), IRIS.plan("q"), IRIS.strategy("s"))
    ]


def test_an_unsound_scheme_is_refused() -> None:
    matches = [replace(DECIDED, relation="exact"), DECIDED]
    with pytest.raises(ConceptError) as caught:
        descriptor_graph([AGEING], matches, IRIS)
    assert str(caught.value) == (
        f"The scheme of descriptors is unsound: <{IRIS.descriptor('VIII.d')}> matches <{DECIDED.target}> "
        "exactly and by relatedMatch; keep one of the two."
    )


def test_the_published_scheme_is_sound_and_complete() -> None:
    graph = descriptor_graph(DESCRIPTORS, MATCHES, IRIS)
    scheme = IRIS.scheme("descriptors")
    themes = set(graph.objects(scheme, SKOS.hasTopConcept))
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert skos_faults(graph) == ()
    assert themes == {IRIS.theme(numeral) for numeral in THEMES}
    assert concepts - themes == {IRIS.descriptor(descriptor.code) for descriptor in DESCRIPTORS}
    assert set(graph.subjects(SKOS.inScheme, scheme)) == concepts
    assert all(str(concept).endswith(f"/{graph.value(concept, SKOS.notation)}") for concept in concepts)


def test_no_theme_has_an_invented_name() -> None:
    graph = descriptor_graph(DESCRIPTORS, MATCHES, IRIS)
    for theme in graph.objects(IRIS.scheme("descriptors"), SKOS.hasTopConcept):
        numeral = str(theme).rpartition("/")[2]
        assert set(graph.objects(theme, SKOS.prefLabel)) == {
            Literal(f"Téma {numeral}", lang="cs"),
            Literal(f"Theme {numeral}", lang="en"),
        }
        assert {note.language for note in graph.objects(theme, SKOS.editorialNote)} == {"cs", "en"}  # type: ignore[attr-defined]


def test_only_the_descriptor_known_from_elsewhere_is_marked() -> None:
    graph = descriptor_graph(DESCRIPTORS, MATCHES, IRIS)
    ageing = IRIS.descriptor("VIII.d")
    assert [
        concept for concept, _ in graph.subject_objects(SG.theme) if (concept, SKOS.editorialNote, None) in graph
    ] == [ageing]
    assert list(graph.objects(ageing, SG.seenIn)) == [IRIS.strategy("ssz-2021-2030")]


def test_the_matches_are_published_as_proposed_and_not_as_mappings() -> None:
    graph = descriptor_graph(DESCRIPTORS, MATCHES, IRIS)
    proposed = set(graph.subjects(RDF.type, SG.Match))
    assert len(proposed) == 42
    assert set(graph.subjects(SG.status, Literal("proposed"))) == proposed
    assert [triple for triple in graph if triple[1] in MAPPINGS] == []


def test_all_things_have_a_name_below_the_base_and_none_is_blank() -> None:
    graph = descriptor_graph(DESCRIPTORS, MATCHES, Iris("http://localhost:8000/"))
    assert {str(subject).startswith("http://localhost:8000/resource/") for subject in graph.subjects()} == {True}
    assert not any(
        "w3id.org/strategraph/resource" in node for triple in graph for node in triple if isinstance(node, URIRef)
    )
