"""Asks a query of pyoxigraph and of rdflib, and brings both answers into a form that can be compared."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store, Variable
from rdflib import XSD, Dataset, Literal, URIRef
from rdflib.term import Node

from strategraph.query_files import Query
from strategraph.triples import as_term, from_term

NUMBERS = {XSD.integer, XSD.nonNegativeInteger, XSD.int, XSD.decimal}
Terms = Mapping[str, URIRef | Literal]
Solutions = tuple[list[str], list[tuple[object, ...]]]
#: The names and rows of a SELECT, the statements of a CONSTRUCT, or the yes or no of an ASK.
Answer = Solutions | frozenset[tuple[object, ...]] | bool


def same(term: Node | None) -> object:
    """A term as both engines mean it: the store writes numbers in one way and knows but one type of integers."""
    if not isinstance(term, Literal):
        return term
    if term.datatype in NUMBERS:
        return Decimal(str(term))
    return (str(term), (term.language or "").lower(), None if term.datatype == XSD.string else term.datatype)


def asked_of_store(store: Store, query: Query, terms: Terms) -> Answer:
    bound = {Variable(name): as_term(term) for name, term in terms.items()}
    answer = store.query(query.text, use_default_graph_as_union=True, substitutions=bound or None)  # type: ignore[arg-type]
    if isinstance(answer, QueryBoolean):
        return bool(answer)
    if isinstance(answer, QueryTriples):
        return frozenset(tuple(same(from_term(part)) for part in triple) for triple in answer)
    assert isinstance(answer, QuerySolutions)
    rows = [tuple(None if value is None else same(from_term(value)) for value in row) for row in answer]
    return [variable.value for variable in answer.variables], rows


def asked_of_rdflib(dataset: Dataset, query: Query, terms: Terms) -> Answer:
    answer = dataset.query(query.text, initBindings=dict(terms))
    if answer.type == "ASK":
        return bool(answer.askAnswer)
    if answer.type in ("CONSTRUCT", "DESCRIBE"):
        return frozenset(tuple(same(part) for part in triple) for triple in answer.graph or ())
    names = answer.vars or []
    return [str(name) for name in names], [tuple(same(row.get(name)) for name in names) for row in answer.bindings]


def unordered(answer: Answer) -> object:
    """The rows of a SELECT without their order, each as often as it comes; any other answer as it is."""
    return (answer[0], Counter(answer[1])) if isinstance(answer, tuple) else answer
