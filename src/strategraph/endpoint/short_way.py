"""A short way for what is asked most: a query by GET that is answered with a few bytes, past all that other requests need.

It is walked without the application, without a task and without a scope of ASGI, which take longer than such a query. It
decides nothing by itself: it calls the functions that the long way calls, and wherever a request or its answer is not as
plain as that, the long way is taken, with the outcome if there is one already. A test compares the answers of both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.types import Scope

from strategraph.endpoint.errand import Outcome
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
    Line,
    PlainRequest,
    Visit,
    accepts_gzip,
    common_fields,
    encoded_fields,
    field_lines,
    left_lines,
    note,
    noted,
    read_parameters,
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
    """Answers plain requests at `path`, and lets all others go on; `clients` and `again` are those of the long way."""

    def __init__(self, path: str, endpoint: SparqlEndpoint, clients: Clients, again: Again, release: str) -> None:
        self.path = path
        self.endpoint = endpoint
        self.clients = clients
        self.again = again
        self.release = release
        self.common = field_lines(common_fields(release))
        self._forwarding = clients.header.lower().encode()
        self._still: dict[tuple[str, bool, bool], _Still] = {}

    def take(self, request: PlainRequest, line: Line) -> bool:
        """Whether the request is taken (`strategraph.web.short_way`); nothing that would be refused is."""
        asked = self._read(request) if request.path == self.path else None
        if asked is None:
            return False
        try:
            visit = self.clients.enter(line.peer, asked.forwarded)
        except HttpProblem:
            return False
        trip = _Trip(self, request, asked, visit, line)
        try:
            trip.begin()
        except HttpProblem as problem:
            trip.end(problem)
        return True

    def _read(self, request: PlainRequest) -> _Asked | None:
        """What is asked, if it is plain."""
        head = _head(request.fields, self._forwarding)
        if head is None:
            return None
        try:
            operation = operation_of(read_parameters(request.query, "query string"))
            wished = wish(head.accept, operation.formats)
            if operation.query is None or wished.html:
                return None
            check_release(operation, self.release)
            check_query(operation.query, self.endpoint.limits)
        except HttpProblem:
            return None
        return _Asked(operation, wished, head.gzip, head.forwarded)

    def lines(self, asked: _Asked, answer: Answer, tags: Mapping[str, str]) -> bytes | None:
        """The lines of the headers that only this answer has; None if it is to be compressed."""
        media_type, tag = asked.wished.media_types[answer.kind], tags.get(answer.kind)
        what = (media_type, tag is not None, answer.size >= LEAST_BYTES)
        still = self._still.get(what) or self._still.setdefault(what, self._unchanging(asked.wished, answer, tags))
        if still.is_worth_compressing and asked.gzip:
            return None
        return still.lines % {b"content-length": answer.size, b"etag": (tag or "").encode()}

    def _unchanging(self, wished: Wish, answer: Answer, tags: Mapping[str, str]) -> "_Still":
        """The headers that all answers of this kind have, with its length and its tag where others will have theirs."""
        said = {**answer_headers(answer, wished, tags), **self.clients.said}
        headers = MutableHeaders(raw=encoded_fields(said))
        worth = worth_compressing(headers)
        if worth:
            headers.add_vary_header("Accept-Encoding")
        said_once = {b"content-length": b"%(content-length)d", b"etag": b"%(etag)b"}
        lines = ((name, said_once.get(name) or value.replace(b"%", b"%%")) for name, value in headers.raw)
        return _Still(field_lines(lines), worth)


class _Trip:
    """One request on the short way."""

    def __init__(self, way: ShortWay, request: PlainRequest, asked: _Asked, visit: Visit, line: Line) -> None:
        self.way = way
        self.request = request
        self.asked = asked
        self.visit = visit
        self.line = line
        self.started = perf_counter()
        #: As much of a scope (ASGI) as is needed to note what is to be logged, and how it ended.
        self.scope: Scope = {"type": "http", "path": request.path, "headers": request.fields, "state": {}}
        self.identity = way.endpoint.results.identity(asked.operation)
        self.tags = way.endpoint.results.tags(self.identity, asked.wished)

    def begin(self) -> None:
        """Look into memory, or ask a worker.

        Raises:
            HttpProblem: 429 or 503, if no worker may be asked.
        """
        note_query(self.scope, self.asked.operation.query or "")
        results, operation, wished = self.way.endpoint.results, self.asked.operation, self.asked.wished
        known = results.find(self.identity, wished)
        if known is not None:
            self.end(known)
            return
        self.visit.check()
        results.pool.send(
            operation.question(dict(wished.formats)), self.answered, self.visit.working, self.visit.client
        )

    def answered(self, outcome: Outcome) -> None:
        """A worker has answered, or will not: an answer is remembered before it is sent."""
        if isinstance(outcome, Answer):
            self.way.endpoint.results.keep(self.identity, outcome)
        self.end(outcome)

    def end(self, outcome: Outcome) -> None:
        """Send the answer if it is as plain as the request; else the long way is told of the outcome, and goes on with it."""
        lines = None
        if isinstance(outcome, Answer) and outcome.rows is not None:
            note(self.scope, rows=outcome.rows)
        if isinstance(outcome, Answer) and not outcome.file:
            lines = self.way.lines(self.asked, outcome, self.tags)
        left = left_lines(self.visit)
        self.visit.leave()
        if lines is None or not isinstance(outcome, Answer):
            settle(self.scope, outcome)
            self.line.go_on(self.scope["state"])
            return
        if self.tags:
            self.way.again.keep(self.request.whole, self.scope, 200, lines + self.way.common, outcome.body)
        self.line.write(lines + left + self.way.common, outcome.body)
        took = perf_counter() - self.started
        self.way.again.log.write("GET", self.request.path, "200", took, outcome.size, noted(self.scope))


@dataclass(frozen=True, slots=True)
class _Still:
    """The headers of answers of one media type, but for length and tag, and whether these answers are worth compressing."""

    lines: bytes
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
