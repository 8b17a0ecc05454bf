"""Rows are counted in bytes: as many as a reader of the format finds, whatever the values are and wherever the pieces end."""

import csv
import io
import json
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from strategraph.workers.rows import CountedRows

FORMS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "csv": ox.QueryResultsFormat.CSV,
         "tsv": ox.QueryResultsFormat.TSV}  # fmt: skip
#: What the formats themselves are made of, and what they escape.
TRAPS = st.sampled_from(
    ['"', "\\", "\n", "\r\n", ",{", '[{"', "},{", "<result>", "]]>", "{}", ":", ",", "}", "\t", "a", "ž"]
)
TEXTS = st.lists(TRAPS, max_size=8).map("".join)


def read(form: str, body: bytes) -> int:
    """The rows as another program counts them."""
    if form == "json":
        return len(json.loads(body)["results"]["bindings"])
    if form == "xml":
        return len(ElementTree.fromstring(body).findall(".//{*}result"))
    if form == "csv":
        return len(list(csv.reader(io.StringIO(body.decode(), newline="")))) - 1
    return body.decode().count("\n") - 1


def answer(texts: list[str], form: str) -> bytes:
    store = ox.Store()
    subject, predicate = ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p")
    store.extend(ox.Quad(subject, predicate, ox.Literal(text)) for text in texts)
    return store.query("SELECT ?o ?s { ?s ?p ?o }").serialize(format=FORMS[form]) or b""  # type: ignore[union-attr, arg-type]


def counted(form: str, body: bytes, size: int) -> tuple[int | None, bytes]:
    out = io.BytesIO()
    rows = CountedRows(out, form)
    for start in range(0, len(body), size):
        rows.write(body[start : start + size])
    rows.flush()
    return rows.number, out.getvalue()


@pytest.mark.parametrize("form", FORMS)
@given(texts=st.lists(TEXTS, max_size=6), size=st.sampled_from([1, 2, 3, 7, 8192]))
@example(texts=[",{"], size=1)
@example(texts=[], size=8192)
def test_as_many_as_a_reader_finds(form: str, texts: list[str], size: int) -> None:
    body = answer(texts, form)
    number, passed = counted(form, body, size)
    assert passed == body
    if form == "json" and (",{}" in body.decode() or "[{}" in body.decode()):
        assert number is None
    else:
        assert number == read(form, body)


@pytest.mark.parametrize("form, number", [("json", None), ("xml", 2), ("csv", 2), ("tsv", 2)])
def test_rows_without_any_value(form: str, number: int | None) -> None:
    solutions = ox.Store().query("SELECT ?a ?b { { BIND (1 AS ?c) } UNION { BIND (2 AS ?d) } }")
    body = solutions.serialize(format=FORMS[form])  # type: ignore[union-attr, arg-type]
    assert counted(form, body or b"", 5)[0] == number


@given(texts=st.lists(TEXTS, max_size=6), size=st.sampled_from([1, 3, 8192]))
def test_statements_in_n_triples_are_its_lines(texts: list[str], size: int) -> None:
    store = ox.Store()
    subject, predicate = ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p")
    store.extend(ox.Quad(subject, predicate, ox.Literal(text)) for text in texts)
    triples = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    body = triples.serialize(format=ox.RdfFormat.N_TRIPLES) or b""  # type: ignore[union-attr, arg-type]
    assert counted("nt", body, size) == (len(set(texts)), body)
