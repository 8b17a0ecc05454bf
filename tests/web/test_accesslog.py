"""The log of requests: one line each, whatever is asked."""

import asyncio
import logging
import re
import time

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from strategraph.web import AccessLog, LogLines, Meters, RequestLog, note


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


def test_lines_that_waited_are_written_each_with_its_own_time(
    log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter((1_800_000_000.0004, 1_800_000_000.9996, 1_800_000_061.25))
    requests = RequestLog(Meters(), later=0.01)

    async def end_three() -> None:
        with monkeypatch.context() as patched:
            patched.setattr(time, "time", lambda: next(clock))
            for path in ("/a", "/b", "/c"):
                requests.write("GET", path, "200", 0.002, 5, {"rows": 1})
        assert not log.records
        await asyncio.sleep(0.1)

    asyncio.run(end_three())
    (record,) = log.records
    at = [time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(second)) for second in (1_800_000_000, 1_800_000_061)]
    assert LogLines().format(record).splitlines() == [
        f"{at[0]},000 strategraph.web method=GET path=/a status=200 ms=2 bytes=5 rows=1",
        f"{at[0]},999 strategraph.web method=GET path=/b status=200 ms=2 bytes=5 rows=1",
        f"{at[1]},250 strategraph.web method=GET path=/c status=200 ms=2 bytes=5 rows=1",
    ]


def test_where_nothing_was_asked_nothing_is_written(log: pytest.LogCaptureFixture) -> None:
    RequestLog(Meters(), later=1).flush()
    assert log.records == []


def test_other_lines_are_written_as_ever() -> None:
    record = logging.LogRecord("strategraph.endpoint", logging.ERROR, "", 0, "a worker %s\nfailed", ("x",), None)
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} strategraph.endpoint a worker x\nfailed", LogLines().format(record)
    )
