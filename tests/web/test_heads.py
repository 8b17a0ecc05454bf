"""Connections on which the head of a request comes slowly or not at all, to the server as a person starts it."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from running import SERVING
from served import served

HEAD = b"GET /health HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--dataset", str(SERVING)]
    limits = {"STRATEGRAPH_LIMITS_BODY_SECONDS": "1", "STRATEGRAPH_LIMITS_DEADLINE_SECONDS": "2.5"}
    with served(command, Path.cwd(), os.environ | limits) as address:
        yield address


def connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20)


def everything(line: socket.socket) -> bytes:
    """What comes until the other side hangs up; a line on which it still listens is a failure."""
    return b"".join(iter(lambda: line.recv(4096), b""))


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
