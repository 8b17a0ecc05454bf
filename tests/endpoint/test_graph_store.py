"""Graphs by their names: the reading half of the SPARQL 1.1 Graph Store HTTP Protocol."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, Triple, parse

from running import SERVING, Running, running
from strategraph.release import Release

BASE = "https://w3id.org/strategraph/"
DESCRIPTORS = f"{BASE}graph/descriptors"
FORMS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
#: Names that can be spelled in more than one way, and graphs that the address itself names.
NAMED = f"""
<http://example.org/a+b> {{ <x:s> <x:p> "plus" }}
<http://example.org/%31> {{ <x:s> <x:p> "encoded" }}
<http://example.org/1> {{ <x:s> <x:p> "plain" }}
<http://example.org/č> {{ <x:s> <x:p> "beyond ASCII" }}
<http://www.example/graph-store/person/1.ttl> {{ <x:s> <x:p> "by the address" }}
<{BASE}graph-store/person/2.ttl> {{ <x:s> <x:p> "by the path" }}
<x:s> <x:p> "in no graph" .
"""


def read(content: bytes, form: RdfFormat = RdfFormat.TURTLE) -> set[Triple]:
    return {quad.triple for quad in parse(content, form)}


def values(content: bytes) -> list[str]:
    return [str(triple.object) for triple in read(content)]


def of_fixture(graph: str = "") -> set[Triple]:
    """The statements of the served file, or of one graph of it."""
    return {quad.triple for quad in parse(path=SERVING) if str(quad.graph_name) == f"<{graph}>" or not graph}


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    file = tmp_path_factory.mktemp("named") / "named.trig"
    file.write_text(NAMED, encoding="utf-8")
    with running(file=file) as server:
        yield server


@pytest.mark.parametrize("accept", FORMS)
def test_a_graph_comes_whole_in_every_format(server: Running, accept: str) -> None:
    answer = server.client.get("/graph-store", params={"graph": DESCRIPTORS}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == accept
    assert answer.headers["content-length"] == str(len(answer.content))
    assert "Accept" in answer.headers["vary"].split(", ")
    found = read(answer.content, FORMS[accept])
    assert len(found) == 4
    assert found == of_fixture(DESCRIPTORS)


@pytest.mark.parametrize("address", ["/graph-store?default", "/graph-store?default=", "/graph-store/?default"])
def test_the_default_graph_is_the_union(server: Running, address: str) -> None:
    found = read(server.client.get(address).content)
    assert found == of_fixture()
    assert len(found) == 55


def test_the_default_graph_of_a_file_holds_what_stands_in_no_graph_too(named: Running) -> None:
    # SPARQL's union of the named graphs would leave it out; the endpoint and the graph store have to agree
    asked = named.ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "text/turtle").content
    assert read(named.client.get("/graph-store?default").content) == read(asked)


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("/graph-store?graph=http%3A%2F%2Fexample.org%2Fa%2Bb", "plus"),
        ("/graph-store?graph=http://example.org/a+b", "plus"),
        ("/graph-store?graph=http://example.org/%2531", "encoded"),
        ("/graph-store?graph=http://example.org/%31", "plain"),
        ("/graph-store?graph=http://example.org/%C4%8D", "beyond ASCII"),
        ("/graph-store/person/2.ttl", "by the path"),
    ],
)
def test_a_name_is_decoded_once(named: Running, address: str, value: str) -> None:
    answer = named.client.get(address)
    assert (answer.status_code, values(answer.content)) == (200, [f'"{value}"'])


def test_an_address_names_its_graph_by_host_and_path(named: Running) -> None:
    answer = named.client.get("/graph-store/person/1.ttl", headers={"Host": "www.example"})
    assert values(answer.content) == ['"by the address"']
    assert named.client.get("/graph-store/person/1.ttl").status_code == 404
    assert named.client.get("/graph-store/person/1.ttl", headers={"Host": "other.example"}).status_code == 404


def test_head_has_the_headers_of_get_and_no_body(server: Running) -> None:
    asked = {"params": {"graph": DESCRIPTORS}}
    got, head = server.client.get("/graph-store", **asked), server.client.head("/graph-store", **asked)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-length", "content-type", "vary"):
        assert head.headers[name] == got.headers[name]
    assert server.client.head("/graph-store", params={"graph": "x:none"}).status_code == 404


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/graph-store", 400, "Name exactly one graph: ?graph="),
        ("/graph-store/", 400, "Name exactly one graph: ?graph="),
        ("/graph-store?grahp=x:y", 400, "Name exactly one graph: ?graph="),
        ("/graph-store?graph=x:y&graph=x:y", 400, "Name exactly one graph: ?graph="),
        ("/graph-store?default&default", 400, "Name exactly one graph: ?graph="),
        (f"/graph-store?default&graph={DESCRIPTORS}", 400, "Name exactly one graph: ?graph="),
        ("/graph-store?default=yes", 400, "The parameter 'default' takes no value"),
        ("/graph-store?graph=descriptors", 400, "The value of $graph 'descriptors' is no absolute IRI"),
        ("/graph-store?graph=", 400, "The value of $graph '' is no absolute IRI"),
        ("/graph-store?graph=x:%20y", 400, "The value of $graph 'x: y' is no absolute IRI"),
        ("/graph-store?graph=x:%FF", 400, "The query string is not a list of name=value"),
        (f"/graph-store/a?graph={DESCRIPTORS}", 400, "The address names a graph, and its parameters another"),
        ("/graph-store?graph=x:none", 404, "There is no graph x:none in this release"),
        (f"/graph-store?graph={DESCRIPTORS}x", 404, "There is no graph "),
        ("/graph-store/none", 404, "There is no graph http://127.0.0.1:"),
        ("/graph-store/%20%22%3C", 404, "There is no graph http://127.0.0.1:"),
    ],
)
def test_a_faulty_request_is_told_what_is_wrong(server: Running, address: str, status: int, says: str) -> None:
    answer = server.client.get(address, headers={"Accept": "text/plain, */*;q=0.1"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8"), answer.text
    assert answer.text.startswith(says)


def test_rows_are_no_format_for_a_graph(server: Running) -> None:
    answer = server.client.get("/graph-store?default", headers={"Accept": "text/csv"})
    assert answer.status_code == 406


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize(
    "address", ["/graph-store?default", f"/graph-store?graph={DESCRIPTORS}", "/graph-store/a", "/graph-store"]
)
def test_nothing_can_be_written(server: Running, method: str, address: str) -> None:
    turtle = {"Content-Type": "text/turtle"}
    answer = server.client.request(method, address, content=b"<x:a> <x:b> <x:c> .", headers=turtle)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.text.startswith("This graph store is read-only")


def test_a_release_gives_its_graphs_as_its_dumps_have_them(output: Path, release: Release) -> None:
    with running(file=None, output=output) as server:
        for name in ("registers", "source/napsi-2006-2008"):
            answer = server.client.get("/graph-store", params={"graph": f"{BASE}graph/{name}"})
            store = Store()  # which knows but one type of integers, as queries do
            store.load(path=release.dumps_path / "graphs" / f"{name.replace('/', '.')}.ttl")
            assert read(answer.content) == {quad.triple for quad in store}
        assert server.client.head("/graph-store?default").status_code == 200
