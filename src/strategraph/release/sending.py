"""Sends a release to another store by the SPARQL 1.1 Graph Store HTTP Protocol, graph by graph, and reads back what it holds.

Nothing is remembered between two runs: a graph is sent only where what the store gives back is not what it should hold,
so a run that was stopped anywhere is mended by the next one. The graph `metadata`, which describes the others, comes last.
"""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
from pyoxigraph import RdfFormat, parse
from rdflib import URIRef

from strategraph.catalogue import turtle_path
from strategraph.errors import RemoteStoreError
from strategraph.graph_names import GraphNames
from strategraph.release.asking import Endpoint
from strategraph.release.calling import Caller, Progress, address, called, refused, shown
from strategraph.release.model import Release
from strategraph.release.sameness import Canonical, canonical, difference
from strategraph.release.shelf import held
from strategraph.settings import Sending

__all__ = ["Target", "send"]

TURTLE = "text/turtle"
#: What a graph may be read back as; N-Triples come first, because every store writes them alike.
READ = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
BLOCK = 1_000_000


@dataclass(frozen=True, slots=True)
class Target:
    """Where a release is sent: the address of a graph store, and of its SPARQL endpoint if the store is to be asked too.

    With `prune`, graphs below ours that the release does not have are dropped there.
    """

    store: str
    endpoint: str | None = None
    prune: bool = False


def send(release: Release, target: Target, patience: Sending, tell: Progress) -> dict[str, Canonical]:
    """Make the store hold the graphs of the release, and prove it; `tell` hears of every step.

    Gives for each graph how many statements it has and the SHA-256 of their canonical form (see `sameness`); the
    files that were compared are gone by then.

    Raises:
        UsageError: for an address or credentials that cannot be.
        RemoteStoreError: if the store cannot be reached, refuses, or does not hold what it was sent.
    """
    store = address(target.store)
    endpoint = None if target.endpoint is None else address(target.endpoint)
    names = GraphNames(release.manifest["base"])
    with held(release.path), called(patience, tell) as caller, tempfile.TemporaryDirectory() as folder:
        desk = _Desk(caller, store, Path(folder))
        sent = {str(name): desk.graph(path, name, tell) for name, path in _graphs(release, names)}
        if endpoint is not None:
            others = _others(Endpoint(endpoint, caller), sent, f"{names.base}graph/")
            for name in others if target.prune else ():
                desk.drop(name)
                tell(f"<{name}>: dropped, because the release has no such graph")
            if others and not target.prune:
                tell(f"The store holds graphs that the release does not have; --prune drops them: {', '.join(others)}")
    return sent


def _graphs(release: Release, names: GraphNames) -> Iterator[tuple[URIRef, Path]]:
    """The graphs of a release with their dumps, the one that describes the others last."""
    graphs = [URIRef(name) for name in release.manifest["graphs"]]
    for name in sorted(graphs, key=lambda name: (name == names.named("metadata"), name)):
        yield name, release.dumps_path / turtle_path(names, name)


def _others(endpoint: Endpoint, sent: Mapping[str, Canonical], below: str) -> list[str]:
    """Graphs below ours that the endpoint knows and the release does not have.

    Raises:
        RemoteStoreError: if the endpoint counts other statements in a graph than were sent.
    """
    counts = endpoint.counts(below)
    for name, graph in sent.items():
        if counts.get(name, 0) != graph.count:
            raise RemoteStoreError(
                f"{shown(endpoint.url)} counts {counts.get(name, 0)} statements in <{name}> where {graph.count} were sent and "
                "read back: see whether it is the endpoint of the same store."
            )
    return sorted(counts.keys() - sent.keys())


class _Blocks:
    """The bytes of a file, from its start whenever they are asked for: a request may have to be sent again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block


class _Desk:
    """Where one graph after the other is compared and sent; the files in `folder` are used again for each."""

    def __init__(self, caller: Caller, store: httpx.URL, folder: Path) -> None:
        self._caller = caller
        self._store = store
        self._folder = folder

    def graph(self, path: Path, name: URIRef, tell: Progress) -> Canonical:
        """Make the store hold one graph, and give what was compared."""
        wanted = canonical(parse(path=str(path), format=RdfFormat.TURTLE), self._folder / "wanted")
        if self._held(name).sha256 == wanted.sha256:
            tell(f"<{name}>: {wanted.count} statements were there already")
            return wanted
        self._put(name, path)
        self._compare(name, wanted, self._held(name))
        tell(f"<{name}>: {wanted.count} statements sent and verified")
        return wanted

    def drop(self, name: str) -> None:
        """Remove a graph from the store; one that is gone already is no fault."""

        def take(response: httpx.Response) -> None:
            if not response.is_success and response.status_code != 404:
                raise refused(response, f"to drop the graph <{name}>")

        self._caller.call("DELETE", self._at(name), take)

    def _at(self, name: str) -> httpx.URL:
        """The graph in the store, by indirect identification (section 4.2 of the protocol)."""
        return self._store.copy_merge_params({"graph": str(name)})

    def _put(self, name: URIRef, path: Path) -> None:
        def take(response: httpx.Response) -> None:
            if not response.is_success:
                raise refused(response, f"to take the graph <{name}>")
            response.read()

        headers = {"Content-Type": TURTLE, "Content-Length": str(path.stat().st_size)}
        self._caller.call("PUT", self._at(name), take, content=_Blocks(path), headers=headers)

    def _held(self, name: URIRef) -> Canonical:
        """What the store holds of a graph, in canonical form; nothing if there is no such graph."""
        read = self._folder / "read"

        def take(response: httpx.Response) -> RdfFormat | None:
            if response.status_code == 404:
                response.read()  # to the end, or the connection could not be used again
                return None
            kind = response.headers.get("content-type", "")
            form = RdfFormat.from_media_type(kind)
            if not response.is_success:
                raise refused(response, f"to give back the graph <{name}>")
            if form is None:
                raise RemoteStoreError(
                    f"{shown(self._store)} answers with {kind or 'something unnamed'} where RDF was asked for: give the "
                    "address of its graph store, which its manual names."
                )
            with read.open("wb") as file:
                for part in response.iter_bytes():
                    file.write(part)
            return form

        form = self._caller.call("GET", self._at(name), take, headers={"Accept": READ})
        try:
            return canonical(parse(path=str(read), format=form) if form else (), self._folder / "held")
        except SyntaxError as fault:
            raise RemoteStoreError(
                f"{shown(self._store)} gives back the graph <{name}> in a form that cannot be read: {fault}."
            ) from fault

    def _compare(self, name: URIRef, wanted: Canonical, got: Canonical) -> None:
        """Raise RemoteStoreError, with a statement to look for, if the store does not hold what it was sent."""
        if got.sha256 == wanted.sha256:
            return
        missing, strange = difference(wanted, got)
        shows = [
            f"{text}, such as {statement}"
            for text, statement in (("lacks some", missing), ("has others", strange))
            if statement
        ]
        raise RemoteStoreError(
            f"{shown(self._store)} took the graph <{name}> but gives back {got.count} of {wanted.count} statements: it "
            f"{' and '.join(shows)} If it limits its answers (in Virtuoso: ResultSetMaxRows), raise the limit; then send again."
        )
