"""Aligning: periods that overlap, do not, or are not stated; plans in their order; and what the graphs say of links."""

from dataclasses import replace
from decimal import Decimal

import pytest
from rdflib import RDF, Graph, URIRef

from strategraph.alignment import ALIGNMENT, CONTINUITY, Aligned, aligned_units, links_graph
from strategraph.alignment.aligning import Overlap, Period, overlap, successive
from strategraph.link_steps import read_aligner
from strategraph.namespaces import SG
from strategraph.pipeline import Work

BASE = "https://w3id.org/strategraph/resource/"


@pytest.mark.parametrize(
    "one, other, found",
    [
        ((2016, 2020), (2019, 2021), Overlap("overlapping", 2)),
        ((2019, 2021), (2021, 2021), Overlap("overlapping", 1)),
        ((2024, 2026), (2019, 2021), Overlap("apart", 0)),
        ((2019, 2021), (2022, 2026), Overlap("apart", 0)),
        ((2024, 2026), None, Overlap("unknown", None)),
        (None, None, Overlap("unknown", None)),
    ],
)
def test_periods_overlap_in_whole_years_or_it_is_said_that_one_is_not_known(
    one: Period, other: Period, found: Overlap
) -> None:
    assert overlap(one, other) == overlap(other, one) == found


def test_plans_follow_one_another_by_their_first_year() -> None:
    periods: dict[str, Period] = {"c": (2024, 2026), "a": (2006, 2008), "x": None, "b": (2016, 2020)}
    assert list(successive(periods)) == [("a", "b"), ("b", "c")]
    assert list(successive({"x": None, "a": (2006, 2008)})) == []


@pytest.fixture(scope="module")
def aligned(work: Work) -> tuple[Aligned, ...]:
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris)
    return read_aligner(work).regional(units).links


def test_the_overlap_on_each_link_is_that_of_its_plans(aligned: tuple[Aligned, ...]) -> None:
    found = {
        (one.link.subject.split("/")[6], one.link.object.split("/")[6]): (one.overlap.kind, one.overlap.years)
        for one in aligned
    }
    assert found == {
        ("napsi-2006-2008", "sprss-plzensky-2019-2021"): ("apart", 0),
        ("ap-sbsv-2016-2020", "sprss-plzensky-2019-2021"): ("overlapping", 2),
        ("ap-ssz-2024-2026", "sprss-plzensky-2019-2021"): ("apart", 0),
        ("napsi-2006-2008", "sprss-ustecky"): ("unknown", None),
        ("ap-sbsv-2016-2020", "sprss-ustecky"): ("unknown", None),
        ("ap-ssz-2024-2026", "sprss-ustecky"): ("unknown", None),
    }


def test_the_graph_holds_every_sharing_pair_and_shortcuts_for_the_specific_ones_only(
    work: Work, aligned: tuple[Aligned, ...]
) -> None:
    graph = work.graphs[work.names.named("alignments")]
    sharing = {
        (subject, value)
        for subject, value in work.graphs[work.names.named("inferred")].subject_objects(SG.sharesDescriptorWith)
        if (subject, RDF.type, SG.NationalObjective) in work.graphs[work.names.named("inferred")]
        and (value, RDF.type, SG.RegionalPriority) in work.graphs[work.names.named("inferred")]
    }
    ends = [(graph.value(link, SG.nationalObjective), graph.value(link, SG.regionalPriority))
            for link in graph.subjects(RDF.type, SG.Alignment)]  # fmt: skip
    assert len(ends) == len(set(ends)) == 903
    assert set(ends) == sharing
    specific = {
        (URIRef(one.link.subject), URIRef(one.link.object)) for one in aligned if one.link.link_class == "specific"
    }
    assert set(graph.subject_objects(SG.alignedWith)) == specific
    assert len(specific) == 63


def test_a_link_says_what_its_score_adds_up_from(work: Work) -> None:
    graph = work.graphs[work.names.named("alignments")]
    links = list(graph.subjects(RDF.type, SG.Alignment))
    for link in links:
        shares = [Decimal(str(graph.value(part, SG.share))) for part in graph.objects(link, SG.descriptorShare)]
        texts = Decimal(str(graph.value(link, SG.textShare)))
        assert sum(shares, texts) == Decimal(str(graph.value(link, SG.score)))
        words = [Decimal(str(graph.value(part, SG.share))) for part in graph.objects(link, SG.wordShare)]
        assert sum(words) <= texts + Decimal("0.0005")


def test_a_continuity_leads_to_the_plan_before_and_is_no_alignment(work: Work) -> None:
    graph: Graph = work.graphs[work.names.named("continuity")]
    plans = {
        (
            str(graph.value(link, SG.laterObjective)).split("/")[6],
            str(graph.value(link, SG.earlierObjective)).split("/")[6],
        )
        for link in graph.subjects(RDF.type, SG.Continuity)
    }
    assert plans == {("ap-sbsv-2016-2020", "napsi-2006-2008"), ("ap-ssz-2024-2026", "ap-sbsv-2016-2020")}
    assert set(graph.subjects(RDF.type, SG.Alignment)) == set()
    assert (
        URIRef(f"{BASE}plan/ap-ssz-2024-2026/goal/3.d"),
        SG.continues,
        URIRef(f"{BASE}plan/ap-sbsv-2016-2020/goal/p18"),
    ) in graph
    later = [str(one) for one in graph.subjects(SG.continues)]
    assert len(later) == len(set(later))


def test_continuity_is_counted_anew_though_a_table_knows_the_levels_of_both_plans(work: Work) -> None:
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris)
    aligner = read_aligner(work)
    kept = replace(
        aligner,
        settings=replace(aligner.settings, permutations=0),
        periods={},
        replaces={"ap-ssz-2024-2026": "sprss-ustecky"},
    )
    assert kept.statistics is not None
    assert kept.statistics.knows("national", "regional")
    found = [link for sides in kept.successions(units) for link in kept.continued(*sides)]
    assert found
    assert {one.statistics for one in found} == {None}
    anew = replace(kept, statistics=None)
    assert found == [link for sides in anew.successions(units) for link in anew.continued(*sides)]


def test_links_without_permutations_say_nothing_of_chance(work: Work, aligned: tuple[Aligned, ...]) -> None:
    plain = [Aligned(one.link, None, one.overlap) for one in aligned[:3]]
    for kind in (ALIGNMENT, CONTINUITY):
        graph = links_graph(plain, kind, "all", work.iris)
        assert set(graph.subjects(RDF.type)) > set(graph.subjects(RDF.type, kind.type))
        assert not set(graph.subject_objects(SG.pValue)) | set(graph.subject_objects(SG.qValue))
