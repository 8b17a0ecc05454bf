"""A hostile site costs a bounded time and no more memory than stated; no redirect leads elsewhere."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

import strategraph.inspection.visiting
from strategraph.inspection.place import Place
from strategraph.inspection.visiting import Answer, Visitor, visiting


class Hostile(BaseHTTPRequestHandler):
    """Answers each path in a way of its own that is meant to hurt."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        name = self.path.strip("/").partition("?")[0]
        getattr(self, f"say_{name}", self.say_nothing)()

    do_HEAD = do_POST = do_GET  # noqa: N815

    def head(self, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()

    def say_endless(self) -> None:
        self.head(Content_Type="text/turtle")
        while True:
            self.wfile.write(b"x" * 65536)

    def say_drip(self) -> None:
        self.head(Content_Type="text/turtle")
        while True:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.02)

    def say_slowly(self) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle":
            self.wfile.write(bytes([letter]))
            self.wfile.flush()
            time.sleep(0.05)

    def say_elsewhere(self) -> None:
        self.head(302, Location="http://localhost:1/secret")

    def say_round(self) -> None:
        self.head(303, Location="/round")

    def say_home(self) -> None:
        self.head(303, Location="/plain")

    def say_plain(self) -> None:
        self.head(Content_Type="text/plain")
        self.wfile.write(b"here")

    def say_bomb(self) -> None:
        self.head(Content_Type="text/turtle", Content_Encoding="gzip")
        self.wfile.write(b"\x1f\x8b" + b"\0" * 1000)

    def say_sparql(self) -> None:
        self.head(Content_Type="application/sparql-results+json")
        self.wfile.write(b"[" * 100_000)

    def say_catalogue(self) -> None:
        self.head(Content_Type="application/n-triples")
        self.wfile.write(b"<a:a> <a:a> " + b"<<( <a:a> <a:a> " * 50_000)

    def say_nothing(self) -> None:
        self.head(404)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def hostile() -> Iterator[Visitor]:
    Hostile.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Hostile) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            with visiting(f"http://127.0.0.1:{server.server_address[1]}/") as visitor:
                yield visitor
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strategraph.inspection.visiting, "SECONDS", 0.5)
    monkeypatch.setattr(strategraph.inspection.visiting, "LONGEST", 300_000)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize(
    ("path", "fault"),
    [("endless", "more than 300000 bytes"), ("drip", "takes longer than 0.5 s"), ("slowly", "takes longer than 0.5 s")],
)
def test_an_answer_without_an_end_is_not_read_on(path: str, fault: str) -> None:
    with hostile() as visitor:
        answer = visitor.visit("GET", path)
    assert fault in answer.fault
    assert answer.body == b""


def test_a_site_that_has_used_up_its_time_is_asked_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strategraph.inspection.visiting, "ALTOGETHER", 0.0)
    with hostile() as visitor:
        assert "asked no more" in visitor.visit("GET", "plain").fault
    assert Hostile.asked == []


def test_a_redirect_to_another_host_is_told_and_not_followed() -> None:
    with hostile() as visitor:
        answer = visitor.visit("GET", "elsewhere")
        assert Hostile.asked == ["/elsewhere"]
    assert (answer.status, "another host, localhost" in answer.fault) == (302, True)


@pytest.mark.parametrize("path", ["//localhost:1/secret", "http://localhost:1/secret", "https:secret", "http://["])
def test_a_path_that_leads_to_another_host_is_not_asked_for(path: str) -> None:
    with hostile() as visitor:
        answer = visitor.visit("GET", path)
        assert Hostile.asked == []
    assert (answer.status, "is not asked" in answer.fault) == (0, True)


def test_redirects_end_and_those_on_the_host_are_followed() -> None:
    with hostile() as visitor:
        assert "more than 5 redirects" in visitor.visit("GET", "round").fault
        assert Hostile.asked == ["/round"] * 6
        home = visitor.visit("GET", "home")
        assert (home.status, home.body, home.hops) == (200, b"here", ("303 See Other → /plain",))
        assert visitor.visit("GET", "home", hops=0).status == 303


def test_a_compressed_answer_is_not_unpacked_and_the_same_is_asked_once() -> None:
    with hostile() as visitor:
        assert visitor.visit("GET", "bomb").body == b""
        assert visitor.visit("GET", "bomb") == visitor.visit("GET", "bomb")
        assert Hostile.asked == ["/bomb"]


def test_answers_that_are_nested_without_end_are_no_answers() -> None:
    with hostile() as visitor:
        place = Place(visitor)
        assert len(place.record) == 0
        assert place.rows("ASK {}")[1] == []
        assert place.dataset is None


def test_an_answer_shows_request_status_and_headers() -> None:
    shown = Answer("GET /a", 200, "OK", {"link": "<b>", "etag": "c"}, b"", ("303 See Other → /a",), "").lines(
        "link", "date"
    )
    assert shown == ["GET /a", "303 See Other → /a", "200 OK", "link: <b>"]
    assert (
        json.dumps(Answer("GET /a", 0, "", {}, b"", (), "ConnectError: no").lines())
        == '["GET /a", "no answer", "ConnectError: no"]'
    )
