"""The log of requests: one line each, whatever is asked."""

import asyncio
import logging

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from strategraph.web import AccessLog, Meters, RequestLog, note


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "strategraph.web")
    return caplog


async def receive() -> Message:
    return {}


async def send(message: Message) -> None:
    return None


def asked(app: ASGIApp, path: str) -> None:
    asyncio.run(AccessLog(app, RequestLog(Meters()))({"type": "http", "method": "GET", "path": path}, receive, send))


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/health", "/health"),
        ("/page/plan\ninjected", "/page/plan\\ninjected"),
        ("/page/\x1b[2J\x85\u2028", "/page/\\x1b[2J\\x85\\u2028"),
        ("/page/ž\\n", "/page/\\u017e\\\\n"),
        ("/x status=200", "/x\\x20status=200"),
    ],
)
def test_a_request_is_one_line_of_ascii(log: pytest.LogCaptureFixture, path: str, shown: str) -> None:
    asked(PlainTextResponse("abc", 404), path)
    (record,) = log.records
    assert record.getMessage().startswith(f"method=GET path={shown} status=404 ms=")
    assert record.getMessage().endswith(" bytes=3")
    assert record.getMessage().isprintable()


@pytest.mark.parametrize(("begun", "status"), [(False, "500"), (True, "200")])
def test_a_fault_of_ours_is_logged_as_one(log: pytest.LogCaptureFixture, begun: bool, status: str) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        if begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise KeyError("broken")

    with pytest.raises(KeyError):
        asked(broken, "/x")
    (record,) = log.records
    assert record.getMessage().startswith(f"method=GET path=/x status={status} ")
    assert record.getMessage().endswith(" bytes=0 failed=yes")


def test_a_query_is_named_by_its_hash_with_what_it_found(log: pytest.LogCaptureFixture) -> None:
    async def asked_a_query(scope: Scope, receive: Receive, send: Send) -> None:
        note(scope, query="0123456789abcdef")
        note(scope, rows=3)
        await PlainTextResponse("", 200)(scope, receive, send)

    asked(asked_a_query, "/sparql")
    (record,) = log.records
    assert record.getMessage().endswith(" bytes=0 query=0123456789abcdef rows=3")
