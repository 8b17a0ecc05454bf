"""A rule that finds nothing, or finds what cannot be, is told in one sentence; nothing is lost and nothing made up."""

from pathlib import Path

import pytest

from small_plans import MAPPING, TEXT, read_small
from strategraph.errors import MappingError

MAPPING_FILE = "mappings/documents/zkouska.toml"
DOCUMENT = "data/sources/regional/zkouska/document.txt"

BRACKETS = r"""
[[found]]
rule = "gestor in brackets"
match = '(?<=\()gesce (?P<bodies>\p{Lu}+)'
field = "responsibility"
role = "gestor"
"""
COUNT = r"""
[[found]]
rule = "count"
match = 'nejvýše (?P<value>\S+) (?P<unit>\w+)'
field = "quantity"
comparator = "<="
"""
DESCRIPTOR = r"""
[[line]]
rule = "descriptor"
match = 'D: (?P<code>.+) - (?P<label>.+)'
use = "descriptor"
"""
PAGE = MAPPING.replace(r"match = 'strana \d+'", r"match = 'strana (?P<page>\S+)'")


def fault(tmp_path: Path, mapping: str, text: str = TEXT) -> str:
    with pytest.raises(MappingError) as caught:
        read_small(tmp_path, text, mapping)
    return str(caught.value).replace(tmp_path.as_posix() + "/", "")


def test_a_find_in_running_text_is_read_without_cutting_it(tmp_path: Path) -> None:
    plan = read_small(
        tmp_path, TEXT.replace("Cíl dvě", "Cíl dvě (gesce MV) pro nejvýše 12 obcí"), MAPPING + BRACKETS + COUNT
    )
    two = plan.elements[2]
    assert two.text == "Cíl dvě (gesce MV) pro nejvýše 12 obcí"
    assert [(each.role, each.bodies[0].slug) for each in two.responsibilities] == [("gestor", "MV")]
    assert [(each.comparator, each.value, each.unit) for each in two.quantities] == [("<=", "12", "obcí")]


def test_thousands_apart_are_one_number(tmp_path: Path) -> None:
    plan = read_small(tmp_path, TEXT.replace("Cíl dvě", "Podpořit alespoň 1 200 rodin"))
    assert [(each.value, each.unit) for each in plan.elements[2].quantities] == [("1200", "rodin")]


def test_a_rule_for_running_text_that_finds_nothing_is_named(tmp_path: Path) -> None:
    assert fault(tmp_path, MAPPING + BRACKETS) == (
        f"{MAPPING_FILE}, line 55: found rule 'gestor in brackets' matches nothing in {DOCUMENT}; "
        "correct its pattern or remove it."
    )


def test_a_quantity_that_is_no_number_is_named(tmp_path: Path) -> None:
    text = TEXT.replace("Cíl dvě", "Cíl pro nejvýše rozvoj obcí")
    assert fault(tmp_path, MAPPING + COUNT, text) == (
        f"{DOCUMENT}, line 6: 'rozvoj' is no whole number; correct the rule 'count' of {MAPPING_FILE} that found it."
    )


def test_a_code_is_read_without_the_space_around_it(tmp_path: Path) -> None:
    plan = read_small(tmp_path, TEXT.replace("strana", "D: IX.c  - sociální prevence\nstrana"), MAPPING + DESCRIPTOR)
    assert [(each.code, each.label) for each in plan.elements[2].descriptors] == [("IX.c", "sociální prevence")]


NUMBERED = (
    MAPPING.replace("(?P<code>\\d\\.\\d) (?P<text>.+)", "(?P<text>Cíl .+)")
    + r"""
[[line]]
rule = "number alone"
match = '(?P<code>\d\.\d)'
use = "code"
"""
)


def test_a_number_on_a_line_of_its_own_is_that_of_the_next_element(tmp_path: Path) -> None:
    plan = read_small(tmp_path, TEXT.replace("1.1 Cíl", "1.1\nCíl").replace("1.2 Cíl", "\n1.2\n\nCíl"), NUMBERED)
    assert [(element.notation, element.text) for element in plan.elements] == [
        ("1", "První oblast"),
        ("1.1", "Cíl jedna"),
        ("1.2", "Cíl dvě"),
    ]


def test_numbers_on_one_line_are_those_of_the_next_elements(tmp_path: Path) -> None:
    several = NUMBERED.replace(r"match = '(?P<code>\d\.\d)'", r"match = '(?P<code>\d\.\d)(?:, (?P<code>\d\.\d))*'")
    plan = read_small(tmp_path, TEXT.replace("1.1 Cíl", "1.1, 1.2\nCíl").replace("1.2 Cíl", "Cíl"), several)
    assert [(element.notation, element.text) for element in plan.elements] == [
        ("1", "První oblast"),
        ("1.1", "Cíl jedna"),
        ("1.2", "Cíl dvě"),
    ]
    with pytest.raises(MappingError, match=r"line \d+: the number '1\.3' stands alone"):
        read_small(tmp_path / "more", TEXT.replace("1.1 Cíl", "1.1, 1.2, 1.3\nCíl").replace("1.2 Cíl", "Cíl"), several)


ALONE = TEXT.replace("1.2 Cíl", "1.2\nCíl")


@pytest.mark.parametrize(
    "text",
    [ALONE.replace("1.1 ", "1.1\n1.3\n"), ALONE.replace("1.1 ", "1.1\n2. "), ALONE.replace("1.1 ", "1.1\n") + "1.3\n"],
    ids=["another number", "an element with its own", "the end"],
)
def test_a_number_that_no_element_takes_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(MappingError, match=r"line \d+: the number '1\.\d' stands alone"):
        read_small(tmp_path, text, NUMBERED)


def test_a_descriptor_without_a_code_that_fits_an_iri_is_named(tmp_path: Path) -> None:
    text = TEXT.replace("strana", "D: IX/c - sociální prevence\nstrana")
    assert fault(tmp_path, MAPPING + DESCRIPTOR, text) == (
        f"{DOCUMENT}, line 8: 'IX/c' is no code of a descriptor such as 'IX.c'; "
        f"correct the rule of {MAPPING_FILE} that claims the line."
    )


@pytest.mark.parametrize("page", ["první", "٣", "1234567"])
def test_a_page_that_is_no_number_is_named(tmp_path: Path, page: str) -> None:
    assert fault(tmp_path, PAGE, TEXT.replace("strana 1", f"strana {page}")) == (
        f"{DOCUMENT}, line 8: {page!r} is no number of a page; "
        f"correct the group 'page' of the rule of {MAPPING_FILE} that claims the line."
    )


def test_the_page_stands_with_what_follows(tmp_path: Path) -> None:
    plan = read_small(tmp_path, TEXT.replace("1.2 Cíl", "strana 7\n1.2 Cíl"), PAGE)
    assert [element.passages[0].page for element in plan.elements] == [None, None, 7]
    assert plan.page_count == 2


@pytest.mark.parametrize(
    "more, told",
    [
        (
            '\n[[remark]]\nline = 0\nlevel = "goal"\ncs = "a"\nen = "b"\n',
            f"{MAPPING_FILE}, line 56: line is 0; lines are counted from 1.",
        ),
        (
            '\n[[remark]]\nline = 3\ncs = "a"\nen = "b"\n',
            f"{MAPPING_FILE}, line 56: a remark on an element needs both its line and its level; "
            "a remark on the plan neither.",
        ),
        (
            '\n[[truncation]]\nlength = 9\ncs = "a"\nen = "b"\n' * 2,
            f"{MAPPING_FILE}, line 61: there is a second [[truncation]]; a source cuts texts at one length, keep one.",
        ),
    ],
)
def test_what_would_be_dropped_in_silence_is_refused(tmp_path: Path, more: str, told: str) -> None:
    assert fault(tmp_path, MAPPING + more) == told


def test_the_lines_of_a_rule_may_be_given_in_any_order(tmp_path: Path) -> None:
    mapping = MAPPING.replace(
        "match = '(?P<code>\\d\\.\\d) (?P<text>.+)'", "match = '(?P<code>\\d\\.\\d) (?P<text>.+)'\nlines = '6, 2-4, 3'"
    )
    assert [element.notation for element in read_small(tmp_path, TEXT, mapping).elements] == ["1", "1.1", "1.2"]
    assert "line 6: no rule" in fault(tmp_path, mapping.replace("'6, 2-4, 3'", "'9, 2-4, 3'"))
