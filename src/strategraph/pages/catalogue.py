"""The catalogue record of the dataset: as a page, and in RDF for those who harvest it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import RdfFormat, parse
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from strategraph.catalogue import RECORD
from strategraph.endpoint import FORMATS, wish_for_triples
from strategraph.graphs import empty_graph
from strategraph.iris import Iris
from strategraph.licence import LICENCE
from strategraph.namespaces import DCAT, DCTERMS, FOAF, PU, SKOS, SPDX, VCARD
from strategraph.pages.extensions import EXTENSIONS
from strategraph.pages.graphs import wants_page
from strategraph.pages.signposts import data_signposts, page_signposts
from strategraph.pages.site import Site
from strategraph.pages.texts import size
from strategraph.pages.written import written
from strategraph.triples import as_graph
from strategraph.web import HttpProblem, not_modified

__all__ = ["Catalogue"]

_PATH = "/catalogue"


@dataclass(frozen=True, slots=True)
class Named:
    """Something of others with what it is called here, and its address if that leads anywhere."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A way to get the data: title, address on this site, media type, size (bytes) and SHA-256; the endpoint has no file."""

    title: str
    href: str
    media_type: str
    size: int | None
    sha256: str


class Catalogue:
    """The record at /catalogue, made once in each form, because a release does not change; a single file has none."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.iris = Iris(site.settings.publication.base)
        self._bodies: dict[str, bytes] = {}
        self._pages: dict[tuple[str, str | None], dict[str, object]] = {}

    @cached_property
    def record(self) -> Graph:
        """The record as the release has it; empty if there is none."""
        release = self.site.dataset.release
        file = release.dumps_path / RECORD if release else None
        return as_graph(parse(file.read_bytes(), RdfFormat.TURTLE)) if file and file.is_file() else empty_graph()

    async def page(self, request: Request) -> Response:
        """The record, by ending or by Accept.

        Raises:
            HttpProblem: 404 if what is served has no record, or for another ending; 406 if nothing fits.
        """
        if not len(self.record):
            raise HttpProblem(
                404, "What is served here has no catalogue record.", "Tato data nemají katalogizační záznam."
            )
        ending = request.path_params.get("ending")
        if ending is None and wants_page(request):
            links = page_signposts(self.iris.catalogue(), _PATH)
            said = (self.site.language(request), self.site.links(request).language)
            if said not in self._pages:
                self._pages[said] = await run_in_threadpool(self._shown, request)
            return self.site.render(request, "catalogue.html", self._pages[said], headers=links)
        if ending is not None and f".{ending}" not in EXTENSIONS:
            offered = ", ".join(EXTENSIONS)
            raise HttpProblem(
                404,
                f"The record has no format {ending[:20]!r}; it is given as {offered}.",
                "Takový formát záznam nemá.",
            )
        form = EXTENSIONS[f".{ending}"] if ending is not None else None
        form, media = (form, FORMATS[form][1][0]) if form else wish_for_triples(request.headers.get("accept"))
        tag = self.site.tag("catalogue", media)
        known = not_modified(request, [tag])
        if known:
            return known
        if form not in self._bodies:
            self._bodies[form] = await run_in_threadpool(written, self.record, form)
        links = data_signposts(self.iris.catalogue(), _PATH)
        headers = {"Content-Type": f"{media}; charset=utf-8", "Vary": "Accept", "ETag": tag, **links}
        return Response(self._bodies[form], headers=headers)

    async def void(self, request: Request) -> Response:
        """Where programs look for the VoID description first (VoID guide, section 7.2): it is the graph `metadata`."""
        return RedirectResponse("/graph/metadata", 303, {"Vary": "Accept"})

    def _shown(self, request: Request) -> dict[str, object]:
        record, language, dataset = self.record, self.site.language(request), self.iris.dataset()
        publisher, contact = record.value(dataset, DCTERMS.publisher), record.value(dataset, DCAT.contactPoint)
        terms = self.iris.terms()
        links = self.site.links(request)

        def named(things: Iterable[Node]) -> list[Named]:
            found = [
                Named(_label(record, thing, SKOS.prefLabel, language) or str(thing), links.href(str(thing)))
                for thing in things
            ]
            return sorted(found, key=lambda one: one.text)

        return {
            "iri": str(dataset),
            "heading": _label(record, dataset, DCTERMS.title, language),
            "description": _label(record, dataset, DCTERMS.description, language),
            "publisher": Named(str(record.value(publisher, FOAF.name) or publisher), links.href(str(publisher)))
            if publisher
            else None,
            "contact": str(record.value(contact, VCARD.fn) or "") if contact else "",
            "email": str(record.value(contact, VCARD.hasEmail) or "") if contact else "",
            "keywords": sorted(
                str(word)
                for word in record.objects(dataset, DCAT.keyword)
                if isinstance(word, Literal) and word.language == language
            ),
            "themes": named(record.objects(dataset, DCAT.theme)),
            "places": named(record.objects(dataset, DCTERMS.spatial)),
            "frequency": named(record.objects(dataset, DCTERMS.accrualPeriodicity)),
            "modified": str(record.value(dataset, DCTERMS.modified) or ""),
            "period": [
                str(record.value(URIRef(f"{dataset}#period"), side) or "") for side in (DCAT.startDate, DCAT.endDate)
            ],
            "personal": "neobsahuje" not in str(record.value(terms, PU["osobní-údaje"])),
            "whole": self._ways(record, [dataset], language),
            "by_graph": self._ways(record, sorted(record.objects(dataset, DCTERMS.hasPart), key=str), language),
            "file_size": size,
            "licence": LICENCE,
            "extensions": tuple(EXTENSIONS),
        }

    def _ways(self, record: Graph, datasets: Iterable[Node], language: str) -> list[Way]:
        ways = [way for dataset in datasets for way in sorted(record.objects(dataset, DCAT.distribution), key=str)]
        ways.sort(key=lambda way: (way, DCAT.accessService, None) in record)  # the endpoint last
        return [
            Way(
                _label(record, way, DCTERMS.title, language),
                "/" + str(record.value(way, DCAT.accessURL)).removeprefix(self.iris.base),
                str(record.value(way, DCAT.mediaType) or "").rpartition("/media-types/")[2],
                int(str(size)) if (size := record.value(way, DCAT.byteSize)) is not None else None,
                str(record.value(record.value(way, SPDX.checksum), SPDX.checksumValue) or ""),
            )
            for way in ways
        ]


def _label(record: Graph, thing: Node, property_: URIRef, language: str) -> str:
    """A text about a thing in the language of the reader, else in any."""
    texts = sorted(
        (isinstance(text, Literal) and text.language != language, str(text))
        for text in record.objects(thing, property_)
    )
    return texts[0][1] if texts else ""


def _in(language: str, texts: Iterable[Node]) -> Iterable[str]:
    return (str(text) for text in texts if isinstance(text, Literal) and text.language == language)
