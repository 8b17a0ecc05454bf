"""The SPARQL 1.1 Protocol: from an HTTP request to the query it asks."""

from dataclasses import dataclass

from starlette.requests import Request

from strategraph.endpoint.messages import Question
from strategraph.settings import Limits
from strategraph.web import HttpProblem, Parameters, read_body, read_parameters

__all__ = ["Operation", "check_query", "check_release", "operation_of", "read_operation"]

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
#: A longer Content-Type is not read (characters).
_LONGEST_TYPE = 256
#: Of the name of a release so much is repeated (characters).
_LONGEST_EDITION = 64
_UPDATE_PARAMETERS = ("update", "using-graph-uri", "using-named-graph-uri")


@dataclass(frozen=True, slots=True)
class Operation:
    """What is asked: a query (None: the endpoint itself is asked for), its dataset, and all values of `?format=`.

    `release` is the edition that a cited query is to be answered from (None: from whichever is served).
    """

    query: str | None
    default: tuple[str, ...] | None
    named: tuple[str, ...] | None
    formats: tuple[str, ...]
    release: str | None = None

    def question(self, formats: dict[str, str]) -> Question:
        """The question for a worker."""
        query = self.query or ""
        return Question(query, formats, {}, self.default, self.named, read=True)


async def read_operation(request: Request, limits: Limits) -> Operation:
    """Read a query operation (SPARQL 1.1 Protocol, 2.1).

    Raises:
        HttpProblem: 400 for a missing or repeated query; 403 for an update; 408 if the body comes too slowly; 413 if
            it is too long; 415 for another body than a form or a query in UTF-8.
    """
    parameters = read_parameters(request.scope["query_string"], "query string")
    if request.method != "POST":
        return operation_of(parameters)
    kind = _content_type(request)
    body = await read_body(request, 3 * limits.query_bytes + 65_536, limits.body_seconds)
    if kind == _FORM:
        return operation_of(parameters + read_parameters(body, "body of the request"), least=1)
    return operation_of(parameters, _utf8(body), least=1)


def operation_of(parameters: Parameters, *direct: str, least: int = 0) -> Operation:
    """The operation that parameters name, with queries that are sent as they are; at least so many, at most one.

    Raises:
        HttpProblem: 400 for a missing or repeated query, 403 for an update.
    """
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        given.setdefault(name, []).append(value)
    if not given.keys().isdisjoint(_UPDATE_PARAMETERS):
        raise _read_only()
    queries = [*given.get("query", ()), *direct]
    if not least <= len(queries) <= 1:
        raise HttpProblem(
            400,
            f"The request has {len(queries) or 'no'} queries; send exactly one as the parameter 'query'.",
            f"Počet dotazů v požadavku: {len(queries)}; pošlete právě jeden jako parametr 'query'.",
        )
    names = ("default-graph-uri", "named-graph-uri", "format", "release")
    default, named, forms, releases = (tuple(filter(None, given.get(name, ()))) for name in names)
    return Operation(
        queries[0] if queries else None, default or None, named or None, forms, releases[-1] if releases else None
    )


def check_query(query: str, limits: Limits) -> None:
    """See, before any worker does, that there is a query and that it is short enough.

    Raises:
        HttpProblem: 400 if it is empty, 413 if it is too long.
    """
    if not query.strip():
        raise HttpProblem(
            400,
            "The query is empty: write one, such as SELECT * WHERE { ?s ?p ?o } LIMIT 10.",
            "Dotaz je prázdný: napište jej, třeba SELECT * WHERE { ?s ?p ?o } LIMIT 10.",
        )
    size = len(query.encode("utf-8", "surrogatepass"))
    if size > limits.query_bytes:
        raise HttpProblem(
            413,
            f"The query has {size} bytes; the longest that is taken has {limits.query_bytes}.",
            f"Dotaz má {size} bajtů; nejdelší přijímaný dotaz má {limits.query_bytes}.",
        )


def check_release(operation: Operation, served: str) -> None:
    """See that a query which names a release is answered from that one or not at all.

    Raises:
        HttpProblem: 404 if another one is served.
    """
    if operation.release not in (None, served):
        shown = repr((operation.release or "")[:_LONGEST_EDITION])
        raise HttpProblem(
            404,
            f"The query is to be answered from release {shown}, and this server serves {served}: leave 'release' out to "
            "ask that one; the releases whose files are kept are listed at /releases/.",
            f"Dotaz má být zodpovězen z vydání {shown}, tento server však podává {served}: vynechte 'release', chcete-li se "
            "ptát jeho; vydání, jejichž soubory jsou uloženy, vypisuje /releases/.",
        )


def _read_only() -> HttpProblem:
    return HttpProblem(
        403,
        "This endpoint is read-only: it answers queries and takes no updates.",
        "Tento koncový bod je jen pro čtení: odpovídá na dotazy, změny nepřijímá.",
    )


def _content_type(request: Request) -> str:
    """The media type of the body; only forms and queries in UTF-8 are read (2.1.2, 2.1.3).

    Raises:
        HttpProblem: 403 for an update, 415 for anything else.
    """
    said = request.headers.get("content-type", "")
    kind, *parameters = said.split(";") if len(said) <= _LONGEST_TYPE else ("",)
    kind, charset = kind.strip().lower(), "utf-8"
    if kind == _UPDATE:
        raise _read_only()
    for name, _, value in (parameter.partition("=") for parameter in parameters):
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    if kind not in (_FORM, _QUERY) or charset not in ("utf-8", "utf8", "us-ascii"):
        shown = said[:_LONGEST_TYPE] or "nothing"
        raise HttpProblem(
            415,
            f"The body is said to be {shown!r}; send {_FORM} or {_QUERY}, in UTF-8.",
            f"Tělo požadavku je označeno jako {shown!r}; pošlete {_FORM} nebo {_QUERY}, v UTF-8.",
            {"Accept": f"{_FORM}, {_QUERY}"},  # what would be read (RFC 9110, 12.5.1 and 15.5.16)
        )
    return kind


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise HttpProblem(
            400,
            f"The query is not UTF-8: byte {fault.start} does not belong there.",
            f"Dotaz není v UTF-8: bajt {fault.start} tam nepatří.",
        ) from fault
