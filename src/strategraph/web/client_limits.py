"""Holds each client to its allowance at some addresses, and says in the headers of every answer what is left of it."""

import math
from collections.abc import Awaitable, Callable, Mapping, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from strategraph.web.allowances import WINDOW_SECONDS, Allowances, Visit
from strategraph.web.clients import client_of, scheme_of
from strategraph.web.headers import encoded_fields, field_lines
from strategraph.web.problems import HttpProblem

__all__ = ["ClientLimits", "Clients", "left_lines", "visit_of"]

_STATE = "visit"


class Clients:
    """Lets clients in by their allowances, and tells them of these.

    `header` is the one in which a trusted proxy names the client (empty: none does; else it is trusted with the scheme, too),
    `said` are headers that every answer gets.
    """

    def __init__(self, allowances: Allowances, header: str, said: Mapping[str, str]) -> None:
        self.allowances = allowances
        self.header = header
        self.said = {**said, **_policy(allowances)}

    def enter(self, peer: str | None, forwarded: Sequence[str]) -> Visit:
        """Begin a request that came from the address `peer`; `forwarded` are the values of the header.

        Raises:
            HttpProblem: if its client may have no more.
        """
        return self.allowances.enter(client_of(peer, forwarded))

    def told(self, visit: Visit) -> dict[str, str]:
        """The headers that an answer gets."""
        return {**self.said, **_left(visit)}


class ClientLimits:
    """Counts a request from its first byte to the last of its answer; one too many is answered by `refuse`.

    `paths` are the addresses at and below which clients are counted.
    """

    def __init__(
        self,
        app: ASGIApp,
        clients: Clients,
        paths: frozenset[str],
        refuse: Callable[[Request, HttpProblem], Awaitable[Response]],
    ) -> None:
        self.app = app
        self.clients = clients
        self.header = clients.header
        self.paths = paths
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if its client may have one more."""
        if scope["type"] != "http" or not self._counts(scope["path"]):
            await self.app(scope, receive, send)
            return
        if self.header:
            scope["scheme"] = scheme_of(scope["scheme"], Headers(scope=scope).getlist("X-Forwarded-Proto"))
        try:
            peer = scope["client"][0] if scope.get("client") else None
            visit = self.clients.enter(peer, Headers(scope=scope).getlist(self.header) if self.header else ())
        except HttpProblem as problem:
            response = await self.refuse(Request(scope), problem)
            response.headers.update(self.clients.said)
            await response(scope, receive, send)
            return
        try:
            scope.setdefault("state", {})[_STATE] = visit
            await self.app(scope, receive, self._with_headers(send, visit))
        finally:
            visit.leave()

    def _counts(self, path: str) -> bool:
        return any(path == one or path.startswith(f"{one}/") for one in self.paths)

    def _with_headers(self, send: Send, visit: Visit) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.clients.told(visit))
            await send(message)

        return send_with_headers


def left_lines(visit: Visit) -> bytes:
    """What is left of it now, as it is sent."""
    return field_lines(encoded_fields(_left(visit)))


def visit_of(request: Request) -> Visit:
    """The visit that a request is, at an address where clients are counted."""
    visit: Visit = request.scope["state"][_STATE]
    return visit


def _policy(allowances: Allowances) -> dict[str, str]:
    """What one client may use (RateLimit header fields for HTTP, draft-ietf-httpapi-ratelimit-headers-10, 3)."""
    policies = []
    if allowances.requests < math.inf:
        policies.append(f'"requests";q={allowances.requests:.0f};qu="concurrent-requests"')
    if allowances.seconds < math.inf:
        policies.append(f'"query-time";q={math.floor(allowances.seconds)};w={WINDOW_SECONDS};qu="seconds"')
    return {"RateLimit-Policy": ", ".join(policies)} if policies else {}


def _left(visit: Visit) -> dict[str, str]:
    """What is left of it now (the same, 4); `t` says when there is query time again, if there is none."""
    items = []
    if visit.requests_left < math.inf:
        items.append(f'"requests";r={visit.requests_left:.0f}')
    if visit.seconds_left < math.inf:
        wait = visit.wait_seconds
        items.append(f'"query-time";r={math.floor(visit.seconds_left)}' + (f";t={wait}" if wait else ""))
    return {"RateLimit": ", ".join(items)} if items else {}
