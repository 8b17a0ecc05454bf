"""Answers that a release brings along: those to queries that always give the same and take long where there is much.

Such a query says so in its header (`# answered: at build`). It names nothing that a reader may choose, so that one answer
serves everybody, and it is put to the finished store before the release becomes current.
"""

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from hashlib import sha256
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from strategraph.errors import ReleaseError
from strategraph.query_files import Query
from strategraph.release.model import Release
from strategraph.release.store import open_read_only

__all__ = ["brought_answer", "form_of_answers", "write_answers"]


def form_of_answers(queries: Sequence[Query]) -> dict[str, str]:
    """Which text of each query was answered (id → digest): an answer to another text is none."""
    return {query.id: _digest(query) for query in queries}


def write_answers(store: Path, queries: Sequence[Query], folder: Path, pool: Executor) -> list[Future[None]]:
    """Begin to answer the queries from a finished store, each into a file of a new folder (SPARQL 1.1 Query Results JSON Format).

    Each is answered by a thread of the pool, whose result raises `ReleaseError` for a query that cannot be answered, or is
    no SELECT.
    """
    folder.mkdir()
    opened = open_read_only(store)
    return [pool.submit(_answer, opened, query, _file(folder, query)) for query in queries]


def _answer(store: Store, query: Query, file: Path) -> None:
    try:
        rows = store.query(query.text, use_default_graph_as_union=True)
    except (SyntaxError, RuntimeError, ValueError) as fault:
        raise ReleaseError(f"{query.path} cannot be answered ahead: {fault}.") from fault
    if not isinstance(rows, QuerySolutions):
        del rows  # which another thread must not drop, as it would with the exception
        raise ReleaseError(f"{query.path} is answered at build, so it has to be a SELECT.")
    rows.serialize(str(file), QueryResultsFormat.JSON)


def brought_answer(release: Release | None, query: Query) -> bytes | None:
    """The answer to a query as JSON, if the release has one to this very text of it.

    Raises:
        ReleaseError: if the release should have it, and it cannot be read.
    """
    if release is None or release.manifest.get("answers", {}).get(query.id) != _digest(query):
        return None
    path = _file(release.answers_path, query)
    try:
        return path.read_bytes()
    except OSError as fault:
        raise ReleaseError(f"{path} cannot be read: {fault.strerror}. Build the release again.") from fault


def _file(folder: Path, query: Query) -> Path:
    return folder / f"{query.id}.srj"


def _digest(query: Query) -> str:
    return sha256(query.text.encode()).hexdigest()[:16]
