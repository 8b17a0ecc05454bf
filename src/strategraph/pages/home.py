"""The home page: what this is, how much of it there is, and ways in."""

import asyncio
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response

from strategraph.pages.lists import Cell, Listing, list_addresses, list_answer, list_form, list_signposts
from strategraph.pages.lookups import Row
from strategraph.pages.paging import paging
from strategraph.pages.plan_names import plan_rows
from strategraph.pages.site import Site
from strategraph.pages.texts import plural, text

__all__ = ["Home", "example_links"]

_KINDS = ("Plan", "Goal", "Measure", "DescriptorAssignment", "Responsibility")


def _text(name: str) -> Callable[[Row], Cell]:
    return lambda row: row[name].text if name in row else None


def _whole(name: str, default: int | None = None) -> Callable[[Row], Cell]:
    return lambda row: int(row[name].text) if name in row else default


#: Column of the list of plans → what a row of queries/pages/plan-list.rq has for it.
_COLUMNS: Mapping[str, Callable[[Row], Cell]] = {
    "plan": _text("plan"),
    "identifier": _text("identifier"),
    "title": _text("title"),
    "level": _text("level"),
    "territory_cs": _text("territoryCs"),
    "territory_en": _text("territoryEn"),
    "start": _text("start"),
    "end": _text("end"),
    "goals": _whole("goals", 0),
    "measures": _whole("measures", 0),
}


class Home:
    """The page at `/`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def page(self, request: Request) -> Response:
        """The home page; every number on it is counted in the data that are served. Its list is that of the plans.

        Raises:
            HttpProblem: 400 for a format that the list does not have; 404 for a page of it that there is not.
        """
        form = list_form(request)
        if form != "html":
            return await list_answer(self.site, request, form, self._plans)
        listed, numbers = await asyncio.gather(plan_rows(self.site), self.site.lookups.rows("numbers"))
        counted = {row["kind"].text.partition("#")[2]: int(row["number"].text) for row in numbers}
        language = self.site.language(request)
        cut = paging(request, len(listed))
        values = {
            "plans": tuple(listed.values())[cut.start : cut.end],
            "paging": cut,
            "numbers": [
                (counted[kind], counted_words(kind, counted[kind], language)) for kind in _KINDS if kind in counted
            ],
            "query": self.site.first_query,
            "examples": example_links(self.site, request),
            "lists": list_addresses(request),
        }
        signposts = ", ".join(filter(None, (list_signposts(request)["Link"], cut.signposts)))
        return self.site.render(request, "home.html", values, headers={"Link": signposts})

    async def _plans(self) -> Listing:
        """The plans as the page lists them."""
        plans = await plan_rows(self.site)
        return Listing("plans", tuple(_COLUMNS), [[cell(row) for cell in _COLUMNS.values()] for row in plans.values()])


def counted_words(kind: str, number: int, language: str) -> str:
    """What so many things of a kind are called: `plán`, `plány`, `plánů`."""
    return text(f"kind_{kind}_{plural(number, language)}", language)


def example_links(site: Site, request: Request) -> tuple[tuple[str, str], ...]:
    """Title and address of each example query: there it is asked with the defaults of its parameters."""
    language, links = site.language(request), site.links(request)
    return tuple(
        ((query.title_cs if language == "cs" else query.title_en) or query.id, links.local(f"/queries/{query.id}"))
        for query in site.examples
    )
