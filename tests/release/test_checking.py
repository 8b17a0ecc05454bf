"""A planted fault is found, named by its rule, and traced to the line of the document on which it stands."""

import pytest
from rdflib import XSD, Graph, Literal, URIRef

from strategraph.errors import CheckError, QueryFileError
from strategraph.namespaces import SKOS
from strategraph.places import Places
from strategraph.release import publish
from strategraph.release.checking import Fault, Place, check

PREFIXES = """
@prefix : <https://example.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sg: <https://w3id.org/strategraph/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPES = """
:GoalShape a sh:NodeShape ; sh:targetClass sg:Goal ; sh:property [
    sh:path rdfs:label ; sh:minCount 1 ; sh:message "Cíl má štítek."@cs, "A goal has a label."@en ] .
:NotationShape a sh:NodeShape ; sh:targetClass sg:Goal ;
    sh:property [ sh:path skos:notation ; sh:datatype xsd:string ] ; sh:sparql <https://example.org/shapes#noSelf> .
<https://example.org/shapes#noSelf> sh:message "A goal is not its own parent."@en ;
    sh:select "SELECT $this WHERE { $this <https://w3id.org/strategraph/ontology#parent> $this }" .
"""
SOUND = """
:g a sg:Goal ; rdfs:label "Cíl"@cs ; sg:sourcePassage :p2, :p1 .
:p1 oa:hasSource :document ; sg:line 7 . :p2 oa:hasSource :document ; sg:line 12 .
:document a sg:SourceDocument ; sg:originalFileName "plan.txt" .
"""
CHECK = """# title-en: A goal has no descriptor
# title-cs: Cíl nemá deskriptor
PREFIX sg: <https://w3id.org/strategraph/ontology#>
SELECT ?element ?word ?none WHERE { ?element a sg:Goal . BIND("slovo" AS ?word)
  FILTER NOT EXISTS { ?element sg:hasDescriptor ?descriptor } }
"""


def turtle(text):
    return Graph().parse(data=PREFIXES + text, format="turtle")


@pytest.fixture
def places(tmp_path):
    home = tmp_path / "home"
    (home / "ontology").mkdir(parents=True)
    (home / "queries" / "checks").mkdir(parents=True)
    (home / "ontology" / "shapes.ttl").write_text(PREFIXES + SHAPES, encoding="utf-8")
    return Places(home)


@pytest.fixture
def release_of(tmp_path, names, about):
    """Publish one graph of elements and one of something else."""

    def made(text, other=""):
        graphs = {names.source("p"): turtle(text), names.named("descriptors"): turtle(other)}
        return publish(graphs, tmp_path / "build", names, about)

    return made


def test_a_sound_release_has_no_faults(release_of, places):
    assert check(release_of(SOUND), places) == ()


def test_a_shape_that_is_not_met_is_a_fault_with_its_first_line(release_of, places):
    fault = Fault("shape MinCount of rdfs:label", "https://example.org/g", "A goal has a label.", Place("plan.txt", 7))
    assert check(release_of(SOUND.replace('rdfs:label "Cíl"@cs ;', "")), places) == (fault,)
    assert str(fault) == (
        "shape MinCount of rdfs:label: <https://example.org/g> (plan.txt, line 7): A goal has a label."
    )


def test_a_constraint_with_a_name_is_named(release_of, places):
    assert check(release_of(SOUND + ":g sg:parent :g ."), places) == (
        Fault("shape noSelf", "https://example.org/g", "A goal is not its own parent.", Place("plan.txt", 7)),
    )


def test_a_rule_over_the_whole_graph_names_the_thing_at_fault(release_of, places):
    """SHACL reports the class that the rule is aimed at; a reader needs the element."""
    shapes = places.ontology / "shapes.ttl"
    rule = """
    :Whole a sh:NodeShape ; sh:targetNode sg:Plan ; sh:sparql <https://example.org/shapes#noPage> .
    <https://example.org/shapes#noPage> sh:message "A goal has no page."@en ;
        sh:select "SELECT $this ?value WHERE { ?value <https://w3id.org/strategraph/ontology#page> ?page }" ."""
    shapes.write_text(shapes.read_text(encoding="utf-8") + rule, encoding="utf-8")
    assert check(release_of(SOUND + ":g sg:page 3 ."), places) == (
        Fault("shape noPage", "https://example.org/g", "A goal has no page.", Place("plan.txt", 7)),
    )


def test_shapes_see_literals_as_the_files_have_them(tmp_path, names, about, places):
    """The store would rewrite 01 as 1; the message shows what is written."""
    graph = turtle(SOUND)
    number = Literal("01", datatype=XSD.int, normalize=False)
    graph.add((URIRef("https://example.org/g"), SKOS.notation, number))
    release = publish({names.source("p"): graph}, tmp_path / "build", names, about)
    assert [(fault.rule, fault.element, fault.message[-12:]) for fault in check(release, places)] == [
        ("shape Datatype of skos:notation", "https://example.org/g", " (value: 01)")
    ]


def test_a_fault_of_a_concept_scheme_is_found(release_of, places):
    scheme = """
    :s a skos:ConceptScheme ; skos:prefLabel "S"@cs, "S"@en ; skos:hasTopConcept :c .
    :c a skos:Concept ; skos:inScheme :s ; skos:topConceptOf :s ; skos:prefLabel "A"@cs, "B"@cs, "A"@en .
    """
    faults = check(release_of(SOUND, scheme), places)
    assert [(fault.rule, fault.element) for fault in faults] == [("SKOS S14", "https://example.org/c")]


def test_a_row_of_a_check_is_a_fault(release_of, places):
    (places.queries / "checks" / "no-descriptor.rq").write_text(CHECK, encoding="utf-8")
    assert check(release_of(SOUND), places) == (
        Fault(
            "no-descriptor",
            "https://example.org/g",
            'A goal has no descriptor; word: "slovo"',
            Place("plan.txt", 7),
        ),
    )
    assert check(release_of(SOUND + ":g sg:hasDescriptor :d ."), places) == ()


def test_faults_come_in_the_order_of_rule_and_element(release_of, places):
    (places.queries / "checks" / "no-descriptor.rq").write_text(CHECK, encoding="utf-8")
    faults = check(release_of(":b a sg:Goal . :a a sg:Goal ."), places)
    assert [(fault.rule, fault.element[-1], fault.place) for fault in faults] == [
        ("no-descriptor", "a", None),
        ("no-descriptor", "b", None),
        ("shape MinCount of rdfs:label", "a", None),
        ("shape MinCount of rdfs:label", "b", None),
    ]


@pytest.mark.parametrize("text", ["ASK {}", "SELECT ?x ?element WHERE { ?element ?x ?y }", "SELECT (1 AS ?n) {}"])
def test_a_query_that_is_no_check_is_refused(release_of, places, text):
    file = places.queries / "checks" / "wrong.rq"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(QueryFileError) as fault:
        check(release_of(SOUND), places)
    assert str(fault.value) == f"{file} is not a check: write it as SELECT ?element …, one row for each fault."


def test_a_check_that_does_not_parse_is_refused(release_of, places):
    file = places.queries / "checks" / "wrong.rq"
    file.write_text("SELECT", encoding="utf-8")
    with pytest.raises(QueryFileError) as fault:
        check(release_of(SOUND), places)
    assert str(fault.value).startswith(f"{file} is not a SPARQL query: ")


@pytest.mark.parametrize(
    "shapes", ["this is no Turtle", ':S a sh:NodeShape ; sh:targetClass sg:Goal ; sh:property "text" .', None]
)
def test_shapes_that_cannot_be_used_are_refused(release_of, places, shapes):
    file = places.ontology / "shapes.ttl"
    if shapes is None:
        file.unlink()
    else:
        file.write_text(PREFIXES + shapes, encoding="utf-8")
    with pytest.raises(CheckError) as fault:
        check(release_of(SOUND), places)
    assert str(fault.value).startswith(f"{file} cannot be used as shapes: ")
