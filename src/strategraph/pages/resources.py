"""Things by their addresses: a thing leads to its page or to its data, by what the reader accepts."""

import asyncio
from collections.abc import Sequence
from urllib.parse import urlencode

from rdflib import URIRef
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from strategraph.endpoint import FORMATS, HTML, Answer, NoIriError, content_type, wish_for_triples
from strategraph.namespaces import DCTERMS, OA, RDF, SG
from strategraph.pages.description import Group, Names, code, group_incoming, group_outgoing, heading, types
from strategraph.pages.evidence import held, quoted
from strategraph.pages.explanation import LINKS, SHOWN, read_explanation
from strategraph.pages.extensions import EXTENSIONS, split_extension
from strategraph.pages.links import Links
from strategraph.pages.lookups import Row
from strategraph.pages.passages import document_passages
from strategraph.pages.ranking import ENDS, read_rankings
from strategraph.pages.signposts import data_signposts, page_signposts
from strategraph.pages.site import Site
from strategraph.pages.tree import plan_tree
from strategraph.web import HttpProblem, negotiate, not_modified

__all__ = ["Resources", "read_names", "send_triples"]

#: From more incoming links on, a description leaves them out, and says where they are to be had.
MAX_INCOMING = 2000
_INCOMING = "CONSTRUCT {{ ?subject ?property <{iri}> }} WHERE {{ ?subject ?property <{iri}> }}"
_QUOTED = (str(SG.sourcePassage),)
_HAS_SOURCE = str(OA.hasSource)
_PARTS = (str(SG.partOf), str(DCTERMS.isPartOf))


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
        iri = await self._known(path)
        lookups, language = self.site.lookups, self.site.language(request)
        names = await read_names(self.site, request, language)
        rows, counts, passages, document, tree, assignments = await asyncio.gather(
            lookups.rows("outgoing", {"iri": iri}),
            lookups.rows("incoming-counts", {"iri": iri}),
            lookups.rows("passages", {"iri": iri}),
            lookups.rows("document-passages", {"iri": iri}),
            lookups.rows("tree", {"iri": iri}),
            lookups.rows("assignments", {"iri": iri}),
        )
        numbers = {row["property"].text: int(row["number"].text) for row in counts}
        classes = {row["value"].text for row in rows if row["property"].text == str(RDF.type)}
        link = await read_explanation(lookups, iri, names) if classes.intersection(LINKS) else None
        rankings = await read_rankings(lookups, iri, classes, names)
        elsewhere = ((_HAS_SOURCE,) if document else ()) + (ENDS if rankings else ())
        counts = tuple(row for row in counts if row["property"].text not in elsewhere)
        incoming = await self._incoming(iri, counts, frozenset(row["element"].text for row in tree), names)
        data = Links("").file(f"/data/{path}")
        values = {
            "iri": str(iri),
            "heading": heading(rows, str(iri), names),
            "notation": code(rows, heading(rows, str(iri), names)),
            "types": types(rows, names),
            "groups": group_outgoing(_without(rows, (*(_QUOTED if passages else ()), *(SHOWN if link else ()))), names),
            "link": link,
            "rankings": rankings,
            "questions": {
                one.name: self.site.question(request, one.question[0], {one.question[1]: str(iri)})
                for one in rankings
                if one.question
            },
            "incoming": incoming,
            "tree": plan_tree(tree, names),
            "passages": quoted(passages, assignments, names),
            "held": held(assignments, names, self.site.settings.subjects),
            "subjects": self.site.settings.subjects,
            "document": document_passages(document, numbers.get(_HAS_SOURCE, 0), names),
            "data_path": data,
            "extensions": tuple(EXTENSIONS),
        }
        return self.site.render(request, "resource.html", values, headers=page_signposts(iri, data))

    async def _incoming(
        self, iri: URIRef, counts: Sequence[Row], in_tree: frozenset[str], names: Names
    ) -> tuple[Group, ...]:
        """What leads to a thing; elements that its tree shows are not listed again as its parts."""
        numbers, found = {}, {}
        for row in counts:
            property_ = row["property"].text
            elsewhere = in_tree if property_ in _PARTS else frozenset()
            if (number := int(row["number"].text) - len(elsewhere)) > 0:
                rows = await self.site.lookups.rows("incoming", {"iri": iri, "property": URIRef(property_)})
                numbers[property_] = number
                found[property_] = tuple(row for row in rows if row["subject"].text not in elsewhere)
        return group_incoming(numbers, found, names)

    async def _known(self, path: str) -> URIRef:
        """The IRI of a path below /resource/, if the graph says anything of it."""
        iri = URIRef(f"{self.site.settings.publication.base}resource/{path}")
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
        return iri


async def read_names(site: Site, request: Request, language: str) -> Names:
    """The names of the terms of our ontology, as the served data have them."""
    rows = await site.lookups.rows("labels")
    own = {(row["term"].text, row["label"].language): row["label"].text for row in reversed(rows)}
    return Names(own, site.links(request), language)


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


def _without(rows: tuple[Row, ...], properties: Sequence[str]) -> tuple[Row, ...]:
    """Without the properties that the page shows elsewhere; source passages that cannot be quoted stay."""
    return tuple(row for row in rows if row["property"].text not in properties)
