"""Baselines have the values that one reckons by hand, and the texts rank pairs without a descriptor in common too."""

import math
from dataclasses import replace

import pytest

from strategraph.alignment import AlignedUnit, baselines, find_links, read_synonyms
from strategraph.alignment.links import table_rows, text_cosines
from strategraph.places import find_places
from strategraph.settings import Alignment

READER = read_synonyms(find_places().mappings / "synonyms")
SQL = find_places().queries / "alignment" / "links.sql"


def unit(name: str, side: str, codes: str, text: str = "") -> AlignedUnit:
    return AlignedUnit(name, side, side, dict.fromkeys(codes.split(), "assigned"), {"own": (text,)})


#: Of four national units two carry a, one b and one c; of two regional ones one carries a, one b and one d.
NATIONAL = [
    unit("n1", "national", "a b"),
    unit("n2", "national", "a c"),
    unit("n3", "national", ""),
    unit("n4", "national", ""),
]
REGIONAL = [unit("r1", "regional", "a b d"), unit("r2", "regional", "")]


def test_the_measures_of_descriptors_are_those_of_a_reckoning_by_hand() -> None:
    found = find_links(NATIONAL, REGIONAL, READER, Alignment(), SQL)
    a, b, c, d = (
        math.log(2),
        math.log(2),
        math.log(4),
        math.log(2),
    )  # b is rarer among the national units: ln 4; the lower counts
    assert {use.code: use.content for use in found.uses} == pytest.approx({"a": a, "b": b, "c": c, "d": d})
    first, second = ("n1", "r1"), ("n2", "r1")
    expected = {
        "shared count": {first: 2.0, second: 1.0},
        "Jaccard": {first: 2 / 3, second: 1 / 4},
        "IC-Jaccard": {first: (a + b) / (a + b + d), second: a / (a + c + b + d)},
        "Lin": {first: 2 * (a + b) / ((a + b) + (a + b + d)), second: 2 * a / ((a + c) + (a + b + d))},
    }
    got = baselines([*NATIONAL, *REGIONAL], found)
    assert got.keys() == expected.keys()
    for name, values in expected.items():
        assert got[name] == pytest.approx(values), name


def test_what_every_unit_carries_is_worth_nothing_and_divides_by_nothing() -> None:
    everywhere = [unit("n1", "national", "a"), unit("r1", "regional", "a")]
    found = find_links(everywhere[:1], everywhere[1:], READER, Alignment(), SQL)
    got = baselines(everywhere, found)
    assert {name: values["n1", "r1"] for name, values in got.items()} == {
        "shared count": 1.0, "Jaccard": 1.0, "IC-Jaccard": 0.0, "Lin": 0.0,
    }  # fmt: skip


def test_the_texts_alone_rank_pairs_that_share_no_descriptor() -> None:
    """Two words each, one of them shared: rarer words weigh more, and what nobody else has is in no other text."""
    national = [
        replace(NATIONAL[0], texts={"own": ("jablka hrušky",)}),
        replace(NATIONAL[2], texts={"own": ("mosty",)}),
    ]
    regional = [replace(REGIONAL[1], texts={"own": ("jablka švestky",)})]
    found = text_cosines(table_rows(national, regional, READER, Alignment()), Alignment(), SQL)
    shared, own = math.log(4 / 3), math.log(4 / 2)  # of three units two have the one word, one the other
    assert found == pytest.approx({("n1", "r2"): shared**2 / (shared**2 + own**2)})
