"""napsi-2006-2008: what is hard to read in it, each hazard with its line."""

from looking import element, lines
from strategraph.plans import Plan


def test_napsi_glued_column_heads_are_furniture(plans: dict[str, Plan]) -> None:
    assert lines(plans["napsi-2006-2008"], "furniture") == [3]


def test_napsi_chapters_in_capitals_keep_them(plans: dict[str, Plan]) -> None:
    chapter = element(plans["napsi-2006-2008"], "1")
    assert chapter.kind == "section"
    assert chapter.printed_notation == "1."
    assert chapter.text == (
        "POSÍLENÍ INTEGRACE OSOB SOCIÁLNĚ VYLOUČENÝCH NEBO OSOB OHROŽENÝCH SOCIÁLNÍM VYLOUČENÍM, "
        "ODSTRAŇOVÁNÍ BARIÉR VSTUPU A UDRŽENÍ SE NA TRHU PRÁCE PRO TYTO OSOBY"
    )


def test_napsi_31_is_marked_as_cut_and_not_repaired(plans: dict[str, Plan]) -> None:
    plan = plans["napsi-2006-2008"]
    assert [one.key for one in plan.elements if one.truncated] == ["3.1"]
    cut = element(plan, "3.1")
    assert cut.text.endswith("pro uživatele služby včetně rozvoje part")
    assert len(cut.text) == 255
    assert len(cut.remarks) == 1


def test_napsi_numbers_in_texts_are_no_codes(plans: dict[str, Plan]) -> None:
    plan = plans["napsi-2006-2008"]
    assert len(plan.elements) == 18
    assert [(one.comparator, one.value, one.unit) for one in element(plan, "3.3").quantities] == [("=", "14", "plánů")]
    four = element(plan, "3.4")
    assert [(one.comparator, one.value, one.unit) for one in four.quantities] == [(">=", "200", "obcí")]
    assert [(one.when, one.text_derived) for one in four.deadlines] == [("2008", True)]
