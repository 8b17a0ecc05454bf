"""The catalogue record at /catalogue: what the release says, in every form, and where programs look for it."""

from html import unescape
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from running import Running
from strategraph.namespaces import DCAT, SPDX
from strategraph.release import Release

ENDINGS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
TYPES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}


def record(release: Release) -> Graph:
    return Graph().parse(release.dumps_path / "catalogue.ttl")


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_record_is_that_of_the_release_in_every_form(published: Running, release: Release, ending: str) -> None:
    by_ending = published.client.get(f"/catalogue.{ending}")
    by_accept = published.client.get("/catalogue", headers={"Accept": TYPES[ending]})
    assert by_ending.headers["content-type"] == by_accept.headers["content-type"] == f"{TYPES[ending]}; charset=utf-8"
    assert by_ending.content == by_accept.content
    assert isomorphic(Graph().parse(data=by_ending.text, format=ENDINGS[ending]), record(release))


def test_sizes_and_checksums_are_those_of_what_can_be_downloaded(published: Running, release: Release) -> None:
    found = record(release)
    for distribution, address in found.subject_objects(DCAT.downloadURL):
        path = "/download/" + str(address).rpartition("/download/")[2]
        head = published.client.head(path, headers={"Accept-Encoding": "identity"})
        assert head.status_code == 200
        assert head.headers["content-length"] == str(found.value(distribution, DCAT.byteSize))
        checksum = found.value(found.value(distribution, SPDX.checksum), SPDX.checksumValue)
        assert head.headers["etag"].strip('"') == str(checksum)


@pytest.mark.parametrize(
    ("language", "heading", "words"),
    [
        ("cs", "Strategické plány sociálního začleňování v České republice jako znalostní graf",
            ("Poskytovatel", "není uveden", "Populace a společnost")),
        ("en", "Strategic plans for social inclusion in Czechia as a knowledge graph", ("Publisher", "not stated", "Population and society")),
    ],
)  # fmt: skip
def test_the_page_says_it_to_readers(published: Running, language: str, heading: str, words: tuple[str, ...]) -> None:
    answer = published.client.get("/catalogue", headers={"Accept": "text/html", "Accept-Language": language})
    text = unescape(answer.text)
    assert f"<h1>{heading}</h1>" in text
    assert [word for word in words if word not in text] == []
    assert 'href="/download/strategraph.nq"' in text
    assert '<link rel="alternate" href="/catalogue.jsonld" type="application/ld+json">' in text


def test_it_is_not_sent_again_to_one_who_has_it(published: Running) -> None:
    first = published.client.get("/catalogue.ttl")
    again = published.client.get("/catalogue.ttl", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_unknown_ending_and_a_site_without_a_record_are_told_apart(published: Running, server: Running) -> None:
    assert published.client.get("/catalogue.csv").status_code == 404
    assert "no catalogue record" in server.client.get("/catalogue.ttl").text


def test_programs_find_void_where_they_look_first(published: Running) -> None:
    answer = published.client.get("/.well-known/void")
    assert (answer.status_code, answer.headers["location"]) == (303, "/graph/metadata")


def test_every_thing_of_ours_in_the_record_has_a_page(published: Running, release: Release) -> None:
    base = "https://w3id.org/strategraph/"
    named = {str(term).partition("#")[0] for triple in record(release) for term in triple if isinstance(term, URIRef)}
    ours = sorted(iri.removeprefix(base) for iri in named if iri.startswith(f"{base}resource/"))
    assert len(ours) > 20
    asked = {path: published.client.get(f"/{path}", headers={"Accept": "text/turtle"}).status_code for path in ours}
    assert {path: status for path, status in asked.items() if status != 303} == {}
    sample = [path for path in ours if path.endswith("/distribution/nquads") or path == "resource/catalogue"]
    for path in sample:
        assert published.client.get(f"/{path}".replace("/resource/", "/data/")).status_code == 200


def test_the_record_is_listed_among_the_downloads(release: Release) -> None:
    assert Path("dumps/catalogue.ttl") in {file.relative_to(release.path) for file in release.path.rglob("*.ttl")}
