"""A thing whose page is asked for, and what every page of a thing has: its name, its classes, its data in other forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rdflib import Literal, URIRef
from starlette.requests import Request
from starlette.responses import Response

from strategraph.namespaces import RDF
from strategraph.pages.description import Group, Names, code, group_outgoing, heading, types
from strategraph.pages.extensions import EXTENSIONS
from strategraph.pages.links import Links
from strategraph.pages.lookups import Row
from strategraph.pages.schema_org import as_script, schema_org
from strategraph.pages.signposts import page_signposts
from strategraph.pages.site import Site

__all__ = ["Thing", "read_names"]


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the graph and the request for its page; `rows` are those of queries/pages/outgoing.rq about it.

    `path` is what its IRI has after `…/resource/`.
    """

    site: Site
    request: Request
    iri: URIRef
    path: str
    names: Names
    rows: tuple[Row, ...]

    @property
    def classes(self) -> frozenset[str]:
        """The IRIs of its classes."""
        return frozenset(row["value"].text for row in self.rows if row["property"].text == str(RDF.type))

    @property
    def data_path(self) -> str:
        """The percent-encoded path of its data, to which endings are added."""
        return Links("").file(f"/data/{self.path}")

    def facts(self, properties: Sequence[str]) -> tuple[Group, ...]:
        """What is said of it by these properties, in their order; of a text in several languages that of the page alone."""
        language = self.names.language
        groups: list[Group] = []
        for iri in properties:
            rows = [row for row in self.rows if row["property"].text == iri]
            own = [row for row in rows if row["value"].kind == "literal" and row["value"].language == language]
            groups += group_outgoing(own or rows, self.names)
        return tuple(groups)

    async def ask(self, name: str, **terms: URIRef | Literal) -> tuple[Row, ...]:
        """The rows of a query of queries/pages/ with the thing bound to `$iri`, and further terms to their variables."""
        return await self.site.lookups.rows(name, {"iri": self.iri, **terms})

    def page(self, template: str, values: Mapping[str, Any], *signposts: str) -> Response:
        """Its page, from a template that extends thing.html; `signposts` are further links of the header `Link`."""
        name = heading(self.rows, str(self.iri), self.names)
        common = {
            "iri": str(self.iri),
            "heading": name,
            "heading_language": next((row["value"].language for row in self.rows if row["value"].text == name), ""),
            "notation": code(self.rows, name),
            "types": types(self.rows, self.names),
            "data_path": self.data_path,
            "extensions": tuple(EXTENSIONS),
            "schema_org": as_script(schema_org(str(self.iri), self.rows, self.names.language)),
        }
        headers = page_signposts(self.iri, self.data_path)
        headers["Link"] = ", ".join(filter(None, (headers["Link"], *signposts)))
        return self.site.render(self.request, template, common | dict(values), headers=headers)


async def read_names(site: Site, request: Request, language: str) -> Names:
    """The names of the terms of our ontology, as the served data have them."""
    rows = await site.lookups.rows("labels")
    own = {(row["term"].text, row["label"].language): row["label"].text for row in reversed(rows)}
    return Names(own, site.links(request), language)
