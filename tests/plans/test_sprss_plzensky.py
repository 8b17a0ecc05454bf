"""sprss-plzensky-2019-2021: what is hard to read in it, each hazard with its line."""

from looking import element, lines
from strategraph.plans import Plan


def test_plzen_noise_legend_and_title(plans: dict[str, Plan]) -> None:
    plan = plans["sprss-plzensky-2019-2021"]
    assert max(lines(plan, "furniture")) == 55
    assert [line for line in lines(plan, "used") if line < 36] == [31, 32, 33, 35]
    assert [line.rule for line in plan.lines if line.line in (31, 32, 33)] == ["legend of level names"] * 3
    assert plan.title_passage is not None
    assert plan.title_passage.line == 35


def test_plzen_one_goal_and_eight_unnumbered_priorities(plans: dict[str, Plan]) -> None:
    plan = plans["sprss-plzensky-2019-2021"]
    assert [(one.kind, one.key, one.position, one.notation, one.passages[0].line) for one in plan.elements] == [
        ("goal", "p0", 0, "", 37),
        *(("priority", f"p{number}", number, "", 37 + 2 * number) for number in range(1, 9)),
    ]
    assert {one.parent for one in plan.elements} == {None, ("goal", "p0")}


def test_plzen_dashes_inside_a_priority_are_no_bullets(plans: dict[str, Plan]) -> None:
    plan = plans["sprss-plzensky-2019-2021"]
    assert " – zavedení pravidelných jednání" in element(plan, "p6").text
    assert " – sociální služby budou" in element(plan, "p8").text
