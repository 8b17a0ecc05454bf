"""The site as files: every link leads to a file, plain hosting is enough, and the same data give the same bytes."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import httpx
import pytest
from rdflib import Graph

from running import SERVING
from strategraph.app import create_app
from strategraph.cli import main
from strategraph.endpoint import dataset_of_file
from strategraph.errors import UsageError
from strategraph.places import find_places
from strategraph.settings import Limits, Settings
from strategraph.static_links import Address, read_address, with_links
from strategraph.static_site import write_site

SITE = "https://data.example.org"


def export(folder: Path, site: str = SITE) -> Path:
    settings = Settings(limits=Limits(workers=2))
    app = create_app(settings, find_places(), dataset_of_file(SERVING, settings.publication.base))
    number = write_site(app, folder, site, lambda told: None)
    assert number == len(contents(folder))
    return folder


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tmp_path_factory.mktemp("static") / "site")


@pytest.fixture(scope="module")
def host(exported: Path) -> Iterator[str]:
    """The files behind Python's own server of files."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(exported))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def links(page: str) -> list[str]:
    found: list[str] = []
    parser = HTMLParser()

    def note(tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found.extend(value for name, value in attrs if name in ("href", "src", "action") and value is not None)

    parser.handle_starttag = note  # type: ignore[method-assign]
    parser.feed(page)
    return found


def test_every_link_of_every_page_leads_to_a_file(exported: Path) -> None:
    broken, followed = [], 0
    for name, content in contents(exported).items():
        for link in links(content.decode()) if name.endswith(".html") else ():
            target = urlsplit(urljoin(f"http://here/{name}", link))
            if target.netloc != "here":
                continue
            followed += 1
            path = exported / unquote(target.path).lstrip("/")
            if target.query or not (path / "index.html" if target.path.endswith("/") else path).is_file():
                broken.append(f"{name}: {link}")
    assert broken == []
    assert followed > 1000


def test_no_page_asks_a_server(exported: Path) -> None:
    for name, content in contents(exported).items():
        if name.endswith(".html"):
            assert b"<form" not in content, name
            assert b"<script src" not in content, name
            assert b'<script type="module"' not in content, name
            assert b"strategraph.invalid" not in content, name


def test_a_plain_host_serves_a_plan_in_both_languages(host: str) -> None:
    with httpx.Client(base_url=host, follow_redirects=True) as client:
        listed = re.findall(r'href="(/page/plan/[^"]*)"', client.get("/").text)
        czech = client.get(listed[0])
        assert czech.status_code == 200
        assert '<html lang="cs">' in czech.text
        (switch,) = re.findall(r'href="([^"]*)"[^>]*>English</a>', czech.text)
        english = client.get(switch)
        assert english.status_code == 200
        assert '<html lang="en">' in english.text
        assert "This is a copy of the site as files" in english.text
        (back,) = re.findall(r'href="([^"]*)"[^>]*>Česky</a>', english.text)
        assert client.get(back).text == czech.text
        inner = re.findall(r'href="(/en/page/[^"]*)"', english.text)
        assert inner
        assert all(client.get(link).status_code == 200 for link in inner)


def test_a_thing_leads_to_its_page_and_has_its_data_beside_it(exported: Path) -> None:
    plans = sorted((exported / "page" / "plan").iterdir())
    for plan in plans:
        redirect = (exported / "resource" / "plan" / plan.name / "index.html").read_text(encoding="utf-8")
        assert f'content="0; url=/page/plan/{plan.name}/"' in redirect
        for ending, form in ((".ttl", "turtle"), (".nt", "nt"), (".rdf", "xml"), (".jsonld", "json-ld")):
            assert len(Graph().parse(exported / "data" / "plan" / f"{plan.name}{ending}", format=form)) > 1
    assert plans


def test_the_sitemap_names_files_that_there_are(exported: Path) -> None:
    named = re.findall("<loc>(.*?)</loc>", (exported / "sitemap" / "1.xml").read_text(encoding="utf-8"))
    assert f"{SITE}/" in named
    assert f"{SITE}/en/" in named
    for address in named:
        assert (exported / unquote(address.removeprefix(SITE)).lstrip("/") / "index.html").is_file(), address
    assert "Sitemap: https://data.example.org/sitemap.xml" in (exported / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.full
def test_the_same_data_give_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    assert contents(export(tmp_path / "again")) == contents(exported)


def test_a_folder_that_is_not_empty_is_refused(exported: Path) -> None:
    before = contents(exported)
    with pytest.raises(UsageError, match="is not empty: name a new folder, or empty it first"):
        export(exported)
    assert contents(exported) == before


@pytest.mark.parametrize("site", ["data.example.org", "ftp://x", "https://x/below/"])
def test_what_is_no_host_is_refused(site: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no address of a host"):
        export(tmp_path / "new", site)
    assert list(tmp_path.iterdir()) == []


def test_the_command_asks_for_one_of_its_forms(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export"]) == 2
    assert "--stratml DIR" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/page/plan/x", Address("/page/plan/x")),
        ("/page/plan/x?lang=cs", Address("/page/plan/x")),
        ("/page/plan/x?lang=en#a", Address("/page/plan/x", "en")),
        ("?page=2&lang=en", Address("/concepts", "en", page="2")),
        ("?page=1", Address("/concepts")),
        ("?format=csv&lang=en", Address("/concepts", form="csv")),
        ("../../etc/x", Address("/etc/x")),
        ("?class=a", None),
        ("?page=x", None),
        ("?lang=de", None),
        ("?lang=en&lang=cs", None),
        ("/sparql?query=x", None),
        ("/search", None),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example/", None),
        ("mailto:a@b", None),
    ],
)
def test_what_a_link_leads_to(link: str, expected: Address | None) -> None:
    assert read_address(link, "/concepts") == expected


@pytest.mark.parametrize(
    ("address", "file"),
    [
        (Address("/"), "index.html"),
        (Address("/", "en"), "en/index.html"),
        (Address("/page/descriptor/IX.c"), "page/descriptor/IX.c/index.html"),
        (Address("/page/p%C5%99/", "en", page="2"), "en/page/př/page-2/index.html"),
        (Address("/queries/", form="csv"), "queries/list.csv"),
    ],
)
def test_where_a_page_lies(address: Address, file: str) -> None:
    assert address.file(is_page=True) == file
    assert Address("/data/plan/x.ttl").file(is_page=False) == "data/plan/x.ttl"


PAGE = """<!doctype html>
<!-- a note --><p title="a &amp; b" data-x='1'>&lt;x&gt; &#344; &nbsp; a &amp b</p>
<script type="application/ld+json">{"a": "<b> & c"}</script><br/><a href="#top">in</a><a href="mailto:a@b">m</a>
"""


def test_what_is_no_link_stays_to_the_letter() -> None:
    def same(link: str) -> str:
        return link

    assert with_links(PAGE.replace("&amp b", "b"), same, "") == PAGE.replace("&amp b", "b")


def test_links_are_turned_and_what_needs_a_server_is_told() -> None:
    lead: Callable[[str], str | None] = {"/a?x=1&y=2": "/a&b/", "/gone": None}.get
    page = (
        '<link rel="alternate" href="/gone"><a class="c" href="/a?x=1&amp;y=2">A</a><a rel="nofollow" href="/gone">B</a>'
        '<form action="/f"><b>x</b><input></form><form role="search"><input></form><script src="/gone"></script><footer></footer>'
    )
    assert with_links(page, lead, "No <server>") == (
        '<a class="c" href="/a&amp;b/">A</a><a role="link" aria-disabled="true" title="No &lt;server&gt;">B</a>'
        '\n<p class="hint">No &lt;server&gt;</p>'
        '<footer>\n<p class="hint">No &lt;server&gt;</p></footer>'
    )


def test_the_output_of_the_command_is_the_folder_alone(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "strategraph", "export", "--static", str(tmp_path / "x"), "--data", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no release in" in done.stderr
