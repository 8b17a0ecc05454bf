"""The short way and the long way give the same answers, header by header; asked of the application, and over a connection."""

import asyncio
import itertools
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.types import Message, Scope

from running import SERVING
from served import address_in, served
from strategraph.app import create_app
from strategraph.endpoint import dataset_of_file
from strategraph.places import find_places
from strategraph.settings import Limits, Settings
from strategraph.web import PlainRequest

Answered = tuple[int, list[tuple[bytes, bytes]], bytes]
LONG = "SELECT * { VALUES ?x { " + '"lorem ipsum dolor sit amet" ' * 60 + "} }"
FILE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 4000"
TOO_LONG = "x" * 70_000
QUERIES = (
    "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 4",
    "ASK {}",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1",
    "SELECT (YEAR(NOW()) > 2000 AS ?x) {}",
    LONG,
    FILE,
    "SELECT",
    "INSERT DATA {}",
    "SELECT * { SERVICE <http://x/> {} }",
    "SELECT * FROM <http://example.org/none> { ?s ?p ?o }",
    "",
    TOO_LONG,
)
PLAIN = {0, 1, 2, 3, 4, 9}
ACCEPTS = (
    None,
    "application/sparql-results+json",
    "text/csv",
    "text/turtle, */*;q=0.1",
    "image/png",
    "text/html",
    "*/*",
)
OTHERS: tuple[list[tuple[bytes, bytes]], ...] = (
    [],
    [(b"accept-encoding", b"gzip")],
    [(b"accept-encoding", b"gzip;q=0, identity")],
    [(b"if-none-match", b"*")],
    [(b"x-odd", b"a"), (b"x-odd", b"b")],
    [(b"x-long", b"a" * 9000)],
    [(b"origin", b"http://else.where"), (b"x-forwarded-for", b"192.0.2.7, 192.0.2.8")],
)


class Told:
    """A connection that keeps what it is told: an answer, or what the application is to know when it answers."""

    peer = "127.0.0.1"

    def __init__(self) -> None:
        self.state: dict[str, Any] | None = None
        self.answer: Answered | None = None
        self.ended = asyncio.Event()

    def write(self, lines: bytes, body: bytes) -> None:
        *fields, end = lines.split(b"\r\n")
        assert not end
        self.answer = 200, [(name, value) for name, _, value in (one.partition(b": ") for one in fields)], body
        self.ended.set()

    def go_on(self, state: dict[str, Any]) -> None:
        self.state = state
        self.ended.set()


class Asked:
    """The application in an event loop, with what it sends; whether the short way was taken to the end is told, too."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    async def __call__(
        self, query_string: bytes, headers: list[tuple[bytes, bytes]], short: bool, path: str = "/sparql"
    ) -> tuple[int, list[tuple[bytes, bytes]], bytes, bool]:
        told = Told()
        fields = ((b"host", b"x"), *headers)
        if short and self.app.state.short_way.take(PlainRequest(path, query_string, fields, b""), told):
            await told.ended.wait()
        status, said, body = told.answer or await self.long(query_string, list(fields), path, told.state or {})
        return status, [one for one in said if one[0] != b"ratelimit"], body, told.answer is not None  # time goes on

    async def long(
        self, query_string: bytes, headers: list[tuple[bytes, bytes]], path: str, state: dict[str, Any]
    ) -> Answered:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            await asyncio.sleep(60)  # nobody hangs up, and nobody reads a body
            return {"type": "http.disconnect"}

        scope: Scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": "GET",
            "path": path, "raw_path": path.encode(), "query_string": query_string, "root_path": "", "scheme": "http",
            "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 5), "headers": headers, "state": state,
        }  # fmt: skip
        await self.app(scope, receive, send)
        start, *bodies = sent
        return start["status"], list(start["headers"]), b"".join(one.get("body", b"") for one in bodies)


@pytest.mark.parametrize("cache_bytes", [0, 10_000_000])
def test_the_application_answers_the_same_on_both_ways(cache_bytes: int) -> None:
    limits = Limits(workers=1, cache_bytes=cache_bytes, client_header="X-Forwarded-For")
    settings = Settings(limits=limits)
    app = create_app(settings, find_places(), dataset_of_file(SERVING, settings.publication.base))

    async def compare() -> None:
        ask = Asked(app)
        async with app.router.lifespan_context(app):
            for (number, query), accept, others in itertools.product(enumerate(QUERIES), ACCEPTS, OTHERS):
                if accept not in (None, "text/csv") and (others not in OTHERS[:2] or query in (LONG, FILE, TOO_LONG)):
                    continue  # the pages of long answers take long
                headers = [*others, *([(b"accept", accept.encode())] if accept is not None else [])]
                encoded = f"query={quote(query, safe='')}".encode()
                *short, taken = await ask(encoded, headers, short=True)
                *long, _ = await ask(encoded, headers, short=False)
                assert short == long, (query, headers)
                gzip = (b"accept-encoding", b"gzip") in others and number == 4
                odd = any(name in (b"if-none-match", b"x-odd", b"x-long") for name, _ in others)
                if number in PLAIN and accept in ("*/*", None) and not gzip and not odd:
                    assert taken, (query, headers)
            for encoded, path in (
                (b"", "/sparql"), (b"query=ASK+%7B%7D&query=ASK+%7B%7D", "/sparql"), (b"query=ASK%20{}&format=csv", "/sparql"),
                (b"query=ASK%20{}&release=none", "/sparql"), (b"query=%FF", "/sparql"), (b"update=x", "/sparql"),
                (b"query=ASK%20{}&default-graph-uri=no iri", "/sparql"),
                (b"query=ASK%20{}&format=html", "/sparql"), (b"query=ASK%20{}", "/sparql/"), (b"text=x", "/suggest"),
            ):  # fmt: skip
                assert (await ask(encoded, [], True, path))[:3] == (await ask(encoded, [], False, path))[:3], encoded

    asyncio.run(compare())


def test_a_client_that_may_ask_no_more_is_told_so_on_both_ways() -> None:
    settings = Settings(limits=Limits(workers=1, cache_bytes=0, client_seconds=0.01))
    app = create_app(settings, find_places(), dataset_of_file(SERVING, settings.publication.base))

    async def compare() -> None:
        ask, encoded = Asked(app), b"query=" + quote("SELECT (COUNT(*) AS ?n) {?a ?b ?c. ?d ?e ?f. ?g ?h ?i}").encode()
        async with app.router.lifespan_context(app):
            while (await ask(encoded, [], short=True))[0] == 200:
                pass
            short, long = [await ask(encoded, [], short=one) for one in (True, False)]
            assert short[0] == long[0] == 429
            assert [name for name, _ in short[1]] == [name for name, _ in long[1]]
            assert app.state.allowances.enter("127.0.0.1").requests_left == app.state.allowances.requests - 1

    asyncio.run(compare())


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--dataset", str(SERVING)]
    with served(command, Path.cwd(), os.environ | {"STRATEGRAPH_LIMITS_CACHE_BYTES": "0"}) as address:
        yield address


def answers(address: str, number: int, *pieces: bytes) -> bytes:
    """So many answers to pieces that are sent one after another; without what goes on with time."""
    parts, got = urlsplit(address), b""
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            line.sendall(piece)
            time.sleep(0.03)
        while got.count(b"HTTP/1.1 ") < number or not ended(got[got.rindex(b"HTTP/1.1 ") :]):
            got += line.recv(65_536) or pytest.fail("the server hung up")
    return b"\r\n".join(each for each in got.split(b"\r\n") if not each.startswith((b"date: ", b"ratelimit: ")))


def ended(answer: bytes) -> bool:
    head, mark, body = answer.partition(b"\r\n\r\n")
    size = re.search(rb"content-length: (\d+)", head)
    return bool(mark) and (len(body) == int(size[1]) if size else body.endswith(b"\r\n0\r\n\r\n"))


def request(query: str, *fields: str) -> bytes:
    lines = (f"GET /sparql?query={quote(query, safe='')} HTTP/1.1", "Host: x", *fields)
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


@pytest.mark.parametrize(
    "query", [QUERIES[0], LONG, FILE, "SELECT", "ASK {}#", "SELECT (NOW() AS ?x) { FILTER(false) }"]
)
@pytest.mark.parametrize(
    "fields", [("Accept: */*",), ("Accept: text/csv", "Accept-Encoding: gzip"), ("Accept: image/png",)]
)
def test_a_connection_gets_the_same_on_both_ways(address: str, query: str, fields: tuple[str, ...]) -> None:
    whole = request(query, *fields)
    answers(address, 1, request("ASK {}", *fields))  # from now on these fields are known
    long = answers(address, 1, whole[:-3], whole[-3:])
    assert answers(address, 1, whole) == long
    assert answers(address, 2, whole, whole) == long + long
    assert answers(address, 2, whole + whole) == long + long


#: It takes a while, and far less than the deadline.
SLOW = (
    f"SELECT (COUNT(*) AS ?n) {{ VALUES ?k {{ {' '.join(map(str, range(25)))} }} "
    "?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (STRLEN(STR(?c)) != ?k) }"
)


def test_what_comes_while_a_request_is_on_the_short_way_has_its_turn_after_it(address: str) -> None:
    first, second, third = request(SLOW, "Accept: text/csv"), request("ASK {}"), request("ASK { FILTER(false) }")
    answers(address, 1, request("ASK {}", "Accept: text/csv"))
    expected = [answers(address, 1, one) for one in (first, second, third)]
    assert answers(address, 3, first, second, third[:40], third[40:]) == b"".join(expected)
    assert answers(address, 3, first, second + third) == b"".join(expected)


def test_who_hangs_up_while_a_request_is_on_the_short_way_has_none_under_way_afterwards(address: str) -> None:
    parts = urlsplit(address)
    answers(address, 1, request("ASK {}", "Accept: text/csv"))
    for _ in range(70):  # one more than may be under way at once, and more
        with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as line:
            line.sendall(request("ASK { ?s ?p ?o }", "Accept: text/csv"))
    limit = time.monotonic() + 20
    while b'"requests";r=63' not in (told := told_left(address)) and time.monotonic() < limit:
        time.sleep(0.05)
    assert b'"requests";r=63' in told


def told_left(address: str) -> bytes:
    """What the server says of the requests that are left, while one is answered."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as line:
        line.sendall(request("ASK {}", "Accept: text/csv", "Connection: close"))
        answer = b"".join(iter(lambda: line.recv(4096), b""))
    return next(each for each in answer.split(b"\r\n") if each.startswith(b"ratelimit: "))


def test_a_server_that_is_told_to_end_answers_what_is_on_the_short_way() -> None:
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--dataset", str(SERVING)]
    env = os.environ | {"STRATEGRAPH_LIMITS_CACHE_BYTES": "0"}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        address = address_in(server.stdout)
        answers(address, 1, request("ASK {}", "Accept: text/csv"))
        parts = urlsplit(address)
        with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as line:
            line.sendall(request(SLOW, "Accept: text/csv"))
            time.sleep(0.1)
            server.terminate()
            answer = b"".join(iter(lambda: line.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\nconnection: close\r\n" in answer
    assert re.search(rb"\r\n\r\nn\r\n\d+\r\n$", answer)
