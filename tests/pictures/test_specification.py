"""What is drawn where: the numbers of a picture as lengths, shades and places in its Vega-Lite specification."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from pictures.some import BARS, INTERVALS, LIFELINES, MATRIX, PICTURES
from strategraph.pictures import Bars, Lifelines, Picture
from strategraph.pictures.looks import IN_A_FILE, ON_A_PAGE
from strategraph.pictures.specification import specification


def values(picture: Picture, layer: int) -> list[dict[str, object]]:
    found: list[dict[str, object]] = specification(picture, ON_A_PAGE)["layer"][layer]["data"]["values"]
    return found


def keys(whole: object) -> Iterator[str]:
    if isinstance(whole, dict):
        yield from whole
        whole = list(whole.values())
    if isinstance(whole, list):
        for one in whole:
            yield from keys(one)


def test_parts_follow_one_another_and_are_as_long_as_their_values() -> None:
    first, second, small = values(BARS, 0)
    lengths = [float(str(one["middle"])) * 2 - float(str(one["start"])) - float(str(one["start"])) for one in (first, second, small)]  # fmt: skip
    assert lengths[0] / lengths[1] == pytest.approx(2)
    assert lengths[0] / lengths[2] == pytest.approx(50)
    assert 0 < float(str(second["start"])) - float(str(first["end"])) < 2
    assert (first["told"], small["told"]) == ("IX.f", "")


def test_cells_have_their_shades_and_rows_of_the_same_name_are_not_taken_for_one() -> None:
    assert [(cell["row"], cell["column"], cell["shade"], cell["told"]) for cell in values(MATRIX, 0)] == [
        (0, 0, "zvláštní", "5"),
        (0, 1, "žádná", "–"),
        (1, 0, "obecná", "7"),
        (1, 1, "zvláštní", "8"),
    ]
    assert [head["head"] for head in values(MATRIX, 2)] == [["CZ032", "2019–2021"], ["CZ042"]]


def test_a_line_leads_from_its_point_to_the_other_and_what_has_no_code_is_known_by_its_words() -> None:
    [edge], nodes = values(LIFELINES, 0), values(LIFELINES, 1)
    assert (edge["y"], edge["y2"]) == (nodes[0]["y"], nodes[2]["y"])
    assert float(str(nodes[0]["x"])) < float(str(edge["x"])) < float(str(edge["x2"])) < float(str(nodes[2]["x"]))
    assert [node["code"] for node in values(LIFELINES, 2)] == ["1.1", "bez čísla a dl…"]
    assert [node["words"] for node in values(LIFELINES, 3)] == ["2.1 nové"]


def test_shares_and_what_they_are_held_against_stand_on_one_scale() -> None:
    steps, beside, shares = (values(INTERVALS, layer) for layer in (0, 1, 2))
    none, half, whole = (float(str(step["x"])) for step in steps)
    assert [(one["low"], one["value"], one["high"]) for one in shares] == [
        (half / 2, half, half * 1.5),
        (none, whole, whole),
    ]
    assert [(one["row"], one["low"], one["high"]) for one in beside] == [
        (0, pytest.approx(whole / 10), pytest.approx(whole * 0.4))
    ]


@pytest.mark.parametrize("picture", PICTURES)
def test_a_file_says_what_it_is_and_a_page_that_has_said_so_is_spared(picture: Picture) -> None:
    within, alone = (specification(picture, ground) for ground in (ON_A_PAGE, IN_A_FILE))
    assert "title" not in within
    assert within["config"]["background"] is None
    assert alone["title"]["text"] == [picture.title]
    assert alone["title"]["subtitle"] == [line for line in (picture.note, picture.source) if line]
    assert alone["config"]["background"] == "#ffffff"


@pytest.mark.parametrize("picture", PICTURES)
def test_all_data_are_within(picture: Picture) -> None:
    whole = json.loads(json.dumps(specification(picture, IN_A_FILE), default=dict))
    assert "url" not in set(keys(whole))
    assert "values" in set(keys(whole))


def test_a_title_of_any_length_is_broken_into_lines() -> None:
    lines = specification(replace(BARS, title="slovo " * 100), IN_A_FILE)["title"]["text"]
    assert all(len(line) <= 72 for line in lines)
    assert " ".join(lines).split() == ["slovo"] * 100
    assert all(len(f"{one} {other.split()[0]}") > 72 for one, other in pairwise(lines))


def test_nothing_to_draw_is_no_fault() -> None:
    for drawing in (Bars((), ()), Lifelines((), (), (), ())):
        assert specification(replace(BARS, drawing=drawing), ON_A_PAGE)["height"] > 0
