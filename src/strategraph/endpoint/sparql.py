"""The address /sparql: queries in, answers out, and a page or a description for those who come without a query."""

import hashlib
from collections.abc import Mapping
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Scope

from strategraph.endpoint.description import ServiceDescription, address_of, serialize
from strategraph.endpoint.formats import Wish, content_type, unacceptable, wish
from strategraph.endpoint.messages import Answer
from strategraph.endpoint.pool import Pool
from strategraph.endpoint.protocol import Operation, check_query, check_release, read_operation
from strategraph.endpoint.results import Results
from strategraph.settings import Limits
from strategraph.web import HttpProblem, Visit, may_come_again, not_modified, note, visit_of

__all__ = ["METHODS", "SparqlEndpoint", "SparqlPage", "answer_headers", "answer_response", "note_query", "settle"]

METHODS = ["GET", "HEAD", "POST"]
_SETTLED = "settled"


class SparqlPage(Protocol):
    """Makes the page of the endpoint: the form, with the answer or the problem below it."""

    async def __call__(
        self, request: Request, operation: Operation | None, answer: Answer | None, problem: HttpProblem | None
    ) -> Response:
        """The page for one request."""


class SparqlEndpoint:
    """Answers requests by the SPARQL 1.1 Protocol from the workers of a pool."""

    def __init__(self, pool: Pool, limits: Limits, page: SparqlPage) -> None:
        self.pool = pool
        self.limits = limits
        self.page = page
        self.description = ServiceDescription(pool)
        self.results = Results(pool, limits.cache_bytes // 2)

    async def handle(self, request: Request) -> Response:
        """Answer a request; a reader of HTML gets problems inside the page, with the query as it was typed.

        Raises:
            HttpProblem: for all others.
        """
        operation = await read_operation(request, self.limits)
        wished = wish(request.headers.get("accept"), operation.formats)
        if operation.query is None:
            return await self._describe(request, operation, wished)
        note_query(request.scope, operation.query)
        if not wished.html:
            return await self.respond(request, operation, wished)
        try:
            answer = await self.asked(request, operation, wished)
        except HttpProblem as problem:
            return await self.page(request, operation, None, problem)
        return await self.page(request, operation, answer, None)

    async def respond(self, request: Request, operation: Operation, wished: Wish) -> Response:
        """Answer a query by itself, without a page, or say that the reader has the answer already (304).

        Raises:
            HttpProblem: whatever `asked` raises; 404 if the query names another release than the one that is served.
        """
        check_release(operation, self.pool.dataset.name)
        tags = self.results.tags(self.results.identity(operation), wished)
        if tags and request.method == "GET":
            may_come_again(request.scope)
        known = not_modified(request, tags.values())
        return known or answer_response(request, await self.asked(request, operation, wished), wished, tags)

    async def _describe(self, request: Request, operation: Operation, wished: Wish) -> Response:
        """The page or the service description, which is given at the endpoint's own IRI (Service Description, 2)."""
        if wished.html:
            return await self.page(request, operation, None, None)
        if "triples" not in wished.formats:
            raise unacceptable(("triples",))
        graph = await self.description.at(address_of(request))
        body = serialize(graph, wished.formats["triples"])
        headers = {"Vary": "Accept", "Content-Type": content_type(wished.media_types["triples"])}
        return Response(body, headers=headers)

    async def asked(self, request: Request, operation: Operation, wished: Wish) -> Answer:
        """Check the query and what the client has left, and ask, unless that has been done.

        Raises:
            HttpProblem: whatever `check_query` and `ask` raise.
        """
        outcome = request.scope["state"].pop(_SETTLED, None)
        if isinstance(outcome, HttpProblem):
            raise outcome
        if isinstance(outcome, Answer):
            return await self.results.kept(self.results.identity(operation), outcome)
        check_query(operation.query or "", self.limits)
        return await self.ask(request.scope, operation, wished, visit_of(request))

    async def ask(self, scope: Scope, operation: Operation, wished: Wish, visit: Visit) -> Answer:
        """Ask a query that has been checked, for a client, and note how many rows there are.

        Raises:
            HttpProblem: whatever `Results.ask` raises.
        """
        answer = await self.results.ask(operation, wished, visit)
        if answer.rows is not None:
            note(scope, rows=answer.rows)
        return answer


def settle(scope: Scope, outcome: Answer | HttpProblem) -> None:
    """Tell of the answer to a query, or why there is none, so that it is not asked again."""
    scope["state"][_SETTLED] = outcome


def note_query(scope: Scope, query: str) -> None:
    """Have the query told in the log, by its hash."""
    note(scope, query=hashlib.sha256(query.encode("utf-8", "replace")).hexdigest()[:16])


def answer_response(request: Request, answer: Answer, wished: Wish, tags: Mapping[str, str]) -> Response:
    """Send a complete answer, with its length and the tag of its kind; HEAD gets the headers alone.

    An answer without a tag may be another one next time, so nobody is to keep it; nor is an answer to POST kept.
    """
    headers = answer_headers(answer, wished, tags if request.method != "POST" else {})
    if request.method == "HEAD":
        answer.close()
        return Response(headers=headers)
    return (
        StreamingResponse(answer.chunks(), headers=headers) if answer.file else Response(answer.body, headers=headers)
    )


def answer_headers(answer: Answer, wished: Wish, tags: Mapping[str, str]) -> dict[str, str]:
    """Its media type, its length, and whether it may be kept: an answer whose kind has no tag may not."""
    headers = {
        "Content-Type": content_type(wished.media_types[answer.kind]),
        "Content-Length": str(answer.size),
        "Vary": "Accept",
    }
    if answer.kind in tags:
        headers |= {"ETag": tags[answer.kind], "Cache-Control": "no-cache"}
    else:
        headers["Cache-Control"] = "no-store"
    return headers
