"""Graphs by their addresses: what a graph holds, as RDF or as a page; and the list of graphs."""

from rdflib import URIRef
from starlette.requests import Request
from starlette.responses import Response

from strategraph.endpoint import FORMATS, HTML, wish_for_triples
from strategraph.pages.extensions import EXTENSIONS, split_extension
from strategraph.pages.links import Links
from strategraph.pages.resources import send_triples
from strategraph.pages.signposts import data_signposts, page_signposts
from strategraph.pages.site import Site
from strategraph.web import HttpProblem, negotiate, not_modified

__all__ = ["Graphs", "wants_page"]


class Graphs:
    """Dereferencing of the graphs below `…/graph/`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def graph(self, request: Request) -> Response:
        """All statements of a graph, or a page about it.

        Raises:
            HttpProblem: 404 if there is no such graph, 406 if nothing fits.
        """
        name, form = split_extension(request.path_params["path"])
        iri = URIRef(f"{self.site.settings.publication.base}graph/{name}")
        graphs = {row["graph"].text: int(row["number"].text) for row in await self.site.lookups.rows("graphs")}
        if str(iri) not in graphs:
            raise HttpProblem(404, f"There is no graph {iri} in this release.", f"Graf {iri} v tomto vydání není.")
        path = Links("").file(f"/graph/{name}")
        if form is None and wants_page(request):
            values = {"iri": str(iri), "name": name, "number": graphs[str(iri)], "extensions": tuple(EXTENSIONS)}
            return self.site.render(
                request, "graph.html", values | {"graphs": graphs}, headers=page_signposts(iri, path)
            )
        form, media = (form, FORMATS[form][1][0]) if form else wish_for_triples(request.headers.get("accept"))
        tag = self.site.tag("graph", str(iri), media)
        known = not_modified(request, [tag])
        if known:
            return known
        answer = await self.site.lookups.triples("graph", {"graph": iri}, form)
        return send_triples(request, answer, media, {**data_signposts(iri, path), "ETag": tag})


def wants_page(request: Request) -> bool:
    """True if HTML fits the Accept header better than any format for triples."""
    triples = [media for kind, types in FORMATS.values() if kind == "triples" for media in types]
    return negotiate(request.headers.get("accept"), (*triples, *HTML)) in HTML
