"""Statements written as lines say the same, byte for byte, as a graph of rdflib with the same statements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef

from strategraph.errors import ReleaseError
from strategraph.graphs import empty_graph
from strategraph.namespaces import XSD
from strategraph.triples import Statements, lines_graph, ntriples

NAMES = st.sampled_from([URIRef(f"https://example.org/{name}") for name in ("a", "b", "č", "a/b")])
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(lambda text, language: Literal(text, lang=language), TEXTS, st.sampled_from(["cs", "en", "de-AT"])),
    st.integers().map(lambda number: Literal(str(number), datatype=XSD.integer)),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(
        lambda number: Literal(str(number), datatype=XSD.decimal)
    ),
)


@given(st.lists(st.tuples(NAMES, NAMES, NAMES | LITERALS), max_size=12))
def test_lines_are_those_of_a_graph(statements: list[tuple[URIRef, URIRef, URIRef | Literal]]) -> None:
    graph, written = empty_graph(), Statements()
    for one in statements:
        graph.add(one)
        written.add(one)
    assert written.lines.read() == ntriples(graph)
    assert written.lines.count == len(graph)
    assert set(lines_graph([written.lines])) == set(graph)


@pytest.mark.parametrize(
    ("node", "told"),
    [
        (BNode("b0"), "_:b0 is a blank node: give it an IRI, or its label changes with every run."),
        (URIRef("not absolute"), "'not absolute' cannot be published: "),
    ],
)
def test_a_node_that_no_file_can_hold_is_refused_wherever_it_stands(node: URIRef, told: str) -> None:
    name = URIRef("https://example.org/a")
    for statement in ((node, name, name), (name, name, node)):
        with pytest.raises(ReleaseError) as caught:
            Statements().add(statement)
        assert str(caught.value).startswith(told)
