"""The search among many units, held against brute force: exact where it says so, and the nearest but for ties elsewhere."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal

from strategraph.alignment import AlignedUnit, Aligner, Link, Reader, find_links
from strategraph.link_steps import make_alignments
from strategraph.namespaces import SG
from strategraph.pipeline import Work
from strategraph.places import find_places
from strategraph.settings import Alignment

SQL = find_places().queries / "alignment" / "links.sql"
CODES = ("A.a", "A.b", "B.a", "B.b", "C.a", "C.b")
#: Words of which no two have a form in common.
WORDS = ("bydlení", "poradna", "senior", "zdraví", "vězeň")
Pair = tuple[str, str]


@dataclass(frozen=True)
class Case:
    national: Sequence[AlignedUnit]
    regional: Sequence[AlignedUnit]
    extent: Alignment

    @property
    def units(self) -> Sequence[AlignedUnit]:
        return sorted((*self.national, *self.regional), key=lambda one: one.iri)

    @property
    def other(self) -> Mapping[str, Sequence[AlignedUnit]]:
        return {"national": self.regional, "regional": self.national}

    def links(self) -> tuple[Link, ...]:
        return find_links(self.national, self.regional, Reader(), self.extent, SQL).links


def unit(number: int, side: str, codes: Sequence[str], text: str) -> AlignedUnit:
    return AlignedUnit(f"{side[0]}{number:02}", side, side, dict.fromkeys(codes, "assigned"), {"own": (text,)})


def sides(side: str) -> st.SearchStrategy[list[AlignedUnit]]:
    content = st.tuples(st.lists(st.sampled_from(CODES), unique=True, max_size=5), st.sets(st.sampled_from(WORDS)))
    return st.lists(content, min_size=1, max_size=9).map(
        lambda rows: [
            unit(number, side, sorted(codes), " ".join(sorted(words))) for number, (codes, words) in enumerate(rows)
        ]
    )


def cases(shortlist: st.SearchStrategy[int], top: st.SearchStrategy[int]) -> st.SearchStrategy[Case]:
    extent = st.builds(
        lambda shortlist, least, top, object_top: Alignment(
            every_pair_units=0, shortlist=shortlist, least_content=least, top=top, object_top=object_top
        ),
        shortlist,
        st.sampled_from([0.0, 0.5, 1.0, 1.5]),
        top,
        top,
    )
    return st.builds(Case, sides("national"), sides("regional"), extent)


def content_of(case: Case) -> dict[str, float]:
    """How rare each descriptor is, where it is less rare."""
    found: dict[str, float] = {}
    for members in (case.national, case.regional):
        for code in {code for one in members for code in one.codes}:
            share = sum(code in one.codes for one in members) / len(members)
            found[code] = min(found.get(code, math.inf), -math.log(share))
    return found


def information(one: AlignedUnit, other: AlignedUnit, content: Mapping[str, float], least: float) -> float | None:
    """That of the three most informative descriptors that both have; None where none of them reaches the least."""
    shared = sorted((content[code] for code in one.codes.keys() & other.codes.keys()), reverse=True)
    return round(sum(shared[:3]), 9) if shared and shared[0] >= least else None


def every_candidate(case: Case) -> set[Pair]:
    content = content_of(case)
    return {
        (one.iri, other.iri)
        for one, other in product(case.national, case.regional)
        if information(one, other, content, case.extent.least_content) is not None
    }


def shortlisted(case: Case) -> dict[str, list[str]]:
    """What the SQL text says in words: try sets of one to three descriptors, those that inform most first, until one of
    them has enough units on file; of each take the first units; of all that are met, those that share most."""
    content, limit = content_of(case), case.extent.shortlist
    found: dict[str, list[str]] = {}
    for one in case.units:
        sets = [chosen for size in (1, 2, 3) for chosen in combinations(sorted(one.codes), size)]
        told = {
            chosen: round(sum(content[code] for code in chosen), 9)
            for chosen in sets
            if max(content[code] for code in chosen) >= case.extent.least_content
        }
        met: dict[str, float] = {}
        for chosen in sorted(told, key=lambda chosen: (-told[chosen], " ".join(chosen))):
            filed = sorted(other.iri for other in case.other[one.side] if set(chosen) <= other.codes.keys())
            for other in filed[:limit]:
                met[other] = max(met.get(other, 0.0), told[chosen])
            if len(filed) >= limit:
                break
        found[one.iri] = sorted(met, key=lambda other: (-met[other], other))[:limit]
    return found


def candidates_of(case: Case) -> set[Pair]:
    """Those of either side, as pairs of subject and object."""
    return {
        (one, other) if one.startswith("n") else (other, one)
        for one, others in shortlisted(case).items()
        for other in others
    }


def expected(case: Case, candidates: set[Pair]) -> dict[Pair, tuple[float, int, int, int, int]]:
    """Pair → score and ranks, reckoned anew, of the candidates that are among the best from either side."""
    content, units = content_of(case), {one.iri: one for one in case.units}
    words = {one.iri: set(one.texts["own"][0].split()) for one in case.units}
    rare = {
        word: math.log((1 + len(units)) / (1 + sum(word in some for some in words.values())))
        for word in set().union(*words.values())
    }
    length = {iri: math.sqrt(sum(rare[word] ** 2 for word in some)) for iri, some in words.items()}
    score, jaccard, text = {}, {}, {}
    for pair in candidates:
        one, other = (units[iri].codes.keys() for iri in pair)
        shared, either = sum(content[code] for code in one & other), sum(content[code] for code in one | other)
        product_ = sum(rare[word] ** 2 for word in words[pair[0]] & words[pair[1]])
        cosine = product_ / (length[pair[0]] * length[pair[1]]) if product_ else 0.0
        text[pair] = 0.8 * cosine / (cosine + 0.2)
        jaccard[pair] = len(one & other) / len(one | other)
        score[pair] = (0.1 * shared / (shared + 3) + 0.1 * shared / either if shared else 0.0) + text[pair]
    orders = ((score, 0), (score, 1), (jaccard, 0), (text, 0), (jaccard, 1), (text, 1))
    ranks = [ranked(candidates, values, end) for values, end in orders]
    return {
        pair: (score[pair], *(one[pair] for one in ranks))
        for pair in candidates
        if ranks[0][pair] <= case.extent.top or ranks[1][pair] <= case.extent.object_top
    }


def ranked(candidates: set[Pair], values: Mapping[Pair, float], end: int) -> dict[Pair, int]:
    """Ranks from 1 among the pairs that have one end in common."""
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in candidates:
        groups[pair[end]].append(pair)
    return {
        pair: place
        for group in groups.values()
        for place, pair in enumerate(sorted(group, key=lambda pair: (-round(values[pair], 9), pair[1 - end])), 1)
    }


def compare(case: Case, candidates: set[Pair]) -> None:
    found = {
        (one.subject, one.object): (
            one.score,
            *(one.subject_rank, one.object_rank, one.jaccard_rank, one.text_rank),
            *(one.object_jaccard_rank, one.object_text_rank),
        )
        for one in case.links()
    }
    wanted = expected(case, candidates)
    assert found.keys() == wanted.keys()
    for pair, (score, *ranks) in wanted.items():
        assert [*found[pair][1:]] == ranks, pair
        assert float(found[pair][0]) == pytest.approx(score, abs=0.0001)


@settings(max_examples=10)
@given(cases(st.just(9), st.integers(1, 9)))
def test_a_shortlist_as_long_as_the_other_side_finds_the_best_of_all_pairs(case: Case) -> None:
    compare(case, every_candidate(case))


@pytest.mark.full
@settings(max_examples=60)
@given(cases(st.just(9), st.integers(1, 9)))
def test_so_it_does_in_more_cases(case: Case) -> None:
    compare(case, every_candidate(case))


@pytest.mark.full
@settings(max_examples=60)
@given(cases(st.integers(1, 4), st.integers(1, 3)))
def test_a_shorter_one_finds_what_is_documented(case: Case) -> None:
    compare(case, candidates_of(case))


@pytest.mark.full
@settings(max_examples=60)
@given(cases(st.integers(1, 4), st.just(9)))
def test_no_unit_that_is_left_out_shares_more_than_one_on_the_shortlist(case: Case) -> None:
    content = content_of(case)
    linked = {(one.subject, one.object) for one in case.links()}
    for one in case.units:
        shares = {
            other.iri: value
            for other in case.other[one.side]
            if (value := information(one, other, content, case.extent.least_content)) is not None
        }
        mine = {other for pair in linked if one.iri in pair for other in pair if other != one.iri}
        best = sorted(shares.values(), reverse=True)[: case.extent.shortlist]
        assert mine <= shares.keys(), "never a pair that shares general descriptors only"
        assert sorted((shares[other] for other in mine), reverse=True)[: len(best)] == best


def test_of_two_sets_that_inform_alike_the_first_by_name_decides_who_is_listed() -> None:
    national = [unit(0, "national", ["A.a", "B.a"], "poradna"), unit(1, "national", [], "poradna")]
    regional = [unit(0, "regional", ["B.a"], "senior"), unit(1, "regional", ["A.a"], "poradna")]
    case = Case(national, regional, Alignment(every_pair_units=0, shortlist=1, least_content=0.0, top=1, object_top=1))
    assert shortlisted(case)["n00"] == ["r01"]
    compare(case, candidates_of(case))


def test_up_to_the_stated_number_every_pair_is_a_link_and_above_it_the_best_are() -> None:
    """Six units of a side share with all what is general, and two of them with two what is not."""
    national = [unit(number, "national", ["A.a", *(["B.a"] if number < 2 else [])], "poradna") for number in range(6)]
    regional = [unit(number, "regional", ["A.a", *(["B.a"] if number < 2 else [])], "poradna") for number in range(6)]
    numbers = {}
    for limit in (11, 12):
        aligner = Aligner(Reader(), Alignment(every_pair_units=limit, top=1, object_top=1, permutations=9), SQL, {})
        links = aligner.align(national, regional).links
        numbers[limit] = len(links)
        assert {one.link.link_class for one in links} == ({"specific"} if limit == 11 else {"specific", "general"})
        assert all((one.chance is None) == (limit == 11) for one in links)
    assert numbers == {11: 3, 12: 36}


def test_a_build_among_many_units_says_that_only_the_best_are_kept_and_that_chance_is_not_told(work: Work) -> None:
    few = replace(work.settings, alignment=Alignment(every_pair_units=93, shortlist=9, top=2, object_top=1))
    many = replace(work, settings=few, graphs=dict(work.graphs), tables={})
    told = make_alignments(many)
    assert told.endswith("; among 94 units the best 2 of each objective and 1 of each priority, and chance is not told")
    graph = many.graphs[work.names.named("alignments")]
    assert set(graph.objects(None, SG.linkClass)) == {Literal("specific")}
    assert set(graph.subjects(SG.score)) < set(work.graphs[work.names.named("alignments")].subjects(SG.score))
    assert not list(graph.triples((None, SG.pValue, None)))
