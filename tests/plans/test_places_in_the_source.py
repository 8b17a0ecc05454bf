"""Everything that was read leads back to the very characters it was read from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from strategraph.pipeline import Work
from strategraph.places import Places
from strategraph.plans import Passage, Plan
from strategraph.sources import Registers


def squeezed(text: str) -> str:
    return " ".join(text.split())


def source_text(places: Places, plan: Plan) -> str:
    path: Path = places.data / "sources" / plan.manifest.level / plan.id / plan.manifest.file
    return path.read_text(encoding="utf-8")


def passages(plan: Plan) -> Iterator[Passage]:
    for element in plan.elements:
        yield from (*element.passages, *element.repeats)
        yield from (printed.passage for printed in element.descriptors)
        yield from (item.passage for item in (*element.quantities, *element.laws))
        yield from (place for deadline in element.deadlines for place in deadline.passages)
        for statement in element.responsibilities:
            yield statement.passage
            yield from (body.passage for body in statement.bodies)


def test_texts_are_the_characters_at_their_place(work: Work, places: Places) -> None:
    for plan in work.plans:
        text = source_text(places, plan)
        for element in plan.elements:
            assert element.text == squeezed(" ".join(text[part.start : part.end] for part in element.passages))
            assert all(squeezed(text[part.start : part.end]) == element.text for part in element.repeats)
        if plan.title_passage:
            assert squeezed(text[plan.title_passage.start : plan.title_passage.end]) == plan.manifest.title
        if plan.abstract_passage:
            assert squeezed(text[plan.abstract_passage.start : plan.abstract_passage.end]) == plan.abstract


def test_every_place_is_on_its_line_and_has_no_space_at_its_ends(work: Work, places: Places) -> None:
    for plan in work.plans:
        text = source_text(places, plan)
        for place in passages(plan):
            assert text.count("\n", 0, place.start) + 1 == place.line == text.count("\n", 0, place.end) + 1
            quoted = text[place.start : place.end]
            assert quoted
            assert quoted == quoted.strip()


def test_descriptors_bodies_and_deadlines_stand_on_their_words(work: Work, places: Places) -> None:
    registers: Registers = work.registers
    for plan in work.plans:
        text = source_text(places, plan)
        for element in plan.elements:
            for printed in element.descriptors:
                assert text[printed.passage.start : printed.passage.end] == f"{printed.code} {printed.label}"
            for statement in element.responsibilities:
                for body in statement.bodies:
                    words = text[body.passage.start : body.passage.end]
                    assert words in registers.bodies[body.slug].printed
                    assert statement.passage.start <= body.passage.start < body.passage.end <= statement.passage.end


@pytest.mark.parametrize(
    "plan_id, expected",
    [
        (
            "ap-sbsv-2016-2020",
            [
                "Gesce: ASZ",
                "Spolugesce: MPSV, MV, MSp, MMR, MŠMT, ČSÚ, MZ",
                "Termín plnění: 12/2020",
                "gesce ASZ",
                "gesce ASZ",
                "Gesce ASZ",
                "Gesce ASZ",
                "ve spolupráci s MPSV a MV",
                "Gesce ASZ",
                "Gesce ASZ",
                "Gesce ASZ",
                "nejméně 5 projektových žádostí",
                "gesce ASZ",
                "min. na 5 projektech",
                "Gesce ASZ",
                "Gesce: ASZ",
            ],
        ),
        ("ap-ssz-2024-2026", ["24 hodin ročně", "zákona č. 108/2006 Sb."]),
        ("napsi-2006-2008", ["14 plánů", "do roku 2008", "alespoň 200 obcí"]),
        ("sprss-plzensky-2019-2021", ["minimálně jednou ročně"]),
        ("sprss-ustecky", []),
    ],
)
def test_fields_are_these_words_and_no_others(work: Work, places: Places, plan_id: str, expected: list[str]) -> None:
    plan = next(plan for plan in work.plans if plan.id == plan_id)
    text = source_text(places, plan)
    found = sorted(
        (item.passage.start, item.passage.end)
        for element in plan.elements
        for item in (*element.responsibilities, *element.deadlines, *element.quantities, *element.laws)
    )
    assert [text[start:end] for start, end in found] == expected
