"""The home page: what this is, how much of it there is, and ways in."""

import asyncio
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from strategraph.pages.lookups import Row
from strategraph.pages.site import Site
from strategraph.query_files import Query

__all__ = ["Home", "example_links"]

_KINDS = ("Plan", "Goal", "Measure", "DescriptorAssignment", "Responsibility")


class Home:
    """The page at `/`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def page(self, request: Request) -> Response:
        """The home page; every number on it is counted in the data that are served."""
        plans, numbers = await asyncio.gather(self.site.lookups.rows("plan-list"), self.site.lookups.rows("numbers"))
        counted = {row["kind"].text.partition("#")[2]: int(row["number"].text) for row in numbers}
        language = self.site.language(request)
        values = {
            "plans": _once(plans),
            "numbers": [(kind, counted[kind]) for kind in _KINDS if kind in counted],
            "query": self.site.first_query,
            "examples": example_links(self.site.examples, language, self.site.links(request).language),
        }
        return self.site.render(request, "home.html", values)


def example_links(examples: tuple[Query, ...], language: str, chosen: str | None) -> tuple[tuple[str, str], ...]:
    """Title and address of each example query; following the address runs the query."""
    found = []
    for query in examples:
        title = (query.title_cs if language == "cs" else query.title_en) or query.id
        parameters = {"query": query.text} | ({"lang": chosen} if chosen else {})
        found.append((title, "/sparql?" + urlencode(parameters)))
    return tuple(found)


def _once(plans: tuple[Row, ...]) -> tuple[Row, ...]:
    """One row per plan, the first, should a plan have two labels."""
    first: dict[str, Row] = {}
    for row in plans:
        first.setdefault(row["plan"].text, row)
    return tuple(first.values())
