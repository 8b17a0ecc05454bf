"""A query whose values stand in its text finds what it finds when the engine is given them as terms."""

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Variable

from strategraph.sparql_values import bound

STORE = Store()
STORE.update(
    "INSERT DATA { GRAPH <x:g> { <x:a> <x:p> 1, 2 ; <x:q> <x:b> . <x:b> <x:p> 2, 3 ; <x:q> <x:c> . <x:c> <x:p> 3 ; <x:q> 'x' } }"
)
VALUES = {"x": NamedNode("x:b"), "n": Literal(2)}

QUERIES = [
    "SELECT ?x ?y WHERE { ?x <x:q> ?y }",
    "SELECT ?x ?y { ?x <x:q> ?y }",
    "SELECT $x ?y\nWHERE {\n  $x <x:q> ?y\n}",
    "SELECT ?x ?y { { SELECT ?x ?y { ?y <x:q> ?x } ORDER BY ?y LIMIT 1 } }",
    "SELECT ?x ?y { { SELECT * { ?y <x:q> ?x } ORDER BY ?y LIMIT 1 } OPTIONAL { ?y <x:p> 7 } }",
    "SELECT ?x ?m { ?x <x:q> ?o { SELECT (MAX(?v) AS ?m) { ?o2 <x:p> ?v } } }",
    "SELECT ?n ?y { { ?y <x:p> ?v FILTER (?v > ?n) } UNION { ?y <x:p> ?v FILTER (?v < ?n) } }",
    "SELECT ?n ?y { ?y <x:q> ?z OPTIONAL { ?z <x:p> ?v FILTER (?v = ?n) } FILTER (BOUND(?v)) }",
    "SELECT ?n ?y { ?y <x:q> ?z FILTER NOT EXISTS { ?y <x:p> ?v FILTER (?v = ?n) } }",
    "SELECT ?n ?y ?w { { ?y <x:p> ?v BIND (?v + ?n AS ?w) } }",
    "SELECT ?x ?y ?n { GRAPH <x:g> { ?x <x:q> ?y { ?y <x:p> ?v FILTER (?v > ?n) } } }",
    "SELECT ?x (COUNT(?y) AS ?k) { ?x <x:p> ?y } GROUP BY ?x HAVING (COUNT(?y) > 0) ORDER BY ?x",
    "SELECT ?x ?t { VALUES (?t ?u) { ('{' 1) ('}' 2) } ?x <x:p> ?u } # { ?x",
    "SELECT ?x ?y { ?x <x:q> ?y MINUS { ?y <x:p> ?v FILTER (?v = ?n) } }",
]


def rows(text: str, substitutions: dict[Variable, NamedNode | Literal] | None) -> list[tuple[str, ...]]:
    found = STORE.query(text, use_default_graph_as_union=True, substitutions=substitutions)  # type: ignore[arg-type]
    assert isinstance(found, QuerySolutions)
    names = sorted(variable.value for variable in found.variables)
    return sorted(tuple(str(row[name]) for name in names) for row in found)


@pytest.mark.parametrize("query", QUERIES)
def test_values_in_the_text_mean_what_terms_mean(query: str) -> None:
    head = query.partition("{")[0]
    known = {name: term for name, term in VALUES.items() if f"?{name}" in head or f"${name}" in head}
    wanted = rows(query, {Variable(name): term for name, term in known.items()})
    assert wanted, "a query that finds nothing would prove nothing"
    assert rows(bound(query, {name: str(term) for name, term in known.items()}), None) == wanted


def test_a_template_gets_no_values_and_its_pattern_does() -> None:
    for where in ("WHERE", "FROM <x:g>"):
        text = bound(f"CONSTRUCT {{ ?x <x:r> ?y }} {where} {{ ?x <x:q> ?y }}", {"x": "<x:b>"})
        assert text == f"CONSTRUCT {{ ?x <x:r> ?y }} {where} {{\n  VALUES ?x {{ <x:b> }}\n ?x <x:q> ?y }}"


def test_a_variable_that_an_inner_query_does_not_select_is_another_one() -> None:
    text = bound("SELECT ?x { ?x ?p ?o { SELECT (MAX(?x) AS ?m) { ?x <x:p> ?v } } }", {"x": "<x:b>"})
    assert text.count("VALUES") == 1


def test_a_query_without_values_is_left_as_it_is_and_one_without_a_group_is_refused() -> None:
    assert bound("DESCRIBE ?x", {}) == "DESCRIBE ?x"
    with pytest.raises(ValueError, match=r"^its parameters have no place"):
        bound("DESCRIBE ?x", {"x": "<x:b>"})
