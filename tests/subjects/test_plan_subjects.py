"""Which elements of the five documents get descriptors, and that each piece of evidence is read again in the source."""

from collections.abc import Callable
from pathlib import Path

import pytest

from small_plans import MAPPING, read_small
from strategraph.errors import MappingError
from strategraph.pipeline import Work
from strategraph.places import Places
from strategraph.plans import Plan
from strategraph.settings import SourceLimits
from strategraph.sources import Document, read_source
from strategraph.subjects import Indexed, Indexer, assign_plan, headings_of, indexed_elements, section_of
from strategraph.subjects.plan_subjects import located

#: Elements at indexed levels (sections that are aims, goals, priorities, measures), those with printed descriptors apart.
TO_INDEX = {
    "napsi-2006-2008": 18,
    "ap-ssz-2024-2026": 36,
    "ap-sbsv-2016-2020": 30,
    "sprss-plzensky-2019-2021": 9,
    "sprss-ustecky": 73,
}
#: The outline of a small plan without a title, whose goals run on over several lines.
OUTLINE = (
    MAPPING[: MAPPING.index('[[line]]\nrule = "title"')]
    + r"""
[[line]]
rule = "area"
match = '(?P<code>\d\.) (?P<text>.+)'
use = "element"
level = "area"

[[line]]
rule = "goal"
match = '(?P<code>\d\.\d) (?P<text>.+)'
use = "element"
level = "goal"

[[line]]
rule = "more"
match = '  (?P<text>.+)'
use = "continuation"
"""
)


@pytest.fixture(scope="module")
def read(work: Work, real: Indexer) -> dict[str, tuple[Plan, Document, tuple[Indexed, ...]]]:
    return {
        plan.id: (plan, document, assign_plan(plan, document, real))
        for plan, document in zip(work.plans, work.documents, strict=True)
    }


def test_every_indexed_element_without_printed_descriptors_is_read(
    read: dict[str, tuple[Plan, Document, tuple[Indexed, ...]]],
) -> None:
    assert {name: len(indexed) for name, (_, _, indexed) in read.items()} == TO_INDEX
    plan = read["ap-ssz-2024-2026"][0]
    assert sum(bool(element.descriptors) for element in indexed_elements(plan)) == 38


def test_the_words_of_every_match_stand_in_the_source(
    read: dict[str, tuple[Plan, Document, tuple[Indexed, ...]]], places: Places
) -> None:
    checked = 0
    for plan, _, indexed in read.values():
        folder = next(places.data.glob(f"sources/*/{plan.id}"))
        text = (folder / "document.txt").read_bytes().decode("utf-8")
        lines = text.split("\n")
        for one in indexed:
            for assignment in one.assignments:
                for match in assignment.matches:
                    assert match.places, match
                    printed = " ".join(text[place.start : place.end] for place in match.places)
                    assert " ".join(printed.split()) == match.words
                    for place in match.places:
                        assert text[place.start : place.end] in lines[place.line - 1]
                        checked += 1
    assert checked > 300


def test_evidence_from_a_heading_stands_in_the_heading(
    read: dict[str, tuple[Plan, Document, tuple[Indexed, ...]]],
) -> None:
    plan, _, indexed = read["sprss-ustecky"]
    specific = next(one for one in indexed if one.element.key == "1.1.4")
    above = headings_of(specific.element, plan)
    assert [(one.kind, one.key) for one in above] == [("priority", "1"), ("goal", "1.1")]
    from_above = [match for one in specific.assignments for match in one.matches if match.where == "heading"]
    assert from_above
    for match in from_above:
        owner = above[match.heading]
        assert owner.text[match.start : match.end] == match.words
        assert all(
            owner.passages[0].start <= place.start < place.end <= owner.passages[0].end for place in match.places
        )


def test_the_whole_text_of_every_element_is_its_passages(work: Work) -> None:
    for plan, document in zip(work.plans, work.documents, strict=True):
        for element in plan.elements:
            assert located(element, document, 0, len(element.text)) == element.passages


def test_words_over_two_lines_have_a_place_on_each(tmp_path: Path, made: Callable[..., Indexer]) -> None:
    text = "1. Oblast\n1.1 Podpora  sociálních\n  a\xa0jiných   služeb v kraji\n"
    plan = read_small(tmp_path, text, OUTLINE, "")
    document = read_source(tmp_path / "data" / "sources" / "regional" / "zkouska", SourceLimits())
    assert plan.elements[1].text == "Podpora sociálních a jiných služeb v kraji"
    (match,) = assign_plan(plan, document, made("IX.c sociální služba 2"))[0].assignments[0].matches
    assert match.words == "sociálních a jiných služeb"
    assert [(text[place.start : place.end], place.line) for place in match.places] == [
        ("sociálních", 2),
        ("a\xa0jiných   služeb", 3),
    ]


def test_a_text_that_its_passages_do_not_hold_is_refused(work: Work) -> None:
    plan, document = work.plans[0], work.documents[0]
    first, second = plan.elements[:2]
    assert first.text != second.text
    moved = type(first)(**{name: getattr(second if name == "passages" else first, name) for name in first.__slots__})
    with pytest.raises(MappingError, match="the text of an element has to be that of its passages"):
        located(moved, document, 0, 10)


def test_the_section_of_an_element_is_the_lowest_at_or_above_it(work: Work) -> None:
    """The regional plans have no sections: there each element is one by itself."""
    found = {
        (plan.id, element.kind, element.key): section_of(element, plan)
        for plan in work.plans
        for element in plan.elements
    }
    assert found["ap-ssz-2024-2026", "goal", "4.3.d"] == found["ap-ssz-2024-2026", "section", "4.3"] == "4.3"
    alone = {place for place, section in found.items() if section == f"{place[1]} {place[2]}"}
    assert {plan_id for plan_id, *_ in alone} == {"sprss-plzensky-2019-2021", "sprss-ustecky"}
    assert ("sprss-ustecky", "goal", "1.1") in alone
