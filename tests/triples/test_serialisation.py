"""Statements are written in one order and one form, with their literals as they were given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from rdflib import XSD, BNode, Graph, Literal, URIRef, Variable

from strategraph.errors import ReleaseError
from strategraph.triples import as_graph, as_quads, as_term, from_term, nquads, ntriples

S, P, V = (URIRef(f"https://example.org/{name}") for name in "spo")
ONE, TWO = URIRef("https://example.org/graph/1"), URIRef("https://example.org/graph/2")


def graph(*triples):
    made = Graph()
    for triple in triples:
        made.add(triple)
    return made


def test_lines_are_sorted_and_literals_stay_as_they_were_given():
    integer = Literal("01", datatype=XSD.integer, normalize=False)
    statements = graph(
        (S, P, integer),
        (S, P, Literal('č\n"x"', lang="cs")),
        (S, P, Literal("x", lang="en-US")),
        (S, P, V),
        (V, P, Literal("1.50", datatype=XSD.decimal)),
    )
    assert ntriples(statements).decode() == (
        '<https://example.org/o> <https://example.org/p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
        '<https://example.org/s> <https://example.org/p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
        '<https://example.org/s> <https://example.org/p> "x"@en-us .\n'
        '<https://example.org/s> <https://example.org/p> "č\\n\\"x\\""@cs .\n'
        "<https://example.org/s> <https://example.org/p> <https://example.org/o> .\n"
    )


def test_quads_of_several_graphs_come_in_one_order():
    quads = [*as_quads(graph((S, P, V)), TWO), *as_quads(graph((S, P, V), (V, P, S)), ONE)]
    assert nquads([*quads, quads[0]]).decode() == (
        "<https://example.org/o> <https://example.org/p> <https://example.org/s> <https://example.org/graph/1> .\n"
        "<https://example.org/s> <https://example.org/p> <https://example.org/o> <https://example.org/graph/1> .\n"
        "<https://example.org/s> <https://example.org/p> <https://example.org/o> <https://example.org/graph/2> .\n"
    )


def test_a_plain_literal_and_an_xsd_string_are_one_statement():
    assert ntriples(graph((S, P, Literal("a")), (S, P, Literal("a", datatype=XSD.string)))).count(b"\n") == 1


def test_no_statements_give_no_bytes():
    assert (ntriples(Graph()), nquads([]), nquads(as_quads(Graph(), ONE))) == (b"", b"", b"")


@pytest.mark.parametrize("triple", [(BNode("a"), P, V), (S, P, BNode("a"))])
def test_a_blank_node_is_refused(triple):
    with pytest.raises(ReleaseError) as fault:
        ntriples(graph(triple))
    assert "holds a blank node: give it an IRI, or its label changes with every run." in str(fault.value)


@pytest.mark.parametrize(
    "node, message",
    [
        (
            URIRef("https://a.b/c d"),
            "'https://a.b/c d' cannot be published: Invalid IRI code point ' '. Correct it where it is written.",
        ),
        (
            URIRef("a"),
            "'a' cannot be published: No scheme found in an absolute IRI. Correct it where it is written.",
        ),
        (Variable("x"), "rdflib.term.Variable('x') is a Variable, which no RDF statement can hold."),
    ],
)
def test_a_term_that_is_no_rdf_is_refused(node, message):
    with pytest.raises(ReleaseError) as fault:
        as_term(node)
    assert str(fault.value) == message


texts = st.text(st.characters(exclude_categories=["Cs"]))
literals = st.one_of(
    st.builds(Literal, texts),
    st.builds(lambda text: Literal(text, lang="cs"), texts),
    st.builds(lambda text: Literal(text, datatype=XSD.integer, normalize=False), texts),
)


@given(st.lists(st.tuples(st.sampled_from([S, V]), st.just(P), literals)))
def test_what_is_written_is_read_back_the_same(triples):
    lines = ntriples(graph(*triples))
    again = {
        (from_term(quad.subject), from_term(quad.predicate), from_term(quad.object))
        for quad in parse(lines, RdfFormat.N_TRIPLES)
    }
    assert again == set(triples)
    assert lines.splitlines() == sorted(lines.splitlines())


@given(literals)
def test_a_literal_goes_through_both_conversions_unchanged(literal):
    again = from_term(as_term(literal))
    assert (str(again), again.language, again.datatype) == (str(literal), literal.language, literal.datatype)


def test_a_graph_of_quads_is_the_graph_they_came_from():
    first = graph((S, P, Literal("01", datatype=XSD.integer, normalize=False)), (S, P, BNode("a")))
    assert set(as_graph(as_quads(first, ONE))) == set(first)
