"""What the lexicon gives an element, held against what is printed: values, and the statements made of them."""

from collections.abc import Callable, Sequence

from rdflib import Literal

from strategraph.concepts import Descriptor
from strategraph.namespaces import DCTERMS, RDF, RDFS, SG, XSD
from strategraph.pipeline import Work
from strategraph.plans import Plan
from strategraph.sources import Document
from strategraph.subjects import Indexer, assign_plan, compare_plan, comparisons_graph
from strategraph.subjects.comparisons import compare_element
from strategraph.subjects.model import Assignment

PRINTED = "ap-ssz-2024-2026"


def document(work: Work) -> Document:
    return next(one for one in work.documents if one.manifest.plan_id == PRINTED)


def test_a_descriptor_is_given_by_both_by_one_or_by_none() -> None:
    said = (
        Assignment("IX.a", 2.0, "assigned", ()),
        Assignment("IX.b", 1.5, "assigned", ()),
        Assignment("IX.c", 1.0, "suggested", ()),
        Assignment("IX.d", 1.0, "suggested", ()),
        Assignment("IX.e", 0.5, "", ()),
    )
    found = compare_element(("goal", "1"), {"IX.a", "IX.c", "IX.e", "X.a"}, said)
    assert [(one.kind, one.key, one.code, one.agreement, one.score) for one in found] == [
        ("goal", "1", "IX.a", "both", 2.0),
        ("goal", "1", "IX.b", "lexicon", 1.5),
        ("goal", "1", "IX.c", "printed", 1.0),
        ("goal", "1", "IX.e", "printed", 0.5),
        ("goal", "1", "X.a", "printed", 0.0),
    ]


def test_nothing_printed_and_nothing_said_is_nothing_to_compare() -> None:
    assert compare_element(("goal", "1"), frozenset(), ()) == ()


def test_elements_with_printed_descriptors_are_compared_and_all_others_assigned(
    work: Work, printed: Plan, real: Indexer
) -> None:
    compared = {(one.kind, one.key) for one in compare_plan(printed, document(work), real)}
    assigned = {(one.element.kind, one.element.key) for one in assign_plan(printed, document(work), real)}
    assert len(compared) == 38
    assert compared.isdisjoint(assigned)
    for plan, source in zip(work.plans, work.documents, strict=True):
        assert bool(compare_plan(plan, source, real)) is (plan is printed)


def test_a_comparison_is_stated_with_what_it_rests_on_and_gives_no_descriptor(
    work: Work, printed: Plan, made: Callable[..., Indexer], descriptors: Sequence[Descriptor]
) -> None:
    indexer = made("XX.d výkon trestu 3", "VIII.a příprava odsouzených 2")
    source, iris = document(work), work.iris
    graph = comparisons_graph(source, compare_plan(printed, source, indexer), descriptors, indexer, iris)
    place = (PRINTED, "goal", "4.9.b")
    comparison = iris.comparison(*place, "XX.d")
    (passage,) = graph.objects(comparison, SG.sourcePassage)
    assert set(graph.predicate_objects(comparison)) == {
        (RDF.type, SG.Comparison),
        (SG.comparedElement, iris.element(*place)),
        (SG.descriptor, iris.descriptor("XX.d")),
        (SG.agreement, Literal("both")),
        (SG.weight, Literal("3.0", datatype=XSD.decimal)),
        (SG.threshold, Literal("1.5", datatype=XSD.decimal)),
        (SG.lexiconVersion, Literal(indexer.lexicon.version)),
        (RDFS.label, Literal(next(one.label_cs for one in descriptors if one.code == "XX.d"), lang="cs")),
        (RDFS.label, Literal(next(one.label_en for one in descriptors if one.code == "XX.d"), lang="en")),
        (SG.sourcePassage, passage),
    }
    assert graph.value(passage, SG.quote) == Literal("výkonu trestu")
    assert [one for one in (SG.hasDescriptor, DCTERMS.subject, SG.target) if (None, one, None) in graph] == []
    silent = iris.comparison(*place, "IX.b")
    assert graph.value(silent, SG.weight) == Literal("0.0", datatype=XSD.decimal)
    assert graph.value(silent, SG.agreement) == Literal("printed")
    assert (silent, SG.sourcePassage, None) not in graph
