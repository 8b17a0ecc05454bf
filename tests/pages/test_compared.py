"""The page of a goal with printed descriptors says what the lexicon gives beside them, and each comparison has a page."""

import pytest

from pages.tables import page, tables
from running import Running
from strategraph.pages.compared import compared
from strategraph.pages.description import Names
from strategraph.pages.links import Links
from strategraph.pages.lookups import Value

BASE = "https://w3id.org/strategraph/"
GOAL = "plan/ap-ssz-2024-2026/goal/2.1.a"


def test_words_that_speak_for_nothing_told_are_left_out() -> None:
    row = {"comparison": Value("uri", "c"), "passage": Value("uri", "p"), "words": Value("literal", "slova")}
    assert compared([row], Names({}, Links(BASE), "cs")) == ()


@pytest.mark.parametrize(
    ("language", "caption", "given"),
    [
        ("cs", "Co by podle slov přidělil lexikon", ("dokument i lexikon", "jen dokument", "1 službám řádek 9")),
        (
            "en",
            "What the lexicon would assign by its words",
            ("document and lexicon", "document alone", "1 službám line 9"),
        ),
    ],
)
def test_a_goal_with_printed_descriptors_shows_what_words_say(
    published: Running, language: str, caption: str, given: tuple[str, str, str]
) -> None:
    found = tables(page(published, GOAL, language))[caption][1:]
    both, alone, weak = given
    assert [(row[0].split()[0], row[1]) for row in found] == [
        ("IX.c", alone),
        ("VII.h", alone),
        ("VIII.b", both),
        ("VIII.c", both),
    ]
    assert " ".join(found[0][2:]) == weak
    assert found[1][2:] == ["0", ""]


def test_a_goal_whose_descriptors_are_assigned_has_nothing_to_compare(published: Running) -> None:
    assert 'id="compared"' not in page(published, "plan/sprss-ustecky/goal/1.1", "cs")


def test_a_comparison_has_a_page_that_leads_to_the_goal_and_quotes_the_words(published: Running) -> None:
    shown = page(published, "comparison/ap-ssz-2024-2026/goal/2.2.a/VIII.b", "cs")
    assert "slova lexikonu" in shown
    assert "/page/plan/ap-ssz-2024-2026/goal/2.2.a" in shown
    assert "sociálně vyloučených lokalit" in shown


def test_the_page_of_the_document_names_goals_and_not_comparisons(published: Running) -> None:
    assert "/comparison/" not in page(published, "document/ap-ssz-2024-2026", "cs")
