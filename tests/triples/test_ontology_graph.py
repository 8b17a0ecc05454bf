"""The ontology is published as it stands, and a fault in its Turtle is named."""

from pathlib import Path

import pytest

from strategraph.errors import ReleaseError
from strategraph.namespaces import CLASSES, OWL, PROV, RDF, RDFS, SG
from strategraph.places import Places
from strategraph.triples import ontology_graph


def test_both_files_are_read(places: Places) -> None:
    graph = ontology_graph(places.ontology)
    assert set(graph.subjects(RDF.type, OWL.Class)) == {SG[name] for name in CLASSES}
    assert (SG.Plan, RDFS.subClassOf, PROV.Plan) in graph


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"strategraph\.ttl cannot be read"):
        ontology_graph(tmp_path)


def test_turtle_that_does_not_parse_is_named(tmp_path: Path) -> None:
    (tmp_path / "strategraph.ttl").write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"strategraph\.ttl is not Turtle: Parser error at line 1"):
        ontology_graph(tmp_path)
