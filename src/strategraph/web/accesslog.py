"""One line of log per request: what was asked, how it ended and how long it took, with nothing that the reader typed."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from strategraph.web.meters import Meters

__all__ = ["AccessLog", "note", "plain"]

logger = logging.getLogger("strategraph.web")
_STATE = "noted"


class AccessLog:
    """Logs and counts each request without its query string, in which questions and their literals stand."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self.app = app
        self.meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note how it ended.

        The line has `name=value` throughout: `status=-` is an answer that never began, `failed=yes` a fault of ours,
        `query` the start of the SHA-256 of a query, `rows` what it found, if that is known.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
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
            self.meters.note_request(scope["method"], scope["path"], status, took, size)
            line = f"method={scope['method']} path={_word(scope['path'])} status={status} ms={took * 1000:.0f} bytes={size}"
            line += "".join(f" {name}={value}" for name, value in state.get(_STATE, {}).items())
            logger.info("%s", line if ended else f"{line} failed=yes")


def note(scope: Scope, **said: str | int) -> None:
    """Have more said in the line of a request."""
    scope.setdefault("state", {}).setdefault(_STATE, {}).update(said)


def plain(text: str) -> str:
    """The text in one line of ASCII: control characters, and all beyond ASCII, as escapes of Python."""
    return text.encode("unicode_escape").decode("ascii")


def _word(text: str) -> str:
    return plain(text).replace(" ", "\\x20")
