"""Writes the competency questions as example queries that can be run as they are: SHACL's executables, and prefixes.

Editors of queries read them from the endpoint itself: every `sh:SPARQLExecutable` with its `rdfs:comment` and its text, and
every pair of `sh:prefix` and `sh:namespace`.
"""

import re
from collections.abc import Iterable

from rdflib import Graph, Literal, URIRef

from strategraph.errors import QueryFileError
from strategraph.iris import Iris
from strategraph.namespaces import PREFIXES, RDF, RDFS, SCHEMA, SH, XSD
from strategraph.query_files import Query, with_values

__all__ = ["describe_examples"]

#: First word of a query → the kind of executable, and the property that holds its text (SHACL Advanced Features, 5.2).
_FORMS = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select),
    "ASK": (SH.SPARQLAskExecutable, SH.ask),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
}


def describe_examples(queries: Iterable[Query], base: str) -> Graph:
    """The queries, their parameters with their defaults, and the prefixes that they may use.

    Raises:
        QueryFileError: for a query that is neither SELECT nor ASK nor CONSTRUCT.
    """
    iris, graph = Iris(base), Graph()
    for query in queries:
        _add_query(graph, iris, query)
    for prefix, space in PREFIXES.items():
        declared = iris.prefix(prefix)
        graph.add((iris.prefixes(), SH.declare, declared))
        graph.add((declared, RDF.type, SH.PrefixDeclaration))
        graph.add((declared, SH.prefix, Literal(prefix)))
        graph.add((declared, SH.namespace, Literal(space, datatype=XSD.anyURI)))
    return graph


def _add_query(graph: Graph, iris: Iris, query: Query) -> None:
    text = _without_header(with_values(query, iris.base))
    found = re.search(rf"^({'|'.join(_FORMS)})\b", text, re.MULTILINE | re.IGNORECASE)
    if found is None:
        raise QueryFileError(f"{query.path} is no example: begin a line with {', '.join(_FORMS)}.")
    kind, holds = _FORMS[found[1].upper()]
    example = iris.example(query.id)
    for each in (SH.SPARQLExecutable, kind):
        graph.add((example, RDF.type, each))
    for language, title, about in (("cs", query.title_cs, query.about_cs), ("en", query.title_en, query.about_en)):
        graph.add((example, RDFS.label, Literal(title, lang=language)))
        graph.add((example, RDFS.comment, Literal(f"{title}. {about}".rstrip(), lang=language)))
    graph.add((example, holds, Literal(text)))
    graph.add((example, SH.prefixes, iris.prefixes()))
    graph.add((example, SCHEMA.target, URIRef(f"{iris.base}sparql")))


def _without_header(text: str) -> str:
    lines = text.splitlines()
    while lines and lines[0].startswith("#"):
        del lines[0]
    return "\n".join(lines).strip() + "\n"
