"""Which kind of thing has which page: a table from classes to pages; what is in none of them gets the general page."""

from collections.abc import Awaitable, Callable, Collection

from rdflib import URIRef
from starlette.responses import Response

from strategraph.namespaces import DCTERMS, ORG, SG, SKOS
from strategraph.pages.body_page import body_page
from strategraph.pages.concept_page import concept_page
from strategraph.pages.element import element_page
from strategraph.pages.general import general_page
from strategraph.pages.plan import plan_page
from strategraph.pages.scheme_page import scheme_page
from strategraph.pages.source_document import document_page
from strategraph.pages.territory_page import territory_page
from strategraph.pages.thing import Thing

__all__ = ["PAGES", "Page", "page_for"]

Page = Callable[[Thing], Awaitable[Response]]

#: Class → the page of its things; of several classes that a thing is of, the one that stands first here decides.
PAGES: tuple[tuple[URIRef, Page], ...] = (
    (SG.Plan, plan_page),
    (SG.Element, element_page),
    (SG.SourceDocument, document_page),
    (SKOS.Concept, concept_page),
    (SKOS.ConceptScheme, scheme_page),
    (ORG.FormalOrganization, body_page),
    (ORG.OrganizationalUnit, body_page),
    (DCTERMS.Location, territory_page),
)


def page_for(classes: Collection[str], pages: tuple[tuple[URIRef, Page], ...] = PAGES) -> Page:
    """The page for a thing of these classes."""
    return next((page for kind, page in pages if str(kind) in classes), general_page)
