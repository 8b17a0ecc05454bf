"""The words of the pages are complete in both languages."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Store

import strategraph.pages
from strategraph.namespaces import SG
from strategraph.pages.texts import fixed, known_labels, percent, plural, shorten, size, text, word_of

FOLDER = Path(strategraph.pages.__file__).parent
TEXTS = tomllib.loads((FOLDER / "texts.toml").read_text(encoding="utf-8"))


def test_every_text_is_there_in_both_languages_with_the_same_fields() -> None:
    for key, words in TEXTS.items():
        assert set(words) == {"cs", "en"}, key
        assert re.findall(r"\{\w+\}", words["cs"]) == re.findall(r"\{\w+\}", words["en"]), key


def test_every_text_that_a_template_names_is_there_and_every_text_is_used() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (FOLDER / "templates").glob("*.html")]
    named = set(re.findall(r'\bt\("(\w+)"(?! ~)', "".join(sources)))
    begun = set(re.findall(r'\bt\("(\w+)" ~', "".join(sources)))
    assert [start for start in begun if not any(key.startswith(start) for key in TEXTS)] == []
    composed = {key for key in TEXTS if key.startswith(("kind_", "error_", "code_", *begun))} | {
        "classes", "object_properties", "datatype_properties", "annotation_properties", "above", "domain", "range",
        "true", "false", "reconciliation_name",
    }  # fmt: skip
    assert named <= set(TEXTS)
    assert set(TEXTS) - named - composed == set()


def test_fields_are_filled_in() -> None:
    assert text("line", "cs", line=7) == "řádek 7"
    assert text("line", "en", line=7) == "line 7"
    with pytest.raises(KeyError):
        text("nothing", "cs")


def test_known_terms_have_names_in_both_languages() -> None:
    names = known_labels()
    assert names["http://purl.org/dc/terms/title", "cs"] == "titul"
    assert {iri for iri, language in names if language == "cs"} == {iri for iri, language in names if language == "en"}
    assert all(names.values())


def test_every_term_of_others_that_the_data_use_has_a_name(store: Store) -> None:
    query = """SELECT DISTINCT ?term {
        { ?s ?term ?o } UNION { ?s a ?term }
        UNION { ?s ?p ?o . FILTER(ISLITERAL(?o)) BIND(DATATYPE(?o) AS ?term) }
        UNION { ?s ?p ?term . FILTER(ISIRI(?term)) }
    }"""
    used = {row["term"].value for row in store.query(query, use_default_graph_as_union=True)}  # type: ignore[union-attr]
    foreign = {iri for iri in used if shorten(iri) != iri and not iri.startswith(str(SG.Plan).removesuffix("Plan"))}
    assert len(foreign) > 100
    unshown = {"rdf:langString"}  # the language stands beside the text
    assert {shorten(iri) for iri in foreign if (iri, "cs") not in known_labels()} == unshown


@pytest.mark.parametrize(
    ("number", "language", "places", "share"),
    [
        ("0.071", "cs", "0,0710", "7,1\N{NO-BREAK SPACE}%"),
        ("0.071", "en", "0.0710", "7.1%"),
        ("1", "en", "1.0000", "100%"),
    ],
)
def test_numbers_that_are_added_up_have_four_places_and_chances_are_in_per_cent(
    number: str, language: str, places: str, share: str
) -> None:
    assert (fixed(Decimal(number), language), percent(Decimal(number), language)) == (places, share)


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("http://purl.org/dc/terms/title", "dcterms:title"),
        ("http://purl.org/dc/terms/", "http://purl.org/dc/terms/"),
        ("http://purl.org/dc/terms/a/b", "http://purl.org/dc/terms/a/b"),
        ("http://example.org/x", "http://example.org/x"),
    ],
)
def test_an_iri_is_shortened_where_a_prefix_fits(iri: str, short: str) -> None:
    assert shorten(iri) == short


@pytest.mark.parametrize(
    ("number", "czech", "english"),
    [
        (0, "many", "many"),
        (1, "one", "one"),
        (2, "few", "many"),
        (4, "few", "many"),
        (5, "many", "many"),
        (21, "many", "many"),
        (22, "many", "many"),
        (102, "many", "many"),
    ],
)
def test_a_counted_word_has_the_form_that_goes_with_the_number(number: int, czech: str, english: str) -> None:
    assert (plural(number, "cs"), plural(number, "en")) == (czech, english)


@pytest.mark.parametrize(
    ("number", "czech", "english"),
    [
        (0, "0 B", "0 B"),
        (999, "999 B", "999 B"),
        (65_536, "65,5 kB", "65.5 kB"),
        (10**8, "100 MB", "100 MB"),
        (10**9, "1 GB", "1 GB"),
        (10**15, "1000000 GB", "1000000 GB"),
    ],
)
def test_a_size_is_said_in_the_largest_unit(number: int, czech: str, english: str) -> None:
    assert (size(number, "cs"), size(number, "en")) == (czech, english)


def test_a_code_without_a_word_stands_for_itself() -> None:
    assert (word_of("proposed", "cs"), word_of("proposed", "en"), word_of("x", "cs")) == ("navrženo", "proposed", "x")
