"""Clients that people use get an answer out of the box: SPARQLWrapper, rdflib, pandas, polars, curl, and whatever reads an address."""

import csv
import io
import json
import subprocess
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen
from xml.dom.minidom import Document

import pandas
import polars
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from running import Running

# SPARQLWrapper 2.0 reads RDF into a class that rdflib 7.6 is about to drop; any other warning is a fault.
pytestmark = [
    pytest.mark.filterwarnings("error"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning"),
]
GOAL = "https://w3id.org/strategraph/resource/plan/plan-a/goal/2.1.a"
LABEL = "Zlepšit dostupnost bydlení"
SELECT = f"SELECT ?label WHERE {{ <{GOAL}> <{RDFS.label}> ?label }}"
ASK = f"ASK {{ <{GOAL}> ?p ?o }}"
CONSTRUCT = f"CONSTRUCT {{ <{GOAL}> <{RDFS.label}> ?label }} WHERE {{ <{GOAL}> <{RDFS.label}> ?label }}"
TRIPLE = (URIRef(GOAL), RDFS.label, Literal(LABEL, lang="cs"))


def asked(server: Running, query: str, form: str | None, method: str = GET) -> object:
    client = SPARQLWrapper(f"{server.address}/sparql")
    client.setMethod(method)
    if form:
        client.setReturnFormat(form)
    client.setQuery(query)
    return client.query().convert()


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("form", [None, XML])
def test_sparqlwrapper_reads_rows_and_yes_in_xml(server: Running, form: str | None, method: str) -> None:
    rows, yes = asked(server, SELECT, form, method), asked(server, ASK, form, method)
    assert isinstance(rows, Document)
    assert isinstance(yes, Document)
    assert [node.firstChild.data for node in rows.getElementsByTagName("literal")] == [LABEL]
    assert [node.firstChild.data for node in yes.getElementsByTagName("boolean")] == ["true"]


@pytest.mark.parametrize("method", [GET, POST])
def test_sparqlwrapper_reads_rows_and_yes_in_json_and_tables(server: Running, method: str) -> None:
    rows = {"label": {"type": "literal", "value": LABEL, "xml:lang": "cs"}}
    assert asked(server, SELECT, JSON, method) == {"head": {"vars": ["label"]}, "results": {"bindings": [rows]}}
    assert asked(server, ASK, JSON, method) == {"head": {}, "boolean": True}
    assert asked(server, SELECT, CSV, method) == f"label\r\n{LABEL}\r\n".encode()
    assert asked(server, SELECT, TSV, method) == f'?label\n"{LABEL}"@cs\n'.encode()
    assert (asked(server, ASK, CSV, method), asked(server, ASK, TSV, method)) == (b"true", b"true")


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("form", [None, XML, RDFXML, TURTLE, N3, JSONLD])
@pytest.mark.parametrize("query", [CONSTRUCT, f"DESCRIBE <{GOAL}>"])
def test_sparqlwrapper_reads_triples(server: Running, query: str, form: str | None, method: str) -> None:
    found = asked(server, query, form, method)
    graph = Graph().parse(data=found, format="turtle") if isinstance(found, bytes) else found
    assert isinstance(graph, Graph)
    assert isinstance(found, bytes) == (form in (TURTLE, N3))
    assert TRIPLE in graph


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_a_store_of_rdflib_asks_us(server: Running, method: str, form: str) -> None:
    store = SPARQLStore(f"{server.address}/sparql", method=method, returnFormat=form)
    rows = [tuple(row) for row in Graph(store).query(SELECT)]
    assert [str(row[0]) for row in rows] == [LABEL]


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_a_store_of_rdflib_reads_yes_and_triples(server: Running, method: str) -> None:
    graph = Graph(SPARQLStore(f"{server.address}/sparql", method=method))
    assert graph.query(ASK).askAnswer is True
    assert TRIPLE in (graph.query(CONSTRUCT).graph or ())
    assert TRIPLE in graph


@pytest.mark.parametrize("named", ["csv", "text/csv"])
def test_an_address_alone_gives_a_table(server: Running, named: str) -> None:
    address = f"{server.address}/sparql?{urlencode({'query': SELECT})}&format={named}"
    with urlopen(address) as answer:
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert list(csv.reader(io.TextIOWrapper(answer, "utf-8", newline=""))) == [["label"], [LABEL]]


def test_a_plus_sign_of_a_media_type_need_not_be_encoded(server: Running) -> None:
    address = f"{server.address}/sparql?{urlencode({'query': ASK})}&format=application/sparql-results+json"
    with urlopen(address) as answer:
        assert json.load(answer)["boolean"] is True


def test_pandas_and_polars_read_an_address(server: Running) -> None:
    address = f"{server.address}/sparql?{urlencode({'query': SELECT, 'format': 'csv'})}"
    assert pandas.read_csv(address).to_dict("list") == {"label": [LABEL]}
    with urlopen(address) as opened:  # by an address alone polars asks for ranges of bytes, which an answer has not
        assert polars.read_csv(opened.read()).to_dict(as_series=False) == {"label": [LABEL]}
    answer = pandas.read_json(f"{server.address}/sparql?{urlencode({'query': SELECT, 'format': 'json'})}")
    assert pandas.json_normalize(answer["results"]["bindings"])["label.value"].tolist() == [LABEL]


def curl(*words: str) -> str:
    """What curl prints; it fails on an answer of 400 or above."""
    ran = subprocess.run(
        ["curl", "--fail", "--silent", "--show-error", *words], check=True, capture_output=True, timeout=60
    )
    return ran.stdout.decode()


@pytest.mark.operations
def test_curl_asks_in_every_way_of_the_protocol(server: Running, tmp_path: Path) -> None:
    endpoint, table = f"{server.address}/sparql", f"label\r\n{LABEL}\r\n"
    accept = ("--header", "Accept: text/csv")
    assert curl(*accept, "--get", "--data-urlencode", f"query={SELECT}", endpoint) == table
    assert curl(*accept, "--data-urlencode", f"query={SELECT}", endpoint) == table
    (tmp_path / "label.rq").write_text(SELECT, encoding="utf-8")
    direct = ("--header", "Content-Type: application/sparql-query", "--data-binary", f"@{tmp_path / 'label.rq'}")
    assert curl(*accept, *direct, endpoint) == table
    assert curl(*accept, "--compressed", *direct, endpoint) == table
    answer = json.loads(
        curl("--get", "--data-urlencode", f"query={ASK}", endpoint, "--header", "Accept: application/json")
    )
    assert answer["boolean"] is True
    about = curl("--location", "--header", "Accept: text/turtle", f"{server.address}/resource/plan/plan-a/goal/2.1.a")
    assert TRIPLE in Graph().parse(data=about, format="turtle")
