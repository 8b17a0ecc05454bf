"""Links: shares that sum to the score, information that a second reckoning confirms, and defined results at the edges."""

import math
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.alignment import AlignedUnit, Link, aligned_units, find_links, read_synonyms, rounded
from strategraph.iris import Iris
from strategraph.pipeline import Work
from strategraph.places import find_places
from strategraph.settings import Alignment

READER = read_synonyms(find_places().mappings / "synonyms")
SQL = find_places().queries / "alignment" / "links.sql"
HUBS = {"VIII.b", "IX.a", "IX.b", "IX.c"}


def unit(name: str, side: str, codes: str, text: str = "") -> AlignedUnit:
    return AlignedUnit(name, side, side, dict.fromkeys(codes.split(), "assigned"), {"own": (text,)})


def between(units: tuple[AlignedUnit, ...]) -> tuple[Link, ...]:
    national, regional = ([one for one in units if one.side == side] for side in ("national", "regional"))
    return find_links(national, regional, READER, Alignment(), SQL).links


def found(*units: AlignedUnit) -> tuple[Link, ...]:
    return between(units)


@pytest.fixture(scope="module")
def units(work: Work) -> tuple[AlignedUnit, ...]:
    return aligned_units(zip(work.plans, work.decided, strict=True), work.iris)


@pytest.fixture(scope="module")
def links(units: tuple[AlignedUnit, ...]) -> tuple[Link, ...]:
    return between(units)


@given(st.lists(st.floats(0, 2, allow_nan=False), max_size=12))
def test_published_shares_sum_to_the_published_score_and_each_is_close(parts: list[float]) -> None:
    shares, total = rounded(parts)
    assert sum(shares, Decimal(0)) == total
    assert abs(float(total) - sum(parts)) <= 0.00005 + 1e-9
    assert all(abs(float(share) - part) < 0.0001 + 1e-9 for share, part in zip(shares, parts, strict=True))


@pytest.mark.parametrize("part", [-0.1, math.nan, math.inf])
def test_a_share_that_is_no_share_is_refused(part: float) -> None:
    with pytest.raises(ValueError, match=r"A share is a number from 0 on\."):
        rounded([part])


def test_every_pair_that_shares_a_descriptor_has_one_link_whose_shares_sum(
    units: tuple[AlignedUnit, ...], links: tuple[Link, ...]
) -> None:
    national, regional = ([one for one in units if one.side == side] for side in ("national", "regional"))
    assert (len(national), len(regional)) == (68, 26)
    wanted = {(n.iri, r.iri) for n, r in product(national, regional) if n.codes.keys() & r.codes.keys()}
    assert [(one.subject, one.object) for one in links if (one.subject, one.object) not in wanted] == []
    assert len(links) == len(wanted)
    for link in links:
        assert sum((one.share for one in link.descriptors), link.text_share) == link.score


def test_information_and_score_are_those_of_a_second_reckoning(
    units: tuple[AlignedUnit, ...], links: tuple[Link, ...]
) -> None:
    sides = {side: [one for one in units if one.side == side] for side in ("national", "regional")}
    content = {
        code: min(
            -math.log(number / len(members))
            for members in sides.values()
            if (number := sum(code in one.codes for one in members))
        )
        for code in {code for one in units for code in one.codes}
    }
    codes = {one.iri: set(one.codes) for one in units}
    for link in links:
        common, either = codes[link.subject] & codes[link.object], codes[link.subject] | codes[link.object]
        shared, whole = sum(content[code] for code in common), sum(content[code] for code in either)
        score = 0.1 * shared / (shared + 3) + 0.1 * shared / whole + float(link.text_share)
        assert float(link.score) == pytest.approx(score, abs=0.0002)
        assert link.link_class == ("general" if all(content[code] < 1 for code in common) else "specific")
        assert {one.code: one.content for one in link.descriptors} == pytest.approx(
            {code: content[code] for code in common}
        )


def test_ranks_follow_the_score_from_both_sides(links: tuple[Link, ...]) -> None:
    for end, rank in (("subject", "subject_rank"), ("object", "object_rank")):
        groups: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            groups[getattr(link, end)].append(link)
        for group in groups.values():
            group.sort(key=lambda link: getattr(link, rank))
            assert [getattr(link, rank) for link in group] == list(range(1, len(group) + 1))
            assert all(one.score >= other.score - Decimal("0.0002") for one, other in pairwise(group))


def test_the_descriptors_that_are_general_on_the_printed_plan_are_the_four_hubs(work: Work) -> None:
    """The printed plan against a copy of itself, so that both sides are what it prints; by the SQL text, class included."""
    printed = [
        one for one in aligned_units(zip(work.plans, work.decided, strict=True), work.iris, "printed") if one.codes
    ]
    assert len(printed) == 38
    copies = [replace(one, iri=f"{one.iri}/copy", side="regional") for one in printed]
    found = find_links(printed, copies, READER, Alignment(), SQL)
    assert {use.code for use in found.uses if use.content < 1} == HUBS
    for link in found.links:
        assert link.link_class == ("general" if {one.code for one in link.descriptors} <= HUBS else "specific")
    assert {link.link_class for link in found.links} == {"general", "specific"}


def test_words_that_are_shown_stand_where_they_are_said_to(
    units: tuple[AlignedUnit, ...], links: tuple[Link, ...]
) -> None:
    texts = {one.iri: one.texts for one in units}
    shown = [(link, word) for link in links for word in link.words]
    assert len(shown) > 3000
    for link, word in shown:
        assert any(word.subject_words in text for text in texts[link.subject][word.subject_origin])
        assert any(word.object_words in text for text in texts[link.object][word.object_origin])


def test_edges_have_defined_results() -> None:
    bare, lonely = unit("n2", "national", ""), unit("n3", "national", "XX.d", "vězení")
    one, twin = (
        unit("r1", "regional", "IX.a", "poradna pro rodiny"),
        unit("r2", "regional", "IX.a", "poradna pro rodiny"),
    )
    whole = found(unit("n1", "national", "IX.a", "poradna pro rodiny"), bare, lonely, one, twin)
    assert [(link.subject, link.object, link.subject_rank) for link in whole] == [
        ("n1", "r1", 1),
        ("n1", "r2", 2),
    ]
    assert whole[0].score == whole[1].score
    assert [one.share for one in whole[0].descriptors] == [Decimal("0.0000")], (
        "what every regional unit carries tells nothing"
    )
    assert found(bare, lonely, one) == ()
    assert found() == ()


def test_the_same_units_give_the_same_links(units: tuple[AlignedUnit, ...], links: tuple[Link, ...]) -> None:
    assert between(units) == links


def test_layers_count_what_they_say(work: Work) -> None:
    held = list(zip(work.plans, work.decided, strict=True))
    iris = Iris("https://example.org/")
    statuses = {
        layer: {status for one in aligned_units(held, iris, layer) for status in one.codes.values()}
        for layer in ("printed", "approved", "all")
    }
    assert statuses == {"printed": {"printed"}, "approved": {"printed"}, "all": {"printed", "assigned"}}
