"""One line of log per request: what was asked, how it ended and how long it took, with nothing that the reader typed."""

import asyncio
import logging
import time
from collections.abc import Mapping
from functools import lru_cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from strategraph.web.meters import Meters

__all__ = ["AccessLog", "LogLines", "RequestLog", "note", "noted", "plain"]

logger = logging.getLogger("strategraph.web")
_STATE, _TIMES = "noted", "times"
#: When a request ended, and what `RequestLog.write` was told of it.
_Ended = tuple[float, str, str, str, float, int, Mapping[str, str | int]]


class RequestLog:
    """Logs and counts requests without their query string, in which questions and their literals stand.

    A line may wait for `later` seconds in an event loop. Those that wait together are one record (`logging`), from which
    `LogLines` makes lines again: a record for each takes as long as all else that is done for a short question.
    """

    def __init__(self, meters: Meters, later: float = 0) -> None:
        self.meters = meters
        self.later = later
        self._ended: list[_Ended] = []

    def write(
        self, method: str, path: str, status: str, seconds: float, size: int, said: Mapping[str, str | int]
    ) -> None:
        """Count a request, and write its line, together with those of others.

        It has `name=value` throughout: `status=-` is an answer that never began, `failed=yes` a fault of ours,
        `query` the start of the SHA-256 of a query, `rows` what it found, if that is known.
        """
        self._ended.append((time.time(), method, path, status, seconds, size, said))
        if not self.later:
            self.flush()
        elif len(self._ended) == 1:
            asyncio.get_running_loop().call_later(self.later, self.flush)

    def flush(self) -> None:
        """Count, and write the lines of, all requests that have ended."""
        ended, self._ended = self._ended, []
        lines = []
        for _, method, path, status, seconds, size, said in ended:
            self.meters.note_request(method, path, status, seconds, size)
            line = f"method={method} path={_word(path)} status={status} ms={seconds * 1000:.0f} bytes={size}"
            lines.append(line + "".join([f" {name}={value}" for name, value in said.items()]))
        if lines:
            logger.info("\n".join(lines), extra={_TIMES: [each[0] for each in ended]})


class LogLines(logging.Formatter):
    """A line has its time, whose it is, and what is said; the lines of requests that ended at different times, each its own."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The text of a record."""
        times = getattr(record, _TIMES, None)
        if times is None:
            return super().format(record)
        lines = zip(times, record.getMessage().split("\n"), strict=True)
        return "\n".join([f"{_second(int(at))},{int(at % 1 * 1000):03} {record.name} {line}" for at, line in lines])


@lru_cache(maxsize=8)
def _second(at: int) -> str:
    """A time as `logging` writes it."""
    return time.strftime(logging.Formatter.default_time_format, time.localtime(at))


class AccessLog:
    """Has each request logged when it has ended."""

    def __init__(self, app: ASGIApp, log: RequestLog) -> None:
        self.app = app
        self.log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note how it ended."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, size, started, ended = "", 0, time.perf_counter(), False

        async def send_noting(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = str(message["status"])
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
            ended = True
        finally:
            took = time.perf_counter() - started
            status = status or ("-" if ended else "500")
            said = noted(scope) if ended else {**noted(scope), "failed": "yes"}
            self.log.write(scope["method"], scope["path"], status, took, size, said)


def note(scope: Scope, **said: str | int) -> None:
    """Have more said in the line of a request."""
    scope.setdefault("state", {}).setdefault(_STATE, {}).update(said)


def noted(scope: Scope) -> Mapping[str, str | int]:
    """What is to be said in the line of a request."""
    found: Mapping[str, str | int] = scope.get("state", {}).get(_STATE, {})
    return found


def plain(text: str) -> str:
    """The text in one line of ASCII: control characters, and all beyond ASCII, as escapes of Python."""
    return text.encode("unicode_escape").decode("ascii")


def _word(text: str) -> str:
    return plain(text).replace(" ", "\\x20")
