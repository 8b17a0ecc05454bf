from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal as OxLiteral
from pyoxigraph import QuerySolutions, Store
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD

from strategraph.errors import QueryFileError, UsageError
from strategraph.places import Places
from strategraph.query_files import (
    Parameter,
    Query,
    bind,
    find_query,
    list_queries,
    read_queries,
    read_query,
    with_terms,
    with_values,
)
from strategraph.settings import LAYERS

BASE = "https://example.org/kg/"
HEADER = """\
# title-en: Goals due in a year
# title-cs: Cíle s termínem v roce
# about-en: Every goal whose deadline
# about-en: falls into a year.
# param: plan iri plan/ap-x
# param: year gYear 2020
# A remark without a key, and a line of dashes:
# ---
"""
BODY = "SELECT ?goal WHERE { ?goal ?within ?plan ; ?due $year }\n"


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def of_type(kind: str) -> Query:
    return Query("q", "questions", Path("q.rq"), "", "", "", "", (Parameter("x", kind, ""),), "SELECT ?x {}")


def test_a_query_with_its_whole_header(tmp_path: Path) -> None:
    path = written(tmp_path / "questions" / "due.rq", HEADER + BODY)
    assert read_query(path) == Query(
        id="due",
        group="questions",
        path=path,
        title_en="Goals due in a year",
        title_cs="Cíle s termínem v roce",
        about_en="Every goal whose deadline falls into a year.",
        about_cs="",
        parameters=(Parameter("plan", "iri", "plan/ap-x"), Parameter("year", "gYear", "2020")),
        text=HEADER + BODY,
    )


def test_a_file_without_a_header_is_a_query_without_titles(tmp_path: Path) -> None:
    query = read_query(written(tmp_path / "a.rq", "ASK {}\n# title-en: too late to be read\n"))
    assert (query.title_en, query.parameters, query.text[:6]) == ("", (), "ASK {}")


@pytest.mark.parametrize(
    "text, sentence",
    [
        (
            "# title-en: A\n# titel-cs: B\nASK {}",
            ", line 2: the header has no key 'titel-cs'; the keys are title-en, title-cs, about-en, about-cs, answered, param.",
        ),
        (
            "# param: plan uri plan/x\nASK { ?plan ?p ?o }",
            ": 'param: plan uri plan/x' has to read 'param: name type default', "
            "type one of iri, string, integer, gYear, gYearMonth, or texts to choose from (one|two).",
        ),
        (
            "# param: plan\nASK { ?plan ?p ?o }",
            ": 'param: plan' has to read 'param: name type default', "
            "type one of iri, string, integer, gYear, gYearMonth, or texts to choose from (one|two).",
        ),
        ("# answered: twice\nSELECT ?plan {}", ": 'answered: twice' has to read 'answered: at build'."),
        (
            "# answered: at build\n# param: plan iri plan/x\nSELECT ?plan {}",
            ": what is answered at build has one answer for everybody, so it takes no parameter, and this query has 'plan'.",
        ),
        ("# param: plan iri plan/x\nASK { ?planned ?p ?o }", ": parameter 'plan' is not a variable of the query."),
    ],
)
def test_a_wrong_header_is_refused_with_the_place_and_the_remedy(tmp_path: Path, text: str, sentence: str) -> None:
    path = written(tmp_path / "wrong.rq", text)
    with pytest.raises(QueryFileError) as caught:
        read_query(path)
    assert str(caught.value) == f"{path}{sentence}"


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes(b"# title-cs: \xe8\nASK {}")
    with pytest.raises(QueryFileError, match=r"latin.rq cannot be read as UTF-8 text: .*0xe8"):
        read_query(tmp_path / "latin.rq")
    with pytest.raises(QueryFileError, match=r"absent.rq cannot be read as UTF-8 text: .*No such file"):
        read_query(tmp_path / "absent.rq")


def test_a_group_is_read_in_the_order_of_names_and_an_absent_one_is_empty(tmp_path: Path) -> None:
    for name in ("20-b.rq", "10-a.rq", "notes.txt"):
        written(tmp_path / "rules" / name, "ASK {}")
    assert [query.id for query in read_queries(tmp_path, "rules")] == ["10-a", "20-b"]
    assert read_queries(tmp_path, "reports") == ()


def test_a_query_is_found_by_its_id_in_any_group_and_by_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "checks" / "a.rq", "ASK {}")
    written(tmp_path / "questions" / "b.rq", "ASK {}")
    own = written(tmp_path / "own" / "deep" / "c.rq", "ASK {}")
    assert find_query(tmp_path, "a").group == "checks"
    assert find_query(tmp_path, "b").group == "questions"
    assert find_query(tmp_path, str(own)).id == "c"
    monkeypatch.chdir(own.parent)
    assert find_query(tmp_path, "c.rq").path == Path("c.rq")
    with pytest.raises(UsageError) as caught:
        find_query(tmp_path, "d.rq")
    assert str(caught.value) == "There is no query 'd.rq': `strategraph query` lists them; a .rq file works too."


@pytest.mark.parametrize(
    "kind, value, term",
    [
        ("iri", "plan/ap-x/goal/2.1", URIRef(f"{BASE}resource/plan/ap-x/goal/2.1")),
        ("iri", "https://example.net/a", URIRef("https://example.net/a")),
        ("iri", "urn:x:y", URIRef("urn:x:y")),
        ("string", 'two words, "quoted"', Literal('two words, "quoted"')),
        ("string", "", Literal("")),
        ("integer", "-7", Literal("-7", datatype=XSD.integer)),
        ("gYear", "2020", Literal("2020", datatype=XSD.gYear)),
        ("gYearMonth", "2020-12", Literal("2020-12", datatype=XSD.gYearMonth)),
    ],
)
def test_a_value_becomes_the_term_of_its_type(kind: str, value: str, term: URIRef | Literal) -> None:
    assert bind(of_type(kind), {"x": value}, BASE) == {"x": term}


@pytest.mark.parametrize(
    "kind, value",
    [
        ("iri", ""),
        ("iri", "a b"),
        ("iri", "x> } DROP ALL #"),
        ("iri", "https://example.net/{a}"),
        ("iri", "a\n"),
        ("string", "a\x00"),
        ("integer", "1.5"),
        ("integer", "1" * 19),
        ("integer", "٣ "),
        ("gYear", "20"),
        ("gYear", "2020-12"),
        ("gYearMonth", "2020-13"),
        ("gYearMonth", "2020"),
    ],
)
def test_a_value_of_another_type_is_refused(kind: str, value: str) -> None:
    with pytest.raises(UsageError) as caught:
        bind(of_type(kind), {"x": value}, BASE)
    assert str(caught.value) == f"q: {value!r} is not a value for x, which is of type {kind}."


def test_a_refused_value_is_shown_beside_one_that_fits(tmp_path: Path) -> None:
    query = read_query(
        written(tmp_path / "questions" / "q.rq", "# param: month gYearMonth 2020-12\nASK { ?x ?y ?month }")
    )
    with pytest.raises(UsageError) as caught:
        bind(query, {"month": "2020"}, BASE)
    assert str(caught.value) == (
        "q: '2020' is not a value for month, which is of type gYearMonth; write one such as 2020-12."
    )


def test_a_name_that_is_nearly_right_is_suggested(tmp_path: Path) -> None:
    written(tmp_path / "questions" / "goals-of-plan.rq", "ASK {}")
    with pytest.raises(UsageError, match=r"There is no query 'goal-of-plan': did you mean goals-of-plan\?"):
        find_query(tmp_path, "goal-of-plan")


def test_only_questions_for_people_are_listed(tmp_path: Path) -> None:
    for group in ("checks", "pages", "questions", "reports", "rules"):
        written(tmp_path / group / f"{group}-q.rq", "ASK {}")
    assert [query.id for query in list_queries(tmp_path)] == ["questions-q", "reports-q"]


def test_defaults_are_shown_as_values_behind_where(tmp_path: Path) -> None:
    text = "# param: plan iri plan/a\n# param: month gYearMonth 2020-12\nSELECT ?plan ?month WHERE {\n  ?x ?plan ?month\n}\n"
    query = read_query(written(tmp_path / "questions" / "q.rq", text))
    assert with_values(query, BASE).splitlines()[2:6] == [
        "SELECT ?plan ?month WHERE {",
        f"  VALUES ?plan {{ <{BASE}resource/plan/a> }}",
        '  VALUES ?month { "2020-12"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> }',
        "  ?x ?plan ?month",
    ]
    assert (
        with_values(query, BASE, {"plan": "plan/b"}).splitlines()[3] == f"  VALUES ?plan {{ <{BASE}resource/plan/b> }}"
    )
    unready = read_query(written(tmp_path / "questions" / "r.rq", "# param: x iri plan/a\nDESCRIBE ?x"))
    with pytest.raises(
        QueryFileError, match=r"r\.rq: its parameters have no place: write a pattern in braces after WHERE"
    ):
        with_values(unready, BASE)


@given(st.text())
def test_a_value_in_the_text_of_a_query_is_the_value_and_nothing_else(value: str) -> None:
    query = of_type("string")
    try:
        terms = bind(query, {"x": value}, BASE)
    except UsageError:
        return
    text = with_terms(replace(query, text="SELECT ?x WHERE {}"), terms)
    rows = Store().query(text)
    assert isinstance(rows, QuerySolutions)
    assert [row["x"] for row in rows] == [OxLiteral(value)]


@given(st.sampled_from(["integer", "gYear", "gYearMonth"]), st.text(alphabet="0123456789-٣²", max_size=8))
def test_a_number_or_a_date_that_is_let_in_is_plain_ascii(kind: str, value: str) -> None:
    try:
        term = bind(of_type(kind), {"x": value}, BASE)["x"]
    except UsageError:
        return
    assert str(term).isascii()


def test_the_default_holds_where_no_value_is_given_and_an_unknown_name_is_refused(tmp_path: Path) -> None:
    query = read_query(written(tmp_path / "due.rq", HEADER + BODY))
    year = Literal("2021", datatype=XSD.gYear)
    assert bind(query, {"year": "2021"}, BASE) == {"plan": URIRef(f"{BASE}resource/plan/ap-x"), "year": year}
    with pytest.raises(UsageError, match=r"^due has no parameter 'month'; it has plan, year\.$"):
        bind(query, {"month": "12"}, BASE)
    with pytest.raises(UsageError, match=r"^a has no parameter 'x'; it has none\.$"):
        bind(read_query(written(tmp_path / "a.rq", "ASK {}")), {"x": "1"}, BASE)


@given(st.text().filter(lambda text: "\x00" not in text))
def test_a_bound_string_is_a_value_and_never_a_piece_of_the_query(text: str) -> None:
    graph = Graph()
    graph.add((URIRef("urn:s"), URIRef("urn:p"), Literal("kept")))
    terms = bind(of_type("string"), {"x": text}, BASE)
    rows = list(graph.query("SELECT ?s WHERE { ?s <urn:p> ?x }", initBindings=terms))
    assert len(rows) == (text == "kept")


def test_a_text_to_choose_is_one_of_those_that_there_are() -> None:
    assert bind(of_type("printed|approved|all"), {"x": "approved"}, BASE) == {"x": Literal("approved")}
    for value, meant in (
        ("approve", " (did you mean approved?)"),
        ("", ""),
        ("printed|approved", " (did you mean printed?)"),
    ):
        with pytest.raises(UsageError) as caught:
            bind(of_type("printed|approved|all"), {"x": value}, BASE)
        assert str(caught.value).startswith(f"q: {value!r} is not a value for x")
        assert str(caught.value).endswith("; it is one of printed, approved, all.")
        assert value == "printed|approved" or meant in str(caught.value)


def test_the_layers_to_choose_from_are_those_of_the_settings(places: Places) -> None:
    found = [one for query in list_queries(places.queries) for one in query.parameters if one.name == "layer"]
    assert len(found) >= 10
    assert {one.type for one in found} == {"|".join(LAYERS)}
