"""The graph `assignments`: what it states of one plan, exactly; and that all of it satisfies the shapes."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pyshacl
import pytest
from rdflib import BNode, Graph, Literal

from small_plans import read_small
from strategraph.concepts import Descriptor
from strategraph.iris import Iris
from strategraph.namespaces import DCTERMS, OA, RDF, RDFS, SG, XSD
from strategraph.pipeline import Work
from strategraph.places import Places
from strategraph.settings import SourceLimits, Subjects
from strategraph.sources import read_source
from strategraph.subjects import (
    Decision,
    Indexed,
    Indexer,
    assign_plan,
    assignments_graph,
    decide,
    read_decisions,
    text_sha,
)

IRIS = Iris("https://example.org/")
DECISIONS = (
    "kind,key,code,decision,who,when,why,text_sha\n"
    f"goal,1.1,IX.b,rejected,Eva,2026-11-20,jen zmínka,{text_sha('Cíl jedna')}\n"
    f"goal,1.2,XVI.d,added,Jan,2026-11-21,jde o byty,{text_sha('Cíl dvě')}\n"
    f"goal,1.2,VI.a,approved,Jan,2026-11-21,,{text_sha('Cíl dvě')}\n"
)


@pytest.fixture
def graph(tmp_path: Path, made: Callable[..., Indexer], descriptors: Sequence[Descriptor]) -> Graph:
    indexer = made("IX.a cíl 2", "IX.c jedna 1", "IX.b jedna 3", "VI.a oblast 1")
    plan = read_small(tmp_path)
    document = read_source(tmp_path / "data" / "sources" / "regional" / "zkouska", SourceLimits())
    (tmp_path / "zkouska.csv").write_text(DECISIONS, encoding="utf-8")
    decisions = read_decisions(tmp_path / "zkouska.csv", [one.code for one in descriptors])
    decided = decide(plan, assign_plan(plan, document, indexer), decisions)
    return assignments_graph([(plan, document, decided)], descriptors, "0123456789ab", Subjects(), IRIS)


def said(graph: Graph, key: str, code: str) -> dict[str, object]:
    assignment = IRIS.assignment("zkouska", "goal", key, code)
    return {
        str(name).rpartition("#")[2]: value.toPython()
        for name, value in graph.predicate_objects(assignment)
        if isinstance(value, Literal) and name != RDFS.label
    }


def test_what_words_assign_names_weight_threshold_and_version(graph: Graph) -> None:
    assignment, element = IRIS.assignment("zkouska", "goal", "1.1", "IX.a"), IRIS.element("zkouska", "goal", "1.1")
    assert {(name, value) for name, value in graph.predicate_objects(assignment) if name != RDFS.label} == {
        (RDF.type, SG.DescriptorAssignment),
        (SG.target, element),
        (SG.descriptor, IRIS.descriptor("IX.a")),
        (SG.weight, Literal("2.0", datatype=XSD.decimal)),
        (SG.threshold, Literal("1.5", datatype=XSD.decimal)),
        (SG.status, Literal("assigned")),
        (SG.method, Literal("lexicon")),
        (SG.lexiconVersion, Literal("0123456789ab")),
        (SG.evidence, IRIS.evidence("zkouska", "goal", "1.1", "IX.a", 1)),
        (SG.sourcePassage, IRIS.passage("zkouska", 36, 39)),
    }
    assert set(graph.objects(assignment, RDFS.label)) == {
        Literal("sociální poradenství", lang="cs"),
        Literal("social counselling", lang="en"),
    }


def test_evidence_names_term_weight_place_and_words(graph: Graph) -> None:
    evidence, passage = IRIS.evidence("zkouska", "goal", "1.1", "IX.a", 1), IRIS.passage("zkouska", 36, 39)
    assert set(graph.predicate_objects(evidence)) == {
        (RDF.type, SG.Evidence),
        (RDFS.label, Literal("Cíl", lang="cs")),
        (SG.matchedTerm, Literal("cíl", lang="cs")),
        (SG.weight, Literal("2.0", datatype=XSD.decimal)),
        (SG.foundIn, Literal("own")),
        (SG.sourcePassage, passage),
    }
    selector = graph.value(passage, OA.hasSelector)
    assert (str(graph.value(selector, OA.start)), str(graph.value(selector, OA.end))) == ("36", "39")
    assert graph.value(passage, SG.quote) == Literal("Cíl")


def test_only_what_is_assigned_or_approved_becomes_a_descriptor(graph: Graph) -> None:
    for predicate in (SG.hasDescriptor, DCTERMS.subject):
        assert {
            (str(s).rpartition("/")[2], str(o).rpartition("/")[2]) for s, o in graph.subject_objects(predicate)
        } == {
            ("1.1", "IX.a"),
            ("1.2", "IX.a"),
            ("1.2", "XVI.d"),
            ("1.2", "VI.a"),
        }


def test_a_persons_decision_names_the_person_the_day_and_the_reason(graph: Graph) -> None:
    rejected, added = said(graph, "1.1", "IX.b"), said(graph, "1.2", "XVI.d")
    assert (rejected["status"], rejected["method"], rejected["decidedBy"], rejected["reason"]) == (
        "rejected",
        "lexicon",
        "Eva",
        "jen zmínka",
    )
    assert {name: str(value) for name, value in added.items()} == {
        "weight": "1.0",
        "status": "approved",
        "method": "decision",
        "decidedBy": "Jan",
        "decidedOn": "2026-11-21",
        "reason": "jde o byty",
    }


def test_what_a_person_holds_rests_on_the_few_words_that_speak_for_it(graph: Graph) -> None:
    approved = {name: str(value) for name, value in said(graph, "1.2", "VI.a").items()}
    assert approved == {
        "weight": "1.0",
        "status": "approved",
        "method": "decision",
        "lexiconVersion": "0123456789ab",
        "decidedBy": "Jan",
        "decidedOn": "2026-11-21",
    }
    evidence = IRIS.evidence("zkouska", "goal", "1.2", "VI.a", 1)
    assert (graph.value(evidence, RDFS.label), graph.value(evidence, SG.foundIn)) == (
        Literal("oblast", lang="cs"),
        Literal("heading"),
    )
    passage = graph.value(evidence, SG.sourcePassage)
    assert (graph.value(passage, SG.quote), graph.value(passage, SG.line)) == (Literal("oblast"), Literal(2))


def test_there_are_no_blank_nodes(graph: Graph) -> None:
    assert [triple for triple in graph if any(isinstance(node, BNode) for node in triple)] == []


def approved(indexed: Sequence[Indexed]) -> list[Decision]:
    """A person approves the best of what words say too weakly of each element."""
    return [
        Decision(
            one.element.kind, one.element.key, one.weaker[0].code, "approved", "Eva", "2026-11-20", "", sha, "here"
        )
        for one in indexed
        if one.weaker and (sha := text_sha(one.element.text))
    ]


@pytest.mark.full  # tests/release/test_checks_on_documents.py checks the whole release by the same shapes
def test_the_assignments_of_the_five_documents_satisfy_the_shapes(
    work: Work, real: Indexer, descriptors: Sequence[Descriptor], places: Places
) -> None:
    decided = [
        (plan, document, decide(plan, assigned := assign_plan(plan, document, real), approved(assigned)))
        for plan, document in zip(work.plans, work.documents, strict=True)
    ]
    made = assignments_graph(decided, descriptors, real.lexicon.version, real.subjects, work.iris)
    data = Graph()
    for name, graph in work.graphs.items():
        if not name.endswith("/assignments"):
            data += graph
    data += made

    conforms, _, text = pyshacl.validate(data, shacl_graph=Graph().parse(places.ontology / "shapes.ttl"), advanced=True)

    assert conforms, text
    assert len(set(made.subjects(RDF.type, SG.DescriptorAssignment))) > 250
    weak = [one for one in made.subjects(SG.method, Literal("decision")) if (one, SG.evidence, None) in made]
    assert len(weak) > 20
