"""Clients that leave while they are answered, to an application whose answers wait for the test."""

import socket
import struct
import time
from collections.abc import Callable

import pytest

from letting import get, serving
from lines import everything
from running import wait_for
from strategraph.web import departures


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(departures, "GRACE_SECONDS", 60)


def reset(line: socket.socket) -> None:
    """Leave at once, as a process does that is killed with answers unread."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


def test_the_answer_to_a_client_that_has_gone_is_no_error() -> None:
    with serving() as server:
        line = server.connected()
        line.sendall(get("/one") + get("/two") + get("/three"))
        assert wait_for(lambda: server.app.begun)
        reset(line)
        assert wait_for(lambda: server.is_left)
        server.let()
        assert wait_for(lambda: server.app.ended)
        assert (server.app.begun, server.app.ended) == (["/one"], ["well"])


def answers(line: socket.socket) -> list[bytes]:
    """What the answers say until the server hangs up."""
    return [answer.partition(b"\r\n\r\n")[2] for answer in everything(line).split(b"HTTP/1.1 200 OK\r\n")[1:]]


BODY = b"POST /one HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab"


@pytest.mark.parametrize(
    "asked, count",
    [
        (get("/one"), 1),
        (BODY, 1),
        (get("/one") + get("/two"), 2),
        (get("/one") + get("/two") + get("/three"), 3),
        (BODY + BODY + BODY, 3),
        (get("/one") + b"GET /tw", 1),
        (BODY + b"GET /tw", 1),
        (get("/one") + BODY[:-1], 1),
        (BODY + BODY[:-1], 1),
        (get("/one") + BODY + BODY[:-1], 2),
    ],
)
@pytest.mark.parametrize("at_once", [False, True])
def test_a_client_that_asks_nothing_more_is_answered_all_it_asked_whole(
    asked: bytes, count: int, at_once: bool
) -> None:
    with serving() as server, server.connected() as line:
        if at_once:
            server.let()
        line.sendall(asked)
        line.shutdown(socket.SHUT_WR)
        assert wait_for(lambda: server.app.begun)
        server.let()
        assert answers(line) == [b"ok"] * count
        assert wait_for(lambda: server.is_left)
        assert set(server.app.ended) == {"well"}


@pytest.mark.parametrize("bad", [b"NONSENSE\r\n\r\n", b"\0" * 40, b"GET /" + b"x" * 12_000])
@pytest.mark.parametrize("before", [get("/one"), BODY, get("/one") + get("/two"), get("/one") + BODY + get("/three")])
@pytest.mark.parametrize("at_once", [False, True])
def test_what_cannot_be_read_spoils_no_answer_to_what_came_before(at_once: bool, before: bytes, bad: bytes) -> None:
    with serving() as server, server.connected() as line:
        line.sendall(before + bad if at_once else before)
        assert wait_for(lambda: server.app.begun)
        if not at_once:
            line.sendall(bad)
            time.sleep(0.05)  # it has been read by then, or comes after the answers: either is well
        server.let()
        said = everything(line)
        assert said.split(b"HTTP/1.1 200 OK\r\n")[-1].partition(b"\r\n\r\n")[2][:2] == b"ok"
        assert said.count(b"HTTP/1.1 200 OK\r\n") == before.count(b"/") - before.count(b"/1.1")
        assert wait_for(lambda: server.is_left)
        assert set(server.app.ended) == {"well"}


def test_what_cannot_be_read_is_written_into_no_answer_that_has_begun() -> None:
    with serving() as server, server.connected() as line:
        line.sendall(get("/begun"))
        assert wait_for(lambda: server.app.begun)
        assert line.recv(4096).startswith(b"HTTP/1.1 200 OK\r\n")
        line.sendall(b"NONSENSE\r\n\r\n")
        time.sleep(0.05)
        server.let()
        assert everything(line)[:2] == b"ok"


@pytest.mark.parametrize("asked", [b"", b"GET", get("/one")[:-1], BODY[:-1]])
def test_a_client_that_asks_nothing_whole_and_nothing_more_is_hung_up_on(asked: bytes) -> None:
    with serving() as server, server.connected() as line:
        line.sendall(asked)
        line.shutdown(socket.SHUT_WR)
        assert everything(line) == b""
        assert wait_for(lambda: server.is_left)


def test_a_client_that_was_answered_and_asks_nothing_more_is_hung_up_on() -> None:
    with serving() as server, server.connected() as line:
        server.let()
        line.sendall(get("/one"))
        assert line.recv(4096).startswith(b"HTTP/1.1 200 OK\r\n")
        line.shutdown(socket.SHUT_WR)
        assert everything(line) in (b"", b"ok")
        assert wait_for(lambda: server.is_left)


@pytest.mark.parametrize("goes_on", [False, True])
def test_on_the_short_way_too(goes_on: bool) -> None:
    with serving() as server, server.connected() as line:
        server.let()
        line.sendall(get("/short?a"))
        answer = b""
        while not answer.endswith(b"ok"):
            answer += line.recv(4096)
        line.sendall(get("/short?b"))
        line.shutdown(socket.SHUT_WR)
        assert wait_for(lambda: server.app.lines)
        (taken,) = server.app.lines
        assert wait_for(lambda: taken._last)  # type: ignore[attr-defined]
        assert server.loop
        if goes_on:
            server.loop.call_soon_threadsafe(taken.go_on, {})
        else:
            server.loop.call_soon_threadsafe(taken.write, b"content-length: 2\r\n", b"ok")
        (said,) = everything(line).split(b"HTTP/1.1 200 OK\r\n")[1:]
        assert b"connection: close\r\n" in said
        assert said.endswith(b"\r\n\r\nok")
        assert wait_for(lambda: server.is_left)


def test_a_connection_rests_after_an_answer_and_ends_if_nothing_more_is_asked() -> None:
    with serving() as server:
        server.server.config.timeout_keep_alive = 1
        server.let()
        with server.connected() as line:
            line.sendall(get("/short?a"))
            answer = b""
            for number in range(3):  # the first one goes the long way
                while answer.count(b"\r\n\r\nok") <= number:
                    answer += line.recv(4096)
                line.sendall(get("/short?b"))
                assert wait_for(lambda number=number: len(server.app.lines) == number + 1)  # type: ignore[misc]
                assert server.loop
                server.loop.call_soon_threadsafe(server.app.lines[number].write, b"content-length: 2\r\n", b"ok")
            answer += everything(line)
        assert answer.count(b"HTTP/1.1 200 OK\r\n") == 4
        assert b"connection: close" not in answer
        assert wait_for(lambda: server.is_left)


@pytest.mark.parametrize("leave", [reset, socket.socket.close])
@pytest.mark.parametrize("half_first", [False, True])
def test_an_endless_answer_ends_when_its_client_is_gone(
    leave: Callable[[socket.socket], None], half_first: bool
) -> None:
    with serving() as server:
        line = server.connected()
        line.sendall(get("/stream"))
        if half_first:
            line.shutdown(socket.SHUT_WR)
        assert len(line.recv(4096)) > 0
        leave(line)
        assert wait_for(lambda: server.is_left)
        assert wait_for(lambda: server.app.ended == ["well"])


@pytest.mark.parametrize("asked", [get("/one"), BODY + get("/two"), get("/learn?a") + get("/short?a")])
def test_one_that_asks_nothing_more_is_waited_for_a_moment_only(asked: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(departures, "GRACE_SECONDS", 0.05)
    with serving() as server, server.connected() as line:
        line.sendall(asked)
        line.shutdown(socket.SHUT_WR)
        assert everything(line) == b""
        assert wait_for(lambda: server.is_left)


def test_an_answer_that_has_begun_by_then_comes_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(departures, "GRACE_SECONDS", 0.05)
    with serving() as server, server.connected() as line:
        line.sendall(get("/stream"))
        line.shutdown(socket.SHUT_WR)
        assert sum(len(line.recv(4096)) > 0 for _ in range(200)) == 200


def test_a_client_that_left_altogether_is_noticed_when_it_is_answered() -> None:
    with serving() as server:
        with server.connected() as line:
            line.sendall(get("/one") + get("/two"))
        assert wait_for(lambda: server.app.begun)
        server.let()
        assert wait_for(lambda: server.is_left)
        assert set(server.app.ended) == {"well"}
