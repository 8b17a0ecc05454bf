"""The ontology: its classes and properties on one page, or the graph that holds them as RDF."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from rdflib import URIRef
from starlette.requests import Request
from starlette.responses import Response

from strategraph.endpoint import FORMATS, wish_for_triples
from strategraph.graph_names import GraphNames
from strategraph.licence import LICENCE
from strategraph.namespaces import SG
from strategraph.pages.description import Item, Names, best_label
from strategraph.pages.extensions import EXTENSIONS
from strategraph.pages.graphs import wants_page
from strategraph.pages.lookups import Row
from strategraph.pages.resources import send_triples
from strategraph.pages.signposts import data_signposts, page_signposts
from strategraph.pages.site import Site
from strategraph.pages.thing import read_names
from strategraph.web import HttpProblem, not_modified

__all__ = ["OntologyPage", "Term"]

_ONTOLOGY = URIRef(str(SG).removesuffix("#"))
_KINDS = {
    "http://www.w3.org/2002/07/owl#Class": "classes",
    "http://www.w3.org/2002/07/owl#ObjectProperty": "object_properties",
    "http://www.w3.org/2002/07/owl#DatatypeProperty": "datatype_properties",
    "http://www.w3.org/2002/07/owl#AnnotationProperty": "annotation_properties",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: its local name, its label and definition, and the terms it is tied to."""

    name: str
    label: str
    definition: str
    ties: tuple[tuple[str, tuple[Item, ...]], ...]


class OntologyPage:
    """The page at /ontology, where terms are dereferenced by their fragment."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def page(self, request: Request) -> Response:
        """The terms for readers of HTML, the graph for programs.

        Raises:
            HttpProblem: 404 for an unknown ending, 406 if nothing fits.
        """
        ending = request.path_params.get("ending")
        if ending is not None and f".{ending}" not in EXTENSIONS:
            raise HttpProblem(404, f"There is nothing at {request.url.path}; the endings are {', '.join(EXTENSIONS)}.")
        if ending is not None or not wants_page(request):
            form = EXTENSIONS[f".{ending}"] if ending else None
            form, media = (form, FORMATS[form][1][0]) if form else wish_for_triples(request.headers.get("accept"))
            graph = GraphNames(self.site.settings.publication.base).named("ontology")
            tag = self.site.tag("graph", str(graph), media)
            known = not_modified(request, [tag])
            if known:
                return known
            answer = await self.site.lookups.triples("graph", {"graph": graph}, form)
            return send_triples(request, answer, media, {**data_signposts(_ONTOLOGY, "/ontology"), "ETag": tag})
        language = self.site.language(request)
        names = await read_names(self.site, request, language)
        terms = _terms(await self.site.lookups.rows("terms"), names)
        values = {"terms": terms, "extensions": tuple(EXTENSIONS)}
        return self.site.render(request, "ontology.html", values, headers=page_signposts(_ONTOLOGY, "/ontology"))

    async def context(self, request: Request) -> Response:
        """The JSON-LD context for authors; what the server gives carries its own context inside."""
        tag = self.site.tag("context", hashlib.sha256(self.site.context).hexdigest())
        known = not_modified(request, [tag])
        if known:
            return known
        headers = {"ETag": tag, "Link": f'</ontology>; rel="describedby", <{LICENCE}>; rel="license"'}
        return Response(self.site.context, headers=headers, media_type="application/ld+json")


def _terms(rows: tuple[Row, ...], names: Names) -> dict[str, list[Term]]:
    """The terms by kind, each kind in the order of names."""
    by_term: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_term[_KINDS[row["type"].text], row["term"].text].append(row)
    terms: dict[str, list[Term]] = {kind: [] for kind in _KINDS.values()}
    for (kind, iri), found in sorted(by_term.items()):
        definitions = {row["definition"].language: row["definition"].text for row in found if "definition" in row}
        ties = tuple((tie, _tied(found, tie, names)) for tie in ("above", "domain", "range"))
        shown = tuple((tie, items) for tie, items in ties if items)
        terms[kind].append(Term(iri.partition("#")[2], names.of(iri), best_label(definitions, names.language), shown))
    return terms


def _tied(rows: list[Row], tie: str, names: Names) -> tuple[Item, ...]:
    found = sorted({row[tie].text for row in rows if tie in row})
    return tuple(Item(names.of(iri), names.links.href(iri)) for iri in found)
