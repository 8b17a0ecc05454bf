"""The endpoint and the pages over one dataset, as an application."""

import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from strategraph.concepts import Descriptor, read_descriptors
from strategraph.endpoint import (
    GRAPH_STORE_METHODS,
    METHODS,
    Dataset,
    GraphStore,
    Operations,
    Pool,
    ShortWay,
    SparqlEndpoint,
    Zygote,
    worker_count,
)
from strategraph.errors import RegisterError
from strategraph.pages import (
    ADD,
    QUESTIONS,
    RECONCILE,
    SEARCH,
    SUGGEST,
    AddPlan,
    Lookups,
    PlanAdder,
    QueryPage,
    Questions,
    Site,
    Suggestions,
    page_routes,
)
from strategraph.places import Places
from strategraph.query_files import Query, read_queries
from strategraph.reports.routes import report_routes
from strategraph.settings import Settings
from strategraph.subjects import Lexicon, make_lexicon, read_lexicon
from strategraph.web import (
    AccessLog,
    Again,
    Allowances,
    ClientLimits,
    Clients,
    CommonHeaders,
    Compression,
    Conditional,
    HeaderLimit,
    HttpProblem,
    Keeping,
    Meters,
    RequestLog,
    as_problem,
    common_headers,
    limits_header,
    plain,
    problem_response,
    stated_limits,
)

__all__ = ["create_app"]

logger = logging.getLogger("strategraph.app")
_SPARQL = "/sparql"
_REPORTS = "/reports"
#: How long a line of the log may wait.
_LOG_SECONDS = 0.05
_GRAPH_STORE = "/graph-store"


def create_app(
    settings: Settings,
    places: Places,
    dataset: Dataset,
    allowances: Allowances | None = None,
    meters: Meters | None = None,
    adder: PlanAdder | None = None,
) -> Starlette:
    """The application; its workers start and end with its lifespan.

    The pages have workers of their own, so that they stay readable while all of the endpoint's are busy.
    `allowances` are what clients have used up so far, and `meters` what was counted, while another release was served.
    Where there is an `adder`, whoever knows its token may send plans.
    `app.state` has both, as `pool` the workers of the endpoint, and what a server that reads requests by itself can answer
    without the application: `again` and `short_way`.
    """
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # it would log what readers type, if that is no IRI
    allowances, meters = allowances or Allowances(settings.limits, time.monotonic), meters or Meters()
    count = worker_count(settings.limits)
    zygote = Zygote(dataset, settings.limits)
    pool, own = (Pool(dataset, settings.limits, size, zygote) for size in (count, max(1, count // 2)))
    asked = [read_queries(places.queries, name) for name in ("questions", "reports", "checks")]
    site = Site.make(settings, places, dataset, Lookups(own, _asked(places), dataset.release), *asked)
    endpoint = SparqlEndpoint(pool, settings.limits, QueryPage(site))
    routes = _protocols(endpoint, GraphStore(pool, dataset.base))
    log = RequestLog(meters, _LOG_SECONDS)
    operations = Operations(
        {"queries": pool, "pages": own}, log, settings.serve.public_metrics, settings.limits.client_header
    )
    routes += [Route("/ready", operations.ready), Route("/metrics", operations.metrics)]
    answer = _answer_to_faults(site)
    again = Again(settings.limits.cache_bytes // 2, allowances, settings.limits.client_header, log)
    said = {"Strategraph-Limits": limits_header(stated_limits(settings.limits))}
    clients = Clients(allowances, settings.limits.client_header, said)
    routes += report_routes(site, places)
    app = Starlette(
        routes=[*routes, *_pages(site, places, endpoint, adder)],
        middleware=[
            Middleware(AccessLog, log=log),
            Middleware(Keeping, again=again),
            Middleware(CommonHeaders, release=dataset.name, posting=frozenset({_SPARQL, SUGGEST, RECONCILE})),
            Middleware(Compression),
            Middleware(Conditional),
            Middleware(HeaderLimit),
            Middleware(
                ClientLimits,
                clients=clients,
                paths=frozenset({_SPARQL, _GRAPH_STORE, SUGGEST, QUESTIONS, RECONCILE, SEARCH, ADD, _REPORTS}),
                refuse=answer,
            ),
        ],
        exception_handlers=dict.fromkeys((HttpProblem, HTTPException, Exception), answer),
        lifespan=_lifespan(log, pool, own),
    )
    app.router.redirect_slashes = False
    app.state.pool, app.state.allowances, app.state.meters, app.state.again = pool, allowances, meters, again
    app.state.short_way = ShortWay(_SPARQL, endpoint, clients, again, dataset.name)
    return app


def _protocols(endpoint: SparqlEndpoint, store: GraphStore) -> list[BaseRoute]:
    """The addresses of the SPARQL Protocol and of the Graph Store Protocol."""
    queries = [Route(path, endpoint.handle, methods=METHODS) for path in (_SPARQL, f"{_SPARQL}/")]
    graphs = (_GRAPH_STORE, _GRAPH_STORE + "/{path:path}")
    return [*queries, *(Route(path, store.handle, methods=GRAPH_STORE_METHODS) for path in graphs)]


def _pages(site: Site, places: Places, endpoint: SparqlEndpoint, adder: PlanAdder | None) -> list[BaseRoute]:
    adding = AddPlan(site, adder) if adder else None
    return page_routes(site, _suggestions(site, places), Questions(site, endpoint), adding)


def _suggestions(site: Site, places: Places) -> Suggestions:
    descriptors = read_descriptors(places.data / "vocabularies" / "descriptors.csv")
    lexicon, faulty = _lexicon(places, descriptors)
    return Suggestions(site, lexicon, descriptors, faulty)


def _asked(places: Places) -> list[Query]:
    """What the pages ask the workers."""
    return [query for group in ("pages", "search") for query in read_queries(places.queries, group)]


def _lexicon(places: Places, descriptors: Sequence[Descriptor]) -> tuple[Lexicon, str]:
    """The lexicon, or an empty one and what is wrong: only /suggest needs it, and the rest is served without."""
    folder = places.mappings / "lexicon"
    try:
        return read_lexicon(folder, {one.code for one in descriptors}), ""
    except RegisterError as fault:
        told = str(fault).replace(str(folder), places.shown(folder))
        logger.warning("%s answers 503, all else is served: %s", SUGGEST, told)
        return make_lexicon(()), told


def _lifespan(log: RequestLog, *pools: Pool) -> Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]:
    """Workers start with the application and end with it."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as stack:
            stack.callback(log.flush)
            for pool in pools:
                stack.push_async_callback(pool.stop)
                await pool.start()
            yield

    return lifespan


def _answer_to_faults(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Every exception becomes an answer; those that are our fault are logged."""

    async def answer(request: Request, fault: Exception) -> Response:
        problem = as_problem(fault, request.url.path)
        if problem is not fault and problem.status == 500:
            logger.error("%s %s failed", request.method, plain(request.url.path), exc_info=fault)
        response = problem_response(
            problem, request.headers.get("accept"), lambda shown: site.problem_page(request, shown)
        )
        response.headers.update(common_headers(site.dataset.name))
        return response

    return answer
