"""Statements are compared in the spelling of our own store, sorted through files, and a difference is named."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from strategraph.release.sameness import canonical, difference, same_value

XSD = "http://www.w3.org/2001/XMLSchema#"
SUBJECT, PREDICATE = NamedNode("x:s"), NamedNode("x:p")


def typed(text: str, kind: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + kind))


def quad(value: Literal | NamedNode, graph: str = "x:g") -> Quad:
    return Quad(SUBJECT, PREDICATE, value, NamedNode(graph))


@pytest.mark.parametrize(
    "text, kind, spelt, as_kind",
    [
        ("0.0370", "decimal", "0.037", "decimal"),
        ("5.0", "decimal", "5", "decimal"),
        ("-0.0", "decimal", "0", "decimal"),
        ("+.50", "decimal", "0.5", "decimal"),
        ("12345678901234567890.1234567890123456780", "decimal", "12345678901234567890.123456789012345678", "decimal"),
        ("127", "nonNegativeInteger", "127", "integer"),
        ("-007", "int", "-7", "integer"),
        ("99999999999999999999", "integer", "99999999999999999999", "integer"),
        ("1", "boolean", "true", "boolean"),
        ("0", "boolean", "false", "boolean"),
        ("1E6", "double", "1000000", "double"),
        ("1e+06", "double", "1000000", "double"),
        ("INF", "float", "INF", "float"),
        ("2024-05-31T10:00:00.000Z", "dateTime", "2024-05-31T10:00:00Z", "dateTime"),
        ("2024-05-31T10:00:00.120+02:00", "dateTime", "2024-05-31T10:00:00.12+02:00", "dateTime"),
    ],
)
def test_a_value_has_one_spelling(text, kind, spelt, as_kind):
    assert same_value(typed(text, kind)) == typed(spelt, as_kind)
    assert same_value(typed(spelt, as_kind)) == typed(spelt, as_kind)


@pytest.mark.parametrize(
    "text, kind",
    [
        ("1", "string"),
        ("01", "gYear"),
        ("2024-05", "gYearMonth"),
        ("P1D", "duration"),
        ("one", "integer"),
        ("", "decimal"),
        ("1e3", "decimal"),
        ("٣", "integer"),
        ("1_000", "integer"),
        ("maybe", "boolean"),
        ("infinity", "double"),
    ],
)
def test_what_has_no_value_or_one_of_another_kind_is_left_alone(text, kind):
    assert same_value(typed(text, kind)) == typed(text, kind)


def test_a_language_is_written_in_lower_case_and_the_text_is_not():
    assert same_value(Literal("A", language="EN-us")) == Literal("A", language="en-us")


NUMBERS = st.one_of(
    st.tuples(
        st.from_regex(r"[+-]?[0-9]{1,15}", fullmatch=True), st.sampled_from(["integer", "long", "nonNegativeInteger"])
    ),
    st.tuples(st.from_regex(r"[+-]?[0-9]{1,15}(\.[0-9]{0,15})?", fullmatch=True), st.just("decimal")),
    st.tuples(st.floats(allow_nan=False, min_value=-1e15, max_value=1e15).map(repr), st.just("double")),
    st.tuples(st.sampled_from(["0", "1", "true", "false"]), st.just("boolean")),
)


@given(NUMBERS)
def test_the_spelling_is_that_of_our_own_store(number):
    text, kind = number
    store = Store()
    store.add(quad(typed(text, kind)))
    assert next(iter(store)).object == same_value(typed(text, kind))


def test_a_graph_is_sorted_through_files_each_statement_once(tmp_path):
    quads = [quad(typed(str(number), "int")) for number in (3, 1, 2, 3, 1)] + [quad(typed("01", "integer"), "x:other")]
    lines = [f'<x:s> <x:p> "{number}"^^<{XSD}integer> .\n' for number in (1, 2, 3)]
    for part in (1, 2, 100):
        found = canonical(quads, tmp_path / "sorted", part)
        assert found.path.read_text(encoding="utf-8") == "".join(lines)
        assert (found.count, found.sha256) == (3, sha256("".join(lines).encode()).hexdigest())
        assert list(tmp_path.iterdir()) == [found.path]


def test_nothing_has_a_hash_too(tmp_path):
    assert canonical([], tmp_path / "sorted").sha256 == sha256().hexdigest()


def test_a_difference_is_told_by_its_first_statement_on_either_side(tmp_path):
    one = canonical([quad(Literal(text)) for text in "abd"], tmp_path / "one")
    other = canonical([quad(Literal(text)) for text in "acd"], tmp_path / "other")
    assert difference(one, other) == ('<x:s> <x:p> "b" .', '<x:s> <x:p> "c" .')
    assert difference(one, one) == ("", "")
    assert difference(one, canonical([quad(Literal(text)) for text in "abde"], tmp_path / "more")) == (
        "",
        '<x:s> <x:p> "e" .',
    )
