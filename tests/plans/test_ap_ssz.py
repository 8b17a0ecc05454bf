"""ap-ssz-2024-2026: what is hard to read in it, each hazard with its line."""

from looking import at_line, element, lines
from strategraph.plans import Plan


def test_ssz_head_is_furniture_and_the_title_is_line_6(plans: dict[str, Plan]) -> None:
    plan = plans["ap-ssz-2024-2026"]
    assert lines(plan, "furniture") == [2, 3, 4, 5]
    assert plan.title_passage is not None
    assert plan.title_passage.line == 6


def test_ssz_chapter_3_has_goals_directly_and_its_gap_stays(plans: dict[str, Plan]) -> None:
    plan = plans["ap-ssz-2024-2026"]
    children = [one.key for one in plan.elements if one.parent == ("section", "3")]
    assert children == ["3.a", "3.c", "3.d"]


def test_ssz_headings_that_are_not_printed_are_not_made_up(plans: dict[str, Plan]) -> None:
    plan = plans["ap-ssz-2024-2026"]
    sections = [one.key for one in plan.elements if one.kind == "section"]
    assert sections == (
        [
            "2.1",
            "2.2",
            "2.3",
            "2.4",
            "3",
            "4.1",
            "4.2",
            "4.3",
            "4.4",
            "4.5",
            "4.6",
            "4.7",
            "4.8",
            "4.9",
            "4.10",
        ]  # 4.10 after 4.9, as printed
    )
    for key in ("4.4.1.a", "4.4.1.b", "4.4.2.a", "4.4.2.b", "4.4.2.c"):
        assert element(plan, key).parent == ("section", "4.4")


def test_ssz_measure_numbers_stay_as_printed(plans: dict[str, Plan]) -> None:
    plan = plans["ap-ssz-2024-2026"]
    numbers = {
        goal: [one.notation for one in plan.elements if one.kind == "measure" and one.parent == ("goal", goal)]
        for goal in ("2.4.a", "4.2.b", "4.3.e", "4.5.b", "4.6.a")
    }
    assert numbers == {
        "2.4.a": ["2"],
        "4.2.b": ["2", "3"],
        "4.3.e": ["2"],
        "4.5.b": ["1", "2", "4"],
        "4.6.a": ["1", "2", "3", "5", "6", "8"],
    }
    assert [at_line(plan, line).notation for line in (33, 84, 130)] == ["2", "2", "2"]


def test_ssz_a_descriptor_label_may_hold_commas(plans: dict[str, Plan]) -> None:
    printed = element(plans["ap-ssz-2024-2026"], "4.10.a").descriptors[-1]
    assert (printed.code, printed.label, printed.passage.line) == (
        "XIII.c",
        "životní styl, výživa, spotřeba tabáku a alkoholu",
        301,
    )


def test_ssz_a_law_in_a_measure_does_not_end_its_text(plans: dict[str, Plan]) -> None:
    measure = at_line(plans["ap-ssz-2024-2026"], 292)
    assert measure.key == "4.9.b.2"
    assert measure.text == (
        "Vydefinování pojmu peer pracovník (mentor s žitou zkušeností) a následné zavedení do zákona "
        "č. 108/2006 Sb., o sociálních službách."
    )
    assert [(law.number, law.year) for law in measure.laws] == [("108", "2006")]


def test_ssz_lines_that_follow_without_a_blank_are_told_apart(plans: dict[str, Plan]) -> None:
    plan = plans["ap-ssz-2024-2026"]
    assert [at_line(plan, line).key for line in (15, 22, 28, 34, 51)] == ["2.2", "2.3", "2.4", "3", "4.1"]
