"""Heads of requests whose fields came before: a client sends the same ones each time, so that only the first line is read."""

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import cast

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

__all__ = ["Fields", "KnownHeads", "WholeCycle", "whole_of"]

#: The fields of a head, names in small letters.
Fields = list[tuple[bytes, bytes]]
#: How many heads are kept in mind, and how long each may be (bytes).
MOST, LONGEST = 256, 4096
#: A first line that needs no more than to be cut: nothing in the path is escaped.
_LINE = re.compile(rb"GET (?P<path>/[a-z]*)\?(?P<query>[A-Za-z0-9%=&+._~*!'(),:;/?@$-]*) HTTP/1\.1")
_END = b"\r\n\r\n"
#: Fields by which something follows the head, or the connection becomes another one.
_MORE = frozenset((b"content-length", b"transfer-encoding", b"expect", b"upgrade"))
_WHOLE = "whole"


class KnownHeads:
    """What follows the first line of GET requests, byte by byte, with the fields that a parser read there."""

    def __init__(self, longest_line: int) -> None:
        self.longest_line = longest_line
        self._fields: dict[bytes, Fields] = {}

    def __len__(self) -> int:
        return len(self._fields)

    def read(self, request: bytes) -> tuple[bytes, bytes, Fields] | None:
        """The path, the query string and the fields of a request, if its fields came before; else None."""
        line, _, rest = request.partition(b"\r\n")
        fields = self._fields.get(rest)
        found = _LINE.fullmatch(line) if fields is not None and len(line) <= self.longest_line else None
        return (found["path"], found["query"], list(cast(Fields, fields))) if found else None

    def learn(self, request: bytes, scope: Scope) -> None:
        """Keep the fields of a whole request in mind that came alone and leaves its connection open, as they were read."""
        line, _, rest = request.partition(b"\r\n")
        if len(rest) > LONGEST or rest in self._fields or not rest.endswith(_END) or rest.count(_END) > 1:
            return
        fields = list(scope["headers"])
        if not _LINE.fullmatch(line) or scope["http_version"] != "1.1" or any(name in _MORE for name, _ in fields):
            return
        if len(self._fields) >= MOST:
            del self._fields[next(iter(self._fields))]
        self._fields[rest] = fields


class WholeCycle(RequestResponseCycle):
    """Uvicorn's way through a request, on which an answer that is there whole can be written at once."""

    async def send_whole(self, fields: Iterable[tuple[bytes, bytes]], body: bytes) -> None:
        """Send an answer with status 200; its length has to be among the fields, whose names are in small letters."""
        if self.flow.write_paused and not self.disconnected:
            await self.flow.drain()
        if self.disconnected:
            return
        self.response_started = self.response_complete = True
        lines = [b"%b: %b\r\n" % one for one in (*self.default_headers, *fields)]
        close = b"" if self.keep_alive else b"connection: close\r\n"
        self.transport.write(b"".join((b"HTTP/1.1 200 OK\r\n", *lines, close, b"\r\n", body)))
        self.message_event.set()
        if not self.keep_alive:
            self.transport.close()
        self.on_response()

    def offer(self) -> None:
        """Tell the application of it (`whole_of`)."""
        self.scope["state"][_WHOLE] = self.send_whole


def whole_of(scope: Scope) -> Callable[[Iterable[tuple[bytes, bytes]], bytes], Awaitable[None]] | None:
    """What sends a whole answer at once, to a GET request without a body; None where there is no such way."""
    found: Callable[[Iterable[tuple[bytes, bytes]], bytes], Awaitable[None]] | None = scope.get("state", {}).get(_WHOLE)
    return found
