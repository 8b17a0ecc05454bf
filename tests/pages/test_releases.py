"""Releases that are kept, and a cited query that names one which is not served."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from rdflib import RDFS

from running import Running, running
from small_releases import GOAL, LABEL, published

PAGE = {"Accept": "text/html", "Accept-Language": "en"}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases")
    published(folder, "before")
    published(folder, "now")
    return folder


@pytest.fixture(scope="module")
def editions(output: Path) -> tuple[str, str]:
    """The release that was current before, and the current one."""
    now = (output / "current").resolve().name
    [before] = {path.name for path in (output / "releases").iterdir()} - {now}
    return before, now


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Running]:
    with running(file=None, output=output) as server:
        yield server


def test_releases_are_listed_with_their_files_the_served_one_first(server: Running, editions: tuple[str, str]) -> None:
    before, now = editions
    page = server.client.get("/releases/", headers=PAGE).text
    assert [page.count(f"<code>{edition}</code>") for edition in editions] == [
        1,
        2,
    ]  # the foot of the page names one, too
    assert page.index(now) < page.index(before)
    assert page.count('<span class="tag">served</span>') == 1
    assert f'href="/releases/{before}/strategraph.nq"' in page


def test_the_files_of_an_older_release_are_given_as_they_are(
    server: Running, output: Path, editions: tuple[str, str]
) -> None:
    before, _ = editions
    files = {"strategraph.nq": "dumps/strategraph.nq", "manifest.json": "manifest.json", "SHA256SUMS": "SHA256SUMS"}
    got = {name: server.client.get(f"/releases/{before}/{name}").content for name in files}
    assert got == {name: (output / "releases" / before / path).read_bytes() for name, path in files.items()}
    assert f'<{GOAL}> <{RDFS.label}> "before"@cs'.encode() in got["strategraph.nq"]


@pytest.mark.parametrize(
    "path", ["none/strategraph.nq", "{before}/none", "{before}/..%2F..%2Fcurrent", "../releases/x"]
)
def test_nothing_else_is_given(server: Running, editions: tuple[str, str], path: str) -> None:
    assert server.client.get("/releases/" + path.replace("{before}", editions[0])).status_code == 404


def test_a_page_says_that_another_release_was_cited_and_leads_to_its_files(
    server: Running, editions: tuple[str, str]
) -> None:
    before, now = editions
    page = unescape(server.client.get("/sparql", params={"query": LABEL, "release": before}, headers=PAGE).text)
    assert f"The cited query is about release {before}. This server serves release {now};" in page
    assert f'<a href="/releases/{before}/strategraph.nq">' in page
    gone = unescape(server.client.get("/sparql", params={"query": LABEL, "release": "0" * 16}, headers=PAGE).text)
    assert "The files of the release it names are not here." in gone


def test_a_page_for_the_release_that_is_served_says_nothing_of_the_kind_and_can_be_cited(
    server: Running, editions: tuple[str, str]
) -> None:
    page = unescape(server.client.get("/sparql", params={"query": LABEL}, headers=PAGE).text)
    assert "The cited query" not in page
    address = page.partition('class="citation"')[2].partition('href="')[2].partition('"')[0]
    assert address.endswith(f"&release={editions[1]}")
    cited = unescape(server.client.get(address, headers=PAGE).text)
    assert "The cited query" not in cited
    assert "now" in cited


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+json"])
def test_a_program_is_answered_from_the_release_that_it_names_or_not_at_all(
    server: Running, editions: tuple[str, str], method: str, accept: str
) -> None:
    before, now = editions
    for release, status in ((now, 200), (before, 404), ("", 200)):
        values = {"query": LABEL, "release": release}
        where = {"params": values} if method == "GET" else {"data": values}
        answer = server.client.request(method, "/sparql", headers={"Accept": accept}, **where)  # type: ignore[arg-type]
        assert answer.status_code == status, answer.text
        assert ("now" in answer.text) == (status == 200)
