"""Rules and axioms say the same of the five documents, and neither says more than that a descriptor is shared."""

from itertools import permutations, product

import pytest
from rdflib import OWL, RDF, SKOS, Graph, Namespace, URIRef

from strategraph.errors import InferenceError
from strategraph.inference import compare, entailed, projection, units_of
from strategraph.namespaces import SG
from strategraph.pipeline import Work, make_inferences
from strategraph.places import Places, find_places
from strategraph.settings import Inference, Settings
from strategraph.triples import ontology_graph

EX = Namespace("https://example.org/")
ONTOLOGY = ontology_graph(find_places().ontology)


def graph(*triples: tuple[URIRef, URIRef, URIRef]) -> Graph:
    made = Graph()
    for triple in triples:
        made.add(triple)
    return made


def carried(work: Work) -> dict[URIRef, set[URIRef]]:
    """Aligned unit → its descriptors, read from the values that the graph was made of."""
    found: dict[URIRef, set[URIRef]] = {}
    for plan, decided in zip(work.plans, work.decided, strict=True):
        compared = {level.id for level in plan.levels if level.aligned_unit}
        for element in plan.elements:
            if element.level in compared:
                codes = {one.code for one in element.descriptors} | {
                    one.code
                    for one in decided.subjects
                    if (one.kind, one.key) == (element.kind, element.key) and one.status in ("assigned", "approved")
                }
                iri = work.iris.element(plan.id, element.kind, element.key)
                found[iri] = {work.iris.descriptor(code) for code in codes}
    return found


def test_exactly_the_units_that_share_a_descriptor_are_said_to(work: Work) -> None:
    units = carried(work)
    inferred = work.graphs[work.names.named("inferred")]
    assert len(units) == 38 + 15 + 15 + 9 + 17
    assert set(inferred.subject_objects(SG.sharesDescriptorWith)) == {
        (one, other) for one, other in permutations(units, 2) if units[one] & units[other]
    }
    assert set(inferred.subject_objects(SG.descriptorOf)) == {
        (code, unit) for unit, codes in units.items() for code in codes
    }


def test_the_direction_from_the_state_to_the_region_is_derived_by_rule(work: Work) -> None:
    units, inferred = carried(work), work.graphs[work.names.named("inferred")]
    sides = [set(inferred.subjects(RDF.type, kind)) for kind in (SG.NationalObjective, SG.RegionalPriority)]
    wanted = {(one, other) for one, other in product(*sides) if units[one] & units[other]}
    assert set(inferred.subject_objects(SG.sharesDescriptorWithPriority)) == wanted
    alignments = work.graphs[work.names.named("alignments")]
    linked = set(alignments.subjects(RDF.type, SG.Alignment))
    ends = {(alignments.value(one, SG.nationalObjective), alignments.value(one, SG.regionalPriority)) for one in linked}
    assert (ends, len(ends)) == (wanted, len(linked)), "each pair that shares a descriptor has its alignment"


def test_rules_and_axioms_derive_the_same_triple_for_triple(work: Work) -> None:
    inferred = work.graphs[work.names.named("inferred")]
    axioms = entailed(projection(work.graphs, units_of(work.graphs)), work.graphs[work.names.named("ontology")])
    rules = {triple for triple in inferred if triple[1] in (SG.descriptorOf, SG.sharesDescriptorWith)}
    assert axioms == rules


def test_a_theme_is_shared_only_where_no_descriptor_is_and_only_across_the_sides(work: Work) -> None:
    units, inferred = carried(work), work.graphs[work.names.named("inferred")]
    national = set(inferred.subjects(RDF.type, SG.NationalObjective))
    themes = {unit: {str(code).rpartition("/")[2].split(".")[0] for code in codes} for unit, codes in units.items()}
    assert set(inferred.subject_objects(SG.sharesThemeWith)) == {
        (one, other)
        for one, other in permutations(units, 2)
        if (one in national) != (other in national) and themes[one] & themes[other] and not units[one] & units[other]
    }


def test_mappings_parts_and_what_is_not_compared_stay_out_of_the_projection() -> None:
    stated = graph(
        (EX.n, RDF.type, SG.NationalObjective),
        (EX.n, SG.hasDescriptor, EX.housing),
        (EX.n, SG.partOf, EX.section),
        (EX.measure, SG.hasDescriptor, EX.housing),
        (EX.housing, SKOS.broadMatch, EX.foreign),
    )
    assert set(projection({EX.g: stated}, units_of({EX.g: stated}))) == {
        (EX.n, RDF.type, SG.NationalObjective),
        (EX.n, SG.hasDescriptor, EX.housing),
    }


def test_a_contradiction_ends_the_work_with_a_sentence() -> None:
    seen = graph((EX.n, RDF.type, SG.NationalObjective), (EX.n, RDF.type, SG.RegionalPriority))
    with pytest.raises(InferenceError, match=r"The statements contradict the ontology: .*ontology/strategraph\.ttl"):
        entailed(seen, ONTOLOGY)


def test_a_rule_that_says_more_or_less_than_the_axioms_is_found() -> None:
    seen = graph(
        *[(unit, RDF.type, SG.Element) for unit in (EX.n, EX.r)],
        (EX.n, RDF.type, SG.NationalObjective),
        (EX.r, RDF.type, SG.RegionalPriority),
        (EX.n, SG.hasDescriptor, EX.housing),
        (EX.r, SG.hasDescriptor, EX.housing),
    )
    axioms = entailed(seen, ONTOLOGY)
    same = graph(*[triple for triple in axioms if triple[1] != RDF.type])  # type: ignore[misc]
    compare(same, axioms)
    for change, told in (
        (lambda made: made.remove((EX.n, SG.sharesDescriptorWith, EX.r)), "The axioms derive <https://example.org/n>"),
        (lambda made: made.add((EX.n, SG.sharesDescriptorWith, EX.x)), "The rules derive <https://example.org/n>"),
    ):
        other = graph(*same)  # type: ignore[arg-type]
        change(other)
        with pytest.raises(InferenceError, match=told):
            compare(other, axioms)


@pytest.mark.parametrize(
    "sizes, shared, told",
    [
        (Inference(closure_units=1), True, "triples on 94 units, by rule alone"),
        (Inference(sharing_units=93), False, "triples on 94 units, by rule alone"),
    ],
)
def test_above_the_stated_sizes_only_the_rules_run_and_plain_sharing_is_not_stated(
    work: Work, places: Places, sizes: Inference, shared: bool, told: str
) -> None:
    large = Work(places, Settings(inference=sizes))
    large.plans = work.plans
    large.graphs = {name: graph for name, graph in work.graphs.items() if name != work.names.named("inferred")}
    assert make_inferences(large).endswith(told)
    inferred = large.graphs[work.names.named("inferred")]
    assert bool(next(inferred.subject_objects(SG.sharesDescriptorWith), None)) is shared
    assert next(inferred.subjects(RDF.type, SG.NationalObjective), None)


def test_units_without_descriptors_and_two_alike_give_defined_results() -> None:
    seen = graph(
        (EX.n, RDF.type, SG.NationalObjective),
        (EX.alike1, RDF.type, SG.RegionalPriority),
        (EX.alike2, RDF.type, SG.RegionalPriority),
        (EX.alike1, SG.hasDescriptor, EX.housing),
        (EX.alike2, SG.hasDescriptor, EX.housing),
        (EX.housing, SKOS.broader, EX.theme),
        (EX.theme, SKOS.broader, EX.housing),
    )
    found = {(s, o) for s, p, o in entailed(seen, ONTOLOGY) if p == SG.sharesDescriptorWith}
    assert found == {(EX.alike1, EX.alike2), (EX.alike2, EX.alike1)}
    assert not any(p == OWL.sameAs for _, p, _ in entailed(seen, ONTOLOGY))
