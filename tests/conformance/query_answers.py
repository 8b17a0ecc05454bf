"""Answers to queries in one form, in which two of them are equal if they say the same.

Blank nodes count by their place only, numbers by datatype and value; a table is a multiset of rows in any order.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from conformance.query_records import Manifest, Records, Term

__all__ = ["Answer", "comma_separated", "expected", "found", "without_repeats"]

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = frozenset(
    XSD + name
    for name in (
        "integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
        "nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
FORMATS = {"srx": QueryResultsFormat.XML, "srj": QueryResultsFormat.JSON, "tsv": QueryResultsFormat.TSV}
Row = Mapping[str, Term]
Answer = tuple[str, object]


def found(results: QueryBoolean | QuerySolutions | Iterable[Triple]) -> Answer:
    """What an engine gives."""
    if isinstance(results, QueryBoolean):
        return "boolean", bool(results)
    if isinstance(results, QuerySolutions):
        names = [variable.value for variable in results.variables]
        return _table([{name: row[name] for name in names if row[name] is not None} for row in results])
    return _graph(results)


def without_repeats(answer: Answer) -> Answer:
    """A table of no blank nodes as a set of rows."""
    kind, told = answer
    assert kind == "table"
    assert isinstance(told, tuple)
    return kind, (set(told[0]), told[1])


def comma_separated(text: str) -> Answer:
    """A table in CSV, in which blank nodes cannot be told apart and the order of columns is free."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    told = ((name, "_:" if value.startswith("_:") else value) for row in rows for name, value in row.items())
    width = len(rows.fieldnames or ())
    cells = list(told)
    return "csv", Counter(tuple(sorted(cells[at : at + width])) for at in range(0, len(cells), width or 1))


def expected(records: Records, iri: str) -> Answer:
    """What a test expects, from the file that holds it."""
    ending = iri.rpartition(".")[2]
    if ending == "csv":
        return comma_separated(records.path(iri).read_bytes().decode())
    if ending in FORMATS:
        return found(parse_query_results(path=str(records.path(iri)), format=FORMATS[ending]))
    quads = records.quads(iri)
    sets = [quad.subject for quad in quads if quad.object == NamedNode(f"{RS}ResultSet")]
    return _result_set(Manifest(quads), sets[0]) if sets else _graph(quad.triple for quad in quads)


def _result_set(graph: Manifest, node: Term) -> Answer:
    """An answer that is described in RDF."""
    for value in graph.values(node, f"{RS}boolean"):
        return "boolean", _text(value) == "true"
    rows = []
    for solution in graph.values(node, f"{RS}solution"):
        pairs = graph.values(solution, f"{RS}binding")
        rows.append({_text(graph.values(one, f"{RS}variable")[0]): graph.values(one, f"{RS}value")[0] for one in pairs})
    return _table(rows)


def _text(term: Term) -> str:
    assert isinstance(term, Literal)
    return term.value


def _table(rows: Iterable[Row]) -> Answer:
    """Rows with blank nodes are put as a graph, in which they can be told apart by what else they stand with."""
    plain, joined = Counter[object](), Dataset()
    for row in rows:
        values = {name: _by_value(term) for name, term in row.items()}
        if any(isinstance(term, BlankNode | Triple) for term in values.values()):
            node = BlankNode()
            joined.add(Quad(node, NamedNode("row:is"), Literal("row")))
            for name, term in values.items():
                joined.add(Quad(node, NamedNode(f"column:{name}"), term))
        else:
            plain[frozenset((name, str(term)) for name, term in values.items())] += 1
    return "table", (plain, _canonical(joined))


def _graph(triples: Iterable[Triple]) -> Answer:
    return "graph", _canonical(Dataset(Quad(one.subject, one.predicate, _by_value(one.object)) for one in triples))


def _canonical(graph: Dataset) -> frozenset[str]:
    graph.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, graph))


def _by_value(term: Term) -> Term:
    if isinstance(term, Triple):
        return Triple(term.subject, term.predicate, _by_value(term.object))
    if isinstance(term, Literal) and term.datatype.value in NUMBERS:
        try:
            return Literal(repr(float(term.value)), datatype=term.datatype)
        except ValueError:
            return term
    return term
