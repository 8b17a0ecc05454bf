"""Which address leads to which page."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from strategraph.pages.adding import AddPlan
from strategraph.pages.catalogue import Catalogue
from strategraph.pages.changes import Changes
from strategraph.pages.completions import Completions
from strategraph.pages.concept_browser import ConceptBrowser
from strategraph.pages.downloads import Downloads
from strategraph.pages.explorer import Explorer
from strategraph.pages.graphs import Graphs
from strategraph.pages.home import Home
from strategraph.pages.ontology import OntologyPage
from strategraph.pages.questions import Questions
from strategraph.pages.reconciliation import Reconciliation
from strategraph.pages.release_page import ReleasePage
from strategraph.pages.releases import Releases
from strategraph.pages.resources import Resources
from strategraph.pages.robots import robots
from strategraph.pages.search import COMPLETIONS, SEARCH, Search
from strategraph.pages.site import STATIC, Site
from strategraph.pages.sitemap import Sitemap
from strategraph.pages.suggestions import Suggestions

__all__ = ["SUGGEST", "page_routes"]

#: The only page that texts are sent to.
SUGGEST = "/suggest"


def page_routes(site: Site, suggestions: Suggestions, questions: Questions, adding: AddPlan | None) -> list[BaseRoute]:
    """All routes but /sparql; those for adding a plan only where somebody may."""
    resources, graphs, downloads, ontology = Resources(site), Graphs(site), Downloads(site), OntologyPage(site)
    explorer, search = Explorer(site), Search(site)
    reconciliation = Reconciliation(site, search.finder)
    catalogue, changes, sitemap = Catalogue(site), Changes(site), Sitemap(site)
    completions, releases, concepts = Completions(site), Releases(site), ConceptBrowser(site)

    async def health(request: Request) -> Response:
        """The process is alive; nothing is asked of the workers."""
        return JSONResponse({"status": "alive", "release": site.dataset.name}, headers={"Cache-Control": "no-store"})

    async def to_downloads(request: Request) -> Response:
        """The list has one address."""
        return RedirectResponse(site.links(request).local("/download/"), 308)

    return [
        Route("/", Home(site).page),
        Route("/health", health),
        Route("/robots.txt", robots),
        Route("/sitemap.xml", sitemap.index),
        Route("/sitemap/{name:str}.xml", sitemap.file),
        Route("/.well-known/void", catalogue.void),
        Route("/catalogue", catalogue.page),
        Route("/catalogue.{ending:str}", catalogue.page),
        Route("/changes", changes.newest),
        Route("/changes/{pair:str}", changes.between),
        *(adding.routes() if adding else ()),
        Route(SUGGEST, suggestions.handle, methods=["GET", "HEAD", "POST"]),
        Route("/queries", questions.to_list),
        Route("/queries/", questions.page),
        *(
            Route(f"/{name}.{ending}", questions.listed)
            for name in ("queries", "queries/checks")
            for ending in ("csv", "json")
        ),
        Route("/queries/{name}", questions.question),
        Route("/completions.json", completions.listed),
        Route("/releases/", releases.page),
        Route("/releases/{edition}/{name}", releases.file),
        Route(SEARCH, search.page),
        Route(COMPLETIONS, search.completions),
        Route("/concepts", concepts.page),
        Route("/concepts/{view:str}", concepts.page),
        *reconciliation.routes(),
        Route("/resource/{path:path}", resources.thing),
        Route("/page/{path:path}", resources.page),
        Route("/data/{path:path}", resources.data),
        Route("/.well-known/genid/{path:path}", resources.unnamed),
        Route("/graph/{path:path}", graphs.graph),
        Route("/release/{path:path}", ReleasePage(site).release),
        Route("/ontology", ontology.page),
        Route("/ontology.{ending:str}", ontology.page),
        *explorer.routes(),
        Route("/ontology/context.jsonld", ontology.context),
        Route("/download", to_downloads),
        Route("/download/", downloads.page),
        Route("/download/{path:path}", downloads.file),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
