"""Chance: permutations keep what they promise, p-values are those of the whole distribution, q-values those of the textbook."""

import random
from collections import Counter
from decimal import Decimal
from itertools import islice, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.alignment import AlignedUnit, Found, chances, find_links, read_synonyms
from strategraph.alignment.chance import dealt, false_discovery_rates
from strategraph.places import find_places
from strategraph.settings import Alignment

SQL = find_places().queries / "alignment" / "links.sql"
READER = read_synonyms(find_places().mappings / "synonyms")
CODES = tuple("abcdefg")
BITS = {code: 1 << number for number, code in enumerate(CODES)}


def unit(name: str, codes: str) -> AlignedUnit:
    return AlignedUnit(name, "plan", "", dict.fromkeys(codes, "assigned"), {"own": ("",)})


@given(st.lists(st.sets(st.sampled_from(CODES)), max_size=9), st.integers(0, 99))
def test_a_permutation_keeps_how_many_each_unit_has_and_how_often_each_descriptor_is_had(
    hands: list[set[str]], seed: int
) -> None:
    units = [unit(str(number), "".join(sorted(hand))) for number, hand in enumerate(hands)]
    for permutation in islice(dealt(units, BITS, random.Random(seed)), 5):
        assert [permutation[one.iri].bit_count() for one in units] == [len(hand) for hand in hands]
        for code, bit in BITS.items():
            assert sum(bool(hand & bit) for hand in permutation.values()) == sum(code in hand for hand in hands)


def test_every_way_to_deal_is_as_likely_as_any_other() -> None:
    """Three units with one descriptor each, all different: six ways."""
    units = [unit("1", "a"), unit("2", "b"), unit("3", "c")]
    seen = Counter(tuple(one.values()) for one in islice(dealt(units, BITS, random.Random(7)), 0, 18_000, 3))
    assert len(seen) == 6
    assert all(850 < number < 1150 for number in seen.values())


def found_in(subjects: list[AlignedUnit], objects: list[AlignedUnit]) -> Found:
    return find_links(subjects, objects, READER, Alignment(), SQL)


def test_the_p_value_is_that_of_all_ways_to_deal() -> None:
    """One rare descriptor on each side, among three and four units: the pair meets in one of twelve."""
    subjects = [unit("s1", "ax"), unit("s2", "bx"), unit("s3", "cx")]
    objects = [unit("o1", "ax"), unit("o2", "dx"), unit("o3", "ex"), unit("o4", "fx")]
    links = found_in(subjects, objects)
    assert len(links.links) == 12
    found = chances(subjects, objects, links, 4000)
    assert found["s1", "o1"].p == pytest.approx(1 / 12, abs=0.02)
    assert {found[one.iri, other.iri].p for one, other in product(subjects, objects)} - {found["s1", "o1"].p} == {1.0}
    assert found == chances(subjects, objects, links, 4000)


def test_no_permutation_gives_one() -> None:
    subjects, objects = [unit("s1", "a")], [unit("o1", "a")]
    links = found_in(subjects, objects)
    assert [(one.score, one.link_class) for one in links.links] == [(Decimal("0.0000"), "general")]
    assert [(one.p, one.q) for one in chances(subjects, objects, links, 0).values()] == [(1.0, 1.0)]
    assert [one.p for one in chances(subjects, objects, links, 9).values()] == [1.0]


def test_q_values_are_those_of_the_example_by_benjamini_and_hochberg() -> None:
    """The fifteen p-values of section 3.3 of the paper; at a rate of .05 the first four are discoveries."""
    values = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1.0]  # fmt: skip
    rates = false_discovery_rates(values)
    assert [rate <= 0.05 for rate in rates] == [True] * 4 + [False] * 11
    assert rates[:4] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625])
    assert rates[-1] == 1.0
    assert false_discovery_rates([]) == []


@given(st.lists(st.floats(0.0001, 1), max_size=12))
def test_q_values_are_never_below_p_and_keep_the_order(values: list[float]) -> None:
    rates = false_discovery_rates(values)
    assert all(value - 1e-12 <= rate <= 1 for value, rate in zip(values, rates, strict=True))
    pairs = sorted(zip(values, rates, strict=True))
    assert [rate for _, rate in pairs] == sorted(rates)
