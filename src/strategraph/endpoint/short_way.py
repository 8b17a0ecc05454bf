"""A short way for what is asked most: a query by GET that is answered with a few bytes, past all that other requests need.

It decides nothing by itself: it calls the functions that the long way calls, and wherever a request or its answer is not as
plain as that, the long way is taken, with the outcome if there is one already. A test compares the answers of both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from strategraph.endpoint.formats import Wish, wish
from strategraph.endpoint.messages import Answer
from strategraph.endpoint.protocol import Operation, check_query, operation_of
from strategraph.endpoint.sparql import SparqlEndpoint, answer_headers, note_query, settle
from strategraph.web import (
    MAX_HEADER_BYTES,
    Again,
    Clients,
    HttpProblem,
    Visit,
    accepts_gzip,
    asked_of,
    common_fields,
    noted,
    read_parameters,
    whole_of,
    worth_compressing,
)

__all__ = ["ShortWay"]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a plain request asks."""

    operation: Operation
    wished: Wish
    gzip: bool
    forwarded: tuple[str, ...]


class ShortWay:
    """Answers plain requests at `path`, and passes all others on; `clients` and `again` are those of the long way."""

    def __init__(
        self, app: ASGIApp, path: str, endpoint: SparqlEndpoint, clients: Clients, again: Again, release: str
    ) -> None:
        self.app = app
        self.path = path
        self.endpoint = endpoint
        self.clients = clients
        self.again = again
        self.common = common_fields(release)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        asked = self._read(scope) if scope["type"] == "http" and whole_of(scope) else None
        if asked is None or not await self._answered(scope, asked):
            await self.app(scope, receive, send)

    def _read(self, scope: Scope) -> _Asked | None:
        """What is asked, if it is plain; nothing that would be refused is."""
        fields = dict(scope["headers"])
        if (
            scope["path"] != self.path
            or scope["method"] != "GET"
            or len(fields) != len(scope["headers"])
            or b"if-none-match" in fields
            or any(len(value) > MAX_HEADER_BYTES for value in fields.values())
        ):
            return None
        accept, coding = (fields.get(name) for name in (b"accept", b"accept-encoding"))
        named = fields.get(self.clients.header.lower().encode()) if self.clients.header else None
        try:
            operation = operation_of(read_parameters(scope["query_string"], "query string"))
            wished = wish(None if accept is None else accept.decode("latin-1"), operation.formats)
            if operation.query is None or wished.html:
                return None
            check_query(operation.query, self.endpoint.limits)
        except HttpProblem:
            return None
        gzip = accepts_gzip((coding or b"").decode("latin-1"))
        return _Asked(operation, wished, gzip, () if named is None else (named.decode("latin-1"),))

    async def _answered(self, scope: Scope, asked: _Asked) -> bool:
        """Whether the request has been answered; if not, the long way is to be taken."""
        started, ended = perf_counter(), False
        try:
            visit = self.clients.enter(scope, asked.forwarded)
        except HttpProblem:
            return False
        try:
            ended = await self._ask(scope, asked, visit, started)
        finally:
            visit.leave()
        return ended

    async def _ask(self, scope: Scope, asked: _Asked, visit: Visit, started: float) -> bool:
        note_query(scope, asked.operation.query or "")
        tags = self.endpoint.results.tags(asked.operation, asked.wished)
        try:
            answer = await self.endpoint.ask(scope, asked.operation, asked.wished, visit)
        except HttpProblem as problem:
            settle(scope, problem)
            return False
        fields = None if answer.file else self._fields(asked, answer, tags, visit)
        if fields is None:
            settle(scope, answer)
            return False
        request, whole = asked_of(scope), whole_of(scope)
        assert whole is not None
        if request is not None and tags:
            self.again.keep(request, scope, {"status": 200, "headers": fields}, answer.body)
        await whole(fields, answer.body)
        self.again.log.write("GET", self.path, "200", perf_counter() - started, answer.size, noted(scope))
        return True

    def _fields(
        self, asked: _Asked, answer: Answer, tags: Mapping[str, str], visit: Visit
    ) -> list[tuple[bytes, bytes]] | None:
        """The headers of the answer; None if it is to be compressed."""
        said = {**answer_headers(answer, asked.wished, tags), **self.clients.told(visit)}
        headers = MutableHeaders(raw=[(name.lower().encode(), value.encode()) for name, value in said.items()])
        if worth_compressing(headers):
            if asked.gzip:
                return None
            headers.add_vary_header("Accept-Encoding")
        return headers.raw + self.common
