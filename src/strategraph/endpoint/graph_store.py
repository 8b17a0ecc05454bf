"""The address /graph-store: any graph whole, by its name; the reading half of the SPARQL 1.1 Graph Store HTTP Protocol."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from rdflib import URIRef
from starlette.requests import Request
from starlette.responses import Response

from strategraph import __version__
from strategraph.endpoint.description import address_of
from strategraph.endpoint.formats import Wish, wish_for_triples
from strategraph.endpoint.messages import Question
from strategraph.endpoint.pool import Pool
from strategraph.endpoint.refusals import NoIriError
from strategraph.endpoint.sparql import answer_response
from strategraph.namespaces import PREFIXES
from strategraph.web import HttpProblem, Visit, entity_tag, not_modified, read_parameters, visit_of

__all__ = ["GRAPH_STORE_METHODS", "GraphStore"]

#: What is answered: reading by an answer, writing by a refusal that says why.
GRAPH_STORE_METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]
_ALLOW = "GET, HEAD, OPTIONS"
_EXISTS = "ASK { GRAPH $graph { ?s ?p ?o } }"
_GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH $graph { ?s ?p ?o } }"
_UNION = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which graph is asked for: the first of `names` that there is; without names the default graph."""

    names: tuple[str, ...]
    direct: bool = False


class GraphStore:
    """Gives the graphs of the served data; `base` is where their names begin if the server has another address."""

    def __init__(self, pool: Pool, base: str) -> None:
        self.pool = pool
        self.base = base

    async def handle(self, request: Request) -> Response:
        """The graph that `?graph=` names, with `?default` the union of all, or the one that the address itself names.

        Raises:
            HttpProblem: 400 for parameters that name no graph or more than one, 404 if there is none of that name, 405
                for anything but reading, 406 if no format fits.
        """
        if request.method not in ("GET", "HEAD"):
            raise _read_only()
        wanted = self._wanted(request)
        form, media = wish_for_triples(request.headers.get("accept"))
        tag = entity_tag(__version__, self.pool.dataset.name, "graph", *wanted.names, media)
        known = not_modified(request, [tag])
        if known:
            return known
        visit = visit_of(request)
        visit.check()
        answer = await self.pool.ask(await self._question(visit, wanted, form), visit.working, visit.client)
        return answer_response(request, answer, Wish({"triples": form}, {"triples": media}), {"triples": tag})

    def _wanted(self, request: Request) -> _Wanted:
        """Read the address (4.1, direct) or its parameters (4.2, indirect); a plus sign in an IRI is no space."""
        found = read_parameters(request.scope["query_string"].replace(b"+", b"%2B"), "query string")
        graphs = [value for name, value in found if name == "graph"]
        defaults = [value for name, value in found if name == "default"]
        path = request.path_params.get("path", "")
        if path and (graphs or defaults):
            raise _unclear("The address names a graph, and its parameters another; leave one of them out.")
        if path:
            local = request.scope["raw_path"].decode("ascii", "replace").lstrip("/")
            asked = urlsplit(address_of(request))
            return _Wanted((f"{asked.scheme}://{asked.netloc}/{local}", self.base + local), direct=True)
        if len(graphs) + len(defaults) != 1:
            raise _unclear(
                "Name exactly one graph: ?graph= with its IRI, percent-encoded, or ?default for all graphs together."
            )
        if any(defaults):
            raise _unclear("The parameter 'default' takes no value: write ?default.")
        return _Wanted(tuple(graphs))

    async def _question(self, visit: Visit, wanted: _Wanted, form: str) -> Question:
        """The question for the graph that is wanted, once it is known to be there."""
        if not wanted.names:
            return Question(_UNION, {"triples": form}, prefixes=PREFIXES)
        for name in wanted.names:
            terms = {"graph": URIRef(name)}
            try:
                known = await self.pool.ask(Question(_EXISTS, {"solutions": "csv"}, terms), visit.working, visit.client)
            except NoIriError:
                if wanted.direct:
                    continue
                raise
            if known.read() == b"true":
                return Question(_GRAPH, {"triples": form}, terms, prefixes=PREFIXES)
        raise HttpProblem(
            404,
            f"There is no graph {wanted.names[0]} in this release; the service description at /sparql lists those there are.",
            f"Graf {wanted.names[0]} v tomto vydání není; jejich seznam je v popisu služby na adrese /sparql.",
        )


def _read_only() -> HttpProblem:
    """405, with what may be done (RFC 9110, 15.5.6)."""
    return HttpProblem(
        405,
        "This graph store is read-only: graphs can be read with GET and HEAD, and not be changed.",
        "Toto úložiště grafů je jen pro čtení: grafy lze číst (GET, HEAD), nikoli měnit.",
        {"Allow": _ALLOW},
    )


def _unclear(detail: str) -> HttpProblem:
    return HttpProblem(
        400, detail, "Uveďte právě jeden graf: ?graph= s jeho IRI, nebo ?default pro všechny grafy dohromady."
    )
