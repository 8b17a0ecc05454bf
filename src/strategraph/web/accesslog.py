"""One line of log per request: method, path, status and time, with nothing that the reader typed."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["AccessLog"]

logger = logging.getLogger("strategraph.web")


class AccessLog:
    """Logs each request without its query string, in which questions and their literals stand."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note how it ended; `-` is an answer that never began."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, started = "-", time.perf_counter()

        async def send_noting_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self.app(scope, receive, send_noting_status)
        finally:
            took = (time.perf_counter() - started) * 1000
            logger.info(
                "%s %s %s %.0f ms",
                scope["method"],
                scope["path"].encode("ascii", "backslashreplace").decode(),
                status,
                took,
            )
