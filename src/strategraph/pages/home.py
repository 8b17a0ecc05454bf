"""The home page: what this is, how much of it there is, and ways in."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from strategraph.pages.lookups import Row
from strategraph.pages.site import Site
from strategraph.pages.texts import plural, text

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
            "numbers": [
                (counted[kind], counted_words(kind, counted[kind], language)) for kind in _KINDS if kind in counted
            ],
            "query": self.site.first_query,
            "examples": example_links(self.site, request),
        }
        return self.site.render(request, "home.html", values)


def counted_words(kind: str, number: int, language: str) -> str:
    """What so many things of a kind are called: `plán`, `plány`, `plánů`."""
    return text(f"kind_{kind}_{plural(number, language)}", language)


def example_links(site: Site, request: Request) -> tuple[tuple[str, str], ...]:
    """Title and address of each example query, its parameters with their defaults; following the address runs it."""
    language = site.language(request)
    return tuple(
        ((query.title_cs if language == "cs" else query.title_en) or query.id, site.question(request, query.id))
        for query in site.examples
    )


def _once(plans: tuple[Row, ...]) -> tuple[Row, ...]:
    """One row per plan, the first, should a plan have two labels."""
    first: dict[str, Row] = {}
    for row in plans:
        first.setdefault(row["plan"].text, row)
    return tuple(first.values())
