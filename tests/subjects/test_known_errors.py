"""Known traps of the documents, each with the sentence that springs it; the lexicon is that of the project."""

import pytest

from strategraph.pipeline import Work
from strategraph.subjects import Indexer, headings_of


def given(work: Work, real: Indexer, plan_id: str, kind: str, key: str) -> set[str]:
    plan = next(plan for plan in work.plans if plan.id == plan_id)
    element = next(one for one in plan.elements if (one.kind, one.key) == (kind, key))
    headings = [heading.text for heading in headings_of(element, plan)]
    return {one.code for one in real.assign(element.text, headings) if one.status == "assigned"}


@pytest.mark.parametrize("key", ["2.1", "2.2", "2.3", "2.5", "2.6", "2.7"])
def test_the_rights_of_children_in_a_chapter_do_not_leak_into_its_goals(work: Work, real: Indexer, key: str) -> None:
    assert "X.b" not in given(work, real, "napsi-2006-2008", "goal", key)


def test_the_goal_on_the_rights_of_children_keeps_them(work: Work, real: Indexer) -> None:
    assert "X.b" in given(work, real, "napsi-2006-2008", "goal", "2.4")


@pytest.mark.parametrize("key", ["6.1", "6.1.1", "6.1.2", "6.2.1"])
def test_suitable_housing_in_a_priority_does_not_leak_into_its_goals(work: Work, real: Indexer, key: str) -> None:
    assert "XVI.d" not in given(work, real, "sprss-ustecky", "goal", key)


def test_the_goal_on_housing_keeps_it(work: Work, real: Indexer) -> None:
    assert "XVI.d" in given(work, real, "sprss-ustecky", "goal", "6.2")


def test_a_bracketed_list_of_what_is_not_meant_is_silent(work: Work, real: Indexer) -> None:
    codes = given(work, real, "sprss-plzensky-2019-2021", "priority", "p1")
    assert codes >= {"IX.a", "IX.b", "IX.c"}
    assert codes.isdisjoint({"XVI.d", "XIII.a", "XIII.b", "VI.h", "VI.a"})


@pytest.mark.parametrize(
    "text",
    ["Zvýšení finanční gramotnosti obyvatel", "Posílit finanční a dluhovou gramotnost", "Kurzy finanční gramotnosti"],
)
def test_financial_literacy_is_no_funding(real: Indexer, text: str) -> None:
    assert "IX.e" not in {one.code for one in real.assign(text)}


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Rozvíjet služby pro rodiny s dětmi", {"IX.a", "IX.b", "IX.c", "X.d"}),
        ("Zvýšit kvalitu sociálních služeb v kraji", {"IX.a", "IX.b", "IX.c"}),
        ("Rozvoj soc.služeb v regionu", {"IX.a", "IX.b", "IX.c"}),
        ("Udržitelné financování sociálních služeb", {"IX.a", "IX.b", "IX.c", "IX.e"}),
        ("Analýza potřebnosti sociálních služeb", {"IX.a", "IX.b", "IX.c", "IX.d"}),
        ("Optimalizace sítě sociálních služeb", {"IX.a", "IX.b", "IX.c", "IX.d"}),
        ("Deinstitucionalizace pobytových sociálních služeb", {"IX.a", "IX.b", "IX.c", "IX.f"}),
        ("Podpora terénních sociálních služeb", {"IX.a", "IX.b", "IX.c", "IX.f"}),
    ],
)
def test_general_statements_carry_all_kinds_of_services_and_their_theme(
    real: Indexer, text: str, wanted: set[str]
) -> None:
    assert wanted <= {one.code for one in real.assign(text) if one.status == "assigned"}


@pytest.mark.parametrize("key", ["5", "5.1", "5.1.1"])
def test_volunteering_has_no_descriptor(work: Work, real: Indexer, key: str) -> None:
    kind = "goal" if "." in key else "priority"
    assert given(work, real, "sprss-ustecky", kind, key) == set()
