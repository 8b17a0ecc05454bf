"""Trailer fields of a chunked body, to the server as a person starts it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from lines import connected, everything
from running import SERVING
from served import served

#: The longest head (bytes), and the most bytes of trailer fields.
MOST = 3 * 65_536 + 65_536
CHUNKED = b"Host: x\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
POSTED = b"POST /sparql HTTP/1.1\r\n" + CHUNKED
GOT = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n" + CHUNKED


@contextmanager
def waiting(seconds: str) -> Iterator[str]:
    """A server that waits so long for a head and for a body."""
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--dataset", str(SERVING)]
    limits = {"STRATEGRAPH_LIMITS_BODY_SECONDS": seconds, "STRATEGRAPH_LIMITS_WORKERS": "1"}
    with served(command, Path.cwd(), os.environ | limits) as address:
        yield address


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with waiting("1") as address:
        yield address


@pytest.fixture(scope="module")
def patient() -> Iterator[str]:
    with waiting("60") as address:
        yield address


@pytest.mark.parametrize("fields", [b"X: y\r\n" * 100_000, b"X: " + b"y" * 2 * MOST, b"X" * 2 * MOST])
@pytest.mark.parametrize("head, statuses", [(POSTED, [b"431"]), (GOT, [b"200", b"431"])])
def test_trailer_fields_that_do_not_end_end_the_connection(
    patient: str, head: bytes, statuses: list[bytes], fields: bytes
) -> None:
    with connected(patient) as line:
        line.sendall(head + b"0\r\n")
        with suppress(ConnectionError):
            line.sendall(fields)
        answer = b""
        with suppress(ConnectionError):
            while piece := line.recv(65_536):
                answer += piece
    assert answer == b"" or answer[9:12] in statuses
    assert answer.count(b"HTTP/1.1 ") <= 1


def test_trailer_fields_that_are_too_long_are_refused_with_a_sentence(patient: str) -> None:
    with connected(patient) as line:
        line.sendall(POSTED.replace(b"\r\n\r\n", b"\r\nExpect: 100-continue\r\n\r\n") + b"0\r\n")
        assert line.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"
        line.sendall((b"X: y\r\n" * MOST)[: MOST + 1])
        answer = everything(line)
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert answer.endswith(b"these have more. Send fewer or shorter ones.\n")


def test_trailer_fields_of_a_request_that_was_answered_are_given_up(address: str) -> None:
    with connected(address) as line:
        line.sendall(GOT + b"0\r\n")
        answer = b""
        while b"true" not in answer:
            answer += line.recv(4096)
        line.sendall(b"X: y\r\n")
        assert everything(line) == b""


def test_trailer_fields_are_read_past(address: str) -> None:
    """Nothing of them becomes a field of the request, though there are as many bytes of them as there may be."""
    query = b"9\r\nASK { } #\r\n9\r\n and more\r\n"
    fields = b"Accept: text/csv\r\n" + b"X: y\r\n" * 20_000
    with connected(address) as line:
        for _ in range(3):
            line.sendall(POSTED + query + b"0;a=b\r\n" + fields + b"\r\n")
            answer = b""
            while not answer.endswith(b"true}"):
                answer += line.recv(65_536)
            assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
            assert b"text/csv" not in answer.partition(b"\r\n\r\n")[0]
