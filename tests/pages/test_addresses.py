"""Every address of the site: things, their pages and data, graphs, ontology, downloads."""

import hashlib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from running import Running, running

RESOURCE = "https://w3id.org/strategraph/resource/"
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
ENGLISH = {**HTML, "Accept-Language": "en"}
CZECH = {**HTML, "Accept-Language": "cs"}
FORMATS = {".ttl": "turtle", ".jsonld": "json-ld", ".nt": "nt", ".rdf": "xml"}


class Page(HTMLParser):
    """Text, link targets and elements of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.hrefs: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        # a block of data, which no browser runs (HTML, 4.12.1), or a file of ours
        is_inline = given.get("type") != "application/ld+json" and not (given.get("src") or "").startswith("/static/")
        self.elements.append(tag if tag != "script" or is_inline else "script that is not inline")
        self.attributes |= {name for name, _ in attrs}
        self.hrefs += [value for name, value in attrs if name == "href" and value]

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    @property
    def text(self) -> str:
        return " ".join(self.words)


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("text/html", "/page/descriptor/IX.c"),
        (HTML["Accept"], "/page/descriptor/IX.c"),
        ("text/turtle", "/data/descriptor/IX.c"),
        ("application/ld+json", "/data/descriptor/IX.c"),
        ("*/*", "/data/descriptor/IX.c"),
    ],
)
def test_a_thing_leads_to_its_page_or_its_data(server: Running, accept: str, target: str) -> None:
    answer = server.client.get("/resource/descriptor/IX.c", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"], answer.headers["vary"]) == (303, target, "Accept")


def test_a_thing_has_no_picture(server: Running) -> None:
    assert server.client.get("/resource/descriptor/IX.c", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("path", ["descriptor/IX.c", "plan/plan-a/goal/2.1.a", "plan/plan-a"])
@pytest.mark.parametrize("ending", FORMATS)
def test_data_come_by_ending_and_codes_keep_their_dots(server: Running, path: str, ending: str) -> None:
    answer = server.client.get(f"/data/{path}{ending}", headers=HTML)
    assert answer.status_code == 200
    graph = Graph().parse(data=answer.content, format=FORMATS[ending])
    assert (URIRef(RESOURCE + path), None, None) in graph


def test_the_data_of_a_goal_are_whole(server: Running) -> None:
    lines = server.client.get("/data/plan/plan-a/goal/2.1.a.nt").text.splitlines()
    subjects = {line.split()[0] for line in lines}
    assert subjects == {
        f"<{RESOURCE}{name}>"
        for name in ("plan/plan-a/goal/2.1.a", "document/plan-a#char=10,36", "document/plan-a#selector=10,36")
    }
    assert len(lines) == 9 + 5 + 3


def test_the_data_of_a_descriptor_say_who_carries_it(server: Running) -> None:
    lines = server.client.get("/data/descriptor/IX.c", headers={"Accept": "application/n-triples"}).text.splitlines()
    descriptor, goal = f"<{RESOURCE}descriptor/IX.c>", f"<{RESOURCE}plan/plan-a/goal/2.1.a>"
    assert f"{goal} <https://w3id.org/strategraph/ontology#hasDescriptor> {descriptor} ." in lines
    assert len(lines) == 4 + 2


def test_data_negotiate_and_head_has_no_body(server: Running) -> None:
    head = server.client.head("/data/descriptor/IX.c", headers={"Accept": "application/rdf+xml"})
    assert (head.status_code, head.headers["content-type"], head.content) == (
        200,
        "application/rdf+xml; charset=utf-8",
        b"",
    )
    assert server.client.get("/data/descriptor/IX.c", headers={"Accept": "text/html"}).status_code == 406


@pytest.mark.parametrize("room", ["resource", "page", "data"])
@pytest.mark.parametrize("path", ["nothing", "descriptor/IX.d", "descriptor/IX.c.pdf", "a b", "<script>", "%0A", ""])
def test_what_is_unknown_is_404_with_a_sentence(server: Running, room: str, path: str) -> None:
    answer = server.client.get(f"/{room}/{path}", headers={"Accept": "*/*"})
    assert answer.status_code == 404
    assert answer.text.startswith("Nothing is said of https://w3id.org/strategraph/resource/")


def test_a_missing_page_speaks_the_language_of_the_reader(server: Running) -> None:
    answer = server.client.get("/page/nothing", headers=CZECH)
    assert "toto vydání" in Page(answer.text).text
    assert "Nenalezeno" in Page(answer.text).text
    assert "Not found" in Page(server.client.get("/page/nothing", headers=ENGLISH).text).text


def test_the_page_of_a_goal_quotes_its_source(server: Running) -> None:
    page = Page(server.client.get("/page/plan/plan-a/goal/2.1.a", headers=CZECH).text)
    assert "2.1.a Zlepšit dostupnost bydlení" in page.text
    assert "Zlepšit dostupnost bydlení Dokument plánu A , řádek 7" in page.text
    assert "má deskriptor , předmět" in page.text
    assert {"/page/descriptor/IX.c", "/page/plan/plan-a", "/page/document/plan-a#char=10,36"} <= set(page.hrefs)


def test_the_page_speaks_both_languages(server: Running) -> None:
    czech = server.client.get("/page/descriptor/IX.c", headers=CZECH)
    english = server.client.get("/page/descriptor/IX.c", headers=ENGLISH)
    assert (czech.headers["content-language"], english.headers["content-language"]) == ("cs", "en")
    assert czech.headers["vary"] == "Accept, Accept-Language, Accept-Encoding"
    assert "sociální prevence Trvalá adresa" in Page(czech.text).text
    assert "social prevention Permanent address" in Page(english.text).text
    assert "has descriptor" in Page(english.text).text
    chosen = Page(server.client.get("/page/descriptor/IX.c?lang=en", headers=CZECH).text)
    assert "/page/plan/plan-a/goal/2.1.a?lang=en" in chosen.hrefs
    assert "/page/descriptor/IX.c?lang=cs" in chosen.hrefs


def test_hostile_labels_and_addresses_are_harmless(server: Running) -> None:
    for path in ("/page/plan/plan-a/goal/hostile", "/page/plan/plan-a", "/"):
        page = Page(server.client.get(path, headers=HTML).text)
        assert "script" not in page.elements
    page = Page(server.client.get("/page/plan/plan-a/goal/hostile", headers=HTML).text)
    assert "<script>alert(1)</script> \"x\" & 'y'" in page.text
    assert "javascript:alert(1)" in page.text
    assert not [href for href in page.hrefs if href.startswith(("javascript:", "data:"))]
    assert {"http://example.org/ok?a=1&b=2", "mailto:a@example.org"} <= set(page.hrefs)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sparql",
        "/ontology",
        "/download/",
        "/page/plan/plan-a",
        "/graph/descriptors",
        "/page/x",
        "/sparql?query=ASK%7B",
    ],
)
def test_nothing_is_inline(server: Running, path: str) -> None:
    page = Page(server.client.get(path, headers=HTML).text)
    assert not {"script", "style", "iframe", "object"} & set(page.elements)
    assert not [name for name in page.attributes if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "{{ 7*7 }}"])
def test_what_the_reader_typed_is_not_reflected_as_markup(server: Running, text: str) -> None:
    for path, parameters in (
        ("/sparql", {"query": text}),
        ("/sparql", {"query": f"ASK {{}} #{text}"}),
        ("/", {"lang": text}),
    ):
        page = Page(server.client.get(path, params=parameters, headers=HTML).text)
        assert not {"script", "img"} & set(page.elements)
        assert "49" not in page.words


def test_the_home_page_counts(server: Running) -> None:
    page = Page(server.client.get("/", headers=CZECH).text)
    assert "1 plán 2 cíle a priority" in page.text
    assert "Plán A Plzeňský kraj neuvedeno 2 0" in page.text
    assert "Odpověď delší než 1 GB se" in page.text
    assert "Plán A Plzeň Region not stated 2 0" in Page(server.client.get("/", headers=ENGLISH).text).text


def test_a_query_from_the_form_is_answered_as_a_table(server: Running) -> None:
    query = "SELECT ?g ?l { ?g a <https://w3id.org/strategraph/ontology#Goal> ; <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?g"
    page = Page(server.client.get("/sparql", params={"query": query, "format": "html"}, headers=CZECH).text)
    assert "Řádků: 2. g l plan/plan-a/goal/2.1.a Zlepšit dostupnost bydlení cs plan/plan-a/goal/hostile" in page.text
    assert "/page/plan/plan-a/goal/2.1.a" in page.hrefs


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("ASK {}", 200, "Result Yes"),
        ("ASK { <x:a> <x:b> <x:c> }", 200, "Result No"),
        ("CONSTRUCT { <x:a> <x:b> 1 } WHERE {}", 200, "<x:a> <x:b> 1 ."),
        ("SELECT ?x { VALUES ?x {" + "1 " * 501 + "} }", 200, "The first 500 rows of 501 are shown"),
        ("ASK {", 400, "The query was not answered The query cannot be parsed"),
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", 400, "The query was not answered The query has a SERVICE clause"),
    ],
)
def test_the_page_of_the_endpoint_shows_every_kind_of_answer(
    server: Running, query: str, status: int, says: str
) -> None:
    answer = server.client.get("/sparql", params={"query": query}, headers=ENGLISH)
    assert answer.status_code == status
    assert says in Page(answer.text).text


def test_graphs_come_as_rdf_and_as_a_page(server: Running) -> None:
    answer = server.client.get("/graph/source/plan-a", headers={"Accept": "application/n-triples"})
    assert len(answer.text.splitlines()) == 34
    assert len(Graph().parse(data=server.client.get("/graph/descriptors.ttl").content, format="turtle")) == 4
    page = Page(server.client.get("/graph/descriptors", headers=ENGLISH).text)
    assert "Statements (triples): 4" in page.text
    assert "/graph/source/plan-a" in page.hrefs
    assert server.client.get("/graph/nothing").status_code == 404


def test_the_ontology_comes_as_rdf_and_as_a_page(server: Running) -> None:
    answer = server.client.get("/ontology", headers={"Accept": "text/turtle"})
    assert len(Graph().parse(data=answer.content, format="turtle")) == 14
    assert len(Graph().parse(data=server.client.get("/ontology.rdf").content, format="xml")) == 14
    page = server.client.get("/ontology", headers=CZECH).text
    assert 'id="Goal"' in page
    assert "cíl sg:Goal Čeho má být dosaženo. obecnější: prvek" in Page(page).text


def test_an_unknown_ending_of_the_ontology_is_not_there(server: Running) -> None:
    assert server.client.get("/ontology.pdf").status_code == 404


def test_health(server: Running) -> None:
    health = server.client.get("/health")
    assert health.json() == {"status": "alive", "release": health.headers["strategraph-release"]}


def test_a_single_file_offers_no_downloads(server: Running) -> None:
    assert (
        "not on a release; there is nothing to download."
        in Page(server.client.get("/download/", headers=ENGLISH).text).text
    )
    assert server.client.get("/download/strategraph.nq").status_code == 404


def test_a_release_offers_its_dumps_with_their_checksums(output: Path) -> None:
    with running(file=None, output=output) as served:
        page = Page(served.client.get("/download/", headers=HTML).text)
        nquads = served.client.get("/download/strategraph.nq")
        assert nquads.headers["content-type"] == "application/n-quads; charset=utf-8"
        assert hashlib.sha256(nquads.content).hexdigest() in page.text
        assert (
            served.client.get("/download/strategraph.trig").headers["content-type"] == "application/trig; charset=utf-8"
        )
        part = served.client.get("/download/strategraph.nq", headers={"Range": "bytes=0-9"})
        assert (part.status_code, part.content) == (206, nquads.content[:10])
        files = [href for href in page.hrefs if href.startswith("/download/") and href != "/download/"]
        assert [served.client.head(href).status_code for href in files] == [200] * len(files)
        for path in ("/download/../manifest.json", "/download/%2e%2e/store/CURRENT", "/download//etc/passwd"):
            assert served.client.get(path).status_code == 404
        release = nquads.headers["strategraph-release"]
        assert (output / "releases" / release).is_dir()


def test_every_link_of_a_release_leads_somewhere(output: Path) -> None:
    with running(file=None, output=output) as served:
        seen, waiting = set(), ["/", "/sparql"]
        while waiting and len(seen) < 150:
            path = waiting.pop(0).partition("#")[0]
            if path in seen or path.startswith(("/sparql?", "/download/")):
                continue
            seen.add(path)
            answer = served.client.get(path, headers=HTML)
            assert answer.status_code == 200, path
            if answer.headers["content-type"].startswith("text/html"):
                waiting += [href for href in Page(answer.text).hrefs if href.startswith("/")]
        assert len(seen) == 150


@pytest.mark.parametrize("room", ["resource", "page", "data"])
@pytest.mark.parametrize("path", ["%25zz", "[", "a%23b%23c", "x%EE%80%80", "%ED%A0%80", "a%7Cb", "%00"])
def test_what_is_no_iri_names_nothing(server: Running, room: str, path: str) -> None:
    answer = server.client.get(f"/{room}/{path}", headers={"Accept": "*/*"})
    assert answer.status_code == 404
    assert answer.text.startswith("Nothing is said of https://w3id.org/strategraph/resource/")


def test_a_table_has_at_most_fifty_thousand_cells(server: Running) -> None:
    names = " ".join(f"?{i}" for i in range(9_000))
    query = f"SELECT ?x {names} {{ VALUES ?x {{ {'1 ' * 500} }} }}"
    answer = server.client.post("/sparql", data={"query": query}, headers=ENGLISH)
    assert answer.status_code == 200
    assert "The first 5 rows of 500 are shown; download the whole answer." in Page(answer.text).text
    assert answer.text.count("<td>") == 5 * 9_001
