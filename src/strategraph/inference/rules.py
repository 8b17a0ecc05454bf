"""Runs the numbered rules over the graphs, each rule seeing what the rules before it found."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pyoxigraph import BlankNode, NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple
from rdflib import Graph, URIRef, Variable
from rdflib.plugins.sparql.algebra import translateQuery, traverse
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from strategraph.errors import QueryFileError
from strategraph.query_files import Query
from strategraph.triples import as_graph, as_quads, lines_with

__all__ = ["infer"]

#: Where the findings stand while the rules run; the name is seen by no rule that has no GRAPH clause.
FOUND = NamedNode("urn:x-strategraph:found")


def infer(graphs: Mapping[URIRef, Graph], rules: Iterable[Query]) -> Graph:
    """The statements that the rules derive from the union of the graphs and that no graph asserts.

    The rules run once each, in the given order (`read_queries(places.queries, "rules")` gives the order of
    their numbers): a later rule may build on an earlier one, not the other way round. A DESCRIBE would only
    repeat what is stated, and so derive nothing.

    Raises:
        QueryFileError: naming the file of a rule that is a SELECT, an ASK or no SPARQL at all, has parameters or makes blank nodes.
    """
    store, rules = Store(), list(rules)
    properties = _properties(rules)
    for name, graph in graphs.items():
        if properties is None:
            store.bulk_extend(as_quads(graph, name))
        else:
            place = NamedNode(str(name))
            for lines in lines_with(graph, properties):
                store.load(lines, RdfFormat.N_TRIPLES, to_graph=place)
    for rule in rules:
        store.extend([Quad(found.subject, found.predicate, found.object, FOUND) for found in _new(store, rule)])
    return as_graph(sorted(store.quads_for_pattern(None, None, None, FOUND), key=str))


def _properties(rules: Iterable[Query]) -> set[URIRef] | None:
    """The properties that the rules ask for or state, so that others need not be at hand; None if one asks for any."""
    found: set[URIRef] = set()
    asks_for_any = False
    for rule in rules:
        _run(Store(), rule)  # the engine says better what is wrong with it
        named = _named_in(rule.text)
        asks_for_any |= named is None
        found |= named or set()
    return None if asks_for_any else found


@cache  # rdflib takes longer to read a rule than the rule to run, and who builds once more reads the same
def _named_in(rule: str) -> frozenset[URIRef] | None:
    """The same of one rule."""
    found: set[URIRef] = set()
    asks_for_any = False

    def visit(node: Any) -> None:
        nonlocal asks_for_any
        parts = ("triples", "template") if isinstance(node, CompValue) else ()
        said = [terms for part in parts for terms in (node[part] or () if part in node else ())]
        for property_ in (one for terms in said for one in terms[1::3]):  # several in a row inside of a filter
            asks_for_any |= isinstance(property_, Variable) or "!" in property_.n3()
            found.update(map(URIRef, re.findall(r"<([^>]*)>", property_.n3())))

    traverse(translateQuery(parseQuery(rule)).algebra, visitPre=visit)
    return None if asks_for_any else frozenset(found)


def _new(store: Store, rule: Query) -> list[Triple]:
    found = [triple for triple in _run(store, rule) if not _holds(store, triple)]
    for triple in found:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            raise QueryFileError(f"{rule.path} makes a blank node: build an IRI with IRI() and BIND instead.")
    return found


def _run(store: Store, rule: Query) -> QueryTriples:
    if rule.parameters:
        raise QueryFileError(f"{rule.path} has parameters, and a rule has nobody to set them: take them out.")
    try:
        results = store.query(rule.text, use_default_graph_as_union=True)
    except SyntaxError as fault:
        raise QueryFileError(f"{rule.path} is not a SPARQL query: {fault}.") from fault
    if not isinstance(results, QueryTriples):
        raise QueryFileError(
            f"{rule.path} is not a rule: write it as CONSTRUCT {{ what follows }} WHERE {{ from what }}."
        )
    return results


def _holds(store: Store, triple: Triple) -> bool:
    pattern = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return next(iter(pattern), None) is not None
