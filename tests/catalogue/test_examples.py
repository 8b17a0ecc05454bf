"""The questions as example queries in the catalogue."""

from pathlib import Path

import pytest
from rdflib import RDF, Graph
from rdflib.compare import graph_diff, to_isomorphic

from strategraph.catalogue import describe_examples
from strategraph.errors import QueryFileError
from strategraph.namespaces import PREFIXES, SH
from strategraph.query_files import read_query

BASE = "https://example.org/"
QUERY = """# title-en: Goals of a plan
# title-cs: Cíle plánu
# about-en: In their order.
# about-cs: V jejich pořadí.
# param: plan iri plan/p
# param: year gYear 2020
SELECT ?plan ?goal # not a header
WHERE {
  ?goal ?in ?plan ; ?when ?year .
}
"""
EXPECTED = '''
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/resource/example/goals> a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ;
    rdfs:label "Goals of a plan"@en, "Cíle plánu"@cs ;
    rdfs:comment "Goals of a plan. In their order."@en, "Cíle plánu. V jejich pořadí."@cs ;
    sh:select """SELECT ?plan ?goal # not a header
WHERE {
  VALUES ?plan { <https://example.org/resource/plan/p> }
  VALUES ?year { "2020"^^<http://www.w3.org/2001/XMLSchema#gYear> }
  ?goal ?in ?plan ; ?when ?year .
}
""" ;
    sh:prefixes <https://example.org/resource/dataset/strategraph/prefixes> ;
    schema:target <https://example.org/sparql> .
'''


def written(folder: Path, text: str) -> Graph:
    file = folder / "goals.rq"
    file.write_text(text, encoding="utf-8")
    return describe_examples([read_query(file)], BASE)


def test_a_query_can_be_run_as_it_stands(tmp_path: Path) -> None:
    graph, expected = written(tmp_path, QUERY), Graph().parse(data=EXPECTED)
    _, rest, missing = graph_diff(to_isomorphic(graph), to_isomorphic(expected))
    assert list(missing) == []
    assert {predicate for _, predicate, _ in rest} == {RDF.type, SH.declare, SH.prefix, SH.namespace}


def test_every_prefix_is_declared(tmp_path: Path) -> None:
    graph = written(tmp_path, QUERY)
    declared = {
        str(graph.value(each, SH.prefix)): str(graph.value(each, SH.namespace))
        for each in graph.objects(None, SH.declare)
    }
    assert declared == dict(PREFIXES)


@pytest.mark.parametrize(
    ("text", "kind", "holds"),
    [
        ("# title-en: x\nPREFIX x: <x:>\nASK {}\n", SH.SPARQLAskExecutable, SH.ask),
        ("construct {} WHERE {}\n", SH.SPARQLConstructExecutable, SH.construct),
    ],
)
def test_each_form_has_its_kind(tmp_path: Path, text: str, kind: object, holds: object) -> None:
    graph = written(tmp_path, text)
    assert (None, RDF.type, kind) in graph
    assert len(list(graph.subject_objects(holds))) == 1  # type: ignore[arg-type]


def test_what_is_no_query_to_show_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryFileError) as fault:
        written(tmp_path, "DESCRIBE <x:y>")
    assert str(fault.value).endswith("goals.rq is no example: begin a line with SELECT, ASK, CONSTRUCT.")
