"""Answers the queries of this project from a release, in the format that is asked for.

Only for query files that are ours: a user's query belongs into a worker process of the endpoint, because
nothing here can end it.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    Variable,
    serialize,
)
from rdflib import Literal, URIRef

from strategraph.errors import QueryFileError, UsageError
from strategraph.namespaces import PREFIXES
from strategraph.query_files import Query
from strategraph.release.dumps import pretty
from strategraph.release.model import Release
from strategraph.release.store import open_read_only
from strategraph.sparql_functions import functions
from strategraph.sparql_words import is_update, names_dataset
from strategraph.triples import as_term

__all__ = ["GRAPH_FORMATS", "SOLUTION_FORMATS", "answer", "open_store", "written"]

Format = TypeVar("Format")

#: Formats of the answer to SELECT and ASK, by the name that the command line takes.
SOLUTION_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
#: Formats of the answer to CONSTRUCT and DESCRIBE.
GRAPH_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


def open_store(release: Release) -> Store:
    """The store of a release, read-only.

    Raises:
        ReleaseError: if the store cannot be read.
    """
    return open_read_only(release.store_path)


def answer(store: Store, query: Query, terms: Mapping[str, URIRef | Literal], form: str | None = None) -> bytes:
    """Run a query over the union of all graphs, or over its own FROM, its parameters bound to `terms` (see `query_files.bind`).

    A parameter of a SELECT or DESCRIBE has to stand in its projection: pyoxigraph substitutes variables as
    SEP-0007 has it and refuses one that is not projected. SELECT and ASK give `SOLUTION_FORMATS`, the rows in
    the order of the query; CONSTRUCT and DESCRIBE give `GRAPH_FORMATS`, the statements sorted. Without a format
    the answer is CSV, or Turtle.

    Raises:
        QueryFileError: if the query is not SPARQL, or does not project a parameter.
        UsageError: if the format does not exist for this kind of query.
    """
    bound: dict[Variable, NamedNode | OxLiteral] = {Variable(name): _bound(term) for name, term in terms.items()}
    try:
        union = not names_dataset(query.text)
        results = store.query(
            query.text,
            use_default_graph_as_union=union,
            substitutions=bound or None,  # type: ignore[arg-type]
            custom_functions=functions(store),
        )
    except SyntaxError as fault:
        if is_update(query.text):
            told = f"{query.path} is an update, and a release never changes: ask by SELECT, ASK, CONSTRUCT or DESCRIBE."
            raise QueryFileError(told) from fault
        raise QueryFileError(f"{query.path} is not a SPARQL query: {fault}.") from fault
    except RuntimeError as fault:
        raise QueryFileError(
            f"{query.path}: name every parameter among the variables after SELECT ({fault})."
        ) from fault
    try:
        return written(results, query, form)
    finally:
        del results  # an exception would carry it to the thread that clears up, where it must not go


def written(results: QuerySolutions | QueryBoolean | Iterable[Triple], query: Query, form: str | None) -> bytes:
    """What a query found, in the format that is asked for; statements are sorted.

    Raises:
        UsageError: if the format does not exist for this kind of query.
    """
    try:
        if isinstance(results, QuerySolutions | QueryBoolean):
            return results.serialize(format=_known("csv" if form is None else form, SOLUTION_FORMATS, query)) or b""
        return _graph(results, _known("turtle" if form is None else form, GRAPH_FORMATS, query))
    finally:
        del results  # as above


def _bound(term: URIRef | Literal) -> NamedNode | OxLiteral:
    converted = as_term(term)
    assert isinstance(converted, NamedNode | OxLiteral)
    return converted


def _known(form: str, formats: Mapping[str, Format], query: Query) -> Format:
    if form not in formats:
        raise UsageError(f"{query.id} cannot be answered as {form!r}: choose one of {', '.join(formats)}.")
    return formats[form]


def _graph(results: Iterable[Triple], form: RdfFormat) -> bytes:
    triples = sorted(set(results), key=str)
    if form == RdfFormat.TURTLE:
        return pretty(triples, form)
    return serialize(triples, format=form, prefixes=PREFIXES) or b""
