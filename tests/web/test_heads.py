"""Connections on which the head of a request comes slowly or not at all, to the server as a person starts it."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from lines import connected, everything
from running import SERVING
from served import served

#: The longest head (bytes): three for each byte of the longest query, and more for the rest.
MOST = 3 * 65_536 + 65_536
HEAD = b"GET /health HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--dataset", str(SERVING)]
    limits = {"STRATEGRAPH_LIMITS_BODY_SECONDS": "1", "STRATEGRAPH_LIMITS_DEADLINE_SECONDS": "2.5"}
    with served(command, Path.cwd(), os.environ | limits) as address:
        yield address


@pytest.mark.parametrize("start", [b"", b"G", HEAD, HEAD + b"X-Long: " + b"a" * 5000])
def test_a_head_that_does_not_come_is_given_up(address: str, start: bytes) -> None:
    with connected(address) as line:
        line.sendall(start)
        assert everything(line) == b""


def test_a_head_that_trickles_in_is_given_up_all_the_same(address: str) -> None:
    with connected(address) as line:
        line.sendall(HEAD)
        line.settimeout(0.1)
        limit = time.monotonic() + 15
        ended = False
        while not ended and time.monotonic() < limit:
            try:
                line.sendall(b"X: y\r\n")
                ended = line.recv(100) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                ended = True
        assert ended


def test_whoever_asks_nothing_more_is_answered(address: str) -> None:
    """Also on the short way, where requests go whose fields came before."""
    for number in range(3):
        with connected(address) as line:
            line.sendall(
                b"GET /sparql?query=" + quote(f"ASK {{}} #{number}").encode() + b" HTTP/1.1\r\nHost: x\r\n\r\n"
            )
            line.shutdown(socket.SHUT_WR)
            assert everything(line).startswith(b"HTTP/1.1 200 ")


def test_the_second_head_of_a_connection_has_its_time_too(address: str) -> None:
    with connected(address) as line:
        line.sendall(HEAD + b"\r\n")
        assert line.recv(4096).startswith(b"HTTP/1.1 200 OK\r\n")
        line.sendall(b"GET /health")
        assert everything(line).count(b"HTTP/1.1") == 0


def test_whoever_sends_a_head_in_time_is_answered_however_long_it_takes(address: str) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) {" + "".join(f"?a{i} ?b{i} ?c{i}." for i in range(12)) + "}"
    answer = httpx.get(f"{address}/sparql", params={"query": runaway}, timeout=20)
    assert answer.status_code == 503
    assert "did not end within 2.5 seconds" in answer.text
    with connected(address) as line:
        line.sendall(HEAD)
        line.sendall(b"Connection: close\r\n\r\n")
        assert everything(line).startswith(b"HTTP/1.1 200 OK\r\n")


@pytest.mark.parametrize(
    "head, status",
    [
        (b"GET /health?".ljust(MOST + 1, b"a"), b"414"),
        ((HEAD + b"X-Long: ").ljust(MOST + 1, b"a"), b"431"),
        ((HEAD + b"X: y\r\n" * 50_000)[: MOST + 1], b"431"),
        (b"\x16\x03\x01\x02\x00\x01\x00", b"400"),
        (b"GET http://[::1 HTTP/1.1\r\n\r\n", b"400"),
        (b"GET /h\xc3\xa9alth HTTP/1.1\r\n\r\n", b"400"),
        (b"BREW /health HTTP/1.1\r\n\r\n", b"400"),
        (HEAD + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
        (HEAD + b"Content-Length: -1\r\n\r\n", b"400"),
        (HEAD + b"X Y: z\r\n\r\n", b"400"),
        (b"GET /health HTTP/1.1\r\n\r\n", b"400"),
        (b"POST /sparql HTTP/1.1\r\nContent-Length: 7\r\n\r\nquery=A", b"400"),
        (b"GET http://x/health HTTP/1.1\r\n\r\n", b"400"),
        (HEAD + b"Host: x\r\n\r\n", b"400"),
        (HEAD + b"host: y\r\n\r\n", b"400"),
        (HEAD.replace(b"1.1", b"1.0") + b"Host: y\r\n\r\n", b"400"),
        (HEAD.replace(b"x", b"x y") + b"\r\n", b"400"),
        (HEAD.replace(b"x", b"x, y z") + b"\r\n", b"400"),
    ],
)
def test_a_head_that_is_too_long_or_cannot_be_read_is_refused_safely(address: str, head: bytes, status: bytes) -> None:
    with connected(address) as line:
        line.sendall(head)
        answer = everything(line)
    assert answer.startswith(b"HTTP/1.1 " + status + b" ")
    headers, _, sentence = answer.partition(b"\r\n\r\n")
    for said in (
        b"content-security-policy: default-src 'none'",
        b"x-content-type-options: nosniff",
        b"connection: close",
    ):
        assert said in headers
    assert sentence.endswith(b".\n")
    assert httpx.get(f"{address}/health", timeout=20).status_code == 200


def test_a_request_without_a_host_is_refused_in_its_turn(address: str) -> None:
    """Those before it on the connection are answered, none after it, and it is not learnt, however often it comes."""
    host = b"GET /sparql?query=ASK%7B%7D&format=csv HTTP/1.1\r\nHost: x\r\n\r\n"
    none = host.replace(b"Host: x\r\n", b"")
    for _ in range(3):
        with connected(address) as line:
            line.sendall(host + none + host)
            answers = everything(line).split(b"HTTP/1.1 ")
        assert [answer[:3] for answer in answers[1:]] == [b"200", b"400"]
        assert answers[-1].endswith(b"\r\n\r\nThe request has no field Host; send the name of the host that it asks.\n")
        with connected(address) as line:
            line.sendall(none)
            assert everything(line).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "head", [b"GET /health HTTP/1.0\r\n\r\n", HEAD.replace(b"x", b"") + b"Connection: close\r\n\r\n"]
)
def test_a_host_may_be_empty_and_missing_before_http_1_1(address: str, head: bytes) -> None:
    with connected(address) as line:
        line.sendall(head)
        assert everything(line).startswith(b"HTTP/1.1 200 ")


def test_many_requests_on_one_connection_may_be_longer_together(address: str) -> None:
    body = b"x" * 50_000
    request = (
        HEAD.replace(b"GET", b"POST") + b"X: " + b"y" * 5_000 + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    )
    with connected(address) as line:
        for _ in range(3 * MOST // len(request)):
            line.sendall(request)
            answer = b""
            while not answer.endswith(b"only.\n"):
                answer += line.recv(65_536)
            assert answer.startswith(b"HTTP/1.1 405 ")


@pytest.mark.parametrize("size", [65_400, 65_535, 65_536, 65_537, 100_000, 196_000])
@pytest.mark.parametrize("closed", [b"", b"Connection: close\r\n"])
def test_an_address_is_read_whole_however_long_it_may_be(address: str, size: int, closed: bytes) -> None:
    """Percent-encoded, a query of 64 kB is an address of 192 kB."""
    query = b"ASK%7B%7D%23" + b"%23" * ((size - 60) // 3) + b"x" * ((size - 60) % 3)
    with connected(address) as line:
        line.sendall(b"GET /sparql?query=" + query + b"&format=csv HTTP/1.1\r\nHost: x\r\n" + closed + b"\r\n")
        answer = line.recv(65_536)
        while b"true" not in answer and (piece := line.recv(65_536)):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"\r\n\r\ntrue")


MOST_LINES = 5


@contextmanager
def bounded(**more: str) -> Iterator[str]:
    """A server that waits long for a head, on few connections of one client."""
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--dataset", str(SERVING)]
    limits = {"BODY_SECONDS": "60", "CLIENT_CONNECTIONS": str(MOST_LINES), "WORKERS": "1", **more}
    with served(command, Path.cwd(), os.environ | {f"STRATEGRAPH_LIMITS_{k}": v for k, v in limits.items()}) as address:
        yield address


def is_open(line: socket.socket, seconds: float) -> bool:
    line.settimeout(seconds)
    try:
        return line.recv(1) != b""
    except TimeoutError:
        return True
    except ConnectionError:
        return False


def test_of_too_many_connections_that_ask_nothing_those_that_waited_longest_are_ended() -> None:
    with bounded() as address, ExitStack() as lines:
        silent = []
        for number in range(MOST_LINES + 3):
            silent.append(lines.enter_context(connected(address)))
            if number % 2:
                silent[-1].sendall(HEAD)
            time.sleep(0.05)
        assert [is_open(line, 5) for line in silent[:3]] == [False] * 3
        assert [is_open(line, 0.2) for line in silent[3:]] == [True] * MOST_LINES
        # others of the same address are answered all the while, at the price of one that waits
        assert httpx.get(f"{address}/health", timeout=20).status_code == 200
        silent[-1].sendall(b"\r\n")
        silent[-1].settimeout(20)
        assert silent[-1].recv(4096).startswith(b"HTTP/1.1 200 OK\r\n")


def asked(line: socket.socket) -> bytes:
    """The whole answer to a request on a line that stays open."""
    line.sendall(HEAD + b"\r\n")
    got = b""
    while not got.endswith(b"}"):
        got += line.recv(4096)
    return got


def test_connections_that_have_asked_are_not_counted() -> None:
    with bounded() as address, ExitStack() as lines:
        asking = [lines.enter_context(connected(address)) for _ in range(MOST_LINES)]
        for line in asking:
            assert asked(line).startswith(b"HTTP/1.1 200 OK\r\n")
        silent = [lines.enter_context(connected(address)) for _ in range(MOST_LINES)]
        for line in asking:
            assert asked(line).startswith(b"HTTP/1.1 200 OK\r\n")
        assert [is_open(line, 0.1) for line in silent] == [True] * MOST_LINES


def test_connections_of_a_trusted_proxy_are_not_counted() -> None:
    with bounded(CLIENT_HEADER="X-Forwarded-For") as address, ExitStack() as lines:
        silent = [lines.enter_context(connected(address)) for _ in range(3 * MOST_LINES)]
        assert httpx.get(f"{address}/health", timeout=20).status_code == 200
        assert [is_open(line, 0.1) for line in silent] == [True] * 3 * MOST_LINES
