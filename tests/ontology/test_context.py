"""The JSON-LD context names every term of ours, and what is written with it reads back unchanged."""

import json
from typing import Any

import pytest
from rdflib import OWL, RDF, Graph
from rdflib.compare import isomorphic

from strategraph.namespaces import CLASSES, PREFIXES, PROPERTIES, SG
from strategraph.pipeline import Work
from strategraph.places import find_places

FOLDER = find_places().ontology
GOOD = find_places().home / "tests" / "fixtures" / "shapes" / "good.ttl"
CONTEXT: dict[str, Any] = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
KEYWORDS = {"@version", "id", "type"}


def written(graph: Graph) -> str:
    return str(graph.serialize(format="json-ld", context=CONTEXT, sort_keys=True))


def expanded(name: str) -> str:
    """The IRI for which a key of the context stands."""
    entry = CONTEXT[name]
    prefix, local = (entry["@id"] if isinstance(entry, dict) else entry).split(":", 1)
    return str(CONTEXT[prefix]) + local


@pytest.mark.parametrize("name", CLASSES + PROPERTIES)
def test_a_term_of_ours_is_a_key_under_its_own_name(name: str) -> None:
    assert expanded(name) == str(SG[name])


def test_a_property_that_leads_to_things_says_so() -> None:
    ontology = Graph().parse(FOLDER / "strategraph.ttl")
    leading = {name for name in PROPERTIES if (SG[name], RDF.type, OWL.ObjectProperty) in ontology} | {"unstated"}

    assert {name for name in PROPERTIES if CONTEXT[name].get("@type") == "@id"} == leading


def test_every_prefix_of_the_graph_is_known_under_the_same_name() -> None:
    assert {prefix: CONTEXT.get(prefix) for prefix in PREFIXES} == PREFIXES


def test_no_two_keys_stand_for_the_same_term() -> None:
    spaces = {key for key, value in CONTEXT.items() if isinstance(value, str) and value.startswith("http")}
    iris = [expanded(key) for key in CONTEXT if key not in spaces | KEYWORDS]

    assert sorted(iris) == sorted(set(iris))


def test_a_sound_graph_reads_back_unchanged() -> None:
    graph = Graph().parse(GOOD)

    assert isomorphic(Graph().parse(data=written(graph), format="json-ld"), graph)


def test_a_goal_reads_like_a_record() -> None:
    graph = Graph().parse(GOOD)
    goal = next(thing for thing in json.loads(written(graph))["@graph"] if thing["id"].endswith("/plan/nap/goal/1.a"))

    assert goal == {
        "id": "https://example.org/resource/plan/nap/goal/1.a",
        "type": goal["type"],
        "description": {"cs": "Zlepšit bydl"},
        "label": {"cs": "Zlepšit bydl"},
        "notation": "a",
        "derivedNotation": "1.a",
        "position": "0",
        "isPartOf": "https://example.org/resource/plan/nap",
        "partOf": "https://example.org/resource/plan/nap",
        "parent": "https://example.org/resource/plan/nap/section/1",
        "level": "https://example.org/resource/level/nap/goal",
        "sourcePassage": "https://example.org/resource/document/nap#char=13,20",
        "truncated": "true",
        "remark": {"cs": "Značka plyne z nadpisu.", "en": "The code follows from the heading."},
        "alignedWith": "https://example.org/resource/plan/kraj/priority/p0",
        "continues": "https://example.org/resource/plan/nap/goal/1.a",
        "hasDescriptor": "https://example.org/resource/descriptor/XVI.d",
        "subject": "https://example.org/resource/descriptor/XVI.d",
        "references": "https://opendata.eselpoint.cz/esel-esb/eli/cz/sb/2006/108",
    }
    assert sorted(goal["type"]) == ["Element", "Goal", "NationalObjective"]


def test_every_property_of_the_plans_has_a_readable_key(work: Work) -> None:
    described = [graph for name, graph in work.graphs.items() if "/source/" in name or name.endswith("/registers")]
    keys = {
        key
        for graph in described
        for thing in json.loads(written(graph))["@graph"]
        for key in thing
    }  # fmt: skip

    assert len(described) == 6
    assert sorted(key for key in keys if ":" in key) == []


def test_the_graphs_of_the_five_documents_read_back_unchanged(work: Work) -> None:
    for name, graph in work.graphs.items():
        if "/source/" in name:
            assert isomorphic(Graph().parse(data=written(graph), format="json-ld"), graph), name
