"""The page of the endpoint: a form that works without scripts, and the answer below it."""

import json
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from strategraph.endpoint import FORMATS, Answer, Operation
from strategraph.pages.home import example_links
from strategraph.pages.site import Site
from strategraph.web import HttpProblem, stated_limits

__all__ = ["QueryPage"]

#: What a page shows of an answer; the links below it lead to the whole of it.
MAX_ROWS = 500
MAX_CELLS = 50_000
MAX_BYTES = 5_000_000
MAX_TEXT = 200_000


class QueryPage:
    """The HTML side of /sparql."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.stated = stated_limits(site.settings.limits)

    async def __call__(
        self, request: Request, operation: Operation | None, answer: Answer | None, problem: HttpProblem | None
    ) -> Response:
        """The form with the query as typed and, below it, the answer or what went wrong."""
        language = self.site.language(request)
        query = operation.query if operation else None
        values = {
            "query": self.site.first_query if query is None else query,
            "asked": query is not None,
            "stated": [one.czech if language == "cs" else one.english for one in self.stated],
            "examples": example_links(self.site, request),
            "problem": problem and (problem.detail_cs if language == "cs" else problem.detail),
            "result": await run_in_threadpool(_shown, answer) if answer else None,
            "downloads": _downloads(operation, answer.kind) if operation and answer else (),
        }
        status, headers = (problem.status, problem.headers) if problem else (200, {})
        return await run_in_threadpool(self.site.render, request, "sparql.html", values, status, headers)


def _shown(answer: Answer) -> dict[str, object]:
    """What the template shows: `boolean`, `rows` below `variables`, `text`, or nothing of an answer that is too long."""
    if answer.size > MAX_BYTES:
        answer.close()
        return {"kind": "long"}
    body = answer.read()
    if answer.kind == "triples":
        text = body.decode("utf-8")
        return {"kind": "text", "text": text} if len(text) <= MAX_TEXT else {"kind": "long"}
    content = json.loads(body)
    if "boolean" in content:
        return {"kind": "boolean", "boolean": content["boolean"]}
    variables, bindings = content["head"]["vars"], content["results"]["bindings"]
    return {
        "kind": "rows",
        "variables": variables,
        "rows": bindings[: min(MAX_ROWS, MAX_CELLS // max(1, len(variables)))],
        "total": len(bindings),
    }


def _downloads(operation: Operation, kind: str) -> tuple[tuple[str, str], ...]:
    """Format and address of the same query as a file."""
    graphs = [("default-graph-uri", iri) for iri in operation.default or ()]
    graphs += [("named-graph-uri", iri) for iri in operation.named or ()]
    names = [name for name, (of, _) in FORMATS.items() if of == kind]
    fixed = [("query", operation.query or ""), *graphs]
    return tuple((name, "/sparql?" + urlencode([*fixed, ("format", name)])) for name in names)
