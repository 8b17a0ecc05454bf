"""Checks a release from three sides: its shapes (SHACL), the rules of SKOS, and the queries that must find nothing."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, QuerySolutions, RdfFormat, Store, Triple, parse
from pyoxigraph import Literal as OxLiteral
from pyshacl import validate
from pyshacl.errors import ReportableRuntimeError, ShapeLoadError
from rdflib import Graph, Literal, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from strategraph.catalogue import NQUADS
from strategraph.concepts import skos_faults
from strategraph.errors import CheckError, QueryFileError
from strategraph.namespaces import PREFIXES, SG, SH
from strategraph.places import Places
from strategraph.query_files import Query, read_queries
from strategraph.release.faults import Fault, Place, place_of
from strategraph.release.model import Release
from strategraph.release.querying import open_store
from strategraph.sparql_words import names_dataset
from strategraph.triples import as_graph, from_term

__all__ = ["Fault", "Place", "check", "check_concepts", "check_queries", "check_shapes", "union"]

SHAPES = "shapes.ttl"
#: The target of the rules that ontology/shapes.ttl states over the whole graph.
WHOLE_GRAPH = SG.Plan
Term = NamedNode | BlankNode | OxLiteral | Triple


def check(release: Release, places: Places) -> tuple[Fault, ...]:
    """All faults of a release, in the order of rule and element; a sound one gives none.

    Shapes and SKOS are checked on the statements of the dumps, because the store rewrites literals; the
    queries run on the store, as every query does.

    Raises:
        CheckError: if the shapes cannot be used.
        QueryFileError: if a check cannot be run.
    """
    graph = union(release.dumps_path / NQUADS)
    faults = [
        *check_shapes(graph, places.ontology / SHAPES),
        *check_concepts(graph),
        *check_queries(open_store(release), graph, read_queries(places.queries, "checks")),
    ]
    return tuple(sorted(faults, key=lambda fault: (fault.rule, fault.element, fault.message)))


def union(nquads: Path) -> Graph:
    """All statements of an N-Quads file as one graph, as the default graph of the endpoint has them."""
    return as_graph(parse(path=str(nquads), format=RdfFormat.N_QUADS))


def check_shapes(graph: Graph, shapes: Path) -> Iterator[Fault]:
    """Faults that the shapes find (SHACL, section 3.6); violations, warnings and infos all count.

    Raises:
        CheckError: if the shapes are not readable or not well-formed SHACL.
    """
    try:
        _, report, _ = validate(graph, shacl_graph=Graph().parse(shapes, format="turtle"), advanced=True)
    except (OSError, BadSyntax, ParserError, ReportableRuntimeError, ShapeLoadError) as fault:
        raise CheckError(f"{shapes} cannot be used as shapes: {fault}.") from fault
    if not isinstance(report, Graph):
        raise CheckError(f"{shapes} gave no report: {report}.")
    for result in report.objects(None, SH.result):
        element = _element(report, result)
        yield Fault(_rule(report, result), str(element), _message(report, result), place_of(graph, element))


def check_concepts(graph: Graph) -> Iterator[Fault]:
    """Faults of the concept schemes in the graph."""
    for fault in skos_faults(graph):
        yield Fault(f"SKOS {fault.rule}", fault.subject, fault.message)


def check_queries(store: Store, graph: Graph, checks: tuple[Query, ...]) -> Iterator[Fault]:
    """Every row of every check is a fault; the first column is the element, the others go into the message.

    Raises:
        QueryFileError: for a check that is not a SELECT or whose first column is not `?element`.
    """
    for query in checks:
        for element, details in _rows(store, query):
            place = place_of(graph, from_term(element)) if element is not None else None
            name = element.value if isinstance(element, NamedNode) else str(element)
            yield Fault(query.id, name, "; ".join([query.title_en or query.id, *details]), place)


def _rows(store: Store, query: Query) -> Iterator[tuple[Term | None, list[str]]]:
    """The element of each row, and `name: value` for each further column that has a value."""
    try:
        rows = store.query(query.text, use_default_graph_as_union=not names_dataset(query.text))
    except SyntaxError as fault:
        raise QueryFileError(f"{query.path} is not a SPARQL query: {fault}.") from fault
    if not isinstance(rows, QuerySolutions) or not rows.variables or rows.variables[0].value != "element":
        raise QueryFileError(f"{query.path} is not a check: write it as SELECT ?element …, one row for each fault.")
    names = [variable.value for variable in rows.variables[1:]]
    for row in rows:
        yield row["element"], [f"{name}: {row[name]}" for name in names if row[name] is not None]


def _element(report: Graph, result: Node) -> Node:
    """The thing at fault: the focus node, but for a rule over the whole graph, whose focus is a class, its value."""
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    found = value if focus == WHOLE_GRAPH and value is not None else focus
    if found is None:
        raise CheckError(f"A result of the shapes names no node: {_message(report, result)}")
    return found


def _rule(report: Graph, result: Node) -> str:
    """The constraint's own name (`shape knownTitle`), or component and path (`shape MinCount of rdfs:label`)."""
    constraint = report.value(result, SH.sourceConstraint)
    if isinstance(constraint, URIRef):
        return f"shape {constraint.fragment or constraint}"
    component = _short(report.value(result, SH.sourceConstraintComponent)).removeprefix("sh:")
    path = report.value(result, SH.resultPath)
    name = f"shape {component.removesuffix('ConstraintComponent')}"
    return f"{name} of {_short(path)}" if path is not None else name


def _message(report: Graph, result: Node) -> str:
    """The messages of the shape, English first where a language is given, and the value at fault."""
    messages = sorted(report.objects(result, SH.resultMessage), key=_english_first)
    value = report.value(result, SH.value)
    text = str(messages[0]) if messages else "The shape is not met."
    tells = value is not None and value != _element(report, result)
    return f"{text} (value: {value})" if tells else text


def _english_first(message: Node) -> tuple[bool, str]:
    return not (isinstance(message, Literal) and message.language == "en"), str(message)


def _short(iri: Node | None) -> str:
    text = str(iri)
    for prefix, space in PREFIXES.items():
        if text.startswith(space):
            return f"{prefix}:{text.removeprefix(space)}"
    return text
