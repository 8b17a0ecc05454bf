"""Requests that come again byte by byte get the answer they got, and nobody sees how; to the server as a person starts it."""

import contextlib
import os
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from running import SERVING
from served import served
from small_releases import LABEL, published, serving
from strategraph.settings import Limits
from strategraph.web import Again, Allowances, Meters, RequestLog

QUERY = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
JSON = "application/sparql-results+json"


@contextlib.contextmanager
def server(**limits: str) -> Iterator[str]:
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--dataset", str(SERVING)]
    said = {f"STRATEGRAPH_LIMITS_{name.upper()}": value for name, value in limits.items()}
    with served(command, Path.cwd(), os.environ | said) as address:
        yield address


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with server() as address:
        yield address


def request(query: str, *fields: str, method: str = "GET") -> bytes:
    lines = (f"{method} /sparql?query={quote(query, safe='')} HTTP/1.1", "Host: x", *fields)
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


class Line:
    """One connection on which requests are sent as they are."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.socket = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20)
        self.rest = b""

    def ask(self, asked: bytes) -> tuple[int, dict[str, str], bytes]:
        self.socket.sendall(asked)
        return self.answer(asked.startswith(b"HEAD"))

    def answer(self, head_only: bool = False) -> tuple[int, dict[str, str], bytes]:
        """The next answer: its status, its headers, its body."""
        while b"\r\n\r\n" not in self.rest:
            self.rest += self._piece()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        first, *fields = head.decode().split("\r\n")
        headers = dict(field.split(": ", 1) for field in fields)
        size = 0 if head_only else int(headers.get("content-length", 0))
        while len(self.rest) < size:
            self.rest += self._piece()
        body, self.rest = self.rest[:size], self.rest[size:]
        return int(first.split()[1]), headers, body

    def _piece(self) -> bytes:
        piece = self.socket.recv(65_536)
        assert piece, "the server hung up"
        return piece


@contextlib.contextmanager
def line(address: str) -> Iterator[Line]:
    opened = Line(address)
    with opened.socket:
        yield opened


def without_date(answer: tuple[int, dict[str, str], bytes]) -> tuple[int, dict[str, str], bytes]:
    status, headers, body = answer
    return status, {name: value for name, value in headers.items() if name != "date"}, body


@pytest.mark.parametrize(
    "fields",
    [
        (f"Accept: {JSON}",),
        ("Accept: text/csv", "Accept-Encoding: gzip"),
        (f"Accept: {JSON}", 'If-None-Match: "another"'),
        ("Accept: text/csv", "Accept-Encoding: gzip, identity;q=0"),
    ],
)
def test_the_second_answer_is_the_first_one(address: str, fields: tuple[str, ...]) -> None:
    with line(address) as one, line(address) as other:
        first = without_date(one.ask(request(QUERY, *fields)))
        assert first[0] == 200
        assert [without_date(each.ask(request(QUERY, *fields))) for each in (one, other, one)] == [first] * 3
        tag = first[1]["etag"]
        known = request(QUERY, *fields, f"If-None-Match: {tag}")
        assert [without_date(one.ask(known)) for _ in range(3)] == [without_date(one.ask(known))] * 3
        assert one.ask(known)[0] == 304


def test_requests_that_come_in_pieces_or_at_once_are_answered_one_by_one(address: str) -> None:
    whole, other = request(QUERY, f"Accept: {JSON}"), request("ASK {}", f"Accept: {JSON}")
    with line(address) as one:
        expected = [one.ask(each)[2] for each in (whole, whole, other, other)]
        one.socket.sendall(whole + other + whole + other)
        assert [one.answer()[2] for _ in range(4)] == [expected[0], expected[2]] * 2
        for start in range(0, len(whole), 7):
            one.socket.sendall(whole[start : start + 7])
        assert one.answer()[2] == expected[0]


@pytest.mark.parametrize(
    "query", ["SELECT (NOW() AS ?x) {}", "SELECT (RAND() AS ?x) {}", "SELECT (STRUUID() AS ?x) {}"]
)
def test_what_is_another_answer_each_time_is_asked_each_time(address: str, query: str) -> None:
    with line(address) as one:
        assert len({one.ask(request(query, f"Accept: {JSON}"))[2] for _ in range(3)}) == 3


def test_errors_pages_and_heads_are_made_each_time(address: str) -> None:
    with line(address) as one:
        assert [one.ask(request("ASK {", f"Accept: {JSON}"))[0] for _ in range(3)] == [400] * 3
        assert [one.ask(request(QUERY, "Accept: text/html"))[0] for _ in range(3)] == [200] * 3
        heads = [without_date(one.ask(request(QUERY, f"Accept: {JSON}", method="HEAD"))) for _ in range(3)]
        assert [head[2] for head in heads] == [b""] * 3
        assert one.ask(request(QUERY, f"Accept: {JSON}"))[2] != b""


def test_whoever_closes_the_connection_gets_it_closed(address: str) -> None:
    asked = request(QUERY, f"Accept: {JSON}", "Connection: close")
    for _ in range(3):
        with line(address) as one:
            one.ask(asked)
            assert one.socket.recv(10) == b""


def test_each_is_counted_and_logged(tmp_path: Path) -> None:
    published(tmp_path, "první")
    with serving(tmp_path) as server:
        for _ in range(5):
            server.client.get("/sparql", params={"query": LABEL, "format": "csv"})
        found = re.search(r'strategraph_requests_total\{.*place="sparql".*\} (\S+)', server.client.get("/metrics").text)
        assert found is not None
        assert float(found[1]) == 5
        assert server.says(" rows=1")
        lines = [text for text in server.lines if "path=/sparql" in text]
        assert len({re.sub(r"^.* method|ms=\d+", "", text) for text in lines}) == 1


def test_a_client_that_has_as_many_under_way_as_it_may_is_refused_what_others_have_asked() -> None:
    runaway = "SELECT (COUNT(*) AS ?n) {" + "".join(f"?a{i} ?b{i} ?c{i}." for i in range(12)) + "}"
    with server(client_requests="2", client_seconds="0", deadline_seconds="4") as address, line(address) as one:
        asked = request(QUERY, f"Accept: {JSON}")
        assert [one.ask(asked)[0] for _ in range(2)] == [200, 200]
        with line(address) as slow, line(address) as slower:
            for busy in (slow, slower):
                busy.socket.sendall(request(runaway, f"Accept: {JSON}"))
            statuses = {one.ask(asked)[0] for _ in range(2000)}
            assert 429 in statuses
            assert slow.answer()[0] == slower.answer()[0] == 503
        assert one.ask(asked)[0] == 200


def test_the_next_release_answers_for_itself(tmp_path: Path) -> None:
    published(tmp_path, "první")
    with serving(tmp_path) as server:
        assert [server.label()[1] for _ in range(3)] == ["první"] * 3
        second = published(tmp_path, "druhé")
        assert server.says(f"release {second.edition} is served from now on")
        assert [server.label()[1] for _ in range(3)] == ["druhé"] * 3


def test_a_setting_turns_it_off() -> None:
    with server(cache_bytes="0") as address, line(address) as one:
        answers = [without_date(one.ask(request(QUERY, f"Accept: {JSON}"))) for _ in range(3)]
        assert answers == [answers[0]] * 3


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 300)), max_size=60), st.sampled_from([0, 9_000, 40_000]))
def test_it_never_holds_more_than_it_may_and_gives_what_was_kept_last(kept: list[tuple[int, int]], most: int) -> None:
    again = Again(most, Allowances(Limits(), lambda: 0.0), "", RequestLog(Meters()))
    last: dict[bytes, bytes] = {}
    for number, size in kept:
        request, body = b"GET /%d" % number, b"x" * size
        scope = {"type": "http", "method": "GET", "path": "/sparql", "headers": [], "state": {}}
        again.keep(request, scope, 200, b"", body)
        last[request] = body
        assert again.bytes <= most
        answer = again.answer(request, "192.0.2.1", b"")
        if most == 40_000:
            assert answer is not None
            assert answer.endswith(b"\r\n\r\n" + body)
        elif most == 0:
            assert answer is None


def test_a_slow_reader_does_not_fill_the_memory(address: str) -> None:
    """Answers that nobody reads are not made: the same request is sent on and on, and the server stops taking it."""
    asked = request(QUERY, f"Accept: {JSON}")
    with line(address) as one:
        assert one.ask(asked)[0] == one.ask(asked)[0] == 200
        one.socket.settimeout(2)
        taken = 0
        with contextlib.suppress(TimeoutError):
            while taken < 400_000:
                one.socket.sendall(100 * asked)
                taken += 100
        assert taken < 400_000
    assert httpx.get(f"{address}/health", timeout=20).status_code == 200
