"""Things by their addresses: a thing leads to its page or to its data, by what the reader accepts."""

import asyncio
import re

from rdflib import URIRef
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from strategraph.endpoint import FORMATS, HTML, Answer, content_type, wish_for_triples
from strategraph.namespaces import SG
from strategraph.pages.description import Names, code, group_incoming, group_outgoing, heading, types
from strategraph.pages.lookups import Row
from strategraph.pages.site import Site
from strategraph.web import HttpProblem, negotiate

__all__ = ["EXTENSIONS", "Resources", "read_names", "send_triples", "split_extension"]

#: Endings of /data/…, and the formats they stand for; codes have dots too, so nothing else is an ending.
EXTENSIONS = {".ttl": "turtle", ".jsonld": "jsonld", ".nt": "nt", ".rdf": "rdfxml"}
_LEGAL = re.compile(r'[^\x00-\x20<>"{}|\\^`\ud800-\udfff]+\Z')
_SOURCE_PASSAGE = str(SG.sourcePassage)


class Resources:
    """Dereferencing of the things below `…/resource/` (Cool URIs for the Semantic Web, 4.2: 303 redirects)."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def thing(self, request: Request) -> Response:
        """303 from a thing to the document about it.

        Raises:
            HttpProblem: 404 if nothing is said of it, 406 if neither HTML nor RDF is accepted.
        """
        path = request.path_params["path"]
        triples = [media for kind, types in FORMATS.values() if kind == "triples" for media in types]
        chosen = negotiate(request.headers.get("accept"), (*triples, *HTML))
        if chosen is None:
            wish_for_triples(request.headers.get("accept"))
        await self._known(path)
        room = "/page/" if chosen in HTML else "/data/"
        target = self.site.links(request).local(room + path)
        return RedirectResponse(target, 303, {"Vary": "Accept"})

    async def data(self, request: Request) -> Response:
        """The description in RDF, by ending or by Accept.

        Raises:
            HttpProblem: 404 if nothing is said of the thing, 406 if no format fits.
        """
        path, form = split_extension(request.path_params["path"])
        media = FORMATS[form][1][0] if form else ""
        if form is None:
            form, media = wish_for_triples(request.headers.get("accept"))
        iri = await self._known(path)
        answer = await self.site.lookups.triples("describe", {"iri": iri}, form)
        links = {"Link": f'<{self.site.links(request).local("/page/" + path)}>; rel="alternate"; type="text/html"'}
        return send_triples(request, answer, media, links)

    async def page(self, request: Request) -> Response:
        """The description as a page.

        Raises:
            HttpProblem: 404 if nothing is said of the thing.
        """
        path = request.path_params["path"]
        iri = await self._known(path)
        lookups, language = self.site.lookups, self.site.language(request)
        rows, counts, passages, names = await asyncio.gather(
            lookups.rows("outgoing", {"iri": iri}),
            lookups.rows("incoming-counts", {"iri": iri}),
            lookups.rows("passages", {"iri": iri}),
            read_names(self.site, request, language),
        )
        incoming = {}
        for row in counts:
            property_ = row["property"].text
            incoming[property_] = await lookups.rows("incoming", {"iri": iri, "property": URIRef(property_)})
        values = {
            "iri": str(iri),
            "heading": heading(rows, str(iri), names),
            "notation": code(rows, heading(rows, str(iri), names)),
            "types": types(rows, names),
            "groups": group_outgoing(_without_passages(rows, passages), names),
            "incoming": group_incoming(counts, incoming, names),
            "passages": passages,
            "data_path": f"/data/{path}",
            "extensions": tuple(EXTENSIONS),
        }
        return self.site.render(request, "resource.html", values, headers=_links(f"/data/{path}"))

    async def _known(self, path: str) -> URIRef:
        """The IRI of a path below /resource/, if the graph says anything of it."""
        iri = URIRef(f"{self.site.settings.publication.base}resource/{path}")
        if not _LEGAL.match(path) or not await self.site.lookups.rows("exists", {"iri": iri}):
            raise HttpProblem(
                404,
                f"Nothing is said of {iri} in release {self.site.dataset.name}; check the address, or look in the list of plans.",
                f"O {iri} toto vydání ({self.site.dataset.name}) nic neříká; zkontrolujte adresu, nebo začněte seznamem plánů.",
            )
        return iri


async def read_names(site: Site, request: Request, language: str) -> Names:
    """The names of the terms of our ontology, as the served data have them."""
    rows = await site.lookups.rows("labels")
    own = {(row["term"].text, row["label"].language): row["label"].text for row in reversed(rows)}
    return Names(own, site.links(request), language)


def split_extension(path: str) -> tuple[str, str | None]:
    """A path and the format of its ending: `descriptor/IX.c` has none, `descriptor/IX.c.ttl` is Turtle."""
    for ending, form in EXTENSIONS.items():
        if path.endswith(ending) and not path.endswith(f"/{ending}"):
            return path.removesuffix(ending), form
    return path, None


def send_triples(request: Request, answer: Answer, media: str, headers: dict[str, str] | None = None) -> Response:
    """Send RDF of ours with its length; HEAD gets the headers alone."""
    said = {
        "Content-Type": content_type(media),
        "Content-Length": str(answer.size),
        "Vary": "Accept",
        **(headers or {}),
    }
    if request.method == "HEAD":
        answer.close()
        return Response(headers=said)
    return StreamingResponse(answer.chunks(), headers=said)


def _without_passages(rows: tuple[Row, ...], passages: tuple[Row, ...]) -> tuple[Row, ...]:
    """Without the source passages, which are quoted; where they cannot be quoted, they stay."""
    return tuple(row for row in rows if not passages or row["property"].text != _SOURCE_PASSAGE)


def _links(data: str) -> dict[str, str]:
    """FAIR Signposting: where the same is to be had as data, and under which licence."""
    alternates = [
        f'<{data}{ending}>; rel="alternate describedby"; type="{FORMATS[form][1][0]}"'
        for ending, form in EXTENSIONS.items()
    ]
    licence = '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    return {"Link": ", ".join([*alternates, licence])}
