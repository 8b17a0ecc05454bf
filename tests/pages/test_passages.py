"""Passages of documents: their data come with the document, and links with `#char=…` land on its page."""

import json
from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef

from running import SERVING, Running, running
from strategraph.namespaces import OA, PREFIXES, SG
from strategraph.pages import resources

RESOURCE = "https://w3id.org/strategraph/resource/"
DOCUMENT, PASSAGE = f"{RESOURCE}document/plan-a", f"{RESOURCE}document/plan-a#char=10,36"
MANY = 600


def test_the_data_of_a_document_hold_its_passages_and_selectors(server: Running) -> None:
    graph = Graph().parse(data=server.client.get("/data/document/plan-a.ttl").content, format="turtle")
    assert len(graph) == 2 + 5 + 3
    assert str(graph.value(URIRef(PASSAGE), SG.quote)) == "Zlepšit dostupnost bydlení"
    assert list(graph.subjects(RDF.type, OA.TextPositionSelector)) == [URIRef(f"{DOCUMENT}#selector=10,36")]


def test_the_page_of_a_document_has_a_place_for_each_passage(server: Running) -> None:
    page = server.client.get("/page/document/plan-a?lang=en", headers={"Accept": "text/html"}).text
    assert page.count('<figure id="char=10,36">') == 1
    assert "All 1 passages in the order of the document." in page
    figure = page.partition('<figure id="char=10,36">')[2].partition("</figure>")[0]
    assert "<bdi>Zlepšit dostupnost bydlení</bdi>" in figure
    assert "line 7: " in figure
    assert 'href="/page/plan/plan-a/goal/2.1.a?lang=en"' in figure


def test_a_passage_by_an_encoded_address_has_links_that_name_it(server: Running) -> None:
    answer = server.client.get("/page/document/plan-a%23char=10,36", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "</data/document/plan-a%23char=10,36.ttl>" in answer.headers["link"]
    assert 'href="/data/document/plan-a%23char=10,36.ttl"' in answer.text
    graph = Graph().parse(data=server.client.get("/data/document/plan-a%23char=10,36.ttl").content, format="turtle")
    assert set(graph.subjects()) == {
        URIRef(PASSAGE),
        URIRef(f"{DOCUMENT}#selector=10,36"),
        URIRef(f"{RESOURCE}plan/plan-a/goal/2.1.a"),
    }


@pytest.fixture
def crowded(tmp_path: Path) -> Path:
    """The small graph with a document of many passages, and a thing whose name is not in Latin letters."""
    passages = "".join(
        f"<{RESOURCE}document/long#char={i},{i + 1}> a oa:SpecificResource ; oa:hasSource <{RESOURCE}document/long> ;"
        f'oa:hasSelector <{RESOURCE}document/long#selector={i},{i + 1}> ; sg:line {i} ; sg:quote "q{i}" .'
        f"<{RESOURCE}document/long#selector={i},{i + 1}> oa:start {i} ; oa:end {i + 1} ."
        for i in range(MANY)
    )
    more = f"<{RESOURCE}document/long> a sg:SourceDocument . <{RESOURCE}věc/Ж> a sg:Element ."
    file = tmp_path / "crowded.trig"
    file.write_text(f"{SERVING.read_text()}\n{passages}{more}")
    return file


def test_what_is_left_out_is_said(crowded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(file=crowded) as server:
        page = server.client.get("/page/document/long?lang=en", headers={"Accept": "text/html"}).text
        assert page.count("<figure id=") == 500
        assert [page.index(f'id="char={i},{i + 1}"') for i in range(500)] == sorted(
            page.index(f'id="char={i},{i + 1}"') for i in range(500)
        )
        assert f"The first 500 passages of {MANY} in the order of the document" in page
        whole = server.client.get("/data/document/long.nt")
        assert len(whole.text.splitlines()) == 1 + MANY * 7
        assert "related" not in whole.headers["link"]
        monkeypatch.setattr(resources, "MAX_INCOMING", MANY - 1)
        alone = server.client.get("/data/document/long.nt")
        assert len(alone.text.splitlines()) == 1
        (query,) = [part for part in alone.headers["link"].split(", ") if 'rel="related"' in part]
        left_out = server.client.get(query.partition(">")[0].strip("<"), headers={"Accept": "application/n-triples"})
        assert len(left_out.text.splitlines()) == MANY


def test_an_address_may_have_any_letters(crowded: Path) -> None:
    with running(file=crowded) as server:
        for room, accept in (("page", "text/html"), ("data", "text/turtle")):
            answer = server.client.get(f"/{room}/věc/Ж", headers={"Accept": accept})
            assert answer.status_code == 200
            assert "v%C4%9Bc/%D0%96" in answer.headers["link"]
        to = server.client.get("/resource/věc/Ж", headers={"Accept": "text/html"}).headers["location"]
        assert to == "/page/v%C4%9Bc/%D0%96"


def test_json_ld_carries_its_context(server: Running) -> None:
    answer = server.client.get("/data/plan/plan-a/goal/2.1.a.jsonld").json()
    used = ("dcterms", "oa", "rdfs", "schema", "sg", "skos", "xsd")
    assert answer["@context"] == {prefix: PREFIXES[prefix] for prefix in used}
    (goal,) = [node for node in answer["@graph"] if node["@id"] == f"{RESOURCE}plan/plan-a/goal/2.1.a"]
    assert goal["@type"] == ["sg:Element", "sg:Goal"]
    assert goal["skos:notation"] == [{"@value": "2.1.a"}]
    graph = Graph().parse(data=json.dumps(answer), format="json-ld")
    turtle = server.client.get("/data/plan/plan-a/goal/2.1.a.nt").content
    assert set(graph) == set(Graph().parse(data=turtle, format="nt"))
