"""Query files are answered from a release with their parameters bound, in every format and in none by mistake."""

import csv
import io
import json
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from strategraph.errors import QueryFileError, ReleaseError, UsageError
from strategraph.query_files import Query
from strategraph.release import GRAPH_FORMATS, SOLUTION_FORMATS, answer, open_store, publish

GOAL = URIRef("https://example.org/resource/plan/p/goal/1.a")
OTHER = URIRef("https://example.org/resource/plan/p/goal/1.b")
RDFS_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
LABELS = f"SELECT ?goal ?label WHERE {{ ?goal {RDFS_LABEL} ?label }} ORDER BY ?goal"
STATEMENTS = f"CONSTRUCT {{ ?goal {RDFS_LABEL} ?label }} WHERE {{ ?goal {RDFS_LABEL} ?label }}"


def query(text):
    return Query("labels", "questions", Path("queries/questions/labels.rq"), "", "", "", "", (), text)


@pytest.fixture
def store(tmp_path, graphs, names, about):
    extra = Graph()
    extra.add((OTHER, URIRef("http://www.w3.org/2000/01/rdf-schema#label"), Literal('Druhý, "jiný"', lang="cs")))
    return open_store(publish(graphs | {names.named("inferred"): extra}, tmp_path, names, about))


ROWS = {
    "csv": f'goal,label\r\n{GOAL},Cíl\r\n{OTHER},"Druhý, ""jiný"""\r\n',
    "tsv": f'?goal\t?label\n<{GOAL}>\t"Cíl"@cs\n<{OTHER}>\t"Druhý, \\"jiný\\""@cs\n',
}


@pytest.mark.parametrize("form", ROWS)
def test_rows_as_text_over_the_union_of_the_graphs(store, form):
    assert answer(store, query(LABELS), {}, form).decode() == ROWS[form]


def test_rows_as_json(store):
    assert json.loads(answer(store, query(LABELS), {"goal": GOAL}, "json")) == {
        "head": {"vars": ["goal", "label"]},
        "results": {
            "bindings": [
                {
                    "goal": {"type": "uri", "value": str(GOAL)},
                    "label": {"type": "literal", "value": "Cíl", "xml:lang": "cs"},
                }
            ]
        },
    }


def test_rows_as_xml(store):
    assert answer(store, query(LABELS), {"goal": GOAL}, "xml").decode() == (
        '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        '<head><variable name="goal"/><variable name="label"/></head><results><result>'
        f'<binding name="goal"><uri>{GOAL}</uri></binding>'
        '<binding name="label"><literal xml:lang="cs">Cíl</literal></binding></result></results></sparql>'
    )


@pytest.mark.parametrize("form, expected", [("json", b'{"head":{},"boolean":true}'), ("csv", b"true")])
def test_a_yes_or_no(store, form, expected):
    assert answer(store, query(f"ASK {{ ?goal {RDFS_LABEL} ?label }}"), {"goal": GOAL}, form) == expected


def test_a_parameter_is_a_term_and_never_text(store):
    hostile = Literal('" } ; DROP ALL', lang="cs")
    rows = answer(store, query(LABELS), {"label": hostile}, "csv").decode()
    assert list(csv.reader(io.StringIO(rows))) == [["goal", "label"]]


@pytest.mark.parametrize("form, parser", [("turtle", "turtle"), ("nt", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld")])
def test_statements_in_every_form(store, form, parser):
    found = Graph().parse(data=answer(store, query(STATEMENTS), {"goal": GOAL}, form), format=parser)
    assert set(found) == {(GOAL, URIRef("http://www.w3.org/2000/01/rdf-schema#label"), Literal("Cíl", lang="cs"))}


def test_statements_are_sorted_and_prefixed(store):
    lines = answer(store, query(STATEMENTS), {}, "turtle").decode().splitlines()
    assert lines[-2:] == [f'<{GOAL}> rdfs:label "Cíl"@cs .', f'<{OTHER}> rdfs:label "Druhý, \\"jiný\\""@cs .']
    assert all(line.startswith("@prefix ") for line in lines[:-2])
    assert lines[:-2] == sorted(lines[:-2])


def test_the_forms_that_the_tests_cover_are_all_there_are():
    assert set(SOLUTION_FORMATS) == {"json", "xml", "csv", "tsv"}
    assert set(GRAPH_FORMATS) == {"turtle", "nt", "rdfxml", "jsonld"}


@pytest.mark.parametrize(
    "text, form, message",
    [
        (LABELS, "turtle", "labels cannot be answered as 'turtle': choose one of json, xml, csv, tsv."),
        (STATEMENTS, "csv", "labels cannot be answered as 'csv': choose one of turtle, nt, rdfxml, jsonld."),
        (LABELS, "", "labels cannot be answered as '': choose one of json, xml, csv, tsv."),
    ],
)
def test_a_form_that_does_not_fit_is_refused(store, text, form, message):
    with pytest.raises(UsageError) as fault:
        answer(store, query(text), {}, form)
    assert str(fault.value) == message


def test_a_query_that_does_not_parse_is_refused_by_file(store):
    with pytest.raises(QueryFileError) as fault:
        answer(store, query("SELECT nothing"), {}, "csv")
    assert str(fault.value).startswith("queries/questions/labels.rq is not a SPARQL query: error at 1:")


def test_a_parameter_that_is_not_selected_is_refused_by_file(store):
    text = f"SELECT ?label WHERE {{ ?goal {RDFS_LABEL} ?label }}"
    with pytest.raises(QueryFileError) as fault:
        answer(store, query(text), {"goal": GOAL}, "csv")
    assert str(fault.value).startswith(
        "queries/questions/labels.rq: name every parameter among the variables after SELECT ("
    )


def test_a_store_that_is_gone_is_an_error(tmp_path, graphs, names, about):
    release = publish(graphs, tmp_path, names, about)
    (release.store_path / "CURRENT").unlink()
    with pytest.raises(ReleaseError) as fault:
        open_store(release)
    assert str(fault.value).startswith(f"The store {release.store_path} cannot be opened: ")
