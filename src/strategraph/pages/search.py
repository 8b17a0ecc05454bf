"""The search: a page of results with ways to narrow them down, the same as CSV and JSON, and completions while one types.

What is typed becomes terms of the index and nothing else; the index is asked in a thread, so that others are answered
meanwhile. No query of a reader reaches a worker from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from strategraph.pages.finder import Finder
from strategraph.pages.lists import Cell, Listing, list_addresses, list_answer, list_form, list_signposts
from strategraph.pages.results import Results, shown
from strategraph.pages.site import Site
from strategraph.release import FACETS, MOST_FOUND, Hit, Question
from strategraph.web import HttpProblem

__all__ = ["COMPLETIONS", "SEARCH", "Search"]

SEARCH = "/search"
COMPLETIONS = f"{SEARCH}/completions"
#: The longest question, in characters; nobody looks for more words at once.
MOST_CHARACTERS = 200
_ON_A_PAGE = 20
_IN_A_LIST = 1000
_COMPLETED = 8
_MOST_CHOSEN = 10
_COLUMNS = ("iri", "kind", "code", "label_cs", "label_en", "text", "plan", "level", "descriptors", "bodies", "score")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and which page of its results is asked for, from 1."""

    question: Question
    page: int


class Search:
    """The addresses /search and /search/completions."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.finder = Finder(site.dataset, site.lookups)

    async def page(self, request: Request) -> Response:
        """The results for `?q=` within the facets that are chosen.

        Raises:
            HttpProblem: 400 for a question that is too long, a page or a format that there is not; 503 if these data cannot be
                searched now.
        """
        asked, form = self._asked(request), list_form(request)
        if form != "html":
            return await list_answer(self.site, request, form, lambda: self._listing(request, asked))
        index = await self.finder.index()
        found = await run_in_threadpool(index.find, asked.question, (asked.page - 1) * _ON_A_PAGE, _ON_A_PAGE)
        results = Results(index, asked.question, found, self.site.links(request), self.site.language(request))
        values = await run_in_threadpool(results.values)
        last = -(-min(found.total, MOST_FOUND) // _ON_A_PAGE)
        values |= {
            "q": asked.question.text,
            "page": asked.page,
            "last": last,
            "previous": results.address(page=asked.page - 1) if asked.page > 1 else None,
            "next": results.address(page=asked.page + 1) if asked.page < last else None,
            "first": (asked.page - 1) * _ON_A_PAGE + 1,
            "longest": MOST_CHARACTERS,
            "lists": list_addresses(request),
        }
        return self.site.render(request, "search.html", values, headers=list_signposts(request))

    async def completions(self, request: Request) -> Response:
        """The best few results for what is typed so far, whose last word may go on, as JSON."""
        question = replace(self._asked(request).question, typing=True)
        index = await self.finder.index()
        found = await run_in_threadpool(index.find, question, 0, _COMPLETED, False)
        language, links = self.site.language(request), self.site.links(request)
        items = (
            [shown(hit, index, found.wanted, links, language) for hit in found.hits] if question.text.strip() else []
        )
        content = {
            "total": found.total if items else 0,
            "items": [
                {"label": item.label, "language": item.language, "code": item.code, "kind": item.kind_name, "plan": item.plan_name,
                 "names": ["".join(bit.text for bit in name) for name in item.names], "href": item.href}
                for item in items
            ],
        }  # fmt: skip
        return JSONResponse(
            content, headers={"Vary": "Accept-Language", "ETag": self.site.tag(str(request.url), language)}
        )

    def _asked(self, request: Request) -> _Asked:
        text = " ".join(request.query_params.get("q", "").split())
        if len(text) > MOST_CHARACTERS:
            raise HttpProblem(
                400,
                f"Search for at most {MOST_CHARACTERS} characters; these are {len(text)}.",
                f"Hledejte nejvýše {MOST_CHARACTERS} znaků; zde jich je {len(text)}.",
            )
        chosen = [(name, value) for name in FACETS for value in request.query_params.getlist(name) if value]
        if len(chosen) > _MOST_CHOSEN:
            raise HttpProblem(400, f"Choose at most {_MOST_CHOSEN} facets.", f"Vyberte nejvýše {_MOST_CHOSEN} zúžení.")
        number = request.query_params.get("page", "1")
        if not (number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= MOST_FOUND // _ON_A_PAGE):
            raise HttpProblem(
                400,
                f"There is no page {number[:20]!r}: the first {MOST_FOUND} results are given, in pages of {_ON_A_PAGE} from 1.",
                f"Strana „{number[:20]}“ není: nabízí se prvních {MOST_FOUND} výsledků po {_ON_A_PAGE} na stranách od 1.",
            )
        base = f"{self.site.settings.publication.base}resource/"
        whole = tuple((name, value if name == "kind" or ":" in value else base + value) for name, value in chosen)
        return _Asked(Question(text, whole), int(number))

    async def _listing(self, request: Request, asked: _Asked) -> Listing:
        """A thousand results at a time; `page` counts these parts here."""
        index = await self.finder.index()
        start = (asked.page - 1) * _IN_A_LIST
        found = await run_in_threadpool(index.find, asked.question, start, _IN_A_LIST, False)
        more = start + len(found.hits) < min(found.total, MOST_FOUND) and bool(found.hits)
        kept = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]
        following = f"{SEARCH}?{urlencode([*kept, ('page', asked.page + 1)])}" if more else None
        return Listing("search", _COLUMNS, [_row(hit) for hit in found.hits], following)


def _row(hit: Hit) -> list[Cell]:
    entry = hit.entry
    labels: Mapping[str, str] = entry.labels
    text = entry.texts.get("cs") or next(iter(entry.texts.values()), None)
    return [
        entry.iri, entry.kind, entry.codes[0] if entry.codes else None, labels.get("cs"), labels.get("en"), text, entry.plan or None,
        entry.level or None, " ".join(entry.descriptors), " ".join(entry.bodies), round(hit.score, 3),
    ]  # fmt: skip
