"""Scores without a descriptor are those that alignment gives when nobody has assigned it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from strategraph.alignment import AlignedUnit, aligned_units, find_links
from strategraph.link_steps import read_aligner
from strategraph.pipeline import Work
from strategraph.statistics import Rescoring, Scored, information, resampled, without

Sides = tuple[list[AlignedUnit], list[AlignedUnit]]


@pytest.fixture(scope="module")
def sides(work: Work) -> Sides:
    """All national and all regional units, as alignment compares them."""
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris)
    return [one for one in units if one.side == "national"], [one for one in units if one.side == "regional"]


def scored(work: Work, sides: Sides) -> Mapping[tuple[str, str], tuple[float, float, str]]:
    """(Objective, priority) → score, share of the texts, class, as alignment finds them."""
    aligner = read_aligner(work)
    found = find_links(*sides, aligner.reader, aligner.settings, aligner.sql)
    return {
        (link.subject, link.object): (float(link.score), float(link.text_share), link.link_class)
        for link in found.links
    }


def rescoring(sides: Sides, links: Mapping[tuple[str, str], tuple[float, float, str]]) -> Rescoring:
    codes = {one.iri: one.codes for side in sides for one in side}
    return Rescoring([Scored(*pair, text) for pair, (_, text, _) in links.items()], codes, information(sides))


@pytest.fixture(scope="module")
def whole(work: Work, sides: Sides) -> Mapping[tuple[str, str], tuple[float, float, str]]:
    return scored(work, sides)


@pytest.mark.parametrize("code", ["IX.a", pytest.param("XVI.d", marks=pytest.mark.full)])
def test_scores_without_a_descriptor_are_those_of_an_alignment_in_which_nobody_has_it(
    work: Work, sides: Sides, whole: Mapping[tuple[str, str], tuple[float, float, str]], code: str
) -> None:
    links = rescoring(sides, whole)
    assert links.scores(links.links, {}) == pytest.approx({pair: one[0] for pair, one in whole.items()}, abs=1.01e-4)
    assert links.served({}) == served(whole)
    national, regional = (
        [replace(one, codes={own: status for own, status in one.codes.items() if own != code}) for one in side]
        for side in sides
    )
    expected = scored(work, (national, regional))
    left = links.scores(links.links, without(code))
    assert left == pytest.approx({pair: one[0] for pair, one in expected.items()}, abs=1.01e-4)
    assert links.served(without(code)) == served(expected)
    assert left != links.scores(links.links, {})


def served(links: Mapping[tuple[str, str], tuple[float, float, str]]) -> int:
    return len({pair[0] for pair, (_, _, kind) in links.items() if kind == "specific"})


def test_descriptors_are_drawn_with_replacement_as_many_as_there_are_and_the_same_for_the_same_seed() -> None:
    codes = list("abcdefgh")
    draws = list(resampled(codes, 500))
    assert all(sum(weights.values()) == len(codes) and set(weights) == set(codes) for weights in draws)
    assert draws == list(resampled(codes, 500))
    missing = sum(weights["a"] == 0 for weights in draws) / 500
    assert missing == pytest.approx((7 / 8) ** 8, abs=0.06)


def test_a_descriptor_that_was_drawn_twice_counts_twice_and_one_that_was_not_links_nothing() -> None:
    content = {"a": 2.0, "b": 1.0}
    links = Rescoring([Scored("o", "p", 0.1), Scored("o", "q", 0.2)], {"o": "ab", "p": "a", "q": "b"}, content)
    twice = links.scores(links.links, {"a": 2.0, "b": 0.0})
    assert twice == {("o", "p"): round(0.1 * 4 / 7 + 0.1 * 4 / 4 + 0.1, 4)}
    assert links.served({"a": 2.0, "b": 0.0}) == 1
    assert links.served({"a": 0.0, "b": 0.0}) == 0
    assert links.descriptors(links.links[1:]) == ["a", "b"]
