"""Every way in which the endpoint says no: status, headers and sentence, as a problem document, as text and as pages."""

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from urllib.parse import urlsplit

import httpx
import pytest

from running import Running, running
from strategraph.settings import Limits

RUNAWAY = "SELECT (COUNT(*) AS ?n) {" + "".join(f"?a{i} ?b{i} ?c{i}." for i in range(12)) + "}"
LONG = f'SELECT (CONCAT("{"x" * 1000}", STR(?n)) AS ?x) {{ VALUES ?n {{ {"1 " * 100} }} }}'
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
FORMS = {
    "application/sparql-results+json": "application/problem+json",
    "application/problem+json, application/sparql-results+json;q=0.9, text/turtle;q=0.9": "application/problem+json",
    "*/*": "text/plain; charset=utf-8",
    "text/html": "text/html; charset=utf-8",
}
#: The client that has used up its time, by the name that its proxy gives it.
SPENT = "192.0.2.9"


@dataclass(frozen=True)
class Case:
    """What is sent, and how it is refused."""

    status: int
    english: str
    czech: str
    query: str | None = None
    body: bytes | None = None
    kind: str = FORM
    method: str = "POST"
    headers: dict[str, str] = field(default_factory=dict)
    client: str = ""
    members: dict[str, int] = field(default_factory=dict)


CASES = {
    "a query that does not parse": Case(
        400, "The query cannot be parsed: error at 2:16: expected ",
        "Dotaz nelze přečíst na řádku 2 ve sloupci 16, anglicky: error at 2:16: expected ",
        query='ASK {\n  ?s ?p "č" . ]', members={"line": 2, "column": 16}),
    "an update as a query": Case(
        400, "This reads like an update, and the endpoint takes none: it is read-only. The query cannot be parsed: error",
        "Vypadá to na změnu dat; koncový bod je jen pro čtení", query="CLEAR ALL", members={"line": 1, "column": 10}),
    "no query": Case(400, "The query is empty: write one", "Dotaz je prázdný: napište jej", query=" "),
    "two queries": Case(
        400, "The request has 2 queries; send exactly one as the parameter 'query'.",
        "Počet dotazů v požadavku: 2; pošlete právě jeden jako parametr 'query'.", body=b"query=ASK{}&query=ASK{}"),
    "bytes that are no text": Case(
        400, "The query is not UTF-8: byte 6 does not belong there.", "Dotaz není v UTF-8: bajt 6 tam nepatří.",
        body=b"ASK { \xff }", kind=DIRECT),
    "a form that is no text": Case(
        400, "The body of the request is not a list of name=value in percent-encoded UTF-8",
        "Požadavek nemá podobu jméno=hodnota v UTF-8", body=b"query=%FF"),
    "a graph that is no IRI": Case(
        400, "The default-graph-uri 'x' is no absolute IRI: ", "Hodnota 'x' (default-graph-uri) není absolutní IRI: ",
        body=b"query=ASK{}&default-graph-uri=x"),
    "a call of another endpoint": Case(
        400, "The query has a SERVICE clause; this endpoint asks no other endpoints.", "Dotaz obsahuje SERVICE;",
        query="ASK { SERVICE <http://127.0.0.1:9/> {} }"),
    "a sign that may begin an IRI": Case(
        400, "It cannot be told whether '<2#>' is an IRI, or '<' in it means \"less than\"", "Nelze poznat, zda „<“ v dotazu začíná IRI",
        query='SELECT (1<2#>"""\n AS ?x) FROM <http://x/> {} #"""'),
    "a function that is not there": Case(
        400, "The query cannot be evaluated: ", "Dotaz nelze vyhodnotit: ", query="SELECT (<x:f>() AS ?x) {}"),
    "an update": Case(
        403, "This endpoint is read-only: it answers queries and takes no updates.", "Tento koncový bod je jen pro čtení:",
        body=b"CLEAR ALL", kind="application/sparql-update"),
    "another method": Case(
        405, "/sparql is read with ", "/sparql lze jen číst (", body=b"", method="PUT", headers={"Allow": "GET, HEAD, POST, OPTIONS"}),
    "a query that is too long": Case(
        413, "The query has 65541 bytes; the longest that is taken has 65536.", "Dotaz má 65541 bajtů;",
        query="ASK{}" + " " * 65_536),
    "a body that is too long": Case(
        413, "The body of the request is longer than 262144 bytes; send a shorter one.",
        "Tělo požadavku je delší než 262144 bajtů; pošlete kratší.", body=b" " * 300_000, headers={"Connection": "close"}),
    "another kind of body": Case(
        415, "The body is said to be 'text/plain'; send application/x-www-form-urlencoded or application/sparql-query",
        "Tělo požadavku je označeno jako 'text/plain';", body=b"ASK {}", kind="text/plain",
        headers={"Accept": f"{FORM}, {DIRECT}"}),
    "a client that has used up its time": Case(
        429, "Queries of your address took ", "Dotazy z vaší adresy trvaly za minutu celkem ", query="ASK {}", client=SPENT,
        headers={"Retry-After": r"[1-9]|[1-5]\d|6[01]"}),
    "a query that takes too long": Case(
        503, "The query did not end within 1 seconds and was stopped; ask for less at once.",
        "Dotaz neskončil do 1 sekund a byl zastaven;", query=RUNAWAY, headers={"Retry-After": "1"}),
    "an answer that is too long": Case(
        503, "The answer is larger than 70000 bytes, so none of it is sent;", "Odpověď je delší než 70000 bajtů,",
        query=LONG),
}  # fmt: skip


@pytest.fixture(scope="module")
def strict() -> Iterator[Running]:
    """A server with narrow limits; one client has used up its time, every other request comes from a client of its own."""
    limits = Limits(workers=2, deadline_seconds=1, answer_bytes=70_000, body_seconds=0.5, client_seconds=0.5,
                    client_header="X-Client", cache_bytes=0)  # fmt: skip
    with running(limits) as server:
        answer = server.client.get("/sparql", params={"query": RUNAWAY}, headers={"X-Client": SPENT})
        assert answer.status_code == 503
        yield server


_NUMBERS = count(1)


def sent(server: Running, case: Case, accept: str, language: str) -> httpx.Response:
    number = next(_NUMBERS)
    headers = {"Accept": accept, "Accept-Language": language, "Content-Type": case.kind}
    headers["X-Client"] = case.client or f"198.51.{number // 250}.{number % 250}"
    if case.query is None:
        return server.client.request(case.method, "/sparql", content=case.body, headers=headers)
    return server.client.post("/sparql", content=case.query.encode(), headers=headers | {"Content-Type": DIRECT})


@pytest.mark.parametrize("accept", FORMS)
@pytest.mark.parametrize("name", CASES)
def test_a_refusal_has_its_status_its_headers_and_a_sentence_in_the_form_that_is_accepted(
    strict: Running, name: str, accept: str
) -> None:
    case = CASES[name]
    answer = sent(strict, case, accept, "en")
    assert (answer.status_code, answer.headers["content-type"]) == (case.status, FORMS[accept])
    for header, value in case.headers.items():
        assert re.fullmatch(value.replace("+", r"\+"), answer.headers[header]), header
    if "Retry-After" not in case.headers:
        assert "retry-after" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["strategraph-limits"].startswith("deadline_seconds=")
    if "json" in FORMS[accept]:
        problem = answer.json()
        assert {
            "type": "about:blank",
            "status": case.status,
            "title": answer.reason_phrase,
            **case.members,
        }.items() <= (problem.items())
        assert sorted(problem) == sorted(["type", "title", "status", "detail", *case.members])
        assert problem["detail"].startswith(case.english)
    elif "plain" in FORMS[accept]:
        assert answer.text.startswith(case.english)
        assert answer.text.endswith("\n")
    else:
        assert case.english in unescape(answer.text)
        assert case.czech in unescape(sent(strict, case, accept, "cs").text)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.query and case.status != 413])
def test_a_person_finds_the_query_in_the_form_as_it_was_typed(strict: Running, name: str) -> None:
    case = CASES[name]
    typed = re.search(
        r'<textarea id="query".*?>(.*?)</textarea>', sent(strict, case, "text/html", "en").text, re.DOTALL
    )
    assert typed
    assert unescape(typed[1]).removeprefix("\n") == case.query


@pytest.mark.parametrize(
    ("accept", "form"),
    [("image/png", "text/plain; charset=utf-8"), ("application/json-seq", "application/problem+json")],
)
def test_where_no_format_fits_the_formats_are_named(strict: Running, accept: str, form: str) -> None:
    answer = sent(strict, Case(406, "", "", query="ASK {}"), accept, "en")
    assert (answer.status_code, answer.headers["content-type"]) == (406, form)
    assert "None of the accepted media types can be given; there are application/sparql-results+json, " in answer.text


@pytest.mark.parametrize("accept", FORMS)
def test_a_body_that_comes_too_slowly_is_given_up(strict: Running, accept: str) -> None:
    parts = urlsplit(strict.address)
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\nContent-Type: {FORM}\r\nContent-Length: 9\r\n\r\nquery"
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as line:
        line.sendall(head.encode())
        answer = b"".join(iter(lambda: line.recv(65_536), b"")).decode()
    start, _, body = answer.partition("\r\n\r\n")
    assert start.startswith("HTTP/1.1 408 Request Timeout\r\n")
    assert f"\r\ncontent-type: {FORMS[accept]}\r\n" in start.lower()
    told = ("The body of the request did not arrive within 0.5 seconds;", "Tělo požadavku nedošlo do 0.5 s;")
    assert any(one in unescape(body) for one in told)
