"""A mapping that is wrong gives one sentence that names the file, the line and the remedy."""

from pathlib import Path

import pytest

from small_plans import COMMON, MAPPING, ROLES, TEXT, read_small
from strategraph.errors import MappingError
from strategraph.plans import read_mapping

HERE = "mappings/documents/zkouska.toml"


def fault(tmp_path: Path, mapping: str = MAPPING, text: str = TEXT, title: str = "Plán na zkoušku") -> str:
    with pytest.raises(MappingError) as caught:
        read_small(tmp_path, text, mapping, title)
    return str(caught.value).replace(tmp_path.as_posix() + "/", "")


def changed(old: str, new: str) -> str:
    assert MAPPING.count(old) >= 1, old
    return MAPPING.replace(old, new, 1)


def test_the_sound_mapping_is_read(tmp_path: Path) -> None:
    plan = read_small(tmp_path)
    assert [(one.kind, one.key, one.text, one.parent) for one in plan.elements] == [
        ("section", "1", "První oblast", None),
        ("goal", "1.1", "Cíl jedna", ("section", "1")),
        ("goal", "1.2", "Cíl dvě", ("section", "1")),
    ]
    assert [body.slug for body in plan.elements[1].responsibilities[0].bodies] == ["MPSV"]
    assert [each.when for each in plan.elements[1].deadlines] == ["2028-03"]


@pytest.mark.parametrize(
    "old, new, line, told",
    [
        (
            'rule = "gestor"',
            'rul = "gestor"',
            40,
            "[[line]] has no key 'rul'; its keys are rule, match, use, level, role, ",
        ),
        ('use = "deadline"', 'use = "dedline"', 48, "use is 'dedline'; write one of 'furniture', 'label', "),
        (
            "strana \\d+'",
            "strana (\\d+'",
            52,
            "match is not a regular expression (missing ) at position 11); correct it.",
        ),
        ('level = "area"\n', 'level = "oblast"\n', 31, "level is 'oblast'; write one of 'area', 'goal'."),
        (
            'role = "gestor"',
            'role = "garant"',
            43,
            "role is 'garant'; write one of 'gestor', 'spolugestor', 'spoluprace'.",
        ),
        ("(?P<bodies>.+)", "(.+)", 41, "match needs a group (?P<bodies>…); add it."),
        (
            "(?P<bodies>.+)",
            "(?P<bodies>.+)(?P<foo>x)?",
            41,
            "match has a group 'foo' that says nothing; the groups are",
        ),
        ('common = "goal"', 'common = "cil"', 17, "common is 'cil'; write one of 'section', 'long-term-goal', "),
        (
            'kind = "goal"',
            'kind = "target"',
            16,
            "kind is 'target'; write one of 'section', 'goal', 'priority', 'measure'.",
        ),
        (
            'under = ["area"]',
            'under = ["oblast"]',
            18,
            "under names 'oblast', which is no level above it; the levels above",
        ),
        ("indexed = true", 'indexed = "ano"', 19, "indexed is 'ano'; write a value of type bool."),
        ('name_cs = "Cíl"\n', "", 12, "[[level]] needs a 'name_cs'; add it."),
        ('rule = "area"', 'rule = "title"', 28, "two rules are called 'title'; rename one."),
        ('use = "title"', 'use = "title"\nlines = "5-1"', 26, "lines is '5-1'; write ranges such as '1-5, 8'."),
        ('id = "goal"', 'id = "area"', 13, "level 'area' is there twice; rename one."),
        ('id = "goal"', 'id = "Cíl"', 13, "id is 'Cíl'; use lower-case ASCII letters and single hyphens."),
        ('passages = "cs"', "passages = 1", 3, "passages has to be a language such as 'cs'."),
        ('plan = "zkouska"', 'plan = "jiny"', 2, "plan has to be 'zkouska', the name of the file."),
        (
            'passages = "cs"',
            'passage = "cs"',
            3,
            "there is no key 'passage'; the keys are plan, passages, level, line, ",
        ),
    ],
)
def test_a_typo_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    message = fault(tmp_path, changed(old, new))
    assert message.startswith(f"{HERE}, line {line}: ")
    assert told in message
    assert "\n" not in message


def test_toml_that_does_not_parse_is_named_with_its_line(tmp_path: Path) -> None:
    message = fault(tmp_path, changed('rule = "title"', 'rule = "title'))
    assert message.startswith(f"{HERE} cannot be read as TOML: ")
    assert "line 23" in message


def test_a_mapping_that_is_not_there_is_asked_for(tmp_path: Path) -> None:
    read_small(tmp_path)
    with pytest.raises(
        MappingError, match=r"mappings/documents/jiny\.toml is not there: write a mapping for the document"
    ):
        read_mapping(tmp_path / "mappings", "jiny", COMMON, ROLES)


@pytest.mark.parametrize(
    "mapping, text, told",
    [
        (
            MAPPING,
            TEXT.replace("1.2 Cíl dvě", "1.2. Cíl dvě"),
            f"data/sources/regional/zkouska/document.txt, line 6: no rule of {HERE} claims '1.2. Cíl dvě'; "
            "add a [[line]] rule for it, with use = 'furniture' if it is no part of the plan.",
        ),
        (
            changed(r"strana \d+", r"strana \d+|Termín.*"),
            TEXT,
            f"data/sources/regional/zkouska/document.txt, line 5: rules 'deadline' and 'page number' of {HERE} overlap on "
            "'Termín: 3/2028'; narrow one of their patterns, or limit it by its lines.",
        ),
        (
            changed(r"strana \d+", r"strana \d+ z \d+"),
            TEXT.replace("strana 1", ""),
            f"{HERE}, line 50: line rule 'page number' matches no line of data/sources/regional/zkouska/document.txt; "
            "correct its pattern or remove it.",
        ),
        (
            MAPPING,
            TEXT.replace("1. První oblast\n", "").replace("1.2 Cíl dvě\n", "1.2 Cíl dvě\n1. První oblast\n"),
            "data/sources/regional/zkouska/document.txt, line 2: goal has no area above it; correct 'under' of that level in "
            f"{HERE}, or the rule that claims the line.",
        ),
        (
            MAPPING,
            TEXT.replace("MPSV", "MPSV, Ministerstvo"),
            "data/sources/regional/zkouska/document.txt, line 4: 'Ministerstvo' is no printed form of a body in "
            f"mappings/registers/bodies.csv; add it there, or correct the rule of {HERE} that found it.",
        ),
        (
            MAPPING,
            TEXT.replace("3/2028", "13/2028"),
            "data/sources/regional/zkouska/document.txt, line 5: 'Termín: 13/2028' is no year or month; "
            f"correct the rule of {HERE} that found it.",
        ),
        (
            MAPPING,
            TEXT.replace("1.2 Cíl", "1.1 Cíl"),
            "data/sources/regional/zkouska/document.txt, line 6: goal '1.1' gets the key '1.1' of line 3 a second time; "
            f"set key = 'parent.code' or 'position' for that level in {HERE}.",
        ),
        (
            MAPPING,
            TEXT.replace("Plán na zkoušku\n", "Gesce: MPSV\nPlán na zkoušku\n"),
            f"data/sources/regional/zkouska/document.txt, line 1: a rule of {HERE} takes this line as part of an element, "
            "and no element is above it; correct the rule.",
        ),
        (
            MAPPING,
            TEXT + "Plán na zkoušku\n",
            f"data/sources/regional/zkouska/document.txt, line 9: {HERE} takes a second line as title; limit its rule by lines.",
        ),
        (
            MAPPING + '\n[[remark]]\nline = 4\nlevel = "goal"\ncs = "a"\nen = "b"\n',
            TEXT,
            f"{HERE}, line 55: the remark on line 4, level 'goal', fits 0 elements of data/sources/regional/zkouska/document.txt; "
            "correct its line or level so that it fits one.",
        ),
        (
            MAPPING + '\n[[item]]\nrule = "nic"\nmatch = \'Nic\'\nlevel = "goal"\n',
            TEXT,
            f"{HERE}, line 55: item rule 'nic' matches nothing in data/sources/regional/zkouska/document.txt; "
            "correct its pattern or remove it.",
        ),
    ],
    ids=[
        "unclaimed",
        "overlap",
        "unused",
        "no parent",
        "body",
        "month",
        "key",
        "no element",
        "titles",
        "remark",
        "item",
    ],
)
def test_a_rule_that_does_not_fit_the_document(tmp_path: Path, mapping: str, text: str, told: str) -> None:
    assert fault(tmp_path, mapping, text) == told


def test_a_title_that_differs_from_the_source_toml(tmp_path: Path) -> None:
    assert fault(tmp_path, title="Plán") == (
        "data/sources/regional/zkouska/document.txt, line 1: the printed title is 'Plán na zkoušku', "
        "source.toml has 'Plán'; make them agree."
    )
    assert "takes it as title, and source.toml says that none is printed" in fault(tmp_path, title="")


def test_a_pattern_that_backtracks_without_end_is_stopped(tmp_path: Path) -> None:
    mapping = changed(r"strana \d+", r"(?:a|a)+b|strana \d+")
    text = TEXT + "a" * 400 + "\n"
    assert "Rule 'page number' takes more than 2 s on line 9 of the document: simplify its pattern." in fault(
        tmp_path, mapping, text
    )


ITEMS = (
    MAPPING
    + r"""
[[line]]
rule = "items"
match = '(?P<items>Cíle .*)'
use = "items"

[[item]]
rule = "goal in a line"
match = '(?:Cíle |; )(?P<code>\d\.\d) '
level = "goal"

[[item]]
rule = "gestor in a line"
match = '\bGesce (?P<bodies>\p{Lu}+)'
field = "responsibility"
role = "gestor"
"""
)

ITEMS_ALONE = ITEMS[: ITEMS.rindex("[[item]]")]


def test_items_on_one_line_are_told_apart(tmp_path: Path) -> None:
    plan = read_small(tmp_path, TEXT + "Cíle 1.3 Tři Gesce MV; 1.4 Čtyři.\n", ITEMS)
    assert [
        (one.key, one.text, [b.slug for r in one.responsibilities for b in r.bodies]) for one in plan.elements[3:]
    ] == [
        ("1.3", "Tři", ["MV"]),
        ("1.4", "Čtyři.", []),
    ]


def test_an_item_may_skip_what_belongs_to_no_element_and_look_at_some_lines_only(tmp_path: Path) -> None:
    skip = '\n[[item]]\nrule = "rest"\nmatch = \' Popis:\'\nskip = true\nlines = "{}"\n'
    line = len(TEXT.split("\n"))
    plan = read_small(tmp_path / "one", TEXT + "Cíle 1.3 Tři Popis: nic; 1.4 Čtyři\n", ITEMS_ALONE + skip.format(line))
    assert [one.text for one in plan.elements][-2:] == ["Tři", "Čtyři"]
    message = fault(tmp_path / "two", ITEMS_ALONE + skip.format(1), TEXT + "Cíle 1.3 Tři Popis: nic\n")
    assert "item rule 'rest' matches nothing" in message
    message = fault(tmp_path / "three", ITEMS_ALONE + skip.format(1) + 'level = "goal"\n', TEXT + "Cíle 1.3 Tři\n")
    assert "give it a level, a field or skip = true" in message


@pytest.mark.parametrize(
    "line, more, told",
    [
        ("Cíle 1.3 Tři Gesce MV a ještě něco", "", "claims 'a ještě něco'; add an [[item]] rule for what opens it."),
        ("Cíle ", "", "claims 'Cíle'; add an [[item]] rule for what opens it."),
        (
            "Cíle 1.3 Tři",
            '\n[[item]]\nrule = "same"\nmatch = \'Cíle 1.3 \'\nlevel = "goal"\n',
            "item rules 'goal in a line' and 'same' of mappings/documents/zkouska.toml overlap on 'Cíle 1.3 '; "
            "narrow one of their patterns.",
        ),
        (
            "Cíle 1.3  Gesce MV",
            "",
            "the mapping finds an element or field without text at column 10; correct the pattern",
        ),
    ],
)
def test_characters_that_no_item_claims_stop_the_reading(tmp_path: Path, line: str, more: str, told: str) -> None:
    message = fault(tmp_path, ITEMS + more, TEXT + line + "\n")
    assert message.startswith("data/sources/regional/zkouska/document.txt, line 9: ")
    assert told in message
