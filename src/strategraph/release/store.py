"""Builds the store of a release from its N-Quads, or from the store before and what has changed, and proves that it holds what they hold."""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, parse

from strategraph.errors import ReleaseError
from strategraph.query_files import Query
from strategraph.release.differences import Changed
from strategraph.release.search import Said

__all__ = ["build_store", "check_store", "grow_store", "open_read_only", "said_in"]

COUNTS = "SELECT ?graph (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
#: Bytes that are loaded at a time: a file of five million statements as a whole takes two gigabytes of memory.
_LOADED = 80_000_000


def build_store(nquads: Path, folder: Path) -> None:
    """Load the file into a new store on disk and close it."""
    store = Store(str(folder))
    with nquads.open("rb") as lines:
        _load(store, lines)
    store.flush()
    store.optimize()
    del store  # closes the files: pyoxigraph has no close()


def grow_store(before: Path, difference: Changed, folder: Path) -> None:
    """Make a new store of one that stays as it is: files that do not change are one on the disk, under two names.

    What is asked of it is found as surely, but scans take up to a third longer, and words that were removed stay somewhere in its
    files; so a store must not grow without end.

    Raises:
        OSError, RuntimeError: if the store cannot be copied or written, as where the disk knows no second names.
    """
    Store.read_only(str(before)).backup(str(folder))
    store = Store(str(folder))
    graphs = set()
    for quad in parse(b"".join(difference.removed), RdfFormat.N_QUADS):
        store.remove(quad)
        graphs.add(quad.graph_name)
    _load(store, io.BytesIO(b"".join(difference.added)))
    for graph in graphs:
        if next(store.quads_for_pattern(None, None, None, graph), None) is None:
            store.remove_graph(graph)
    store.flush()
    del store


def _load(store: Store, lines: BinaryIO) -> None:
    while part := lines.read(_LOADED):
        store.bulk_load(part + lines.readline(), format=RdfFormat.N_QUADS)


def open_read_only(folder: Path) -> Store:
    """Open a finished store; the folder is not changed by it.

    Raises:
        ReleaseError: if the store is not there or cannot be read.
    """
    try:
        return Store.read_only(str(folder))
    except OSError as fault:
        raise ReleaseError(f"The store {folder} cannot be opened: {fault}. Build the release again.") from fault


def check_store(folder: Path, expected: Mapping[str, int]) -> None:
    """Open the store again and compare its statements per graph (graph IRI → count) with the dumps.

    Raises:
        ReleaseError: naming the first graph that differs. The store takes `"01"^^xsd:integer` and
            `"1"^^xsd:integer` for one literal; two statements that differ in nothing else become one.
    """
    found = _counts(open_read_only(folder))
    for graph in sorted({*expected, *found}):
        wanted, got = expected.get(graph, 0), found.get(graph, 0)
        if wanted != got:
            raise ReleaseError(
                f"The store holds {got} statements of <{graph}>, the dumps hold {wanted}: either the disk lost some, "
                "or two statements differ only in how a number or a language tag is written; write them alike."
            )


def said_in(folder: Path, query: Query) -> Iterator[Said]:
    """The rows of queries/search/entries.rq over the union of all graphs of a store."""
    rows = open_read_only(folder).query(query.text, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    for row in rows:
        thing, kind, field, value = (row[index] for index in range(4))
        assert isinstance(thing, NamedNode)
        assert isinstance(kind, Literal)
        assert isinstance(field, Literal)
        assert isinstance(value, NamedNode | Literal)
        language = (value.language or "") if isinstance(value, Literal) else ""
        yield Said(thing.value, kind.value, field.value, value.value, language)


def _counts(store: Store) -> dict[str, int]:
    counts = {}
    rows = store.query(COUNTS)
    assert isinstance(rows, QuerySolutions)
    for row in rows:
        graph, number = row["graph"], row["n"]
        assert isinstance(graph, NamedNode)
        assert isinstance(number, Literal)
        counts[graph.value] = int(number.value)
    return counts
