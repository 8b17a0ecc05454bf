"""A short way for what is asked most: a query by GET that is answered with a few bytes, past all that other requests need.

It decides nothing by itself: it calls the functions that the long way calls, and wherever a request or its answer is not as
plain as that, the long way is taken, with the outcome if there is one already. A test compares the answers of both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from strategraph.endpoint.formats import Wish, wish
from strategraph.endpoint.messages import Answer
from strategraph.endpoint.protocol import Operation, check_query, check_release, operation_of
from strategraph.endpoint.sparql import SparqlEndpoint, answer_headers, note_query, settle
from strategraph.web import (
    LEAST_BYTES,
    MAX_HEADER_BYTES,
    Again,
    Clients,
    HttpProblem,
    Visit,
    accepts_gzip,
    asked_of,
    common_fields,
    left,
    noted,
    read_parameters,
    whole_of,
    worth_compressing,
)

__all__ = ["ShortWay"]


Field = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class _Head:
    """What the fields of a plain request say: clients send the same ones each time."""

    accept: str | None
    gzip: bool
    forwarded: tuple[str, ...]


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
        self.release = release
        self.common = common_fields(release)
        self._still: dict[tuple[str, bool, bool], _Still] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        asked = self._read(scope) if scope["type"] == "http" and whole_of(scope) else None
        if asked is None or not await self._answered(scope, asked):
            await self.app(scope, receive, send)

    def _read(self, scope: Scope) -> _Asked | None:
        """What is asked, if it is plain; nothing that would be refused is."""
        if scope["path"] != self.path or scope["method"] != "GET":
            return None
        head = _head(tuple(scope["headers"]), self.clients.header.lower().encode())
        if head is None:
            return None
        try:
            operation = operation_of(read_parameters(scope["query_string"], "query string"))
            wished = wish(head.accept, operation.formats)
            if operation.query is None or wished.html:
                return None
            check_release(operation, self.release)
            check_query(operation.query, self.endpoint.limits)
        except HttpProblem:
            return None
        return _Asked(operation, wished, head.gzip, head.forwarded)

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

    def _fields(self, asked: _Asked, answer: Answer, tags: Mapping[str, str], visit: Visit) -> list[Field] | None:
        """The headers of the answer; None if it is to be compressed."""
        media_type, tag = asked.wished.media_types[answer.kind], tags.get(answer.kind)
        what = (media_type, tag is not None, answer.size >= LEAST_BYTES)
        still = self._still.get(what) or self._still.setdefault(what, self._unchanging(asked.wished, answer, tags))
        if still.is_worth_compressing and asked.gzip:
            return None
        changing = {b"content-length": b"%d" % answer.size, b"etag": (tag or "").encode()}
        said = [(name, changing.get(name, value)) for name, value in still.fields]
        return [*said, *((name.lower().encode(), value.encode()) for name, value in left(visit).items()), *self.common]

    def _unchanging(self, wished: Wish, answer: Answer, tags: Mapping[str, str]) -> "_Still":
        """The headers that all answers of this kind have, with its length and its tag where others will have theirs."""
        said = {**answer_headers(answer, wished, tags), **self.clients.said}
        headers = MutableHeaders(raw=[(name.lower().encode(), value.encode()) for name, value in said.items()])
        worth = worth_compressing(headers)
        if worth:
            headers.add_vary_header("Accept-Encoding")
        return _Still(tuple(headers.raw), worth)


@dataclass(frozen=True, slots=True)
class _Still:
    """What the headers of answers of one media type have in common, and whether these answers are worth compressing."""

    fields: tuple[Field, ...]
    is_worth_compressing: bool


@lru_cache(maxsize=256)
def _head(fields: tuple[Field, ...], forwarding: bytes) -> _Head | None:
    """What the fields of a request say, `forwarding` being the one of a trusted proxy; None if they are not plain."""
    said = dict(fields)
    if (
        len(said) != len(fields)
        or b"if-none-match" in said
        or any(len(one) > MAX_HEADER_BYTES for one in said.values())
    ):
        return None
    accept, coding, named = (said.get(name) for name in (b"accept", b"accept-encoding", forwarding))
    return _Head(
        None if accept is None else accept.decode("latin-1"),
        accepts_gzip((coding or b"").decode("latin-1")),
        () if named is None or not forwarding else (named.decode("latin-1"),),
    )
