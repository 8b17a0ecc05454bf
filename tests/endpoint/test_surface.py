"""Whatever is sent to the server, it is answered: no fault of ours, every header that protects, and no markup given back."""

import gzip
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import quote_from_bytes, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from running import Running, running
from strategraph.settings import Limits
from strategraph.web import CONTENT_SECURITY_POLICY

#: If this comes back as it was sent, inside something that a browser reads as markup, a script could have.
MARKUP = '<xprobe a="b">'
GRAPH = "https://w3id.org/strategraph/graph/descriptors"
FRAGMENTS = [
    *(MARKUP, "'><xprobe ", "</textarea><xprobe>", "javascript:alert(1)//<xprobe>", "]]><xprobe>", "<!--<xprobe"),
    *(
        "..",
        "/",
        "//",
        ".",
        "%2e%2e",
        "\\",
        "?",
        "#",
        "&",
        ";",
        "=",
        "+",
        " ",
        "\t",
        "\r\n",
        "\x00",
        "\u202e",
        "č",
        "\ud7ff",
    ),
    *(
        "plan/plan-a",
        "plan/plan-a/goal/hostile",
        "descriptor/IX.c",
        "descriptors",
        "registers",
        "site.css",
        "SHA256SUMS",
    ),
    *(
        ".ttl",
        ".jsonld",
        ".rdf",
        ".nt",
        ".html",
        "x:y",
        GRAPH,
        "http://[",
        "a" * 300,
        "{{7*7}}",
        "${7*7}",
        "%",
        "%FF",
        "%zz",
    ),
]
QUERIES = [
    "ASK {}",
    "ASK {",
    "SELECT * WHERE { ?s ?p ?o } LIMIT 3",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    f"DESCRIBE <{GRAPH}>",
    f"SELECT ('{MARKUP}' AS ?xprobe) {{}}",
    f"CONSTRUCT {{ <x:a> <x:b> '{MARKUP}' }} WHERE {{}}",
    f"SELECT * {{ {MARKUP} }}",
    f"# {MARKUP}\nCLEAR ALL",
    "SELECT (RAND() AS ?x) {}",
    "SELECT * { SERVICE <http://127.0.0.1:9/> {} }",
    "SELECT (<x:none>() AS ?x) {}",
    "BASE <x:> SELECT * FROM <y> FROM NAMED <\\u003cxprobe\\u003e> { GRAPH ?g { } }",
    "SELECT ?x { VALUES ?x { <<( <x:a> <x:b> 1 )>> } }",
]
PATHS = [
    *(
        "/",
        "/sparql",
        "/sparql/",
        "/graph-store",
        "/graph-store/",
        "/resource/",
        "/page/",
        "/data/",
        "/graph/",
        "/ontology",
    ),
    *("/ontology.", "/download", "/download/", "/suggest", "/health", "/static/", "/robots.txt", "/none/", "//", "/."),
]
NAMES = [
    *("query", "update", "default-graph-uri", "named-graph-uri", "using-graph-uri", "format", "graph", "default"),
    *("lang", "text", "headings", "", MARKUP),
]
TYPES = [
    *("text/html", "application/xhtml+xml", "text/turtle", "application/rdf+xml", "application/ld+json", "text/csv"),
    *("application/json", "application/sparql-results+xml", "application/problem+json", "image/png", "*/*", "text/*"),
    *(
        "application/sparql-query",
        "application/sparql-update",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ),
]
METHODS = [*["GET"] * 6, *["POST"] * 3, "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "XPROBE"]

words = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=3).map("".join),
    st.sampled_from(QUERIES),
    st.text(max_size=12),
)
encoded = st.one_of(words.map(lambda word: word.encode("utf-8", "surrogatepass")), st.binary(max_size=6)).map(
    lambda word: quote_from_bytes(word, safe="/")
)
#: Now and then a piece goes as it is, as far as a line of HTTP can hold it.
raw = st.sampled_from(["%", "%zz", "&&", "=", "a=b=c", "+", "'", '"', "<xprobe>", "[]", "?"])
pieces = st.one_of(encoded, encoded, encoded, raw)
names = st.sampled_from([*["query"] * 6, *["graph"] * 3, *NAMES]).map(lambda name: quote_from_bytes(name.encode()))
asked = st.tuples(st.just("query"), st.sampled_from(QUERIES).map(lambda query: quote_from_bytes(query.encode())))
named = st.sampled_from([("graph", quote_from_bytes(GRAPH.encode())), ("default", "")])
fields = st.one_of(
    st.tuples(asked).map(list),
    st.tuples(named).map(list),
    st.lists(st.tuples(names, pieces), max_size=4),
)
queries = fields.map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs))
ELEMENTS = [*TYPES, "*", "gzip", "cs", "en;q=0.1", '"x"', "W/", ";q=", "q=2", MARKUP, "bytes=0-1", "é"]
#: Where a request goes: to the endpoint, to the graph store, or anywhere.
targets = st.one_of(
    st.builds("/sparql?{}".format, queries),
    st.builds("/graph-store?{}".format, queries),
    st.builds("{}?{}".format, st.sampled_from(PATHS), queries),
    st.builds("{}{}?{}".format, st.sampled_from(PATHS), pieces, queries),
)
values = st.one_of(
    st.lists(st.sampled_from(ELEMENTS), max_size=4).map(", ".join),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20),
)
HEADERS = [
    *("Accept", "Accept-Language", "Accept-Encoding", "Content-Type", "If-None-Match", "Range", "If-Range", "Origin"),
    *("Host", "X-Forwarded-For"),
]
headers = st.dictionaries(st.sampled_from(HEADERS), values.map(str.strip), max_size=4)
typed = st.sampled_from([*TYPES[-4:], "text/plain"]).map(lambda kind: {"Content-Type": kind})
headers = st.one_of(headers, st.builds(dict.__or__, headers, typed))
bodies = st.one_of(st.just(b""), queries.map(str.encode), words.map(lambda word: word.encode("utf-8", "replace")))


@pytest.fixture(scope="module")
def hosted() -> Iterator[Running]:
    with running(Limits(workers=2, deadline_seconds=5)) as server:
        yield server


def send(server: Running, method: str, target: str, said: dict[str, str], body: bytes) -> tuple[HTTPResponse, bytes]:
    place = urlsplit(server.address)
    with closing(HTTPConnection(place.hostname or "", place.port, timeout=30)) as connection:
        connection._validate_path = lambda url: None  # type: ignore[attr-defined, method-assign]
        connection.putrequest(method, target, skip_host="Host" in said, skip_accept_encoding=True)
        for name, value in said.items():
            connection.putheader(name, value.encode("latin-1", "replace"))
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer, answer.read()


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sampled_from(METHODS), targets, headers, bodies)
@example("GET", f"/page/{quote_from_bytes(MARKUP.encode())}?lang=%3Cxprobe", {"Accept": "text/html"}, b"")
@example("GET", f"/sparql?query={quote_from_bytes(QUERIES[7].encode())}", {"Accept": "text/html"}, b"")
@example("GET", f"/graph-store?graph=x%3A{quote_from_bytes(MARKUP.encode())}", {"Accept": "text/html"}, b"")
def test_every_request_is_answered_safely(
    hosted: Running, method: str, target: str, said: dict[str, str], body: bytes
) -> None:
    target = target.replace(" ", "%20")
    answer, content = send(hosted, method, target, said, b"" if method in ("GET", "HEAD") else body)
    if answer.getheader("Content-Security-Policy") is None:
        # refused as no HTTP before the application saw it, in words that are fixed
        assert (answer.status, content) == (400, b"Invalid HTTP request received.")
        return
    assert answer.status < 500, content
    assert answer.getheader("Content-Security-Policy") == CONTENT_SECURITY_POLICY
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Strategraph-Release", "").startswith("file-")
    kind = answer.getheader("Content-Type", "")
    if "html" in kind or "xml" in kind:
        plain = gzip.decompress(content) if content and answer.getheader("Content-Encoding") else content
        assert b"<xprobe" not in plain.lower()
    assert not any("\r" in value or "\n" in value for _, value in answer.getheaders())
    assert "<" not in (answer.getheader("Location") or "")


def test_the_server_is_as_well_as_before(hosted: Running) -> None:
    assert hosted.ask("ASK {}").json() == {"head": {}, "boolean": True}
