"""What one client may use at /sparql and /suggest, asked of the server as it is started by a person."""

import os
import re
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from running import SERVING
from served import served

RUNAWAY = "SELECT (COUNT(*) AS ?n) {" + "".join(f"?a{i} ?b{i} ?c{i}." for i in range(12)) + "}"
ONE_TOO_MANY = "2 requests of your address are under way, which is the limit; wait until one of them is answered."
USED_UP = re.compile(
    r"Queries of your address took \d+\.\d seconds within a minute, 1 are the limit; go on in (\d+) seconds, and ask for less at once\."
)
JSON, HTML = {"Accept": "application/sparql-results+json"}, {"Accept": "text/html", "Accept-Language": "en"}


@contextmanager
def server(**limits: object) -> Iterator[httpx.Client]:
    """A server that remembers no answers: one from memory costs nobody any time."""
    limits = {"workers": 2, "cache_bytes": 0, **limits}
    said = {f"STRATEGRAPH_LIMITS_{name.upper()}": str(value) for name, value in limits.items()}
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--dataset", str(SERVING)]
    with (
        served(command, Path.cwd(), os.environ | said) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def crowded() -> Iterator[httpx.Client]:
    """Two requests at once, as much time as one likes."""
    with server(client_requests=2, client_seconds=0, deadline_seconds=4, body_seconds=3) as client:
        yield client


@pytest.fixture(scope="module")
def used_up() -> Iterator[httpx.Client]:
    """A second of query time, all of it used; those whom a proxy names are others."""
    with server(client_seconds=1, deadline_seconds=1.2, client_header="X-Forwarded-For") as client:
        assert client.get("/sparql", params={"query": RUNAWAY}).status_code == 503
        yield client


def ask(client: httpx.Client, query: str = "ASK {}", headers: dict[str, str] = JSON) -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers=headers)


def let_in(client: httpx.Client, headers: dict[str, str]) -> httpx.Response:
    """The answer to a runaway, which asks again for as long as others keep it out."""
    while (answer := ask(client, RUNAWAY, headers)).status_code == 429:
        time.sleep(0.01)
    return answer


def left(client: httpx.Client) -> int:
    """How many requests may be begun beside this one; -1 if this was one too many."""
    answer = ask(client)
    return -1 if answer.status_code == 429 else int(answer.headers["ratelimit"].partition(";r=")[2])


def test_one_request_too_many_is_sent_away_and_the_others_are_not_harmed(crowded: httpx.Client) -> None:
    with ThreadPoolExecutor() as threads:
        under_way = [threads.submit(let_in, crowded, JSON) for _ in range(2)]
        wait_until(lambda: ask(crowded).status_code == 429)
        answers = [
            ask(crowded),
            crowded.get("/sparql"),
            crowded.post("/suggest", content="rodina", headers={"Content-Type": "text/plain"}),
            ask(crowded, headers=HTML),
        ]
        assert crowded.get("/health").status_code == 200
        assert [one.result().status_code for one in under_way] == [503, 503]
    assert [(one.status_code, one.headers["retry-after"]) for one in answers] == [(429, "1")] * 4
    assert answers[0].headers["content-type"] == "application/problem+json"
    assert answers[0].json() == {
        "type": "about:blank",
        "title": "Too Many Requests",
        "status": 429,
        "detail": ONE_TOO_MANY,
    }
    assert answers[1].text == answers[2].text == f"{ONE_TOO_MANY}\n"
    assert answers[3].headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>Too many requests</h1>" in answers[3].text
    assert all(one.headers["x-content-type-options"] == "nosniff" for one in answers)
    assert ask(crowded).status_code == 200


def test_a_body_that_does_not_come_takes_a_place_until_its_deadline(crowded: httpx.Client) -> None:
    with begun(crowded, b"query=") as slow:
        wait_until(lambda: left(crowded) == 0)
        answer = everything(slow)  # the end of it is the end of the connection
    assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert b"\r\nconnection: close\r\n" in answer.lower()
    assert answer.endswith(b"The body of the request did not arrive within 3 seconds; send it again, and faster.\n")
    assert left(crowded) == 1


def test_a_client_that_goes_away_leaves_its_place(crowded: httpx.Client) -> None:
    for _ in range(3):
        with begun(crowded, b"query="):
            pass
    wait_until(lambda: left(crowded) == 1)


def test_what_is_left_is_said_in_every_answer(crowded: httpx.Client, used_up: httpx.Client) -> None:
    answer = ask(crowded)
    assert answer.headers["ratelimit-policy"] == '"requests";q=2;qu="concurrent-requests"'
    assert answer.headers["ratelimit"] == '"requests";r=1'
    answer = ask(used_up, headers={"X-Forwarded-For": "198.51.100.99"})
    assert answer.headers["ratelimit-policy"] == (
        '"requests";q=64;qu="concurrent-requests", "query-time";q=1;w=60;qu="seconds"'
    )
    assert answer.headers["ratelimit"] == '"requests";r=63, "query-time";r=0'  # of a second, not quite one is left
    answer = ask(used_up)
    assert re.fullmatch(r'"requests";r=63, "query-time";r=0;t=\d+', answer.headers["ratelimit"])
    assert "ratelimit" not in used_up.get("/health").headers


def test_whoever_has_used_up_the_time_is_told_when_to_come_again(used_up: httpx.Client) -> None:
    answer = ask(used_up)
    assert (answer.status_code, answer.headers["content-type"]) == (429, "application/problem+json")
    told = USED_UP.fullmatch(answer.json()["detail"])
    assert told
    assert told[1] == answer.headers["retry-after"]
    assert 1 <= int(told[1]) <= 61
    for accept, kind in (("*/*", "text/plain; charset=utf-8"), ("text/html", "text/html; charset=utf-8")):
        answer = ask(used_up, headers={"Accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (429, kind)
        assert "retry-after" in answer.headers


def test_a_person_keeps_the_query_or_the_text_that_was_typed(used_up: httpx.Client) -> None:
    answer = ask(used_up, "ASK { ?typed ?by ?hand }", HTML)
    assert answer.status_code == 429
    assert "ASK { ?typed ?by ?hand }</textarea>" in unescape(answer.text)
    answer = used_up.post("/suggest?lang=cs", data={"text": "dluhové poradenství"}, headers=HTML)
    assert answer.status_code == 429
    assert "dluhové poradenství</textarea>" in answer.text
    assert "Dotazy z vaší adresy trvaly za minutu celkem" in answer.text


def test_texts_and_queries_are_counted_together(used_up: httpx.Client) -> None:
    headers = {"Content-Type": "text/plain", "Accept": "application/json"}
    answer = used_up.post("/suggest", content="dluhy", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (429, "application/problem+json")
    assert USED_UP.fullmatch(answer.json()["detail"])


def test_pages_and_descriptions_are_read_all_the_same(used_up: httpx.Client) -> None:
    turtle = {"Accept": "text/turtle"}
    for path, headers in (("/sparql", HTML), ("/sparql", turtle), ("/suggest", HTML), ("/", HTML), ("/ontology", HTML)):
        assert used_up.get(path, headers=headers).status_code == 200, path


def test_whom_a_trusted_proxy_names_is_a_client_of_its_own(used_up: httpx.Client) -> None:
    def status(header: str) -> int:
        return ask(used_up, headers={"X-Forwarded-For": header}).status_code

    assert (status("198.51.100.1"), status("127.0.0.1, 198.51.100.1")) == (200, 200)
    assert (status("127.0.0.1"), status("198.51.100.1, 127.0.0.1"), status("nobody")) == (429, 429, 429)
    # within one /64 of IPv6 there is one client
    long = {"X-Forwarded-For": "2001:db8::1"}
    assert ask(used_up, RUNAWAY, long).status_code == 503
    assert (status("2001:db8::2"), status("2001:db8:0:1::2")) == (429, 200)


def test_without_the_setting_no_header_makes_a_client(crowded: httpx.Client) -> None:
    """Two under way by others' names: the third, by another still, is one too many."""
    with ThreadPoolExecutor() as threads:
        for number in range(2):
            threads.submit(let_in, crowded, {"X-Forwarded-For": f"198.51.100.{number}"})
        wait_until(lambda: ask(crowded, headers={"X-Forwarded-For": "198.51.100.9"}).status_code == 429)


def test_short_queries_count_too() -> None:
    with server(client_seconds=0.1) as client:
        statuses = [ask(client).status_code for _ in range(1000)]
    assert set(statuses) == {200, 429}
    assert statuses == sorted(statuses)


@contextmanager
def begun(client: httpx.Client, start: bytes) -> Iterator[socket.socket]:
    """A POST of which only the start has been sent."""
    parts = urlsplit(str(client.base_url))
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\n"
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as line:
        line.sendall(head + start)
        yield line


def everything(line: socket.socket) -> bytes:
    return b"".join(iter(lambda: line.recv(4096), b""))


def wait_until(holds: object, seconds: float = 10) -> None:
    limit = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < limit, "It never came true."
        time.sleep(0.02)


@pytest.mark.parametrize(
    "said, scheme", [("https", "https"), ("http, HTTPS", "https"), ("gopher", "http"), ("", "http")]
)
def test_a_proxy_that_is_trusted_says_how_the_client_came(used_up: httpx.Client, said: str, scheme: str) -> None:
    headers = {"Accept": "text/turtle", "X-Forwarded-For": "192.0.2.77", "X-Forwarded-Proto": said}
    assert f"<{scheme}://{used_up.base_url.netloc.decode()}/sparql>" in used_up.get("/sparql", headers=headers).text


def test_without_a_trusted_proxy_nobody_says_how_they_came(crowded: httpx.Client) -> None:
    answer = crowded.get("/sparql", headers={"Accept": "text/turtle", "X-Forwarded-Proto": "https"})
    assert f"<http://{crowded.base_url.netloc.decode()}/sparql>" in answer.text
