"""A release of made statements, with all that a release of real plans brings along: search index and answers."""

from collections.abc import Iterable
from pathlib import Path

from rdflib import Graph

from strategraph.catalogue import About
from strategraph.graph_names import GraphNames
from strategraph.places import find_places
from strategraph.query_files import read_queries, read_query
from strategraph.release import publish
from strategraph.settings import Settings

__all__ = ["publish_lines"]


def publish_lines(lines: Iterable[str], output: Path) -> int:
    """Publish lines of N-Triples as one graph below a folder; how many statements there are."""
    graph = Graph().parse(data="".join(lines), format="nt")
    names, queries = GraphNames(Settings().publication.base), find_places().queries
    publish(
        {names.source("made"): graph},
        output,
        names,
        About("2026-01-01", ()),
        searched=read_query(queries / "search" / "entries.rq"),
        answered=[query for query in read_queries(queries, "pages") if query.is_answered_at_build],
    )
    return len(graph)
