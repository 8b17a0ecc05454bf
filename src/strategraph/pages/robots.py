"""What robots are asked to leave alone, and where they find all pages (RFC 9309; https://www.sitemaps.org/protocol.html)."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from strategraph.pages.addresses import site_address

__all__ = ["robots"]

#: Facets, filters, queries and other forms of a list all have a `?`; of addresses with one, only a page's two languages are read.
_RULES = """\
User-agent: *
Disallow: /*?
Allow: /*?lang=cs$
Allow: /*?lang=en$
Disallow: /sparql
Disallow: /graph-store
Disallow: /metrics
"""


async def robots(request: Request) -> Response:
    """The rules, with the address of the sitemap on the host that was asked."""
    return PlainTextResponse(f"{_RULES}\nSitemap: {site_address(request)}/sitemap.xml\n")
