"""The search with data and questions that try to break it, and with data that have no index."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from running import SERVING, Running, running
from strategraph.errors import ReleaseError
from strategraph.pages.finder import Finder
from strategraph.pages.search import Search
from strategraph.release import Release
from strategraph.settings import Limits

HTML = {"Accept": "text/html"}


def search_of(server: Running) -> Search:
    [found] = [route.endpoint.__self__ for route in server.app.routes if getattr(route, "path", "") == "/search"]  # type: ignore[attr-defined]
    assert isinstance(found, Search)
    return found


def test_data_that_are_no_release_are_searched_too_and_render_safely(server: Running) -> None:
    for words, wanted in (("bydleni", "plan/plan-a/goal/2.1.a"), ("prevenci", "descriptor/IX.c")):
        rows = server.client.get("/search", params={"q": words, "format": "json"}).json()
        assert [row["iri"] for row in rows] == [f"https://w3id.org/strategraph/resource/{wanted}"]
    text = server.client.get("/search", params={"q": "script alert"}, headers=HTML).text
    assert "<script>alert" not in text
    assert "&lt;<mark>script</mark>&gt;<mark>alert</mark>(1)&lt;/<mark>script</mark>&gt;" in text
    items = server.client.get("/search/completions", params={"q": "alert"}).json()["items"]
    assert items[0]["label"].startswith("<script>")


def test_the_index_is_that_of_the_release_and_no_other(
    release: Release, published: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = search_of(published).finder._index
    assert index is not None
    assert len(index) == 290
    assert release.index_path.is_dir()
    site = search_of(published).site
    monkeypatch.setattr("strategraph.release.search.folders._FORM", "that of another version")
    assert Finder(site.dataset, site.lookups)._index is None


def test_an_index_that_cannot_be_read_is_told_and_made_anew(
    published: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def unreadable(folder: object) -> None:
        raise ReleaseError(f"The search index {folder} cannot be read: no.")

    monkeypatch.setattr("strategraph.pages.finder.open_index", unreadable)
    site = search_of(published).site
    assert Finder(site.dataset, site.lookups)._index is None
    assert "cannot be read: no. Until then it is made anew when somebody first searches." in caplog.text


def test_data_whose_index_cannot_be_made_say_so() -> None:
    with running(Limits(workers=1, deadline_seconds=0.5)) as small:
        crossed = " . ".join(f"?a{number} ?b{number} ?c{number}" for number in range(9))
        endless = f"SELECT ?thing ?kind ?field ?value {{ {{ SELECT (COUNT(*) AS ?value) {{ {crossed} }} }} }}"
        queries = search_of(small).site.lookups.queries
        queries["entries"] = replace(queries["entries"], text=endless)
        answer = small.client.get("/search?q=x&lang=cs", headers=HTML)
        assert answer.status_code == 503
        assert "V těchto datech teď nelze hledat" in answer.text


HOSTILE = [
    '"',
    "AND",
    "(",
    "name_form:x",
    "*",
    "a~9",
    "[a TO b]",
    "^2",
    "\\",
    "/x/",
    "<script>",
    "'\"><svg onload=x>",
    "\u202e",
    "\0",
]


@given(
    words=st.lists(st.sampled_from(HOSTILE) | st.text(max_size=30), max_size=5).map(" ".join),
    chosen=st.text(max_size=20),
)
def test_no_text_breaks_the_search_or_gets_into_the_page_unescaped(
    any_server: Running, words: str, chosen: str
) -> None:
    for address in ("/search", "/search/completions"):
        answer = any_server.client.get(address, params={"q": words, "plan": chosen, "kind": chosen}, headers=HTML)
        assert answer.status_code in (200, 400)
        if address == "/search":
            assert "<svg" not in answer.text
            assert answer.text.count("<script") == 1
        elif answer.status_code == 200:
            assert json.loads(answer.text)["total"] >= 0


@pytest.fixture(scope="module")
def any_server() -> Iterator[Running]:
    with running(file=SERVING) as server:
        yield server


def test_search_does_not_hold_up_others_and_is_not_logged(published: Running, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", logger="strategraph"):
        answers = [published.client.get("/search", params={"q": "tajemství"}), published.client.get("/health")]
    assert {answer.status_code for answer in answers} == {200}
    assert "tajemství" not in caplog.text
