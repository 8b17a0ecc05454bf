"""A small store that takes graphs over HTTP (SPARQL 1.1 Graph Store HTTP Protocol), and fails on request."""

import hashlib
import re
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import uvicorn
from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    serialize,
)
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

Fault = Callable[[Request], Response | None]


@dataclass
class GraphStore:
    """What the store holds, what it was asked, and the faults that wait for a request, one for each."""

    store: Store = field(default_factory=Store)
    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    refuses: Fault = lambda request: None
    drops: bool = False
    answers: tuple[str, str] | None = None
    authorizations: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.address}/store"

    @property
    def endpoint(self) -> str:
        return f"{self.address}/query"

    def writes(self) -> list[str]:
        """The graphs that were sent or dropped, in order."""
        return [f"{method} {graph}" for method, graph in self.asked if method in ("PUT", "DELETE")]

    def graph(self, name: str) -> set[str]:
        return {str(quad.triple) for quad in self.store.quads_for_pattern(None, None, None, NamedNode(name))}

    async def keep(self, request: Request) -> Response:
        """One request to the graph store."""
        name = request.query_params["graph"]
        self.asked.append((request.method, name))
        self.authorizations.append(request.headers.get("authorization", ""))
        refusal = self.refuses(request) or (self.faults.pop(0)(request) if self.faults else None)
        if refusal is not None:
            return refusal
        graph = NamedNode(name)
        if request.method == "PUT":
            try:
                body = await request.body()
            except ClientDisconnect:
                return Response(None, 400)
            return self._put(graph, body, request.headers["content-type"])
        if not any(True for _ in self.store.quads_for_pattern(None, None, None, graph)):
            return Response("There is no such graph.", 404)
        if request.method == "DELETE":
            self.store.remove_graph(graph)
            return Response(None, 204)
        triples = [quad.triple for quad in self.store.quads_for_pattern(None, None, None, graph)]
        return Response(serialize(triples, format=RdfFormat.N_TRIPLES), media_type="application/n-triples")

    def _put(self, graph: NamedNode, body: bytes, kind: str) -> Response:
        triples = [quad.triple for quad in parse(body, RdfFormat.from_media_type(kind))]
        self.store.remove_graph(graph)
        for triple in triples[1 if self.drops else 0 :]:
            self.store.add(Quad(triple.subject, triple.predicate, triple.object, graph))
        return Response(None, 204)

    async def answer(self, request: Request) -> Response:
        """One query, or what is answered to any."""
        refusal = self.faults.pop(0)(request) if self.faults else None
        if refusal is not None:
            return refusal
        if self.answers is not None:
            return Response(self.answers[0], headers={"content-type": self.answers[1]})
        fields = parse_qs((await request.body()).decode())
        default, named = (
            [NamedNode(name) for name in fields[f"{kind}-graph-uri"]] if f"{kind}-graph-uri" in fields else None
            for kind in ("default", "named")
        )
        found = self.store.query(fields["query"][0], default_graph=default, named_graphs=named)
        assert isinstance(found, QuerySolutions | QueryBoolean)
        body = found.serialize(format=QueryResultsFormat.JSON) or b""
        return Response(body, media_type="application/sparql-results+json")


def busy(status: int = 503, **headers: str) -> Fault:
    return lambda request: Response("Later.", status, headers)


def cut(request: Request) -> Response:
    """An answer that promises more than it gives."""

    async def part() -> AsyncIterator[bytes]:
        yield b"<x:s> <x:p> <x:o> .\n"
        raise ConnectionAbortedError

    return StreamingResponse(part(), headers={"content-length": "1000000"}, media_type="application/n-triples")


def wants_basic(user_and_password: str) -> Fault:
    """Basic authentication; the secret is user:password in Base64."""

    def refuse(request: Request) -> Response | None:
        if request.headers.get("authorization") == f"Basic {user_and_password}":
            return None
        return Response("Who is it?", 401, {"www-authenticate": 'Basic realm="store"'})

    return refuse


def wants_digest(user: str, password: str) -> Fault:
    """Digest authentication with MD5 and qop=auth, as Virtuoso has it; a nonce counts up and is not used twice."""
    seen = set[str]()

    def refuse(request: Request) -> Response | None:
        said = dict(re.findall(r'(\w+)="?([^",]+)"?', request.headers.get("authorization", "")))
        one = hashlib.md5(f"{user}:SPARQL:{password}".encode()).hexdigest()
        two = hashlib.md5(f"{request.method}:{said.get('uri')}".encode()).hexdigest()
        parts = (one, *(said.get(name, "") for name in ("nonce", "nc", "cnonce", "qop")), two)
        right = hashlib.md5(":".join(parts).encode()).hexdigest() == said.get("response")
        if right and said["nc"] not in seen:
            seen.add(said["nc"])
            return None
        challenge = 'Digest realm="SPARQL", nonce="n0", opaque="o", stale="false", qop="auth", algorithm="MD5"'
        return Response(None, 401, {"www-authenticate": challenge})

    return refuse


@contextmanager
def graph_store() -> Iterator[GraphStore]:
    """Serve an empty store until the block ends."""
    kept = GraphStore()
    routes = [
        Route("/store", kept.keep, methods=["GET", "PUT", "DELETE"]),
        Route("/query", kept.answer, methods=["POST"]),
        Route("/page", lambda request: Response("<p>A page</p>", media_type="text/html")),
        Route("/moved", lambda request: Response(None, 307, {"location": "/store?token=secret"})),
        Route("/conflict", lambda request: Response(f"<h1>Not</h1> {request.headers.get('authorization')}", 409)),
    ]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), lifespan="off", log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            kept.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            yield kept
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def cutting(address: str, cuts: list[int]) -> Iterator[str]:
    """The address of a line to the store that breaks as often as there are numbers, each time after so many bytes sent."""
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        ended = threading.Event()

        def accept() -> None:
            while not ended.is_set():
                try:
                    near, _ = listener.accept()
                except TimeoutError:
                    continue
                threading.Thread(target=relay, args=(near, (host, int(port)), cuts)).start()

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            ended.set()
            thread.join()


def relay(near: socket.socket, place: tuple[str, int], cuts: list[int]) -> None:
    """Pass on what is said on either side until it is time for a cut, then hang up on both."""
    with near, socket.create_connection(place) as far:
        back = threading.Thread(target=pump, args=(far, near, []))
        back.start()
        pump(near, far, cuts)
        for side in (near, far):
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
        back.join()


def pump(source: socket.socket, target: socket.socket, cuts: list[int]) -> None:
    passed = 0
    with suppress(OSError):
        while part := source.recv(65_536):
            passed += len(part)
            if cuts and passed > cuts[0]:
                cuts.pop(0)
                return
            target.sendall(part)
