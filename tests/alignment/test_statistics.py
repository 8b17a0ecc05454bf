"""Statistics that are kept: the five documents score as if counted anew, and a sixth plan changes no score that was there."""

import math
from dataclasses import replace

import pytest

from strategraph.alignment import (
    AlignedUnit,
    Aligner,
    Levels,
    Link,
    Statistics,
    aligned_units,
    count,
    find_links,
)
from strategraph.link_steps import read_aligner
from strategraph.pipeline import Work
from strategraph.places import find_places
from strategraph.settings import Alignment

SQL = find_places().queries / "alignment" / "links.sql"
NO_CHANCE = Alignment(permutations=0)


def unit(name: str, side: str, codes: str, text: str = "", plan: str = "") -> AlignedUnit:
    return AlignedUnit(name, plan or side, side, dict.fromkeys(codes.split(), "assigned"), {"own": (text,)})


#: A plan that is not among the five: descriptors that many, few and none of their units carry, old words and new ones.
SIXTH = tuple(
    unit(f"https://w3id.org/strategraph/resource/plan/sesty/goal/{key}", "regional", codes, text, "sesty")
    for key, codes, text in (
        ("1", "IX.a VIII.b", "Podporovat sociální služby pro rodiny s dětmi a seniory"),
        ("2", "XVI.d III.e", "Budovat sociální bydlení a poskytovat dluhové poradenství"),
        ("3", "XX.d I.a", "Zavést kvantové poradenství ve věznicích"),
        ("4", "I.a", "Kvantové poradenství"),
    )
)


@pytest.fixture(scope="module")
def units(work: Work) -> tuple[AlignedUnit, ...]:
    return aligned_units(zip(work.plans, work.decided, strict=True), work.iris)


@pytest.fixture(scope="module")
def aligner(work: Work) -> Aligner:
    return replace(read_aligner(work), settings=NO_CHANCE)


def told(links: tuple[Link, ...]) -> dict[tuple[str, str], Link]:
    """Everything but the ranks; the shares of words to 12 digits, as a sum in another order differs in the last bit."""
    ranks = dict.fromkeys(
        ("subject_rank", "object_rank", "jaccard_rank", "text_rank", "object_jaccard_rank", "object_text_rank"), 0
    )
    return {
        (one.subject, one.object): replace(
            one, **ranks, words=tuple(replace(word, share=round(word.share, 12)) for word in one.words)
        )
        for one in links
    }


def regional(aligner: Aligner, units: tuple[AlignedUnit, ...]) -> tuple[Link, ...]:
    return tuple(one.link for one in aligner.regional(units).links)


def test_the_table_that_is_kept_was_counted_from_the_five_documents(
    aligner: Aligner, units: tuple[AlignedUnit, ...]
) -> None:
    """If this fails because words or descriptors have changed, run `strategraph alignment statistics --refresh`."""
    kept = aligner.statistics
    assert kept is not None
    assert count(units, aligner.reader, NO_CHANCE, "all", kept.version, kept.day) == kept


def test_the_five_documents_score_as_if_counted_anew(aligner: Aligner, units: tuple[AlignedUnit, ...]) -> None:
    kept, anew = aligner.regional(units), replace(aligner, statistics=None).regional(units)
    assert (kept.statistics, anew.statistics) == (aligner.statistics, None)
    assert {one.statistics for one in kept.links} == {1}
    assert {one.statistics for one in anew.links} == {None}
    assert [one.link for one in kept.links] == [one.link for one in anew.links]
    assert kept.uses == anew.uses
    assert aligner.cosines(units) == replace(aligner, statistics=None).cosines(units)


def test_a_sixth_plan_changes_no_score_share_or_content(aligner: Aligner, units: tuple[AlignedUnit, ...]) -> None:
    before, after = told(regional(aligner, units)), told(regional(aligner, (*units, *SIXTH)))
    assert {pair: after[pair] for pair in before} == before
    assert {pair[1].rpartition("/")[2] for pair in after.keys() - before.keys()} == {"1", "2", "3"}
    content = {use.code: use.content for use in aligner.regional(units).uses}
    now = {use.code: use.content for use in aligner.regional((*units, *SIXTH)).uses}
    assert {code: now[code] for code in content} == content
    assert now.keys() - content.keys() == {"I.a"}
    anew = replace(aligner, statistics=None)
    counted = told(regional(anew, (*units, *SIXTH)))
    assert sum(counted[pair].score != before[pair].score for pair in before) == 902, (
        "counted anew, nearly every link has another score"
    )


def test_use_is_that_at_hand_while_content_is_that_of_the_table(
    aligner: Aligner, units: tuple[AlignedUnit, ...]
) -> None:
    before = {use.code: use for use in aligner.regional(units).uses}
    after = {use.code: use for use in aligner.regional((*units, *SIXTH)).uses}
    assert after["VIII.b"] == replace(before["VIII.b"], objects=before["VIII.b"].objects + 1)
    assert after["I.a"].content == pytest.approx(math.log(26))
    assert (after["I.a"].subjects, after["I.a"].objects) == (0, 2)


def test_what_the_table_does_not_know_counts_as_one_units(aligner: Aligner) -> None:
    plans = {"a": {"national": 50}, "b": {"regional": 10}}
    known = {"IX.a": {"national": 25, "regional": 2}, "IX.b": {"national": 5}, "IX.c": {"municipal": 3}}
    table = Statistics(7, "2026-11-27", "all", plans, known, {"word:poradn": {"national": 20, "regional": 4}})
    one = unit("n1", "national", "IX.a IX.b IX.c X.a", "poradna vězení")
    other, lonely = unit("r1", "regional", "IX.a IX.b IX.c X.a", "poradna"), unit("n2", "national", "", "poradna")
    found = find_links([one, lonely], [other], aligner.reader, NO_CHANCE, SQL, table)
    assert {use.code: use.content for use in found.uses} == pytest.approx(
        {"IX.a": math.log(2), "IX.b": math.log(10), "IX.c": math.log(10), "X.a": math.log(10)}
    )
    link = found.links[0]
    known_word, unknown = math.log(61 / 25), math.log(61 / 2)  # a concept counts as two words
    shorter = math.hypot(known_word, 2 * unknown)
    cosine = shorter / math.hypot(shorter, unknown, 2 * unknown)
    assert float(link.text_share) == pytest.approx(0.8 * cosine / (cosine + 0.2), abs=0.0001)
    shared = math.log(2) + 3 * math.log(10)
    assert float(link.score) == pytest.approx(0.1 * shared / (shared + 3) + 0.1 + float(link.text_share), abs=0.0002)
    assert link.link_class == "specific"


def test_what_is_general_is_told_by_the_table(aligner: Aligner) -> None:
    """One unit of each side carries the descriptor, as do all; by the table it is rare, or carried by more than 1/e."""
    sides = [unit("n1", "national", "IX.a")], [unit("r1", "regional", "IX.a")]
    plans = {"a": {"national": 100}, "b": {"regional": 100}}
    for uses, kind in ((37, "general"), (36, "specific")):
        table = Statistics(1, "2026-11-27", "all", plans, {"IX.a": {"national": uses, "regional": 3}}, {})
        assert find_links(*sides, aligner.reader, NO_CHANCE, SQL, table).links[0].link_class == kind


def test_levels_that_the_table_does_not_know_are_counted_anew(aligner: Aligner, units: tuple[AlignedUnit, ...]) -> None:
    """So are units of one level among themselves, as those of successive plans: the table has no counts of one plan."""
    municipal = tuple(replace(one, side="municipal", plan="obec") for one in SIXTH)
    anew = replace(aligner, statistics=None)
    for levels in (Levels("national", "municipal"), Levels("national", "national", "ap-ssz-2024-2026")):
        found = aligner.between((*units, *municipal), levels)
        assert found.links
        assert (found.statistics, {one.statistics for one in found.links}) == (None, {None})
        assert found == anew.between((*units, *municipal), levels)
    for sides in aligner.successions(units):
        continued = aligner.continued(*sides)
        assert continued == anew.continued(*sides)
        assert {one.statistics for one in continued} == {None}


def test_another_layer_is_counted_anew(work: Work) -> None:
    for layer in ("printed", "approved"):
        assert read_aligner(work, layer).statistics is None
    assert read_aligner(work, "all").statistics == read_aligner(work).statistics


def test_units_of_one_level_count_once_for_each_descriptor_and_word(aligner: Aligner) -> None:
    few = (
        unit("n1", "national", "IX.a IX.b", "poradna, poradna a poradny"),
        unit("n2", "national", "IX.a", "poradna ve vězení"),
        unit("r1", "regional", "IX.a", "poradna"),
    )
    assert count(few, aligner.reader, NO_CHANCE, "all", 2, "2026-11-27") == Statistics(
        2,
        "2026-11-27",
        "all",
        {"national": {"national": 2}, "regional": {"regional": 1}},
        {"IX.a": {"national": 2, "regional": 1}, "IX.b": {"national": 1}},
        {
            "word:poradn": {"national": 2, "regional": 1},
            "concept:poradenství": {"national": 2, "regional": 1},
        },
    )
