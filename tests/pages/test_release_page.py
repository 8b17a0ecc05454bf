"""A release has an address: a page, RDF in every form, and 410 once it is no longer served."""

import json
from pathlib import Path

from rdflib import Graph, Literal, URIRef

from running import Running
from strategraph.namespaces import DCAT, DCTERMS, RDF, VOID, XSD

BASE = "https://w3id.org/strategraph/"


def test_the_release_that_is_served_says_what_it_is(published: Running, output: Path) -> None:
    name = (output / "current").resolve().name
    manifest = json.loads((output / "current" / "manifest.json").read_text(encoding="utf-8"))
    this = URIRef(f"{BASE}release/{name}")
    whole = {
        (RDF.type, DCAT.Dataset),
        (DCTERMS.isVersionOf, URIRef(f"{BASE}resource/dataset/strategraph")),
        (URIRef(f"{DCAT}version"), Literal(name)),
        (DCTERMS.identifier, Literal(name)),
        (DCTERMS.title, Literal(f"Vydání {name}", lang="cs")),
        (DCTERMS.title, Literal(f"Release {name}", lang="en")),
        (DCTERMS.issued, Literal(manifest["date"], datatype=XSD.date)),
        (DCTERMS.license, URIRef("https://creativecommons.org/licenses/by/4.0/")),
        (VOID.triples, Literal(manifest["statements"])),
        *((DCTERMS.source, URIRef(f"{BASE}resource/document/{one['plan']}")) for one in manifest["sources"]),
    }
    for ending, form in ((".ttl", "turtle"), (".nt", "nt"), (".rdf", "xml"), (".jsonld", "json-ld")):
        answer = published.client.get(f"/release/{name}{ending}")
        found = Graph().parse(data=answer.content, format=form)
        assert {(p, o) for _, p, o in found} == whole, ending
        assert set(found.subjects()) == {this}
    assert "dcat" in published.client.get(f"/release/{name}.jsonld").json()["@context"]
    by_accept = published.client.get(f"/release/{name}", headers={"Accept": "text/turtle"})
    assert by_accept.headers["link"].startswith(f'</release/{name}>; rel="alternate describes"; type="text/html"')
    again = published.client.get(f"/release/{name}.ttl", headers={"If-None-Match": by_accept.headers["etag"]})
    assert again.status_code == 304


def test_its_page_lists_documents_and_graphs_and_every_page_leads_there(published: Running, output: Path) -> None:
    name = (output / "current").resolve().name
    page = published.client.get(f"/release/{name}?lang=cs", headers={"Accept": "text/html"})
    assert f"<h1>Vydání {name}</h1>" in page.text
    assert page.text.count("/page/document/") == 5
    assert 'rel="cite-as"' in page.headers["link"]
    home = published.client.get("/?lang=cs", headers={"Accept": "text/html"}).text
    assert f'<a href="/release/{name}?lang=cs">' in home


def test_a_release_that_was_made_before_is_gone_and_one_that_never_was_is_unknown(
    published: Running, output: Path
) -> None:
    name = (output / "current").resolve().name
    before = output / "changes" / "0123456789abcdef.json"
    before.write_text("{}")
    try:
        gone = published.client.get("/release/0123456789abcdef", headers={"Accept": "text/turtle"})
        assert gone.status_code == 410
        assert f"/release/{name} is served now" in gone.text
        assert gone.headers["link"] == f'</release/{name}>; rel="latest-version"'
    finally:
        before.unlink()
    for unknown in ("none", "../changes/x", f"{name}/x"):
        assert published.client.get(f"/release/{unknown}").status_code == 404, unknown


def test_a_file_that_is_served_is_no_release(server: Running) -> None:
    assert server.client.get("/release/x").status_code == 404
    assert "/release/" not in server.client.get("/", headers={"Accept": "text/html"}).text


def test_the_context_for_authors_has_an_address(server: Running) -> None:
    answer = server.client.get("/ontology/context.jsonld")
    assert answer.headers["content-type"].startswith("application/ld+json")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json()["@context"]["sg"] == f"{BASE}ontology#"
    assert server.client.get("/ontology/context.jsonld", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304  # fmt: skip
