"""The record by which catalogues list the dataset has what DCAT-AP-CZ asks for, and says nothing that nobody knows."""

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD

from strategraph.catalogue import DumpFile, describe, describe_record, whole_record
from strategraph.catalogue.about import About
from strategraph.errors import RegisterError
from strategraph.graph_names import GraphNames
from strategraph.iris import Iris
from strategraph.licence import ATTRIBUTION, LICENCE
from strategraph.namespaces import PU, SPDX, VCARD, VOID
from strategraph.places import find_places
from strategraph.settings import Publication

BASE = "https://example.org/"
NAMES, IRIS = GraphNames(BASE), Iris(BASE)
WORDS = find_places().mappings / "catalogue" / "record.ttl"
UNSET = Publication(base=BASE)
SET = Publication(BASE, "https://example.org/us", "Us", "Data desk", "data@example.org")
PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix pu: <https://data.gov.cz/slovník/podmínky-užití/> .
@prefix schema: <https://schema.org/> .
@prefix sg: <https://w3id.org/strategraph/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://example.org/> .
"""
SOURCE = """<plan/a> a sg:Plan ; dcterms:spatial <cz> ; dcterms:temporal <early> . <plan/b> a sg:Plan ; dcterms:spatial <kraj> ;
    dcterms:temporal <late> . <strategy> dcterms:temporal <later> ."""
REGISTERS = """<cz> schema:sameAs <https://linked.cuzk.cz/resource/ruian/stat/1>, <http://data.europa.eu/nuts/code/CZ> .
    <kraj> schema:sameAs <https://linked.cuzk.cz/resource/ruian/vusc/43> .
    <early> dcat:startDate "2006"^^xsd:gYear ; dcat:endDate "2008"^^xsd:gYear .
    <late> dcat:startDate "2024"^^xsd:gYear ; dcat:endDate "2026"^^xsd:gYear .
    <later> dcat:startDate "2030"^^xsd:gYear ; dcat:endDate "2040"^^xsd:gYear ."""
#: Mandatory by the OFN, section "Položky": for a dataset, a distribution, and one that is a file.
DATASET = (
    DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.theme, DCTERMS.accrualPeriodicity, DCAT.keyword,
    DCTERMS.spatial, DCAT.distribution,
)  # fmt: skip
DISTRIBUTION = (PU.specifikace, DCAT.accessURL)
FILE = (DCAT.downloadURL, DCTERMS["format"], DCAT.mediaType)
TERMS = (
    PU["autorské-dílo"], PU["databáze-jako-autorské-dílo"], PU["databáze-chráněná-zvláštními-právy"], PU["osobní-údaje"],
)  # fmt: skip


def turtle(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def graphs(**more: str) -> dict[URIRef, Graph]:
    named = {name: turtle(text) for name, text in {"registers": REGISTERS, **more}.items()}
    return {NAMES.source("p"): turtle(SOURCE)} | {NAMES.named(name): graph for name, graph in named.items()}


def record(publication: Publication = UNSET, **more: str) -> Graph:
    return describe_record(
        graphs(alignments="<l> a sg:Alignment .", **more), publication, WORDS, ["alignments.sssom.tsv"]
    )


def missing(found: Graph, kind: URIRef, properties: tuple[URIRef, ...]) -> set[tuple[str, str]]:
    return {
        (str(thing).removeprefix(BASE), found.namespace_manager.normalizeUri(wanted))
        for thing in found.subjects(RDF.type, kind)
        for wanted in properties
        if (thing, wanted, None) not in found
    }


def test_nothing_mandatory_is_missing_where_the_settings_are_made() -> None:
    found = record(SET)
    assert missing(found, DCAT.Dataset, DATASET) == set()
    assert missing(found, DCAT.Distribution, DISTRIBUTION) == set()
    files = set(found.subjects(DCAT.downloadURL))
    endpoint = IRIS.distribution(IRIS.dataset(), "sparql")
    assert set(found.subjects(RDF.type, DCAT.Distribution)) - files == {endpoint}
    assert [(file, wanted) for file in files for wanted in FILE if (file, wanted, None) not in found] == []
    assert missing(found, DCAT.DataService, (DCTERMS.title, DCAT.endpointURL, DCAT.endpointDescription)) == set()
    assert found.value(endpoint, DCAT.accessService) in set(found.subjects(RDF.type, DCAT.DataService))
    assert missing(found, PU.Specifikace, TERMS) == set()
    assert missing(found, DCAT.Catalog, (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset)) == set()


def test_titles_and_keywords_are_in_both_languages() -> None:
    found = record()
    for thing in found.subjects(RDF.type, DCAT.Dataset):
        for property_ in (DCTERMS.title, DCTERMS.description, DCAT.keyword):
            assert {value.language for value in found.objects(thing, property_)} == {"cs", "en"}, (thing, property_)


def test_what_is_not_set_is_left_out_and_nothing_else() -> None:
    found = record()
    assert missing(found, DCAT.Dataset, DATASET) == {
        (name.removeprefix(BASE), "dcterms:publisher") for name in map(str, found.subjects(RDF.type, DCAT.Dataset))
    }
    assert list(found.subjects(RDF.type, FOAF.Agent)) == list(found.subjects(RDF.type, VCARD.Organization)) == []


def test_publisher_and_contact_are_those_of_the_settings() -> None:
    found, dataset = record(SET), IRIS.dataset()
    publisher, contact = URIRef("https://example.org/us"), URIRef(f"{dataset}#contact")
    for listed in (dataset, IRIS.catalogue(), IRIS.dataset_graph("source/p")):
        assert found.value(listed, DCTERMS.publisher) == publisher
        assert found.value(listed, DCAT.contactPoint) == contact
    assert found.value(publisher, FOAF.name) == Literal("Us")
    assert found.value(contact, VCARD.hasEmail) == URIRef("mailto:data@example.org")
    assert found.value(contact, VCARD.fn) == Literal("Data desk")
    only_iri = record(replace(SET, publisher_name="", contact_name="", contact_email=""))
    assert set(only_iri.predicate_objects(publisher)) == {(RDF.type, FOAF.Agent)}


def test_place_and_time_are_those_of_the_plans() -> None:
    found, dataset = record(), IRIS.dataset()
    ruian = "https://linked.cuzk.cz/resource/ruian/"
    assert set(found.objects(dataset, DCTERMS.spatial)) == {URIRef(f"{ruian}stat/1"), URIRef(f"{ruian}vusc/43")}
    period = found.value(dataset, DCTERMS.temporal)
    assert found.value(period, DCAT.startDate) == Literal("2006-01-01", datatype=XSD.date)
    assert found.value(period, DCAT.endDate) == Literal("2026-12-31", datatype=XSD.date)


@pytest.mark.parametrize(
    ("assignments", "said"),
    [("<a> sg:weight 1 .", "neobsahuje"), ("<a> sg:decidedBy 'Eva Nováková' .", "obsahuje")],
)
def test_a_name_of_somebody_who_decided_is_personal_data(assignments: str, said: str) -> None:
    found = record(assignments=assignments).value(IRIS.terms(), PU["osobní-údaje"])
    assert found == URIRef(f"https://data.gov.cz/podmínky-užití/{said}-osobní-údaje/")


def test_the_licence_is_that_of_the_project_and_its_author_is_named() -> None:
    found = record()
    for right in TERMS[:3]:
        assert found.value(IRIS.terms(), right) == URIRef(LICENCE)
    for author in (PU.autor, PU["autor-databáze"]):
        assert Literal(ATTRIBUTION, lang="en") in set(found.objects(IRIS.terms(), author))


def test_each_graph_is_a_part_with_its_turtle_and_a_table_stands_with_the_graph_that_it_repeats() -> None:
    found = record()
    files = {
        str(part).removeprefix(f"{IRIS.dataset()}/graph/"): sorted(
            str(found.value(way, DCAT.downloadURL)).removeprefix(f"{BASE}download/")
            for way in found.objects(part, DCAT.distribution)
        )
        for part in found.objects(IRIS.dataset(), DCTERMS.hasPart)
    }
    assert files == {
        "alignments": ["alignments.sssom.tsv", "graphs/alignments.ttl"],
        "metadata": ["graphs/metadata.ttl"],
        "registers": ["graphs/registers.ttl"],
        "source/p": ["graphs/source.p.ttl"],
    }


def test_the_words_name_no_thing_of_ours_that_the_program_does_not() -> None:
    read = Graph().parse(WORDS, format="turtle", publicID=BASE)
    whole = IRIS.dataset()
    known = {IRIS.catalogue(), whole, IRIS.terms(), IRIS.distribution(whole, "sparql")}
    service = URIRef(f"{whole}/service/sparql")
    assert {thing for thing in read.subjects() if str(thing).startswith(BASE)} == known | {service}
    assert read.value(IRIS.distribution(whole, "sparql"), DCAT.accessService) == service


def test_every_code_of_others_has_a_name_in_both_languages() -> None:
    read = Graph().parse(WORDS, format="turtle", publicID=BASE)
    codes = {value for name in (DCAT.theme, DCTERMS.accrualPeriodicity) for value in read.objects(IRIS.dataset(), name)}
    assert {code: {label.language for label in read.objects(code, SKOS.prefLabel)} for code in codes} == {
        key: {"cs", "en"} for key in codes
    }


def test_words_that_are_no_turtle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "record.ttl").write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(RegisterError, match="cannot be read as Turtle"):
        describe_record(graphs(), UNSET, tmp_path / "record.ttl")


def test_the_whole_record_has_size_and_checksum_of_each_file_and_no_partitions() -> None:
    part = {NAMES.source("p"): turtle(SOURCE)}
    metadata = describe(part, BASE, About("2024-05-31")) + describe_record(part, SET, WORDS)
    files = {
        name: DumpFile(size, digit * 64)
        for name, size, digit in (
            ("strategraph.nq", 10, "a"), ("strategraph.trig", 20, "b"),
            ("graphs/source.p.ttl", 30, "c"), ("graphs/metadata.ttl", 40, "d"), ("manifest.json", 50, "e"),
        )
    }  # fmt: skip
    found = whole_record(metadata, BASE, "0123", files)
    said = {
        str(found.value(way, DCAT.downloadURL)).removeprefix(f"{BASE}download/"): DumpFile(
            int(str(found.value(way, DCAT.byteSize))),
            str(found.value(found.value(way, SPDX.checksum), SPDX.checksumValue)),
        )
        for way in found.subjects(DCAT.downloadURL)
    }
    assert said == {name: file for name, file in files.items() if name != "manifest.json"}
    assert found.value(IRIS.dataset(), URIRef(f"{DCAT}version")) == Literal("0123")
    assert (None, VOID.propertyPartition, None) not in found
    unplaced = {(name, "dcterms:spatial") for name, _ in missing(found, DCAT.Dataset, DATASET)}
    assert missing(found, DCAT.Dataset, DATASET) == unplaced  # the registers are not among these graphs
    assert list(found.subjects(RDF.type, SKOS.Concept)) == []
    with pytest.raises(KeyError):
        whole_record(metadata, BASE, "0123", {})
