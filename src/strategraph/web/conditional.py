"""Gives every answer that can be read again a tag, and says 304 to a reader who has it (RFC 9110, 13)."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from strategraph.web.entity_tags import REVALIDATED, accepts_gzip, entity_tag, matching

__all__ = ["Conditional"]

#: What 304 keeps of the headers of 200 (RFC 9110, 15.4.5).
_KEPT = ("cache-control", "content-location", "etag", "expires", "vary")


class Conditional:
    """Answers to GET and HEAD that bear no tag and come in one piece are tagged by their bytes; `no-store` leaves one out."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; its answer, or 304, goes back."""
        reads = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        await self.app(scope, receive, _Gate(Headers(scope=scope), send) if reads else send)


class _Gate:
    """Lets an answer through, or 304 in its place."""

    def __init__(self, asked: Headers, send: Send) -> None:
        self.held = ", ".join(asked.getlist("if-none-match"))
        self.gzip = accepts_gzip(", ".join(asked.getlist("accept-encoding")))
        self.send = send
        self.start: Message | None = None
        self.done = False

    async def __call__(self, message: Message) -> None:
        """Take the next message of the answer."""
        if self.done:
            return
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if message["status"] in (200, 206) and "no-store" not in headers.get("cache-control", ""):
                self.start = message
            else:
                await self.send(message)
        elif self.start is None:
            await self.send(message)
        else:
            await self._decide(self.start, message)
            self.start = None

    async def _decide(self, start: Message, body: Message) -> None:
        headers, content = MutableHeaders(scope=start), body.get("body", b"")
        whole = not body.get("more_body", False) and headers.get("content-length") == str(len(content))
        if "etag" not in headers and whole and start["status"] == 200:
            headers["etag"] = entity_tag(content)
        if "etag" in headers:
            headers.setdefault("cache-control", REVALIDATED)
            known = matching(self.held, headers["etag"], self.gzip) if self.held else None
            if known:
                self.done = True
                kept = [(name, value) for name, value in headers.items() if name in _KEPT and name != "etag"]
                start = {**start, "status": 304, "headers": Headers(dict([*kept, ("etag", known)])).raw}
                body = {"type": "http.response.body", "body": b""}
        await self.send(start)
        await self.send(body)
