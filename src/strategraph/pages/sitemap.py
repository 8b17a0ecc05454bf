"""The sitemap: where the pages of all plans, elements, concepts, bodies, territories and documents are, for search engines.

The protocol (https://www.sitemaps.org/protocol.html) allows 50,000 addresses to a file. Things are dealt out by the SHA-256 of
their IRI: file `a3` has those whose digest begins so, and as many digits are taken as keep files well below the limit.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from rdflib import Literal
from starlette.requests import Request
from starlette.responses import Response

from strategraph.pages.addresses import site_address
from strategraph.pages.links import Links
from strategraph.pages.site import Site
from strategraph.web import HttpProblem, not_modified

__all__ = ["LIMIT", "MOST", "Sitemap", "digits_for"]

#: The protocol's limit, and how many addresses a file has on average at most: with SHA-256 none then comes near the limit.
LIMIT = 50_000
MOST = 25_000
#: Pages that are about no single thing, but for those that ask not to be indexed (/search, /suggest).
STATIC_PAGES = (
    "/", "/concepts", "/concepts/alphabet", "/concepts/matches", "/concepts/together",
    "/alignment/", "/alignment/descriptors", "/alignment/links", "/reports/", "/queries/", "/ontology", "/releases/",
    "/download/", "/catalogue", "/changes",
)  # fmt: skip
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DIGITS = "0123456789abcdef"


class Sitemap:
    """The index at /sitemap.xml and the files below /sitemap/."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def index(self, request: Request) -> Response:
        """The addresses of the files, each with the date of the data."""
        names = ["pages", *_names(await self._digits())]
        date = str(self.site.dataset.release.manifest["date"]) if self.site.dataset.release else ""
        changed = f"<lastmod>{escape(date)}</lastmod>" if date else ""
        files = (
            f"<sitemap><loc>{escape(site_address(request))}/sitemap/{name}.xml</loc>{changed}</sitemap>"
            for name in names
        )
        return self._sent(request, "sitemapindex", files)

    async def file(self, request: Request) -> Response:
        """One file of addresses: `pages`, or the things whose digest begins with its name.

        Raises:
            HttpProblem: 404 for a file that the index does not name.
        """
        name, address = request.path_params["name"], site_address(request)
        if name == "pages":
            paths: Iterable[str] = STATIC_PAGES
        elif name in _names(await self._digits()):
            begin = "" if name == "things" else name
            rows = await self.site.lookups.rows("sitemap", {"begin": Literal(begin)})
            links = Links(self.site.settings.publication.base)
            paths = [path for row in rows if (path := links.href(row["thing"].text)) and path.startswith("/")]
        else:
            raise HttpProblem(
                404,
                "The sitemap has no such file; see /sitemap.xml.",
                "Takový soubor mapa stránek nemá; viz /sitemap.xml.",
            )
        return self._sent(request, "urlset", (f"<url><loc>{escape(address + path)}</loc></url>" for path in paths))

    async def _digits(self) -> int:
        (row,) = await self.site.lookups.rows("sitemap-size")
        return digits_for(int(row["number"].text))

    def _sent(self, request: Request, element: str, entries: Iterable[str]) -> Response:
        tag = self.site.tag("sitemap", request.url.path, site_address(request))
        known = not_modified(request, [tag])
        if known:
            return known
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<{element} xmlns="{_SPACE}">',
            *entries,
            f"</{element}>",
            "",
        ]
        return Response("\n".join(lines), headers={"Content-Type": "application/xml; charset=utf-8", "ETag": tag})


def digits_for(number: int) -> int:
    """How many digits tell the files of so many things apart."""
    digits = 0
    while number > MOST * 16**digits:
        digits += 1
    return digits


def _names(digits: int) -> list[str]:
    """The names of the files of things; one for all where there are few."""
    names = [""]
    for _ in range(digits):
        names = [name + digit for name in names for digit in _DIGITS]
    return names if digits else ["things"]
