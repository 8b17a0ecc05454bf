"""A mapping says where times, indicators and money stand: on lines of their own, in columns, in items, in running text."""

from pathlib import Path

import pytest

from small_plans import MAPPING, TEXT, read_small
from strategraph.errors import MappingError
from strategraph.plans import Element

HERE = "mappings/documents/zkouska.toml"
DOCUMENT = "data/sources/regional/zkouska/document.txt"
ROW = r"""
[[line]]
rule = "head"
match = 'Rok 2028 \(v tis\. Kč\).*'
use = "label"

[[line]]
rule = "row"
match = '(?P<deadline>[^|]+) \| (?P<indicator>[^|]*) \| (?P<target>[^|]*) \| (?P<budget_2028>[^|]*) \| (?P<bodies>[^|]*)'
use = "fields"
role = "spolugestor"
unit = "tis. Kč"
"""
MONEY = r"""
[[line]]
rule = "money"
match = 'Náklady: (?P<budget>.+)'
use = "budget"
"""
MORE = (
    MONEY
    + r"""
[[line]]
rule = "money goes on"
match = '  (?P<text>\S.*)'
use = "more"
"""
)
ITEMS = r"""
[[item]]
rule = "goal in a line"
match = 'Cíl: '
level = "goal"

[[item]]
rule = "indicator in a line"
match = 'Ukazatel: (?P<indicator>[^;]+);'
field = "indicator"

[[item]]
rule = "deadline in a line"
match = 'Do kdy: (?P<deadline>[^;]+);'
field = "deadline"

[[line]]
rule = "items"
match = '(?P<items>Cíl: .+)'
use = "items"
"""
FOUND = r"""
[[found]]
rule = "money in running text"
match = 've výši (?P<budget>[\d ]+ Kč)'
field = "budget"
"""


def last(tmp_path: Path, text: str, mapping: str) -> Element:
    return read_small(tmp_path, text, MAPPING + mapping).elements[-1]


def fault(tmp_path: Path, mapping: str, text: str = TEXT) -> str:
    with pytest.raises(MappingError) as caught:
        read_small(tmp_path, text, MAPPING + mapping)
    return str(caught.value).replace(tmp_path.as_posix() + "/", "")


def test_a_row_of_a_table_states_all_fields_of_the_element_above(tmp_path: Path) -> None:
    text = TEXT.replace("Cíl dvě\n", "Cíl dvě\nRok 2028 (v tis. Kč)\n3/2028 | počet bytů | 12 bytů | 1,5 | MPSV, MV\n")
    text = text.replace("Cíl dvě\n", "Cíl dvě\n") + "- | - |  | – | \n"
    one = last(tmp_path, text, ROW)
    assert [(each.when, each.text_derived) for each in one.deadlines] == [("2028-03", False)]
    assert [(each.printed, each.target, each.unit) for each in one.indicators] == [
        ("počet bytů | 12 bytů", "12", "bytů")
    ]
    (budget,) = one.budgets
    assert (budget.printed, budget.value, budget.currency, budget.years) == ("1,5", "1500", "CZK", ("2028", "2028"))
    words = [text[place.start : place.end] for place in (*budget.passages, *budget.heads)]
    assert words == ["1,5", "tis. Kč", "2028"]
    assert [(each.role, [body.slug for body in each.bodies]) for each in one.responsibilities] == [
        ("spolugestor", ["MPSV", "MV"])
    ]


def test_a_value_goes_on_in_the_next_line(tmp_path: Path) -> None:
    text = TEXT.replace("Cíl dvě\n", "Cíl dvě\nNáklady: 1 250\n  tis. Kč\n")
    (budget,) = last(tmp_path, text, MORE).budgets
    assert (budget.printed, budget.value) == ("1 250 tis. Kč", "1250000")
    assert [text[place.start : place.end] for place in budget.passages] == ["1 250", "tis. Kč"]


def test_items_of_a_line_state_fields(tmp_path: Path) -> None:
    text = TEXT.replace("1.2 Cíl dvě\n", "1.2 Cíl dvě\nCíl: Více bytů Ukazatel: 12 bytů; Do kdy: průběžně;\n")
    one = last(tmp_path, text, ITEMS)
    assert (one.text, one.indicators[0].target, one.deadlines[0].recurrence) == ("Více bytů", "12", "continuous")


def test_money_in_running_text_is_read_without_cutting_it(tmp_path: Path) -> None:
    one = last(tmp_path, TEXT.replace("Cíl dvě", "Cíl dvě ve výši 12 000 Kč pro obce"), FOUND)
    assert one.text == "Cíl dvě ve výši 12 000 Kč pro obce"
    assert [(each.value, each.currency, each.text_derived) for each in one.budgets] == [("12000", "CZK", True)]


def test_words_that_are_not_understood_are_kept(tmp_path: Path) -> None:
    (budget,) = last(tmp_path, TEXT.replace("Cíl dvě\n", "Cíl dvě\nNáklady: podle možností\n"), MONEY).budgets
    assert (budget.printed, budget.value, budget.currency, budget.heads) == ("podle možností", "", "", ())


@pytest.mark.parametrize(
    "mapping, text, told",
    [
        (
            ROW,
            TEXT.replace("Cíl dvě\n", "Cíl dvě\n3/2028 | x | 1 | 5 | MV\nRok 2028 (v tis. Kč)\n"),
            f"{DOCUMENT}, line 7: no heading, label or furniture above it says 'tis. Kč', which a rule of {HERE} takes from the "
            "head of the column; write what the head says.",
        ),
        (
            MORE,
            TEXT.replace("Cíl dvě\n", "Cíl dvě\n  jiného\n").replace(
                "1.1 Cíl jedna\n", "1.1 Cíl jedna\nNáklady: 5 Kč\n"
            ),
            f"{DOCUMENT}, line 8: a rule of {HERE} takes this line as going on from a deadline, an indicator or a sum of money, "
            "and the element above states none; correct the rule.",
        ),
        (
            MONEY.replace("budget>", "funding>"),
            TEXT,
            f"{HERE}, line 57: match needs a group (?P<budget>…); add it.",
        ),
        (
            MONEY.replace("budget>", "budget_28>"),
            TEXT,
            f"{HERE}, line 57: match has a group 'budget_28' that says nothing; the groups are code, text, page, items, label, "
            "bodies, month, year, value, unit, number, deadline, indicator, baseline, target, budget, funding.",
        ),
        (
            '\n[[line]]\nrule = "x"\nmatch = \'x (?P<text>.*)\'\nuse = "fields"\n',
            TEXT,
            f"{HERE}, line 57: match needs a group (?P<bodies>…) or (?P<deadline>…) or (?P<indicator>…) or (?P<baseline>…) or "
            "(?P<target>…) or (?P<budget>…) or (?P<funding>…); add it.",
        ),
        (
            '\n[[line]]\nrule = "x"\nmatch = \'x (?P<funding>.*)\'\nuse = "funding"\nunit = "Kč"\n',
            TEXT,
            f"{HERE}, line 59: unit says how sums of money are counted, and the pattern has no group for one.",
        ),
        (
            ROW.replace('role = "spolugestor"\n', ""),
            TEXT,
            f"{HERE}, line 60: [[line]] needs a 'role'; add it.",
        ),
    ],
)
def test_a_mapping_that_is_wrong_is_told_in_a_sentence(tmp_path: Path, mapping: str, text: str, told: str) -> None:
    assert fault(tmp_path, mapping, text) == told
