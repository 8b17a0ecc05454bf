"""The tree of a plan, from rows and on the page."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from running import Running
from strategraph.pages.description import Item, Names
from strategraph.pages.links import Links
from strategraph.pages.lookups import Row, Value
from strategraph.pages.tree import MAX_DEPTH, Branch, plan_tree

BASE = "https://w3id.org/strategraph/"
PLAN = f"{BASE}resource/plan/p"
NAMES = Names({}, Links(BASE), "cs")
EXPECTED = Path(__file__).parents[1] / "questions" / "expected" / "tree-of-plan.csv"


def row(name: str, parent: str = "", **more: str) -> Row:
    literals = {key: Value("literal", value, "cs" if key == "label" else "") for key, value in more.items()}
    above = {"parent": Value("uri", f"{PLAN}/{parent}")} if parent else {}
    return {"element": Value("uri", f"{PLAN}/{name}"), **literals, **above}


def outline(branches: tuple[Branch, ...]) -> list[object]:
    """The names of the elements, each followed by the outline of what is below it."""
    return [
        entry
        for branch in branches
        for entry in (branch.item.text.rpartition("/")[2], *([outline(branch.below)] if branch.below else []))
    ]


def test_each_element_stands_below_its_parent_in_the_order_of_the_rows() -> None:
    rows = [row("a"), row("b", "a"), row("c", "b"), row("d", "a"), row("e"), row("f", "e")]
    assert outline(plan_tree(rows, NAMES)) == ["a", ["b", ["c"], "d"], "e", ["f"]]
    assert plan_tree([], NAMES) == ()


def test_an_element_has_its_code_its_label_and_its_link_once() -> None:
    rows = [
        row("a", label="Péče", notation="1.1"),
        row("a", label="Care", notation="1.1"),
        row("b", label="2 B", notation="2"),
    ]
    assert plan_tree(rows, NAMES) == (
        Branch(Item("Care", "/page/plan/p/a", "cs", "1.1"), ()),
        Branch(Item("2 B", "/page/plan/p/b", "cs"), ()),
    )


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([row("b", "a"), row("a")], ["a", ["b"]]),
        ([row("a", "elsewhere")], ["a"]),
        ([row("a", "a"), row("b", "a")], ["a", ["b"]]),
        ([row("a", "c"), row("b", "a"), row("c", "b"), row("d")], ["d", "a", ["b", ["c"]]]),
    ],
)
def test_no_element_is_lost_or_shown_twice(rows: list[Row], found: list[object]) -> None:
    assert outline(plan_tree(rows, NAMES)) == found


def test_a_very_deep_tree_is_shown_as_far_as_a_page_can() -> None:
    branches = plan_tree([row("0"), *(row(str(depth), str(depth - 1)) for depth in range(1, 2000))], NAMES)
    for _ in range(MAX_DEPTH - 1):
        (branch,) = branches
        branches = branch.below
    (branch,) = branches
    assert len(branch.below) == 2000 - MAX_DEPTH


def shown(server: Running, plan: str) -> Iterator[tuple[int, str]]:
    """Depth and address of each element of the tree on a page."""
    page = server.client.get(f"/page/plan/{plan}", headers={"Accept": "text/html"}).text
    depth = 0
    for found in re.finditer(
        r'<(/?ul)>|<a href="([^"]+)"', page.partition('<div class="tree">')[2].partition("</div>")[0]
    ):
        depth += {"ul": 1, "/ul": -1}.get(found[1], 0)
        if found[2]:
            yield depth, found[2]


def test_the_page_of_a_plan_shows_its_tree_in_printed_order(published: Running) -> None:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    depths = {"": 0}
    for element in rows:
        depths[element["element"]] = depths[element["parent"]] + 1
    expected = [(depths[each["element"]], each["element"].replace(f"{BASE}resource/", "/page/")) for each in rows]
    assert list(shown(published, "ap-ssz-2024-2026")) == expected
    assert {depth for depth, _ in expected} == {1, 2, 3}


def test_what_the_tree_shows_does_not_lead_here_again(published: Running) -> None:
    page = published.client.get("/page/plan/ap-ssz-2024-2026", headers={"Accept": "text/html"}).text
    goal = 'href="/page/plan/ap-ssz-2024-2026/goal/2.1.a"'
    assert page.count(goal) == 1
    leading = page.partition('<details class="statements">')[2]
    assert "/ontology#partOf" not in leading
    assert 'href="/page/level/ap-ssz-2024-2026/goal"' in leading


def test_a_thing_that_is_no_plan_has_no_tree(published: Running) -> None:
    page = published.client.get("/page/plan/ap-ssz-2024-2026/section/2.1", headers={"Accept": "text/html"}).text
    assert "Členění plánu" not in page
