"""Which format an answer gets, from `format` and from Accept; and that each says what was answered, or is refused."""

import csv
import io
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from httpx import Response
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from rdflib import Graph

from running import Running
from strategraph.endpoint.formats import wish
from strategraph.web import HttpProblem

JSON, TURTLE = "application/sparql-results+json", "text/turtle"
XML, RDFXML, JSONLD = "application/sparql-results+xml", "application/rdf+xml", "application/ld+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("named", "accept", "solutions", "triples"),
    [
        ([], None, JSON, TURTLE),
        (["csv"], None, "text/csv", TURTLE),
        (["csv"], BROWSER, "text/csv", None),
        (["turtle"], BROWSER, None, TURTLE),
        (["csv"], "application/n-triples", "text/csv", "application/n-triples"),
        (["csv"], "image/png", "text/csv", None),
        (["xml"], "*/*", XML, RDFXML),
        (["json"], "*/*", JSON, JSONLD),
        (["text/csv"], JSON, "text/csv", None),
        (["text/csv"], "*/*", "text/csv", TURTLE),
        (["application/rdf xml"], None, JSON, RDFXML),
        (["application/json"], BROWSER, "application/json", "application/json"),
        (["json-ld", "application/ld+json,application/x-json+ld"], "*/*", JSON, JSONLD),
        (["tsv", "text/tab-separated-values"], None, "text/tab-separated-values", TURTLE),
        (["csv", "pdf"], XML, "text/csv", None),
        (["pdf"], XML, XML, None),
        (["/"], XML, XML, None),
        ([""], XML, XML, None),
        (["image/png"], XML, XML, None),
        (["csv", *["pdf"] * 4], XML, XML, None),
    ],
)
def test_a_named_format_wins_where_it_can_be_read(
    named: list[str], accept: str | None, solutions: str | None, triples: str | None
) -> None:
    found = wish(accept, named)
    assert (found.media_types.get("solutions"), found.media_types.get("triples")) == (solutions, triples)
    assert set(found.formats) == set(found.media_types)
    assert not found.html


@pytest.mark.parametrize(
    ("named", "accept"), [(["html"], JSON), (["text/html"], JSON), ([], BROWSER), (["pdf"], BROWSER)]
)
def test_a_page_is_wished_for_by_name_or_by_accept(named: list[str], accept: str) -> None:
    assert wish(accept, named).html


@pytest.mark.parametrize("named", [[], ["pdf"], ["image/png"]])
def test_where_nothing_fits_nothing_is_given(named: list[str]) -> None:
    with pytest.raises(HttpProblem) as problem:
        wish("image/png", named)
    assert problem.value.status == 406


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@pytest.mark.parametrize(
    "predicate", [f"{RDF}about", f"{RDF}li", f"{RDF}bagID", "http://x/1", "http://x/", "http://x#", "x:"]
)
def test_a_predicate_that_rdf_xml_cannot_name_is_told(server: Running, predicate: str) -> None:
    query = f"CONSTRUCT {{ <x:a> <{predicate}> 'a' }} {{}}"
    answer = server.ask(query, "text/plain", format="rdfxml")
    assert (answer.status_code, answer.text) == (
        406,
        f"RDF/XML writes predicates as names of elements, and {predicate} cannot be one; "
        "ask for Turtle, N-Triples or JSON-LD.\n",
    )
    for form, other in (("turtle", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")):
        answer = server.ask(query, "*/*", format=form)
        assert [*map(str, next(iter(Graph().parse(data=answer.content, format=other))))] == ["x:a", predicate, "a"]


def test_a_class_that_is_no_name_is_written_in_rdf_xml(server: Running) -> None:
    answer = server.ask("CONSTRUCT { <x:a> a <http://x/1> } {}", "application/rdf+xml")
    assert (answer.status_code, etree.fromstring(answer.content).tag) == (200, f"{{{RDF}}}RDF")
    assert [*map(str, next(iter(Graph().parse(data=answer.content, format="xml"))))] == [
        "x:a",
        f"{RDF}type",
        "http://x/1",
    ]


#: What formats escape, what they are made of, and what some have not.
TRAPS = st.sampled_from(
    [*"\x00\x01\x0b\x1f\x7f\x85\u2028\ufffd\ufffe\uffff\ufeff", *"\r\t\n ,;\"'\\\\&<>{}[]", "]]>", "\\n", "&#13;"]
)
VALUES = st.one_of(st.lists(TRAPS, max_size=6).map("".join), st.text(max_size=6))


def literal(value: str) -> str:
    """The string as SPARQL writes it, with each character by its number."""
    return '"' + "".join(f"\\U{ord(character):08X}" for character in value) + '"'


def in_xml(value: str) -> bool:
    """Whether all characters are a Char (XML 1.0, 2.2)."""
    return all(character in "\t\n\r" or (character >= " " and character not in "\ufffe\uffff") for character in value)


def literals(content: bytes) -> list[str]:
    """The literals of an answer in SPARQL Query Results XML."""
    return [one.text or "" for one in etree.fromstring(content).iter("{*}literal")]


def objects(content: bytes) -> list[str]:
    """The objects of a graph in RDF/XML."""
    return [*map(str, Graph().parse(data=content, format="xml").objects())]


@pytest.mark.parametrize(
    ("form", "query", "values"),
    [
        ("xml", "SELECT ({} AS ?x) {{}}", literals),
        ("rdfxml", "CONSTRUCT {{ <x:a> <x:b> {} }} {{}}", objects),
    ],
)
@given(value=VALUES, tag=st.sampled_from(["", "@en"]))
@example(value="\x01", tag="")
@example(value="a\rb\r\nc", tag="")
@example(value="\uffff", tag="@en")
def test_a_value_in_xml_is_the_same_or_refused(
    server: Running, form: str, query: str, values: Callable[[bytes], list[str]], value: str, tag: str
) -> None:
    answer = server.ask(query.format(f"{literal(value)}{tag}"), format=form)
    assert answer.status_code == (200 if in_xml(value) else 406)
    if in_xml(value):
        assert values(answer.content) == [value]


@pytest.mark.parametrize(
    ("query", "form", "others"),
    [
        ('SELECT ("a\\u0001" AS ?x) {}', "xml", "JSON, CSV or TSV"),
        ('SELECT (TRIPLE(<x:a>, <x:b>, "a\\u0001") AS ?x) {}', "xml", "JSON, CSV or TSV"),
        ('CONSTRUCT { <x:a> <x:b> "a\\u0001" } {}', "rdfxml", "Turtle, N-Triples or JSON-LD"),
        ('CONSTRUCT { <x:a> <x:b> <<( <x:a> <x:b> "a\\u0001" )>> } {}', "rdfxml", "Turtle, N-Triples or JSON-LD"),
    ],
)
def test_a_character_that_xml_has_not_is_told(server: Running, query: str, form: str, others: str) -> None:
    answer = server.ask(query, "text/plain", format=form)
    said = f"The answer holds the character U+0001, which XML has not; ask for {others}.\n"
    assert (answer.status_code, answer.text) == (406, said)


@pytest.mark.parametrize("form", ["xml", "rdfxml"])
def test_a_long_answer_in_xml_keeps_its_carriage_returns(server: Running, form: str) -> None:
    values = " ".join(f'"{number}\\rž"' for number in range(2_000))
    wanted = {"xml": "SELECT ?x", "rdfxml": "CONSTRUCT { <x:a> <x:b> ?x }"}[form]
    answer = server.ask(f"{wanted} {{ VALUES ?x {{ {values} }} }}", format=form)
    tag = {"xml": "{*}literal", "rdfxml": "{x:}b"}[form]
    assert {one.text for one in etree.fromstring(answer.content).iter(tag)} == {
        f"{number}\rž" for number in range(2_000)
    }
    assert b"\r" not in answer.content


def row(answer: Response, form: ox.QueryResultsFormat) -> list[str]:
    found = next(iter(ox.parse_query_results(answer.content, form)))  # type: ignore[arg-type, call-overload]
    return [one.value for one in found]


def csv_row(answer: Response) -> list[str]:
    """As RFC 4180 has it: a break of a line in quotes is part of the value."""
    return list(csv.reader(io.StringIO(answer.content.decode(), newline="")))[1]


def tsv_row(answer: Response) -> list[str]:
    """As SPARQL 1.1 Query Results TSV has it: each value is a term of Turtle, in which nothing that divides values is raw."""
    head, line, end = answer.content.decode().split("\n")
    assert (head, end) == ("?x\t?y", "")
    return [
        str(next(Graph().parse(data=f"<x:a> <x:b> {one} .", format="turtle").objects())) for one in line.split("\t")
    ]


READERS: dict[str, tuple[Callable[[Response], list[str]], ...]] = {
    "json": (
        lambda answer: [one["value"] for one in answer.json()["results"]["bindings"][0].values()],
        lambda answer: row(answer, ox.QueryResultsFormat.JSON),
    ),
    "csv": (csv_row,),
    "tsv": (tsv_row, lambda answer: row(answer, ox.QueryResultsFormat.TSV)),
}


@pytest.mark.parametrize("form", READERS)
@settings(max_examples=40)
@given(value=VALUES, tag=st.sampled_from(["", "@en"]))
@example(value="a\rb\r\nc\td\x00\x01\x1f\x7f\x85\ufffe\uffff\ufeff\"'\\,\u2028", tag="")
@example(value="\ufeff\r", tag="@en")
def test_a_value_in_another_format_is_the_same(server: Running, form: str, value: str, tag: str) -> None:
    answer = server.ask(f"SELECT ({literal(value)}{tag} AS ?x) ('b' AS ?y) {{}}", format=form)
    assert [read(answer) for read in READERS[form]] == [[value, "b"]] * len(READERS[form])


@pytest.mark.parametrize(("form", "other"), [("nt", "nt"), ("turtle", "turtle"), ("jsonld", "json-ld")])
@settings(max_examples=40)
@given(value=VALUES, tag=st.sampled_from(["", "@en"]))
@example(value="a\rb\r\nc\td\x00\x01\x1f\x7f\x85\ufffe\uffff\ufeff\"'\\,\u2028", tag="")
def test_a_value_of_a_statement_is_the_same(server: Running, form: str, other: str, value: str, tag: str) -> None:
    answer = server.ask(f"CONSTRUCT {{ <x:a> <x:b> {literal(value)}{tag} }} {{}}", "*/*", format=form)
    assert [*map(str, Graph().parse(data=answer.content, format=other).objects())] == [value]


def test_a_graph_in_rdf_xml_declares_what_every_reader_takes(server: Running) -> None:
    answer = server.client.get("/graph-store?default", headers={"Accept": "application/rdf+xml"})
    assert etree.fromstring(answer.content).nsmap["skos"] == "http://www.w3.org/2004/02/skos/core#"
