"""One line of log per request: method, path, status and time, with nothing that the reader typed."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["AccessLog", "plain"]

logger = logging.getLogger("strategraph.web")


class AccessLog:
    """Logs each request without its query string, in which questions and their literals stand."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note how it ended: `500 failed` is a fault of ours, `-` an answer that never began."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, started, ended = "", time.perf_counter(), False

        async def send_noting_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self.app(scope, receive, send_noting_status)
            ended = True
        finally:
            took = (time.perf_counter() - started) * 1000
            said = status if ended else f"{status or 500} failed"
            logger.info("%s %s %s %.0f ms", scope["method"], plain(scope["path"]), said or "-", took)


def plain(text: str) -> str:
    """The text in one line of ASCII: control characters, and all beyond ASCII, as escapes of Python."""
    return text.encode("unicode_escape").decode("ascii")
