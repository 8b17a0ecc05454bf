"""The catalogue record says what is there, and every number in it is counted."""

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, VOID

from strategraph import __version__
from strategraph.catalogue import About, describe, turtle_path
from strategraph.catalogue.words import GRAPHS_CS
from strategraph.errors import StrategraphError
from strategraph.graph_names import GRAPHS, GraphNames
from strategraph.triples import ntriples

BASE = "https://example.org/"
NAMES = GraphNames(BASE)
ABOUT = About("2024-05-31", (("p", "ab" * 32, "p.txt"),))
PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
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
EXPECTED = f"""
<https://example.org/resource/dataset/strategraph> a void:Dataset, dcat:Dataset ;
    dcterms:title "Strategické plány sociálního začleňování v České republice jako znalostní graf"@cs ,
        "Strategic plans for social inclusion in Czechia as a knowledge graph"@en ;
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
    void:triples 3 ; void:distinctSubjects 1 ; void:distinctObjects 3 ; void:classes 2 ; void:properties 2 ;
    void:subset <https://example.org/resource/dataset/strategraph/graph/source/p>,
        <https://example.org/resource/dataset/strategraph/graph/inferred> ;
    void:classPartition <https://example.org/resource/dataset/strategraph/class/sg.Goal>,
        <https://example.org/resource/dataset/strategraph/class/275aea8be2553b24> ;
    void:propertyPartition <https://example.org/resource/dataset/strategraph/property/rdf.type>,
        <https://example.org/resource/dataset/strategraph/property/rdfs.label> .
<https://example.org/resource/dataset/strategraph/graph/source/p> a void:Dataset, sd:NamedGraph ;
    sd:name <https://example.org/graph/source/p> ; void:triples 2 ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    void:dataDump <https://example.org/download/graphs/source.p.ttl> ;
    dcterms:description "prvky plánu p tak, jak je uvádí dokument"@cs ,
        "elements of the plan p as its document states them"@en .
<https://example.org/resource/dataset/strategraph/graph/inferred> a void:Dataset, sd:NamedGraph ;
    sd:name <https://example.org/graph/inferred> ; void:triples 2 ;
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
<https://example.org/resource/software/strategraph> a prov:SoftwareAgent, schema:SoftwareApplication ;
    rdfs:label "strategraph" ; schema:softwareVersion "{__version__}" .
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


def test_every_graph_is_described_in_both_languages():
    assert GRAPHS_CS.keys() == GRAPHS.keys()


def test_the_turtle_file_of_a_graph_is_named_after_it():
    assert turtle_path(NAMES, NAMES.source("p")) == "graphs/source.p.ttl"


@pytest.mark.parametrize("wrong", ["", "31. 5. 2024", "2024-13-01", "20240531", "2024-05-31T00:00:00"])
def test_a_date_that_is_none_is_refused(wrong):
    with pytest.raises(StrategraphError) as fault:
        About(wrong)
    assert str(fault.value) == f"{wrong!r} is not a date of a release: write it as 2024-05-31."
