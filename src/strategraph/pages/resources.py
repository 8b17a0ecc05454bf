"""Things by their addresses: a thing leads to its page or to its data, by what the reader accepts."""

from urllib.parse import urlencode

from rdflib import URIRef
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from strategraph.endpoint import FORMATS, HTML, Answer, NoIriError, wish_for_triples
from strategraph.pages.extensions import split_extension
from strategraph.pages.kinds import page_for
from strategraph.pages.links import Links
from strategraph.pages.removed import Gone
from strategraph.pages.signposts import data_signposts
from strategraph.pages.site import Site
from strategraph.pages.thing import Thing, read_names
from strategraph.web import HttpProblem, negotiate, not_modified

__all__ = ["Resources", "send_triples"]

#: From more incoming links on, a description leaves them out, and says where they are to be had.
MAX_INCOMING = 2000
_INCOMING = "CONSTRUCT {{ ?subject ?property <{iri}> }} WHERE {{ ?subject ?property <{iri}> }}"


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

    async def unnamed(self, request: Request) -> Response:
        """303 from a node that its source left unnamed to the graph it stands in (RDF 1.1 Concepts, 3.5).

        Raises:
            HttpProblem: 404 if nothing is said of it.
        """
        path = request.path_params["path"]
        iri = URIRef(f"{self.site.settings.publication.base}.well-known/genid/{path}")
        await self._exists(iri)
        graph = "/graph/" + path.rpartition("/")[0]
        return RedirectResponse(self.site.links(request).local(graph), 303, {"Vary": "Accept"})

    async def data(self, request: Request) -> Response:
        """The description in RDF, by ending or by Accept.

        Where too many things lead to this one, they are left out and the header `Link` leads to a query for them.

        Raises:
            HttpProblem: 404 if nothing is said of the thing, 406 if no format fits.
        """
        path, form = split_extension(request.path_params["path"])
        media = FORMATS[form][1][0] if form else ""
        if form is None:
            form, media = wish_for_triples(request.headers.get("accept"))
        tag = self.site.tag("data", path, media)
        known = not_modified(request, [tag])
        if known:
            return known
        iri = await self._known(path)
        counts = await self.site.lookups.rows("incoming-counts", {"iri": iri})
        whole = sum(int(row["number"].text) for row in counts) <= MAX_INCOMING
        answer = await self.site.lookups.triples("describe" if whole else "describe-alone", {"iri": iri}, form)
        query = urlencode({"query": _INCOMING.format(iri=iri)})
        left_out = f'</sparql?{query}>; rel="related"; title="what leads to this, which is left out here"'
        links = data_signposts(iri, Links("").file(f"/page/{path}"), *(() if whole else (left_out,)))
        return send_triples(request, answer, media, {**links, "ETag": tag})

    async def page(self, request: Request) -> Response:
        """The description as a page.

        Raises:
            HttpProblem: 404 if nothing is said of the thing.
        """
        path = request.path_params["path"]
        iri = URIRef(f"{self.site.settings.publication.base}resource/{path}")
        language = self.site.language(request)
        names = await read_names(self.site, request, language)
        try:
            rows = await self.site.lookups.rows("outgoing", {"iri": iri})
        except NoIriError:
            rows = ()
        if not rows:
            await self._known(path)
        thing = Thing(self.site, request, iri, path, names, rows)
        return await page_for(thing.classes)(thing)

    async def _known(self, path: str) -> URIRef:
        """The IRI of a path below /resource/, if the graph says anything of it."""
        iri = URIRef(f"{self.site.settings.publication.base}resource/{path}")
        try:
            await self._exists(iri)
        except HttpProblem as problem:
            if problem.status == 404 and (gone := self.site.removed.get(f"resource/{path}")):
                raise Gone(str(iri), gone, self.site.settings.publication.base) from problem
            raise
        return iri

    async def _exists(self, iri: URIRef) -> None:
        try:
            known = await self.site.lookups.rows("exists", {"iri": iri})
        except NoIriError:
            known = ()
        if not known:
            raise HttpProblem(
                404,
                f"Nothing is said of {iri} in release {self.site.dataset.name}; check the address, or look in the list of plans.",
                f"O {iri} toto vydání ({self.site.dataset.name}) nic neříká; zkontrolujte adresu, nebo začněte seznamem plánů.",
            )


def send_triples(request: Request, answer: Answer, media: str, headers: dict[str, str] | None = None) -> Response:
    """Send RDF of ours with its length; HEAD gets the headers alone."""
    said = {
        "Content-Type": f"{media}; charset=utf-8",
        "Content-Length": str(answer.size),
        "Vary": "Accept",
        **(headers or {}),
    }
    if request.method == "HEAD":
        answer.close()
        return Response(headers=said)
    return StreamingResponse(answer.chunks(), headers=said)
