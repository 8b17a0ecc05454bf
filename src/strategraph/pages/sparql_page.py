"""The page of the endpoint: a form that works without scripts, and the answer below it."""

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from strategraph.endpoint import FORMATS, Answer, Operation
from strategraph.pages.answers import shown
from strategraph.pages.releases import Releases
from strategraph.pages.site import STATIC, Site
from strategraph.web import HttpProblem, stated_limits

__all__ = ["QueryPage"]

#: What npm brings; without it the form alone is served.
EDITOR = STATIC / "editor" / "yasgui.min.js"


class QueryPage:
    """The HTML side of /sparql."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.stated = stated_limits(site.settings.limits)
        self.releases = Releases(site)

    async def __call__(
        self, request: Request, operation: Operation | None, answer: Answer | None, problem: HttpProblem | None
    ) -> Response:
        """The form with the query as typed and, below it, the answer or what went wrong."""
        language, served = self.site.language(request), self.site.dataset.name
        query = operation.query if operation else None
        named = operation.release if operation and operation.release != served else None
        values = {
            "query": self.site.first_query if query is None else query,
            "asked": query is not None,
            "stated": [one.czech if language == "cs" else one.english for one in self.stated],
            "questions": self.site.examples,
            "editor": EDITOR.is_file(),
            "base": self.site.settings.publication.base,
            "other_release": named,
            "kept": named is not None and await run_in_threadpool(self.releases.holds, named),
            "problem": problem and (problem.detail_cs if language == "cs" else problem.detail),
            "result": await run_in_threadpool(shown, answer) if answer else None,
            "permalink": "/sparql?" + urlencode([*_asked(operation), ("release", served)]) if operation else "",
            "downloads": _downloads(operation, answer.kind) if operation and answer else (),
        }
        status, headers = (problem.status, problem.headers) if problem else (200, {})
        return await run_in_threadpool(self.site.render, request, "sparql.html", values, status, headers)


def _downloads(operation: Operation, kind: str) -> tuple[tuple[str, str], ...]:
    """Format and address of the same query as a file."""
    names = [name for name, (of, _) in FORMATS.items() if of == kind]
    return tuple((name, "/sparql?" + urlencode([*_asked(operation), ("format", name)])) for name in names)


def _asked(operation: Operation) -> list[tuple[str, str]]:
    """The query and its dataset as an address has them."""
    graphs = [("default-graph-uri", iri) for iri in operation.default or ()]
    graphs += [("named-graph-uri", iri) for iri in operation.named or ()]
    return [("query", operation.query or ""), *graphs]
