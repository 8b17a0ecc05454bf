"""Who asks again is answered from memory, or told that what they have still holds."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from running import Running, running
from strategraph.endpoint.messages import Answer, Question
from strategraph.endpoint.pool import Pool
from strategraph.release import Release
from strategraph.settings import Limits
from strategraph.web import gzip_tag

ROWS = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
GRAPH = "https://w3id.org/strategraph/graph/descriptors"
GOAL = "plan/plan-a/goal/2.1.a"
NO_GZIP = {"Accept-Encoding": "identity"}
#: Everything that can be read again, each with its Accept.
ADDRESSES = [
    (f"/sparql?query={ROWS}", "text/csv"),
    (f"/sparql?query={TRIPLES}", "text/turtle"),
    ("/sparql?query=ASK {}", "text/html"),
    ("/sparql", "text/turtle"),
    ("/sparql", "text/html"),
    (f"/graph-store?graph={GRAPH}", "application/n-triples"),
    ("/graph-store?default", "application/ld+json"),
    (f"/data/{GOAL}", "application/rdf+xml"),
    (f"/data/{GOAL}.jsonld", "*/*"),
    (f"/page/{GOAL}", "text/html"),
    ("/graph/descriptors", "text/turtle"),
    ("/graph/descriptors", "text/html"),
    ("/ontology", "text/turtle"),
    ("/ontology", "text/html"),
    ("/", "text/html"),
    ("/download/", "text/html"),
    ("/static/site.css", "*/*"),
    ("/robots.txt", "*/*"),
]


class Counting:
    """Counts what is asked of the workers."""

    def __init__(self, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
        self.number = 0
        asked = pool.ask

        async def ask(question: Question, *working: object) -> Answer:
            self.number += 1
            return await asked(question, *working)  # type: ignore[arg-type]

        monkeypatch.setattr(pool, "ask", ask)


@pytest.fixture
def fresh() -> Iterator[Running]:
    with running() as server:
        yield server


@pytest.mark.parametrize(("address", "accept"), ADDRESSES)
def test_what_is_read_again_has_a_tag_by_which_it_is_known(server: Running, address: str, accept: str) -> None:
    first = server.client.get(address, headers={"Accept": accept})
    assert first.status_code == 200
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    assert ("Accept-Encoding" in first.headers.get("vary", "")) is (len(first.content) >= 1400)
    for method in ("GET", "HEAD"):
        again = server.client.request(method, address, headers={"Accept": accept, "If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert "Accept-Encoding" in again.headers["vary"]
        assert again.headers["strategraph-release"] == first.headers["strategraph-release"]
        other = server.client.request(method, address, headers={"Accept": accept, "If-None-Match": '"other"'})
        assert (other.status_code, other.headers["etag"]) == (200, tag)
    plain = server.client.get(address, headers={"Accept": accept, **NO_GZIP})
    assert plain.content == first.content
    assert (plain.headers["etag"] == tag) is ("content-encoding" not in first.headers)


def test_the_tag_tells_query_dataset_format_and_release_apart(server: Running) -> None:
    asked = [
        (ROWS, "text/csv", {}),
        (ROWS + " ", "text/csv", {}),
        (ROWS, "application/json", {}),
        (ROWS, "application/sparql-results+json", {}),
        (ROWS, "text/csv", {"default-graph-uri": GRAPH}),
        (ROWS, "text/csv", {"named-graph-uri": GRAPH}),
    ]
    tags = [server.ask(query, accept, **more).headers["etag"] for query, accept, more in asked]
    assert len(set(tags)) == len(asked)
    # the same format by another Accept, or by its name, is the same
    assert server.ask(ROWS, "text/csv, text/turtle;q=0.1").headers["etag"] == tags[0]
    assert server.ask(ROWS, "*/*", format="csv").headers["etag"] == tags[0]


def test_another_release_has_other_tags(server: Running, tmp_path: Path) -> None:
    file = tmp_path / "other.trig"
    file.write_text("<x:s> <x:p> <x:o> .", encoding="utf-8")
    with running(file=file) as other:
        assert other.ask("ASK {}").headers["etag"] != server.ask("ASK {}").headers["etag"]


def test_a_known_tag_costs_no_worker(fresh: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = fresh.ask(ROWS).headers["etag"]
    counting = Counting(fresh.app.state.pool, monkeypatch)
    known = {"Accept": "application/sparql-results+json", "If-None-Match": tag}
    assert fresh.client.get("/sparql", params={"query": ROWS}, headers=known).status_code == 304
    assert counting.number == 0


@pytest.mark.parametrize("query", [ROWS, TRIPLES, "ASK {}"])
def test_the_same_question_is_answered_from_memory(fresh: Running, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(fresh.app.state.pool, monkeypatch)
    first = fresh.ask(query, "*/*")
    again, form = fresh.ask(query, "*/*"), fresh.client.post("/sparql", data={"query": query})
    assert counting.number == 1
    assert first.content == again.content == form.content
    assert first.headers["content-type"] == again.headers["content-type"]
    fresh.ask(query, "*/*", **{"default-graph-uri": GRAPH})
    fresh.ask(query, "*/*", **{"named-graph-uri": GRAPH})
    fresh.ask(query, "application/rdf+xml, application/sparql-results+xml")
    assert counting.number == 4


def test_a_question_from_the_form_is_answered_from_memory_too(fresh: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(fresh.app.state.pool, monkeypatch)
    pages = [fresh.ask(ROWS, "text/html", lang="en").text for _ in range(2)]
    assert (counting.number, pages[0]) == (1, pages[1])


@pytest.mark.parametrize("query", ["SELECT (UUID() AS ?x) {}", "SELECT (RAND() AS ?x) {}"])
def test_an_answer_that_changes_by_itself_is_neither_kept_nor_tagged(server: Running, query: str) -> None:
    first, again = server.ask(query), server.ask(query)
    assert first.content != again.content
    assert (first.headers["cache-control"], first.headers.get("etag")) == ("no-store", None)


def test_an_error_is_not_kept(fresh: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(fresh.app.state.pool, monkeypatch)
    for _ in range(2):
        answer = fresh.ask("ASK {")
        assert (answer.status_code, answer.headers["cache-control"], answer.headers.get("etag")) == (
            400,
            "no-store",
            None,
        )
    assert counting.number == 2


def test_an_answer_that_lay_on_disk_is_kept_while_it_is_not_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "SELECT ?a ?b WHERE { ?a ?p ?x . ?b ?q ?y } LIMIT 2000"
    for cache_bytes, asked in ((64_000_000, 1), (1_000_000, 2), (0, 2)):
        with running(Limits(workers=1, cache_bytes=cache_bytes)) as server:
            counting = Counting(server.app.state.pool, monkeypatch)
            first, again = server.ask(long), server.ask(long)
            assert len(first.content) > 200_000
            assert (counting.number, first.content) == (asked, again.content)


def test_an_answer_to_post_is_not_to_be_kept(server: Running) -> None:
    answer = server.client.post("/sparql", data={"query": ROWS}, headers={"If-None-Match": "*"})
    assert (answer.status_code, answer.headers["cache-control"], answer.headers.get("etag")) == (200, "no-store", None)


def test_a_script_of_another_site_may_ask_again(server: Running) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET",
             "Access-Control-Request-Headers": "if-none-match"}  # fmt: skip
    answer = server.client.options("/sparql", headers=asked)
    allowed = {name.strip().lower() for name in answer.headers["access-control-allow-headers"].split(",")}
    assert {"if-none-match", "content-type", "accept", "range"} <= allowed
    assert answer.headers["access-control-max-age"] == "86400"
    exposed = {name.strip() for name in server.ask("ASK {}").headers["access-control-expose-headers"].split(",")}
    assert {"ETag", "Strategraph-Release", "Retry-After", "Link", "Content-Encoding"} <= exposed


def test_a_download_is_tagged_by_its_checksum(output: Path, release: Release) -> None:
    name, file = "dumps/strategraph.nq", release.dumps_path / "strategraph.nq"
    content = file.read_bytes()
    with running(file=None, output=output) as server:
        path = f"/download/{name.removeprefix('dumps/')}"
        plain = server.client.get(path, headers=NO_GZIP)
        assert plain.headers["etag"] == f'"{sha256(content).hexdigest()}"'
        packed = server.client.get(path, headers={"Accept-Encoding": "gzip"})
        assert (packed.headers["content-encoding"], packed.content == plain.content == content) == ("gzip", True)
        assert packed.headers["etag"] == gzip_tag(plain.headers["etag"])
        part = server.client.get(path, headers={"Range": "bytes=10-19", "If-Range": plain.headers["etag"]})
        assert (part.status_code, part.content) == (206, content[10:20])
        known = server.client.get(path, headers={"Range": "bytes=10-19", "If-None-Match": plain.headers["etag"]})
        assert known.status_code == 304
