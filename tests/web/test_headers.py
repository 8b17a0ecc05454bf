"""The headers of every answer, whatever it is."""

import logging

import pytest

from running import Running, running
from strategraph.web import CONTENT_SECURITY_POLICY


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("HEAD", "/"),
        ("GET", "/nothing"),
        ("POST", "/"),
        ("GET", "/static/site.css"),
        ("GET", "/sparql?query=ASK%7B%7D"),
        ("GET", "/sparql?query=ASK%7B"),
        ("GET", "/resource/plan/plan-a"),
        ("OPTIONS", "/sparql"),
        ("DELETE", "/sparql"),
    ],
)
def test_every_answer_carries_them(server: Running, method: str, path: str) -> None:
    headers = server.client.request(method, path).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["access-control-allow-origin"] == "*"
    assert headers["strategraph-release"].startswith("file-")
    assert "access-control-allow-credentials" not in headers


def test_the_policy_allows_nothing_inline() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none';")


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/sparql", "GET, HEAD, POST, OPTIONS"), ("/sparql/", "GET, HEAD, POST, OPTIONS"), ("/", "GET, HEAD, OPTIONS")],
)
def test_a_preflight_is_answered(server: Running, path: str, methods: str) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    answer = server.client.options(path, headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert (answer.headers["allow"], answer.headers["access-control-allow-methods"]) == (methods, methods)


def test_the_log_has_no_words_of_the_reader(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "strategraph"), running() as server:
        server.ask('ASK { ?s ?p "a secret literal" }')
        for address in ("/page/a secret", "/graph/<secret>", "/graph-store?graph=x:a secret"):
            assert server.client.get(address).status_code in (400, 404)
    logged = "\n".join(caplog.messages)
    assert "method=GET path=/sparql status=200" in logged
    assert [line for line in logged.splitlines() if "secret" in line and "method=GET" not in line] == []
    assert "secret literal" not in logged


@pytest.mark.parametrize(("size", "status"), [(8192, 200), (8193, 431)])
def test_a_header_has_at_most_eight_kilobytes(server: Running, size: int, status: int) -> None:
    answer = server.client.get("/health", headers={"Accept": "a" * size})
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_line_with_the_query_may_be_longer(server: Running) -> None:
    assert server.ask("ASK {} #" + "a" * 60_000).status_code == 200
