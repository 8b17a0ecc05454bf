"""A sound graph satisfies the shapes, and each planted fault gets the sentence that names it, and no other."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import owlrl
import pyshacl
import pytest
from rdflib import SH, Graph, Literal, URIRef
from rdflib.term import Node

from strategraph.namespaces import DCTERMS, SG
from strategraph.pipeline import Work
from strategraph.places import find_places

ONTOLOGY = find_places().ontology
FIXTURES = find_places().home / "tests" / "fixtures" / "shapes"
GOOD = (FIXTURES / "good.ttl").read_text(encoding="utf-8")
FAULTS: list[dict[str, Any]] = tomllib.loads((FIXTURES / "faults.toml").read_text(encoding="utf-8"))["fault"]
BASE = "https://example.org/resource/"


def shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes.ttl")


def faulty(fault: dict[str, Any], base: str) -> str:
    """The sound graph with one fault planted, its things moved to a base of their own."""
    start = GOOD.index(f"\n<{fault['thing']}> a ")
    end = GOOD.find("\n\n", start + 1) if "\n\n" in GOOD[start + 1 :] else len(GOOD)
    block = GOOD[start:end]
    assert block.count(fault["old"]) == 1, f"{fault['name']}: the old text has to occur once in {fault['thing']}"
    planted = block.replace(fault["old"], fault["new"])
    more: str = fault.get("more", "")
    return (GOOD[:start] + planted + GOOD[end:] + more).replace(BASE, base)


@pytest.fixture(scope="module")
def sentences() -> dict[int, set[str]]:
    """What the shapes say of each fault; all faulty graphs are validated in one go, each under its own base."""
    together = Graph()
    for number, fault in enumerate(FAULTS):
        together.parse(data=faulty(fault, f"https://example.org/{number}/resource/"), format="turtle")
    conforms, report, _ = pyshacl.validate(together, shacl_graph=shapes())
    assert not conforms
    said: dict[int, set[str]] = {number: set() for number in range(len(FAULTS))}
    for result in results(report):
        said[int(thing(report, result).split("/")[3])].add(str(report.value(result, SH.resultMessage)))
    return said


def results(report: Graph) -> Iterator[Node]:
    return report.objects(None, SH.result)


def thing(report: Graph, result: Node) -> str:
    """What a result is about: a rule over the whole graph is aimed at a class, and names the thing as its value."""
    focus = report.value(result, SH.focusNode)
    return str(report.value(result, SH.value) if focus == SG.Plan else focus)


def test_a_sound_graph_conforms_and_the_shapes_are_sound_shacl() -> None:
    data = Graph().parse(data=GOOD, format="turtle")

    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes(), meta_shacl=True)

    assert conforms, text


def test_a_sound_graph_conforms_beside_the_ontology() -> None:
    data = Graph().parse(data=GOOD, format="turtle")
    data.parse(ONTOLOGY / "strategraph.ttl").parse(ONTOLOGY / "alignments.ttl")

    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes())

    assert conforms, text


def test_what_a_reasoner_derives_breaks_no_shape() -> None:
    """In the closure an element is part of its parent too, and has every superclass."""
    data = Graph().parse(data=GOOD, format="turtle")
    data.parse(ONTOLOGY / "strategraph.ttl").parse(ONTOLOGY / "alignments.ttl")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(data)
    goal, section = (URIRef(f"{BASE}plan/nap/{name}") for name in ("goal/1.a", "section/1"))
    assert (goal, DCTERMS.isPartOf, section) in data

    report = pyshacl.validate(data, shacl_graph=shapes())[1]

    said = {(thing(report, result), str(report.value(result, SH.resultMessage))) for result in results(report)}
    assert {(about, told) for about, told in said if about.startswith(BASE)} == set()


@pytest.mark.full
def test_the_graph_of_the_five_documents_conforms(work: Work) -> None:
    data = Graph()
    for graph in work.graphs.values():
        data += graph

    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes(), advanced=True)

    assert conforms, text


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=[fault["name"] for fault in FAULTS])
def test_each_planted_fault_gets_its_sentence(number: int, sentences: dict[int, set[str]]) -> None:
    assert sentences[number] == set(FAULTS[number]["says"])


def test_every_sentence_of_the_shapes_is_provoked_by_a_fault() -> None:
    written = {str(message) for message in shapes().objects(None, SH.message)}

    assert written == {sentence for fault in FAULTS for sentence in fault["says"]}


def test_every_message_is_one_english_sentence() -> None:
    for message in shapes().objects(None, SH.message):
        assert isinstance(message, Literal)
        assert message.language == "en"
        assert re.fullmatch(r"[A-Z].*[^.]\.", str(message)), message


def test_every_property_shape_has_a_path_a_name_and_a_message() -> None:
    graph = shapes()
    stated = [shape for owner, shape in graph.subject_objects(SH.property) if isinstance(owner, URIRef)]

    assert len(stated) > 100
    for shape in stated:
        described = {predicate for predicate in (SH.path, SH.name, SH.message) if graph.value(shape, predicate)}
        assert described == {SH.path, SH.name, SH.message}, list(graph.predicate_objects(shape))


def test_no_shape_is_tied_to_the_base_of_the_things() -> None:
    values = {str(value) for value in shapes().objects()}

    assert [value for value in values if "strategraph/resource" in value] == []
    assert URIRef("https://w3id.org/strategraph/shapes#Element") in set(shapes().subjects())
