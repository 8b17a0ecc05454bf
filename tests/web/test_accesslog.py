"""The log of requests: one line each, whatever is asked."""

import asyncio
import logging

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from strategraph.web import AccessLog


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "strategraph.web")
    return caplog


async def receive() -> Message:
    return {}


async def send(message: Message) -> None:
    return None


def asked(app: ASGIApp, path: str) -> None:
    asyncio.run(AccessLog(app)({"type": "http", "method": "GET", "path": path}, receive, send))


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/health", "/health"),
        ("/page/plan\ninjected", "/page/plan\\ninjected"),
        ("/page/\x1b[2J\x85\u2028", "/page/\\x1b[2J\\x85\\u2028"),
        ("/page/ž\\n", "/page/\\u017e\\\\n"),
    ],
)
def test_a_request_is_one_line_of_ascii(log: pytest.LogCaptureFixture, path: str, shown: str) -> None:
    asked(PlainTextResponse("", 404), path)
    (record,) = log.records
    assert record.getMessage().startswith(f"GET {shown} 404 ")
    assert record.getMessage().isprintable()


@pytest.mark.parametrize(("begun", "status"), [(False, "500 failed"), (True, "200 failed")])
def test_a_fault_of_ours_is_logged_as_one(log: pytest.LogCaptureFixture, begun: bool, status: str) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        if begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise KeyError("broken")

    with pytest.raises(KeyError):
        asked(broken, "/x")
    (record,) = log.records
    assert record.getMessage().startswith(f"GET /x {status} ")
