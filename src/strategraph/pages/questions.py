"""The questions of queries/questions as pages with a form of their parameters, and as addresses that answer in CSV and JSON.

The queries of reports have such addresses, too, so that what a report says can be asked again; the list leaves them out.
So have the checks, whose every row would be a fault; the page lists them apart.

The values of an address are read by their types and put into the query as terms; nothing is ever pasted into its text. The
query that a page shows is the one that is asked, so it can be taken to the endpoint as it stands.
"""

import csv
import difflib
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from strategraph.endpoint import FORMATS, Operation, SparqlEndpoint, Wish, wish
from strategraph.pages.answers import shown
from strategraph.pages.question_fields import Fields
from strategraph.pages.question_values import Given, bound_text, check_values, read_values
from strategraph.pages.releases import Releases
from strategraph.pages.site import Site
from strategraph.query_files import Query
from strategraph.web import HttpProblem

__all__ = ["QUESTIONS", "Questions"]

#: Below this address the questions are.
QUESTIONS = "/queries"
#: Ending of an address → the format of the answer by its short name; `.rq` gives the query itself.
ENDINGS = {
    "csv": "csv", "json": "json", "tsv": "tsv", "xml": "xml",
    "ttl": "turtle", "nt": "nt", "rdf": "rdfxml", "jsonld": "jsonld",
}  # fmt: skip
_TEXT = "rq"
_MOST_ROWS = 50
_COLUMNS = ("id", "title_cs", "title_en", "about_cs", "about_en")
_TRIPLES = re.compile(r"^\s*(CONSTRUCT|DESCRIBE)\b", re.MULTILINE | re.IGNORECASE)


class Questions:
    """The list at /queries/, and each question below it."""

    def __init__(self, site: Site, endpoint: SparqlEndpoint) -> None:
        self.site = site
        self.endpoint = endpoint
        self.fields = Fields(site)
        self.releases = Releases(site)
        self.listed_queries = site.examples
        self.queries = {query.id: query for query in (*site.examples, *site.of_reports, *site.checks)}

    async def to_list(self, request: Request) -> Response:
        """The list has one address."""
        return RedirectResponse(self.site.links(request).local(f"{QUESTIONS}/"), 308)

    async def page(self, request: Request) -> Response:
        """The list of questions with what each is about."""
        return self.site.render(
            request, "questions.html", {"questions": self.listed_queries, "checks": self.site.checks}
        )

    async def listed(self, request: Request) -> Response:
        """The list of questions, or that of checks, as CSV or JSON, with the parameters of each."""
        path = request.url.path
        queries = self.site.checks if path.startswith(f"{QUESTIONS}/checks.") else self.listed_queries
        if path.endswith(".json"):
            return Response(_as_json(queries), media_type="application/json")
        return Response(_as_csv(queries), media_type="text/csv")

    async def question(self, request: Request) -> Response:
        """One question: its page, or its answer in the format that the ending or `Accept` names.

        Raises:
            HttpProblem: 400 for a parameter that is unknown, given twice or of another type, 404 for a question or an
                ending that is not there, a thing that the release does not know or a release that is not served, 406 if
                no format fits; and what the endpoint raises.
        """
        name, dot, ending = request.path_params["name"].partition(".")
        query = self.queries.get(name)
        if query is None or (dot and ending not in (*_endings(query), _TEXT)):
            raise self._missing(request.url.path, name)
        wished = _wish_of(ending) if ending in ENDINGS else wish(request.headers.get("accept"))
        if not dot and wished.html:
            return await self._page(request, query, wished)
        given = read_values(query, request.scope["query_string"])
        operation = await self._operation(query, given)
        if ending == _TEXT:
            return Response(operation.query, media_type="application/sparql-query")
        return await self.endpoint.respond(request, operation, wished)

    async def _operation(self, query: Query, given: Given) -> Operation:
        await check_values(self.site, query, given.values)
        text = bound_text(query, given.values, self.site.settings.publication.base)
        return Operation(text, None, None, (), given.release)

    async def _page(self, request: Request, query: Query, wished: Wish) -> Response:
        """The form, and below it the answer or what is wrong with the parameters."""
        given, operation, answer, problem = Given({}), None, None, None
        try:
            given = read_values(query, request.scope["query_string"])
            operation = await self._operation(query, given)
            answer = await self.endpoint.asked(request, operation, wished)
        except HttpProblem as fault:
            problem = fault
        language, served = self.site.language(request), self.site.dataset.name
        named = given.release if given.release != served else None
        values = {
            "question": query,
            "fields": await self.fields.of(query, given.values),
            "text": operation.query if operation else "",
            "problem": problem and (problem.detail_cs if language == "cs" else problem.detail),
            "result": _without(query, await run_in_threadpool(shown, answer, _MOST_ROWS)) if answer else None,
            "downloads": [(form, _address(query, f".{end}", given.values)) for end, form in _endings(query).items()],
            "editor": "/sparql?" + urlencode({"query": operation.query or ""}) if operation else "/sparql",
            "permalink": _address(query, "", {**given.values, "release": served}),
            "other_release": named,
            "kept": named is not None and await run_in_threadpool(self.releases.holds, named),
        }
        status, headers = (problem.status, problem.headers) if problem else (200, {})
        return await run_in_threadpool(self.site.render, request, "question.html", values, status, headers)

    def _missing(self, path: str, name: str) -> HttpProblem:
        near = difflib.get_close_matches(name, self.queries, n=1)
        meant, meant_cs = (f" Did you mean {near[0]}?", f" Nechtěli jste {near[0]}?") if near else ("", "")
        return HttpProblem(
            404,
            f"There is no question {path}; {QUESTIONS}/ lists them with their formats.{meant}",
            f"Otázka {path} tu není; otázky a jejich formáty vypisuje {QUESTIONS}/.{meant_cs}",
        )


def _address(query: Query, ending: str, values: Mapping[str, str]) -> str:
    return f"{QUESTIONS}/{query.id}{ending}" + (f"?{urlencode(values)}" if values else "")


def _endings(query: Query) -> dict[str, str]:
    """The endings that an answer to a query has, with their formats."""
    kind = "triples" if _TRIPLES.search(query.text) else "solutions"
    return {ending: form for ending, form in ENDINGS.items() if FORMATS[form][0] == kind}


def _without(query: Query, result: dict[str, Any]) -> dict[str, Any]:
    """What is shown of an answer, without the columns that repeat a parameter in every row."""
    fixed = {item.name for item in query.parameters}
    variables = [name for name in result.get("variables", ()) if name not in fixed]
    return {**result, "variables": variables} if variables else result


def _wish_of(ending: str) -> Wish:
    kind, media_types = FORMATS[ENDINGS[ending]]
    return Wish({kind: ENDINGS[ending]}, {kind: media_types[0]})


def _as_json(queries: Iterable[Query]) -> str:
    rows = [
        {name: getattr(query, name) for name in _COLUMNS}
        | {"parameters": {item.name: {"type": item.type, "default": item.default} for item in query.parameters}}
        for query in queries
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _as_csv(queries: Iterable[Query]) -> str:
    """The parameters as `name=default`, one after another."""
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow((*_COLUMNS, "parameters"))
    for query in queries:
        defaults = " ".join(f"{item.name}={item.default}" for item in query.parameters)
        table.writerow((*(getattr(query, name) for name in _COLUMNS), defaults))
    return file.getvalue()
