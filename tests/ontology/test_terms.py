"""Every term of ours is described in both languages, and nothing is said about the terms of others."""

import re

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import VANN

from strategraph.alignment.mapping_set import COLUMNS
from strategraph.namespaces import CLASSES, DCTERMS, PREFIXES, PROPERTIES, SG, SSSOM, TERMS
from strategraph.places import find_places

FOLDER = find_places().ontology
ONTOLOGY = Graph().parse(FOLDER / "strategraph.ttl")
ALIGNMENTS = Graph().parse(FOLDER / "alignments.ttl")
HEADER = URIRef("https://w3id.org/strategraph/ontology")
PROPERTY_KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
#: Classes and axioms of OWL that the ontology uses; all within OWL 2 RL (section 4.2 of the profiles).
USED_OWL = {
    "Ontology", "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty",
    "TransitiveProperty", "SymmetricProperty", "inverseOf", "disjointWith", "propertyChainAxiom", "versionInfo",
}  # fmt: skip


def ours(graph: Graph) -> set[str]:
    """The local names of the terms that the graph describes."""
    return {str(subject).removeprefix(str(URIRef(SG))) for subject in graph.subjects() if str(subject).startswith(SG)}


def in_languages(term: URIRef, predicate: URIRef) -> list[tuple[str | None, bool]]:
    """For each text: its language, and whether it says anything."""
    texts = [text for text in ONTOLOGY.objects(term, predicate) if isinstance(text, Literal)]
    return sorted((text.language, len(text) > 2) for text in texts)


def test_the_ontology_describes_exactly_the_terms_of_the_code() -> None:
    assert ours(ONTOLOGY) == set(TERMS)


def test_no_term_is_listed_twice() -> None:
    assert len(TERMS) == len(set(TERMS))


@pytest.mark.parametrize("name", TERMS)
def test_a_term_has_label_and_definition_in_czech_and_english(name: str) -> None:
    assert in_languages(SG[name], RDFS.label) == [("cs", True), ("en", True)]
    assert in_languages(SG[name], SKOS.definition) == [("cs", True), ("en", True)]
    assert list(ONTOLOGY.objects(SG[name], RDFS.isDefinedBy)) == [HEADER]


@pytest.mark.parametrize("name", TERMS)
def test_a_definition_is_made_of_whole_sentences(name: str) -> None:
    for text in ONTOLOGY.objects(SG[name], SKOS.definition):
        assert re.fullmatch(r"[^\W\d_a-z].*\.", str(text)), text


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_is_a_class(name: str) -> None:
    assert set(ONTOLOGY.objects(SG[name], RDF.type)) == {OWL.Class}


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_is_of_one_kind(name: str) -> None:
    assert len(set(ONTOLOGY.objects(SG[name], RDF.type)) & PROPERTY_KINDS) == 1


@pytest.mark.parametrize("language", ["cs", "en"])
def test_no_two_terms_of_one_sort_share_a_label(language: str) -> None:
    for sort in (CLASSES, PROPERTIES):
        labels = [str(label) for name in sort for label in ONTOLOGY.objects(SG[name], RDFS.label)
                  if isinstance(label, Literal) and label.language == language]  # fmt: skip
        assert sorted(labels) == sorted(set(labels))


def test_the_header_says_what_the_ontology_is() -> None:
    assert (
        in_languages(HEADER, DCTERMS.title) == in_languages(HEADER, DCTERMS.description) == [("cs", True), ("en", True)]
    )
    assert str(ONTOLOGY.value(HEADER, VANN.preferredNamespacePrefix)) == "sg"
    assert str(ONTOLOGY.value(HEADER, VANN.preferredNamespaceUri)) == PREFIXES["sg"]
    assert str(ONTOLOGY.value(HEADER, DCTERMS.license)) == "https://creativecommons.org/licenses/by/4.0/"
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(ONTOLOGY.value(HEADER, OWL.versionInfo)))


@pytest.mark.parametrize("graph", [ONTOLOGY, ALIGNMENTS], ids=["strategraph.ttl", "alignments.ttl"])
def test_no_axiom_has_a_foreign_subject(graph: Graph) -> None:
    chain = ONTOLOGY.value(SG.sharesDescriptorWith, OWL.propertyChainAxiom)
    cells = set(ONTOLOGY.transitive_objects(chain, RDF.rest)) if chain else set()
    foreign = {s for s in graph.subjects() if not str(s).startswith(SG) and s != HEADER and s not in cells}

    assert foreign == set()


def test_the_chain_runs_over_descriptors_of_ours() -> None:
    chain = ONTOLOGY.value(SG.sharesDescriptorWith, OWL.propertyChainAxiom)
    assert chain is not None

    assert list(Collection(ONTOLOGY, chain)) == [SG.hasDescriptor, SG.descriptorOf]


def test_only_constructs_of_owl_2_rl_are_used() -> None:
    nodes = {node for triple in ONTOLOGY + ALIGNMENTS for node in triple}

    assert {str(node).removeprefix(str(OWL)) for node in nodes if str(node).startswith(str(OWL))} == USED_OWL


@pytest.mark.parametrize("name", ["sourcePassage", "remark", "unstated", "textDerived", "level", "status", "weight"])
def test_what_many_kinds_of_things_have_has_no_domain(name: str) -> None:
    assert list(ONTOLOGY.objects(SG[name], RDFS.domain)) == []


def test_no_element_or_plan_is_a_concept() -> None:
    for name in ("Plan", "Element", "Section", "Goal", "Priority", "Measure", "NationalObjective", "RegionalPriority"):
        assert SKOS.Concept not in set((ONTOLOGY + ALIGNMENTS).transitive_objects(SG[name], RDFS.subClassOf))


def test_alignments_speak_of_known_terms_and_link_outwards() -> None:
    assert ours(ALIGNMENTS) <= set(TERMS)
    assert [triple for triple in ALIGNMENTS if str(triple[2]).startswith(SG)] == []
    assert set(ALIGNMENTS.predicates()) == {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso}


def test_what_links_have_leads_to_the_columns_of_the_published_mapping_set() -> None:
    links = [SG[name] for name in ("nationalObjective", "regionalPriority", "score", "linkClass", "sharedDescriptor")]
    slots = [str(slot).removeprefix(str(SSSOM)) for term in links for slot in ALIGNMENTS.objects(term, RDFS.seeAlso)]
    assert sorted(slots) == ["match_string", "object_id", "predicate_id", "similarity_score", "subject_id"]
    assert set(slots) <= set(COLUMNS)


def test_each_alignment_has_a_reason_above_it() -> None:
    lines = (FOLDER / "alignments.ttl").read_text(encoding="utf-8").splitlines()
    statements = [number for number, line in enumerate(lines) if line.startswith("sg:")]

    assert statements
    assert [lines[number] for number in statements if not lines[number - 1].startswith("#")] == []
