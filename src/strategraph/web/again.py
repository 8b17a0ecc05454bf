"""Requests that come again byte by byte: they are answered before anything reads them, with the bytes that were sent before.

Reading a request, choosing a format and finding an answer that is known takes three times as long as sending it.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from strategraph.web.accesslog import RequestLog, noted
from strategraph.web.allowances import Allowances
from strategraph.web.client_limits import left_lines
from strategraph.web.clients import client_of
from strategraph.web.headers import field_lines
from strategraph.web.problems import HttpProblem

__all__ = ["Again", "Keeping", "asked", "asked_of", "may_come_again"]

#: A longer request is not kept in mind, nor an answer that takes more than this share of the room.
LONGEST_REQUEST, LARGEST_SHARE = 16 * 1024, 8
_ASKED, _MAY = "asked", "may_come_again"
_LEFT = b"ratelimit"
_REASONS = {200: b"OK", 304: b"Not Modified"}


@dataclass(frozen=True, slots=True)
class _Reply:
    """An answer as it goes out, but for the day and what its client has left; and what is to be logged of it."""

    status: int
    head: bytes
    body: bytes
    path: str
    forwarded: tuple[str, ...]
    said: Mapping[str, str | int]


class Again:
    """Whole requests of one application with their answers, in `most` bytes; 0 keeps none.

    An answer is one that holds for as long as the application serves (`may_come_again`). The client is held to its
    allowance, and the request is counted and logged, as if it had been read. `header` is the one in which a trusted proxy
    names the client.
    """

    def __init__(self, most: int, allowances: Allowances, header: str, log: RequestLog) -> None:
        self.most = most
        self.bytes = 0
        self.allowances = allowances
        self.header = header
        self.log = log
        self._replies: OrderedDict[bytes, _Reply] = OrderedDict()

    def answer(self, request: bytes, peer: str | None, also: bytes) -> bytes | None:
        """The answer to a request whose bytes came before, with the lines of headers `also`; None if it has to be read."""
        reply = self._replies.get(request)
        if reply is None:
            return None
        started = perf_counter()
        try:
            visit = self.allowances.enter(client_of(peer, reply.forwarded))
        except HttpProblem:
            return None
        try:
            lines = left_lines(visit)
        finally:
            visit.leave()
        self._replies.move_to_end(request)
        self.log.write("GET", reply.path, str(reply.status), perf_counter() - started, len(reply.body), reply.said)
        return b"".join((reply.head, also, lines, b"\r\n", reply.body))

    def keep(self, request: bytes, scope: Scope, status: int, lines: bytes, body: bytes) -> None:
        """Keep what was sent for a request in mind, and let go of others until the bytes fit.

        `lines` are the headers, but for those that tell what its client has left.
        """
        size = _size(request, body)
        if status not in _REASONS or len(request) > LONGEST_REQUEST or size > self.most // LARGEST_SHARE:
            return
        head = b"HTTP/1.1 %d %b\r\n%b" % (status, _REASONS[status], lines)
        forwarded = tuple(Headers(scope=scope).getlist(self.header)) if self.header else ()
        self._drop(request)
        self._replies[request] = _Reply(status, head, body, scope["path"], forwarded, dict(noted(scope)))
        self.bytes += size
        while self.bytes > self.most:
            self._drop(next(iter(self._replies)))

    def _drop(self, request: bytes) -> None:
        gone = self._replies.pop(request, None)
        if gone is not None:
            self.bytes -= _size(request, gone.body)


class Keeping:
    """Keeps the answers that may come again, as they go out."""

    def __init__(self, app: ASGIApp, again: Again) -> None:
        self.app = app
        self.again = again

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; its answer is looked at in passing."""
        request = asked_of(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if request is None:
            await self.app(scope, receive, send)
            return
        start: Message | None = None

        async def send_keeping(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif start is not None:
                whole = not message.get("more_body", False) and scope["state"].get(_MAY, False)
                if whole:
                    fields = ((name.lower(), value) for name, value in start["headers"])
                    lines = field_lines(one for one in fields if one[0] != _LEFT)
                    self.again.keep(request, scope, start["status"], lines, message.get("body", b""))
                start = None
            await send(message)

        await self.app(scope, receive, send_keeping)


def asked(scope: Scope, request: bytes) -> None:
    """Tell of the bytes of a whole request without a body, which came alone on a connection that is kept open."""
    scope.setdefault("state", {})[_ASKED] = request


def asked_of(scope: Scope) -> bytes | None:
    """The bytes of a request that `asked` told of."""
    found: bytes | None = scope.get("state", {}).get(_ASKED)
    return found


def may_come_again(scope: Scope) -> None:
    """Say of a request that the same bytes always get the same answer."""
    scope.setdefault("state", {})[_MAY] = True


def _size(request: bytes, body: bytes) -> int:
    return 2 * len(request) + len(body) + 2048
