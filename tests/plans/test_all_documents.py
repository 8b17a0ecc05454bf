"""What holds for all documents alike: every line is accounted for, every key is unique."""

from looking import lines
from strategraph.plans import Plan


def test_every_line_is_accounted_for(plans: dict[str, Plan]) -> None:
    counted = {
        plan.id: tuple(len(lines(plan, use)) for use in ("used", "furniture", "blank")) for plan in plans.values()
    }
    assert counted == {
        "ap-ssz-2024-2026": (258, 4, 39),
        "napsi-2006-2008": (20, 1, 0),
        "ap-sbsv-2016-2020": (17, 10, 23),
        "sprss-plzensky-2019-2021": (13, 19, 23),
        "sprss-ustecky": (73, 41, 0),
    }
    for plan in plans.values():
        assert [line.line for line in plan.lines] == list(range(1, len(plan.lines) + 1))
        assert all(line.rule for line in plan.lines if line.use != "blank")


def test_keys_are_unique_in_their_plan(plans: dict[str, Plan]) -> None:
    for plan in plans.values():
        keys = [one.key for one in plan.elements]
        assert len(set(keys)) == len(keys)
        assert all(key.isascii() for key in keys)
        positions = [one.position for one in plan.elements if one.kind != "section"]
        assert positions == list(range(len(positions)))
