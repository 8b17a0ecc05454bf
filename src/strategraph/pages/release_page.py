"""A release by its address: what it holds, from which documents and made with what; one that was served before is gone."""

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import URIRef
from starlette.requests import Request
from starlette.responses import Response

from strategraph.endpoint import FORMATS, Answer, wish_for_triples
from strategraph.iris import Iris
from strategraph.licence import LICENCE
from strategraph.namespaces import DCAT, DCTERMS, PREFIXES, RDF, VOID, XSD
from strategraph.pages.extensions import EXTENSIONS, split_extension
from strategraph.pages.graphs import wants_page
from strategraph.pages.jsonld import compact
from strategraph.pages.links import Links
from strategraph.pages.resources import send_triples
from strategraph.pages.signposts import data_signposts, page_signposts
from strategraph.pages.site import Site
from strategraph.pages.texts import text
from strategraph.release import Release
from strategraph.web import HttpProblem, not_modified

__all__ = ["ReleasePage"]

_WRITTEN = {
    "turtle": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD,
}  # fmt: skip


class ReleasePage:
    """Dereferencing of `…/release/<name>`; a document about data, so it is answered where it is asked for (200, no 303)."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def release(self, request: Request) -> Response:
        """The release that is served, as a page or as RDF.

        Raises:
            HttpProblem: 410 for a release that was made here before, 404 for any other, 406 if no format fits.
        """
        name, form = split_extension(request.path_params["path"])
        release, iri = self._known(name), URIRef(f"{self.site.settings.publication.base}release/{name}")
        path = Links("").file(f"/release/{name}")
        if form is None and wants_page(request):
            values = {"iri": str(iri), "release_": release.manifest, "path": path, "extensions": tuple(EXTENSIONS)}
            return self.site.render(request, "release.html", values, headers=page_signposts(iri, path))
        form, media = (form, FORMATS[form][1][0]) if form else wish_for_triples(request.headers.get("accept"))
        tag = self.site.tag("release", name, media)
        known = not_modified(request, [tag])
        if known:
            return known
        body = self._written(iri, release, form)
        answer = Answer("triples", form, len(body), body)
        return send_triples(request, answer, media, {**data_signposts(iri, path), "ETag": tag})

    def _known(self, name: str) -> Release:
        served = self.site.dataset.release
        if served and name == served.edition:
            return served
        there = self.site.release_path
        if served and (served.changes_path.parent / f"{name}.json").is_file() and "/" not in name:
            raise HttpProblem(
                410,
                f"Release {name} was made here before and is no longer served; {there or 'no release'} is served now.",
                f"Vydání {name} zde vzniklo dříve a už se neposkytuje; nyní se poskytuje {there}.",
                {"Link": f'<{there}>; rel="latest-version"'},
            )
        raise HttpProblem(
            404,
            f"There is no release {name!r} here; {there} is served."
            if there
            else f"There is no release {name!r} here.",
            f"Vydání „{name}“ zde není; poskytuje se {there}." if there else f"Vydání „{name}“ zde není.",
        )

    def _written(self, iri: URIRef, release: Release, form: str) -> bytes:
        prefixes = {} if form == "jsonld" else dict(PREFIXES)
        body = ox.serialize(self._statements(iri, release), format=_WRITTEN[form], prefixes=prefixes) or b""
        return compact(body, PREFIXES) if form == "jsonld" else body

    def _statements(self, iri: URIRef, release: Release) -> Iterator[ox.Triple]:
        """A version of the dataset (DCAT 3, 11): when it was issued, how many statements it has, and what it was made from."""
        base, manifest, of = self.site.settings.publication.base, release.manifest, ox.NamedNode(str(iri))

        def say(property_: URIRef | str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
            return ox.Triple(of, ox.NamedNode(str(property_)), value)

        iris = Iris(base)
        yield say(RDF.type, ox.NamedNode(str(DCAT.Dataset)))
        yield say(DCTERMS.isVersionOf, ox.NamedNode(str(iris.dataset())))
        yield say(f"{DCAT}version", ox.Literal(release.edition))  # DCAT 3, which rdflib does not know
        yield say(DCTERMS.identifier, ox.Literal(release.edition))
        for language in ("cs", "en"):
            title = text("release_title", language, release=release.edition)
            yield say(DCTERMS.title, ox.Literal(title, language=language))
        yield say(DCTERMS.issued, ox.Literal(manifest["date"], datatype=ox.NamedNode(str(XSD.date))))
        yield say(DCTERMS.license, ox.NamedNode(str(LICENCE)))
        yield say(VOID.triples, ox.Literal(int(manifest["statements"])))
        for source in manifest["sources"]:
            yield say(DCTERMS.source, ox.NamedNode(str(iris.document(source["plan"]))))
