"""Addresses made to confuse, and clients that send slowly, send half or do not read: all others are answered as before."""

import contextlib
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from running import Running, running
from strategraph.settings import Limits


def sent(server: Running, *parts: bytes, pause: float = 0, ends: bool = False) -> bytes:
    """What comes back for bytes that are sent part by part, until the server hangs up; `ends` says that none come after them."""
    port = int(server.address.rpartition(":")[2])
    got = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line, contextlib.suppress(ConnectionError):
        with contextlib.suppress(ConnectionError):
            for part in parts:
                line.sendall(part)
                time.sleep(pause)
            if ends:
                line.shutdown(socket.SHUT_WR)
        while piece := line.recv(65_536):
            got += piece
    return got


def status(answer: bytes) -> int:
    """The status of an answer; 0 where there is none."""
    return int(answer.split(b" ", 2)[1]) if answer else 0


CLOSED = b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    "address, wanted",
    [
        (b"/sparql?query=ASK%7B%7D%00", 400),
        (b"/sparql?query=ASK%7B%7", 400),
        (b"/sparql?query=%", 400),
        (b"/sparql?query=%zz", 400),
        (b"/sparql?query=%C0%AF", 400),
        (b"/sparql?query=%ED%A0%80", 400),
        (b"/sparql?query=%FF%FE", 400),
        (b"/sparql?query=ASK%257B%257D", 400),
        (b"/sparql?%71uery=ASK%7B%7D", 200),
        (b"/%73parql?query=ASK%7B%7D", 200),
        (b"/sparql%3Fquery=ASK%7B%7D", 404),
        (b"/sparql%00?query=ASK%7B%7D", 404),
        (b"/sparql?query=ASK%7B%7D&%71uery=ASK%7B%7D", 400),
        (b"/sparql?" + b"&" * 60_000, 400),
        (b"/sparql?" + b"a=1&" * 15_000, 400),
        (b"/download/%2e%2e/%2e%2e/settings.toml", 404),
        (b"/download/..%2f..%2fsettings.toml", 404),
        (b"/download/%252e%252e%252fsettings.toml", 404),
        (b"/static/..%5c..%5csite.py", 404),
        (b"/static/%2e%2e/site.py", 404),
        (b"/page/%00", 404),
        (b"/page/%FF", 404),
        (b"/page/%0d%0aX-Injected:%201", 404),
        (b"/resource/%0d%0aX-Injected:%201", 404),
    ],
)
def test_an_address_with_tricks_gets_an_answer_that_is_no_fault_of_ours(
    server: Running, address: bytes, wanted: int
) -> None:
    answer = sent(server, b"GET " + address + CLOSED)
    assert status(answer) == wanted
    assert b"\r\nX-Injected" not in answer
    assert server.ask("ASK {}").json()["boolean"] is True


QUERY = b"query=ASK%7B%7D"
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"


def test_whoever_sends_slowly_or_half_or_reads_nothing_keeps_nobody_waiting() -> None:
    """Byte by byte, a body that ends too early, a line that is half closed, and one on which nobody reads."""
    with running(Limits(workers=2, deadline_seconds=5, body_seconds=1)) as server:
        port = int(server.address.rpartition(":")[2])
        half = POST + b"Content-Length: 1000\r\n\r\n" + QUERY
        slow = [POST + b"Content-Length: 1000\r\n\r\n", *(bytes([one]) for one in QUERY)]
        with ThreadPoolExecutor(40) as threads, socket.create_connection(("127.0.0.1", port)) as deaf:
            query = b"SELECT%20*%20%7B%7B%3Fa%20%3Fb%20%3Fc%7D%7B%3Fd%20%3Fe%20%3Ff%7D%7B%3Fg%20%3Fh%20%3Fi%7D%7DLIMIT%20100000"
            deaf.sendall(b"GET /sparql?query=" + query + CLOSED)
            silent = [threads.submit(sent, server, half) for _ in range(20)]
            slowly = [threads.submit(sent, server, *slow, pause=0.1) for _ in range(10)]
            ended = [threads.submit(sent, server, half, ends=True) for _ in range(5)]
            begun = time.monotonic()
            assert [server.ask(f"ASK {{}} #{number}").status_code for number in range(50)] == [200] * 50
            assert time.monotonic() - begun < 5
            assert {status(one.result()) for one in silent} == {408}
            # who still sends when the server hangs up may lose its answer
            assert {status(one.result()) for one in slowly} <= {408, 0}
            assert {status(one.result()) for one in ended} <= {400, 408, 0}
        assert status(sent(server, b"GET /sparql?" + QUERY + CLOSED, ends=True)) in (200, 0)
        assert server.ask("ASK {}").json()["boolean"] is True
