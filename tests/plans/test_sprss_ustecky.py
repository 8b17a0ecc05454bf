"""sprss-ustecky: what is hard to read in a table that became text, each hazard with its line."""

from looking import element, lines
from strategraph.plans import Plan


def test_usti_pipes_are_borders_and_no_text(plans: dict[str, Plan]) -> None:
    plan = plans["sprss-ustecky"]
    assert len(lines(plan, "furniture")) == 41
    assert not any("|" in one.text for one in plan.elements)
    assert [one.printed_notation for one in plan.elements if one.kind == "priority"] == [f"{n}." for n in range(1, 8)]
    assert {one.printed_notation == one.notation for one in plan.elements if one.kind == "goal"} == {True}


def test_usti_abbreviations_stay_as_printed(plans: dict[str, Plan]) -> None:
    plan = plans["sprss-ustecky"]
    assert element(plan, "2.2.1").text.endswith("(terénních) so.službách")
    assert (
        element(plan, "1.2.4").text == "Podpora služeb navazujících na soc.služby, popř.metod práce v souladu s plánem"
    )
    assert element(plan, "5.1").text == "Podpora dobrovolnictví v ÚK"


def test_usti_near_duplicates_are_distinct(plans: dict[str, Plan]) -> None:
    plan = plans["sprss-ustecky"]
    for one, other in (("3.1.1", "3.2.2"), ("4.1.1", "4.2.1"), ("3.1.2", "6.2.1"), ("1.1.1", "7.1.3")):
        assert element(plan, one).text != element(plan, other).text
    assert len({(one.kind, one.key) for one in plan.elements}) == 73


def test_usti_states_neither_title_nor_period(plans: dict[str, Plan]) -> None:
    plan = plans["sprss-ustecky"]
    assert plan.title_passage is None
    assert plan.manifest.period is None
    assert len(plan.remarks) == 1
