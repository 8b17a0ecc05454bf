"""The server: the endpoint and the pages over one dataset, as an application and as a running process."""

import asyncio
import contextlib
import logging
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from strategraph.concepts import read_descriptors
from strategraph.endpoint import (
    GRAPH_STORE_METHODS,
    METHODS,
    Dataset,
    GraphStore,
    Pool,
    SparqlEndpoint,
    Zygote,
    dataset_of_file,
    dataset_of_release,
    worker_count,
)
from strategraph.errors import EndpointError
from strategraph.pages import SUGGEST, Lookups, QueryPage, Site, Suggestions, page_routes
from strategraph.places import Places
from strategraph.query_files import read_queries
from strategraph.release import held, open_release
from strategraph.settings import Settings
from strategraph.subjects import read_lexicon
from strategraph.web import (
    AccessLog,
    Allowances,
    ClientLimits,
    CommonHeaders,
    Compression,
    Conditional,
    HeaderLimit,
    HttpProblem,
    as_problem,
    common_headers,
    limits_header,
    plain,
    problem_response,
    stated_limits,
)

__all__ = ["create_app", "open_dataset", "serve"]

logger = logging.getLogger("strategraph.app")
_SPARQL = "/sparql"
_GRAPH_STORE = "/graph-store"


def open_dataset(settings: Settings, output: Path, file: Path | None = None) -> Dataset:
    """What is to be served: an RDF file if one is named, else the published release in `output`.

    Raises:
        ReleaseError: if there is no release or a file of it is damaged.
        EndpointError: if the RDF file cannot be read, or the things of the release have another base than the settings.
    """
    base = settings.publication.base
    return dataset_of_file(file, base) if file else dataset_of_release(open_release(output), base)


def create_app(settings: Settings, places: Places, dataset: Dataset) -> Starlette:
    """The application; its workers start and end with its lifespan.

    The pages have workers of their own, so that they stay readable while all of the endpoint's are busy.
    `app.state.pool` are the workers of the endpoint; `app.state.fault` is what kept them from starting.
    """
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # it would log what readers type, if that is no IRI
    count = worker_count(settings.limits)
    zygote = Zygote(dataset, settings.limits)
    pool, own = (Pool(dataset, settings.limits, size, zygote) for size in (count, max(1, count // 2)))
    examples = read_queries(places.queries, "questions")
    site = Site.make(settings, dataset, Lookups(own, read_queries(places.queries, "pages")), examples)
    endpoint = SparqlEndpoint(pool, settings.limits, QueryPage(site))
    descriptors = read_descriptors(places.data / "vocabularies" / "descriptors.csv")
    lexicon = read_lexicon(places.mappings / "lexicon", {one.code for one in descriptors})
    store = GraphStore(pool, dataset.base)
    routes = [Route(path, endpoint.handle, methods=METHODS) for path in (_SPARQL, f"{_SPARQL}/")]
    routes += [
        Route(path, store.handle, methods=GRAPH_STORE_METHODS) for path in (_GRAPH_STORE, _GRAPH_STORE + "/{path:path}")
    ]
    answer = _answer_to_faults(site)
    app = Starlette(
        routes=[*routes, *page_routes(site, Suggestions(site, lexicon, descriptors))],
        middleware=[
            Middleware(AccessLog),
            Middleware(CommonHeaders, release=dataset.name, posting=frozenset({_SPARQL, SUGGEST})),
            Middleware(Compression),
            Middleware(Conditional),
            Middleware(HeaderLimit),
            Middleware(
                ClientLimits,
                allowances=Allowances(settings.limits, time.monotonic),
                paths=frozenset({_SPARQL, _GRAPH_STORE, SUGGEST}),
                header=settings.limits.client_header,
                said={"Strategraph-Limits": limits_header(stated_limits(settings.limits))},
                refuse=answer,
            ),
        ],
        exception_handlers=dict.fromkeys((HttpProblem, HTTPException, Exception), answer),
        lifespan=_lifespan(pool, own),
    )
    app.router.redirect_slashes = False
    app.state.pool = pool
    app.state.fault = None
    return app


def serve(settings: Settings, places: Places, output: Path, file: Path | None, host: str, port: int) -> None:
    """Serve until the process is told to stop (SIGINT, SIGTERM): an RDF file if one is named, else the release in `output`.

    Port 0 lets the system choose one. One line on standard output gives the address once requests are answered,
    and whether the workers are cut off the network.

    Raises:
        ReleaseError: if there is no release or a file of it is damaged.
        EndpointError: if the address cannot be listened on, or the data cannot be opened.
    """
    dataset = open_dataset(settings, output, file)
    app = create_app(settings, places, dataset)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    with _listen(host, port) as listener, _kept(dataset):
        config = uvicorn.Config(
            app,
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            http="h11",
            lifespan="on",
            timeout_graceful_shutdown=int(settings.limits.deadline_seconds) + 1,
            h11_max_incomplete_event_size=3 * settings.limits.query_bytes + 65_536,
        )
        server = _Server(config, _address(host, listener), dataset.name, app.state.pool)
        with contextlib.suppress(SystemExit):  # uvicorn's way out when the start fails
            asyncio.run(server.serve(sockets=[listener]))
    if not server.started:
        raise app.state.fault or EndpointError(f"The server did not start at {host} port {port}; its log says why.")


def _kept(dataset: Dataset) -> contextlib.AbstractContextManager[None]:
    """While it is served, a release is not removed by later builds."""
    return held(dataset.release.path) if dataset.release else contextlib.nullcontext()


class _Server(uvicorn.Server):
    """A server that says when it is there."""

    def __init__(self, config: uvicorn.Config, address: str, release: str, pool: Pool) -> None:
        super().__init__(config)
        self.address = address
        self.release = release
        self.pool = pool

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and print the address."""
        await super().startup(sockets)
        if self.started:
            cut = (
                "are cut off the network"
                if self.pool.network_cut
                else "are NOT cut off the network: the kernel does not allow it"
            )
            print(self.pool.zygote.protections, file=sys.stderr, flush=True)  # noqa: T201
            print(f"Serving {self.address} (release {self.release}; worker processes {cut})", flush=True)  # noqa: T201


def _lifespan(*pools: Pool) -> Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]:
    """Workers start with the application and end with it."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as stack:
            for pool in pools:
                stack.push_async_callback(pool.stop)
                try:
                    await pool.start()
                except EndpointError as fault:
                    app.state.fault = fault
                    raise
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


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as fault:
        said = os.strerror(fault.errno) if fault.errno and fault.errno > 0 else str(fault)
        raise EndpointError(f"Nothing can listen at {host} port {port}: {said}. Choose another with --port.") from fault
    # Inherited by every connection; without it each answer waits 40 ms for an acknowledgement (tcp(7)).
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _address(host: str, listener: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}/"
