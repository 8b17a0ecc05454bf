"""A sound graph satisfies the shapes, and each planted fault gets the sentence that names it, and no other."""

import re
import tomllib
from collections.abc import Iterator
from functools import reduce
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


def planted(text: str, fault: dict[str, Any]) -> str:
    """The sound graph, or one that other things were already planted in, with one fault planted."""
    start = text.index(f"\n<{fault['thing']}> a ")
    end = text.find("\n\n", start + 1) if "\n\n" in text[start + 1 :] else len(text)
    block = text[start:end]
    assert block.count(fault["old"]) == 1, f"{fault['name']}: the old text has to occur once in {fault['thing']}"
    return text[:start] + block.replace(fault["old"], fault["new"]) + text[end:] + fault.get("more", "")


def together() -> list[list[int]]:
    """The numbers of the faults, those in one list in different things: they are planted in one graph."""
    alone = [[number] for number, fault in enumerate(FAULTS) if fault.get("alone")]
    shared: list[list[int]] = []
    for number, fault in enumerate(FAULTS):
        if not fault.get("alone"):
            fits = (one for one in shared if fault["thing"] not in {FAULTS[other]["thing"] for other in one})
            found = next(fits, None)
            shared += [] if found else [[]]
            (found or shared[-1]).append(number)
    return alone + shared


@pytest.fixture(scope="module")
def sentences() -> dict[int, set[str]]:
    """What the shapes say of each fault; all faulty graphs are validated in one go, each under its own base."""
    all_graphs, lists = Graph(), together()
    for place, numbers in enumerate(lists):
        text = reduce(planted, (FAULTS[number] for number in numbers), GOOD)
        all_graphs.parse(data=text.replace(BASE, f"https://example.org/{place}/resource/"), format="turtle")
    conforms, report, _ = pyshacl.validate(all_graphs, shacl_graph=shapes())
    assert not conforms
    said: dict[int, set[str]] = {number: set() for number in range(len(FAULTS))}
    for result in results(report):
        place, _, name = thing(report, result).removeprefix("https://example.org/").partition("/resource/")
        said[whose(lists[int(place)], name)].add(str(report.value(result, SH.resultMessage)))
    return said


def whose(numbers: list[int], name: str) -> int:
    """The fault by which a thing is at fault; one that shows at another thing than its own is planted alone."""
    if len(numbers) == 1:
        return numbers[0]
    found = [number for number in numbers if FAULTS[number]["thing"] == name]
    assert found, (
        f"{name} is at fault, and nothing was planted there: give one of these faults `alone = true`: {numbers}"
    )
    return found[0]


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
