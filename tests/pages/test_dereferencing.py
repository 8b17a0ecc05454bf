"""Every IRI under our base that occurs in any dump leads somewhere: things, terms, graphs, files, fragments, unnamed nodes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from running import Running
from strategraph.namespaces import OA

BASE = "https://w3id.org/strategraph/"
RESOURCE = f"{BASE}resource/"
FORMATS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG, ".ttl": RdfFormat.TURTLE}
ENDINGS = {
    ".ttl": "text/turtle", ".jsonld": "application/ld+json", ".nt": "application/n-triples", ".rdf": "application/rdf+xml",
}  # fmt: skip


def dumps(output: Path) -> list[Path]:
    return sorted(path for path in (output / "current" / "dumps").rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def everything(output: Path) -> Store:
    """All that the dumps say, whatever its format."""
    store = Store()
    for path in dumps(output):
        if path.suffix in FORMATS:
            store.bulk_load(path=str(path), format=FORMATS[path.suffix])
    return store


@pytest.fixture(scope="module")
def named(everything: Store, output: Path) -> set[str]:
    """The IRIs under our base that occur anywhere, as subject, property, value, datatype, graph, or in a table."""
    rows = everything.query("""
        SELECT DISTINCT ?iri WHERE {
          { { ?iri ?p ?o } UNION { ?s ?iri ?o } UNION { ?s ?p ?iri }
            UNION { ?s ?p ?value FILTER(ISLITERAL(?value)) BIND(DATATYPE(?value) AS ?iri) }
            UNION { GRAPH ?iri { ?s ?p ?o } } UNION { GRAPH ?g { { ?iri ?p ?o } UNION { ?s ?p ?iri } } } }
          FILTER(ISIRI(?iri))
        }""", use_default_graph_as_union=True)  # fmt: skip
    found = {row[0].value for row in rows}
    for path in dumps(output):
        if path.suffix not in FORMATS:
            text = path.read_text(encoding="utf-8").replace("\tplan:", f"\t{RESOURCE}plan/")
            found |= set(re.findall(rf"{re.escape(BASE)}[^\s\"<>|]+", text)) - {f"{RESOURCE}plan/", f"{BASE}ontology#"}
    return {iri for iri in found if iri.startswith(BASE)}


@pytest.fixture(scope="module")
def described(everything: Store) -> set[str]:
    rows = everything.query("SELECT DISTINCT ?iri { ?iri ?p ?o }", use_default_graph_as_union=True)
    return {row[0].value for row in rows}


def local(iri: str) -> str:
    return "/" + iri.removeprefix(BASE)


def test_the_dumps_name_many_things(named: set[str]) -> None:
    assert len(named) > 12_000
    assert {iri.removeprefix(BASE).split("/")[0].split("#")[0] for iri in named} == {
        "", ".well-known", "download", "graph", "ontology", "resource", "sparql",
    }  # fmt: skip


def test_something_is_said_of_every_thing_that_is_named(named: set[str], described: set[str]) -> None:
    assert sorted(iri for iri in named if iri.startswith(RESOURCE) and iri not in described) == []


def test_the_document_of_every_fragment_is_there_and_tells_of_it(named: set[str], described: set[str]) -> None:
    documents = {iri.partition("#")[0] for iri in named if iri.startswith(RESOURCE) and "#" in iri}
    assert len(documents) > 800
    assert sorted(documents - described) == []


def test_the_description_of_a_whole_tells_of_each_of_its_parts(everything: Store, output: Path) -> None:
    """By the ways of queries/pages/describe.rq; what stands in the catalogue record alone is described there."""
    store = Store()
    store.bulk_load(path=str(output / "current" / "dumps" / "strategraph.nq"), format=RdfFormat.N_QUADS)
    ways = """
        SELECT ?whole ?part WHERE {
          { ?whole ?leads ?part FILTER(ISIRI(?part) && STRSTARTS(STR(?part), CONCAT(STR(?whole), "#"))) }
          UNION { ?part oa:hasSource ?whole }
          UNION { ?passage oa:hasSource ?whole ; oa:hasSelector ?part }
        }"""
    told = {
        (row[0].value, row[1].value)
        for row in store.query(f"PREFIX oa: <{OA}> {ways}", use_default_graph_as_union=True)
    }
    parts = {row[0].value for row in store.query("SELECT DISTINCT ?s { ?s ?p ?o }", use_default_graph_as_union=True)}
    parts = {part for part in parts if part.startswith(RESOURCE) and "#" in part}
    assert len(parts) > 7_000
    assert sorted(part for part in parts if (part.partition("#")[0], part) not in told) == []


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("document/ap-sbsv-2016-2020", "#char=966,1101"),
        ("document/ap-sbsv-2016-2020", "#selector=966,1101"),
        ("alignment/ap-ssz-2024-2026/goal/4.3.d/sprss-ustecky/goal/2.2", "#IX.f"),
        ("dataset/strategraph", "#period"),
    ],
)
def test_the_data_of_a_whole_say_something_of_its_parts(published: Running, path: str, part: str) -> None:
    assert f"\n<{RESOURCE}{path}{part}> " in "\n" + published.client.get(f"/data/{path}.nt").text


def test_whatever_is_no_thing_is_answered_at_its_address(published: Running, named: set[str]) -> None:
    elsewhere = {iri.partition("#")[0] for iri in named if not iri.startswith(RESOURCE)}
    wrong = {}
    for iri in sorted(elsewhere):
        for accept in ("text/html", "*/*"):
            answer = published.client.get(local(iri), headers={"Accept": accept}, follow_redirects=True)
            if answer.status_code != 200 and not (iri == f"{BASE}sparql" and accept == "*/*"):
                wrong[iri, accept] = answer.status_code
    assert wrong == {}


def test_every_term_of_the_ontology_stands_on_its_page(published: Running, named: set[str]) -> None:
    terms = {iri.partition("#")[2] for iri in named if iri.startswith(f"{BASE}ontology#")} - {""}
    page = published.client.get("/ontology", headers={"Accept": "text/html"}).text
    assert sorted(term for term in terms if f'id="{term}"' not in page) == []


def kinds(described: set[str]) -> Iterator[str]:
    """One thing of each room below /resource/ and of each shape of address there, without fragment."""
    seen = {}
    for iri in sorted(described):
        if iri.startswith(RESOURCE) and "#" not in iri:
            path = iri.removeprefix(RESOURCE)
            seen.setdefault(re.sub(r"[^/]*[\d.-][^/]*", "·", path) if "/" in path else path, path)
    return iter(sorted(seen.values()))


def test_a_thing_of_every_kind_leads_to_its_page_and_to_its_data(published: Running, described: set[str]) -> None:
    paths = list(kinds(described))
    assert len({path.partition("/")[0] for path in paths}) >= 20
    for path in paths:
        for accept, room in (("text/html", "page"), ("text/turtle", "data")):
            answer = published.client.get(f"/resource/{path}", headers={"Accept": accept})
            assert (answer.status_code, answer.headers["vary"]) == (303, "Accept"), path
            assert answer.headers["location"] == f"/{room}/{path}"
        answer = published.client.get(f"/data/{path}.nt")
        assert f"<{RESOURCE}{path}> " in answer.text, path
        for relation in ('rel="cite-as"', 'rel="license"', 'rel="alternate describes"'):
            assert relation in answer.headers["link"], path


@pytest.mark.parametrize("path", ["plan/ap-ssz-2024-2026/goal/4.3.d", "descriptor/IX.c", "scheme/descriptors"])
def test_every_ending_gives_its_format(published: Running, path: str) -> None:
    for ending, media in ENDINGS.items():
        answer = published.client.get(f"/data/{path}{ending}")
        assert answer.headers["content-type"].partition(";")[0] == media
        assert answer.status_code == 200


def test_an_unnamed_node_leads_to_the_graph_that_it_stands_in(published: Running, named: set[str]) -> None:
    nodes = sorted(iri for iri in named if iri.startswith(f"{BASE}.well-known/"))
    assert nodes
    for node in nodes:
        answer = published.client.get(local(node), headers={"Accept": "text/turtle"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/graph/ontology")
        assert f"<{node}>" in published.client.get("/graph/ontology.nt").text
    missing = published.client.get("/.well-known/genid/ontology/none", headers={"Accept": "text/turtle"})
    assert missing.status_code == 404
