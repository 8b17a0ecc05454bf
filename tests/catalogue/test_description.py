"""The catalogue record says what is there, and every number in it is counted."""

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, VOID

from strategraph import __version__
from strategraph.catalogue import About, Target, describe, read_targets, turtle_path
from strategraph.catalogue.words import GRAPHS_CS
from strategraph.errors import StrategraphError
from strategraph.graph_names import GRAPHS, GraphNames
from strategraph.places import find_places
from strategraph.triples import ntriples

BASE = "https://example.org/"
NAMES = GraphNames(BASE)
ABOUT = About("2024-05-31", (("p", "ab" * 32, "p.txt"),))
PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ext: <http://ldf.fi/void-ext#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix sg: <https://w3id.org/strategraph/ontology#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix d: <https://example.org/resource/dataset/strategraph/> .
"""
#: `x` is a goal in both graphs: three statements of the union in four of the graphs, two classes, two properties.
SOURCE = "<https://example.org/x> a sg:Goal ; rdfs:label 'x'@cs ."
INFERRED = "<https://example.org/x> a sg:Goal, <https://other.example/Class> ."
SOURCE_PART = "https://example.org/resource/dataset/strategraph/graph/source/p"
INFERRED_PART = "https://example.org/resource/dataset/strategraph/graph/inferred"
EXPECTED = f"""
<https://example.org/resource/dataset/strategraph> a void:Dataset ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    dcterms:modified "2024-05-31"^^xsd:date ;
    dcterms:source <https://example.org/resource/document/p> ;
    foaf:homepage <https://example.org/> ;
    prov:wasAttributedTo <https://example.org/resource/software/strategraph> ;
    void:sparqlEndpoint <https://example.org/sparql> ;
    void:uriSpace "https://example.org/resource/" ;
    void:dataDump <https://example.org/download/strategraph.nq>, <https://example.org/download/strategraph.trig> ;
    void:vocabulary <http://www.w3.org/1999/02/22-rdf-syntax-ns#>, <http://www.w3.org/2000/01/rdf-schema#>,
        <https://w3id.org/strategraph/ontology#> ;
    void:feature <http://www.w3.org/ns/formats/N-Quads>, <http://www.w3.org/ns/formats/TriG>,
        <http://www.w3.org/ns/formats/Turtle>, <http://www.w3.org/ns/formats/N-Triples>,
        <http://www.w3.org/ns/formats/RDF_XML>, <http://www.w3.org/ns/formats/JSON-LD> ;
    void:triples 3 ; void:distinctSubjects 1 ; void:distinctObjects 3 ; void:classes 2 ; void:properties 2 ;
    void:subset <https://example.org/resource/dataset/strategraph/graph/source/p>,
        <https://example.org/resource/dataset/strategraph/graph/inferred> ;
    void:classPartition <https://example.org/resource/dataset/strategraph/class/sg.Goal>,
        <https://example.org/resource/dataset/strategraph/class/275aea8be2553b24> ;
    void:propertyPartition <https://example.org/resource/dataset/strategraph/property/rdf.type>,
        <https://example.org/resource/dataset/strategraph/property/rdfs.label> .
<https://example.org/resource/dataset/strategraph/graph/source/p> a void:Dataset, sd:NamedGraph ;
    sd:name <https://example.org/graph/source/p> ; void:triples 2 ; void:distinctSubjects 1 ; void:distinctObjects 2 ;
    void:classPartition <{SOURCE_PART}/class/sg.Goal> ;
    void:propertyPartition <{SOURCE_PART}/property/rdf.type>, <{SOURCE_PART}/property/rdfs.label> ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    void:dataDump <https://example.org/download/graphs/source.p.ttl> ;
    dcterms:description "prvky plánu p tak, jak je uvádí dokument"@cs ,
        "elements of the plan p as its document states them"@en .
<https://example.org/resource/dataset/strategraph/graph/inferred> a void:Dataset, sd:NamedGraph ;
    sd:name <https://example.org/graph/inferred> ; void:triples 2 ; void:distinctSubjects 1 ; void:distinctObjects 2 ;
    void:classPartition <{INFERRED_PART}/class/sg.Goal>, <{INFERRED_PART}/class/275aea8be2553b24> ;
    void:propertyPartition <{INFERRED_PART}/property/rdf.type> ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    void:dataDump <https://example.org/download/graphs/inferred.ttl> ;
    dcterms:description "co z ostatních tvrzení plyne podle pravidel"@cs, "what follows from the rest by rule"@en .
<https://example.org/resource/dataset/strategraph/class/sg.Goal> a void:Dataset ; void:class sg:Goal ; void:entities 1 .
<https://example.org/resource/dataset/strategraph/class/275aea8be2553b24> a void:Dataset ;
    void:class <https://other.example/Class> ; void:entities 1 .
<https://example.org/resource/dataset/strategraph/property/rdf.type> a void:Dataset ;
    void:property <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ; void:triples 2 .
<https://example.org/resource/dataset/strategraph/property/rdfs.label> a void:Dataset ;
    void:property rdfs:label ; void:triples 1 .
<{SOURCE_PART}/class/sg.Goal> a void:Dataset ; void:class sg:Goal ; void:entities 1 .
<{SOURCE_PART}/property/rdf.type> a void:Dataset ; void:property rdf:type ; void:triples 1 .
<{SOURCE_PART}/property/rdfs.label> a void:Dataset ; void:property rdfs:label ; void:triples 1 .
<{INFERRED_PART}/class/sg.Goal> a void:Dataset ; void:class sg:Goal ; void:entities 1 .
<{INFERRED_PART}/class/275aea8be2553b24> a void:Dataset ; void:class <https://other.example/Class> ; void:entities 1 .
<{INFERRED_PART}/property/rdf.type> a void:Dataset ; void:property rdf:type ; void:triples 2 .
<https://example.org/resource/software/strategraph> a prov:SoftwareAgent, schema:SoftwareApplication ;
    rdfs:label "strategraph" ; schema:softwareVersion "{__version__}" .
"""
#: `x` is of both classes, and so both classes have its properties.
for part in ("sg.Goal", "275aea8be2553b24"):
    in_class = f"https://example.org/resource/dataset/strategraph/class/{part}"
    EXPECTED += f"""
    <{in_class}> void:propertyPartition <{in_class}/property/rdf.type>, <{in_class}/property/rdfs.label> .
    <{in_class}/property/rdf.type> a void:Dataset ; void:property rdf:type ; void:triples 2 .
    <{in_class}/property/rdfs.label> a void:Dataset ; void:property rdfs:label ; void:triples 1 ;
        ext:datatypePartition <{in_class}/property/rdfs.label/datatype/rdf.langString> .
    <{in_class}/property/rdfs.label/datatype/rdf.langString> a void:Dataset ;
        ext:datatype rdf:langString ; void:triples 1 .
    """


def turtle(text):
    return Graph().parse(data=PREFIXES + text, format="turtle")


def record(**changes):
    graphs = {NAMES.source("p"): turtle(SOURCE), NAMES.named("inferred"): turtle(INFERRED)}
    return describe(graphs | {NAMES.named(name): graph for name, graph in changes.items()}, BASE, ABOUT)


def test_the_whole_record():
    assert ntriples(record()).decode().splitlines() == ntriples(turtle(EXPECTED)).decode().splitlines()


def test_the_record_does_not_count_itself():
    assert ntriples(record(metadata=turtle(EXPECTED))) == ntriples(record())


def test_another_statement_changes_the_counts():
    more = record(registers=turtle("<https://example.org/y> rdfs:label 'y'@cs ."))
    dataset = URIRef("https://example.org/resource/dataset/strategraph")
    label = URIRef("https://example.org/resource/dataset/strategraph/property/rdfs.label")
    registers = URIRef("https://example.org/resource/dataset/strategraph/graph/registers")
    numbers = [more.value(part, VOID.triples) for part in (dataset, label, registers)]
    assert [int(str(number)) for number in numbers] == [4, 2, 1]


def test_a_graph_nobody_planned_for_is_listed_without_a_description():
    other = URIRef("https://example.org/graph/other")
    found = describe({other: turtle(SOURCE)}, BASE, ABOUT)
    part = URIRef("https://example.org/resource/dataset/strategraph/graph/other")
    assert found.value(part, VOID.triples) == Literal(2)
    assert found.value(part, DCTERMS.description) is None


def test_what_a_property_leads_to_is_counted_by_class():
    things = """<https://example.org/a> a sg:Goal ; sg:parent <https://example.org/b>, <https://example.org/c>, 1, 2, 'x' .
        <https://example.org/b> a sg:Section, sg:Element . <https://example.org/c> a sg:Section ."""
    found = describe({NAMES.named("inferred"): turtle(things)}, BASE, ABOUT)
    part = "https://example.org/resource/dataset/strategraph/class/sg.Goal/property/sg.parent"
    ends = ("class/sg.Section", "class/sg.Element", "datatype/xsd.integer", "datatype/xsd.string")
    numbers = [str(found.value(URIRef(f"{part}/{end}"), VOID.triples)) for end in ends]
    assert (str(found.value(URIRef(part), VOID.triples)), numbers) == ("5", ["2", "1", "2", "1"])


def test_every_graph_is_described_in_both_languages():
    assert GRAPHS_CS.keys() == GRAPHS.keys()


def test_the_turtle_file_of_a_graph_is_named_after_it():
    assert turtle_path(NAMES, NAMES.source("p")) == "graphs/source.p.ttl"


@pytest.mark.parametrize("wrong", ["", "31. 5. 2024", "2024-13-01", "20240531", "2024-05-31T00:00:00"])
def test_a_date_that_is_none_is_refused(wrong):
    with pytest.raises(StrategraphError) as fault:
        About(wrong)
    assert str(fault.value) == f"{wrong!r} is not a date of a release: write it as 2024-05-31."


def test_links_to_datasets_of_others_are_counted_by_property():
    things = """<https://example.org/resource/a> sg:theme <http://eurovoc.europa.eu/1>, <http://eurovoc.europa.eu/2> ;
            rdfs:seeAlso <http://eurovoc.europa.eu/1>, <https://elsewhere.example/1> ; rdfs:label 'http://eurovoc.europa.eu/3' .
        <http://eurovoc.europa.eu/1> rdfs:seeAlso <http://eurovoc.europa.eu/2> ."""
    targets = [
        Target("eurovoc", "http://eurovoc.europa.eu/", {"cs": "E", "en": "E"}),
        Target("none", "http://none/", {}),
    ]
    found = describe({NAMES.named("inferred"): turtle(things)}, BASE, ABOUT, targets)
    dataset = URIRef("https://example.org/resource/dataset/strategraph")
    linksets = {
        str(one).removeprefix(f"{dataset}/linkset/"): int(str(found.value(one, VOID.triples)))
        for one in found.subjects(VOID.subjectsTarget, dataset)
    }
    assert linksets == {"eurovoc/sg.theme": 2, "eurovoc/rdfs.seeAlso": 1}
    assert str(found.value(URIRef(f"{dataset}/target/eurovoc"), VOID.uriSpace)) == "http://eurovoc.europa.eu/"
    assert (URIRef(f"{dataset}/target/none"), None, None) not in found


def test_the_datasets_that_are_linked_are_named_in_both_languages():
    targets = read_targets(find_places().mappings / "catalogue" / "targets.csv")
    assert {target.name for target in targets} >= {"eurovoc", "ruian", "nuts", "rpp"}
    assert all(target.titles["cs"] and target.titles["en"] and target.space.endswith("/") for target in targets)
