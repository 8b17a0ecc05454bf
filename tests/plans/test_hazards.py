"""What is hard to read in the five documents, each hazard with its line."""

import pytest

from strategraph.pipeline import Work
from strategraph.plans import Element, Plan


@pytest.fixture(scope="module")
def plans(work: Work) -> dict[str, Plan]:
    return {plan.id: plan for plan in work.plans}


def element(plan: Plan, key: str) -> Element:
    return next(element for element in plan.elements if element.key == key)


def at_line(plan: Plan, line: int) -> list[Element]:
    return [element for element in plan.elements if element.passages[0].line == line]


def lines(plan: Plan, use: str) -> list[int]:
    return [line.line for line in plan.lines if line.use == use]


# --- ap-ssz-2024-2026 ---------------------------------------------------------------------------------------


def test_ssz_head_is_furniture_and_the_title_is_line_6(plans: dict[str, Plan]) -> None:
    plan = plans["ap-ssz-2024-2026"]
    assert lines(plan, "furniture") == [2, 3, 4, 5]
    assert plan.title_passage is not None
    assert plan.title_passage.line == 6


def test_ssz_chapter_3_has_goals_directly_and_its_gap_stays(plans: dict[str, Plan]) -> None:
    plan = plans["ap-ssz-2024-2026"]
    children = [one.key for one in plan.elements if one.parent == ("section", "3")]
    assert children == ["3.a", "3.c", "3.d"]


def test_ssz_headings_that_are_not_printed_are_not_made_up(plans: dict[str, Plan]) -> None:
    plan = plans["ap-ssz-2024-2026"]
    sections = [one.key for one in plan.elements if one.kind == "section"]
    assert sections == (
        [
            "2.1",
            "2.2",
            "2.3",
            "2.4",
            "3",
            "4.1",
            "4.2",
            "4.3",
            "4.4",
            "4.5",
            "4.6",
            "4.7",
            "4.8",
            "4.9",
            "4.10",
        ]  # 4.10 after 4.9, as printed
    )
    for key in ("4.4.1.a", "4.4.1.b", "4.4.2.a", "4.4.2.b", "4.4.2.c"):
        assert element(plan, key).parent == ("section", "4.4")


def test_ssz_measure_numbers_stay_as_printed(plans: dict[str, Plan]) -> None:
    plan = plans["ap-ssz-2024-2026"]
    numbers = {
        goal: [one.notation for one in plan.elements if one.kind == "measure" and one.parent == ("goal", goal)]
        for goal in ("2.4.a", "4.2.b", "4.3.e", "4.5.b", "4.6.a")
    }
    assert numbers == {
        "2.4.a": ["2"],
        "4.2.b": ["2", "3"],
        "4.3.e": ["2"],
        "4.5.b": ["1", "2", "4"],
        "4.6.a": ["1", "2", "3", "5", "6", "8"],
    }
    assert [at_line(plan, line)[0].notation for line in (33, 84, 130)] == ["2", "2", "2"]


def test_ssz_a_descriptor_label_may_hold_commas(plans: dict[str, Plan]) -> None:
    printed = element(plans["ap-ssz-2024-2026"], "4.10.a").descriptors[-1]
    assert (printed.code, printed.label, printed.passage.line) == (
        "XIII.c",
        "životní styl, výživa, spotřeba tabáku a alkoholu",
        301,
    )


def test_ssz_a_law_in_a_measure_does_not_end_its_text(plans: dict[str, Plan]) -> None:
    measure = at_line(plans["ap-ssz-2024-2026"], 292)[0]
    assert measure.key == "4.9.b.2"
    assert measure.text == (
        "Vydefinování pojmu peer pracovník (mentor s žitou zkušeností) a následné zavedení do zákona "
        "č. 108/2006 Sb., o sociálních službách."
    )
    assert [(law.number, law.year) for law in measure.laws] == [("108", "2006")]


def test_ssz_lines_that_follow_without_a_blank_are_told_apart(plans: dict[str, Plan]) -> None:
    plan = plans["ap-ssz-2024-2026"]
    assert [at_line(plan, line)[0].key for line in (15, 22, 28, 34, 51)] == ["2.2", "2.3", "2.4", "3", "4.1"]


# --- napsi-2006-2008 ----------------------------------------------------------------------------------------


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


# --- ap-sbsv-2016-2020 --------------------------------------------------------------------------------------


def test_sbsv_head_and_foot_are_furniture(plans: dict[str, Plan]) -> None:
    assert lines(plans["ap-sbsv-2016-2020"], "furniture") == [1, 3, 5, 7, 10, 41, 42, 45, 47, 50]


def test_sbsv_slide_2_is_the_abstract(plans: dict[str, Plan]) -> None:
    plan = plans["ap-sbsv-2016-2020"]
    assert plan.abstract.startswith("Akční plán SBPSV Přijat vládou usnesením č. 1067/2016")
    assert plan.abstract.endswith("Vzdělávání Zaměstnanost Zdraví")
    assert plan.abstract_passage is not None
    assert (plan.abstract_passage.line, plan.abstract_passage.page) == (14, 2)


def test_sbsv_slides_are_counted_and_areas_repeat(plans: dict[str, Plan]) -> None:
    plan = plans["ap-sbsv-2016-2020"]
    assert plan.page_count == 13
    areas = {
        one.text: [place.page for place in (*one.passages, *one.repeats)]
        for one in plan.elements
        if one.kind == "section"
    }
    assert areas == {
        "Koncepční řešení sociálního vyloučení": [3, 4, 5],
        "Bezpečnost": [6],
        "Bydlení": [7],
        "Dluhy": [8],
        "Podpora rodin, sociální služby a sociální práce": [9],
        "Zdraví": [10, 11, 12],
    }


def test_sbsv_measures_are_told_apart_by_varying_separators(plans: dict[str, Plan]) -> None:
    plan = plans["ap-sbsv-2016-2020"]
    measures = [
        (one.passages[0].page, one.text.split("(")[0].strip()[:44]) for one in plan.elements if one.kind == "measure"
    ]
    assert measures == [
        (4, "Vytvořit datovou základnu umožňující promítn"),
        (5, "Vytvořit analýzu kompetencí veřejné správy"),
        (6, "Podporovat a rozvíjet komunitní práci na úro"),
        (6, "Zavedení monitoringu projevů napětí a nepřát"),
        (6, "Zajistit pokračování osvětové kampaně Proti "),
        (7, "Připravit a realizovat pilotní program řešen"),
        (7, "Zajistit metodickou a finanční podporu pro p"),
        (8, "Zavést nové a rozšířit stávající odborné dlu"),
        (8, "Zvýšit informovanost osob v SVL o dluhové pr"),
        (8, "Provést speciální průzkum dluhové problemati"),
        (9, "Podpořit participaci lidí se zkušeností se S"),
        (9, "Zavést komunitní sociální práci v SVL"),
        (10, "Provést analýzu zdravotní gramotnosti v soci"),
        (11, "Monitorovat a evaluovat efektivitu postupu p"),
        (12, "Inovovat zdravotní politiky na regionální úr"),
    ]


def test_sbsv_texts_end_where_the_next_field_begins(plans: dict[str, Plan]) -> None:
    plan = plans["ap-sbsv-2016-2020"]
    assert element(plan, "p3").text == (
        "Vytvořit datovou základnu umožňující promítnout statistická data resortů a resortních institucí do území "
        "za účelem sledování koncentrace a vývoje zásadních sociálních jevů"
    )
    assert element(plan, "p16").text == (
        "Zvýšit informovanost osob v SVL o dluhové problematice a způsobech řešení zadlužení formou tematických kampaní"
    )
    assert element(plan, "p6").text == "Vytvořit analýzu kompetencí veřejné správy"
    assert element(plan, "p8").text == (
        "Podporovat a rozvíjet komunitní práci na úrovni jednotlivých domů "
        "( gesce ASZ, realizace v rámci projektu podpořeného z OPZ)"
    )


def test_sbsv_responsibilities_in_all_their_spellings(plans: dict[str, Plan]) -> None:
    plan = plans["ap-sbsv-2016-2020"]
    stated = [
        (one.key, each.role, [body.slug for body in each.bodies])
        for one in plan.elements
        for each in one.responsibilities
    ]
    assert stated == [
        ("p3", "gestor", ["ASZ"]),
        ("p3", "spolugestor", ["MPSV", "MV", "MSp", "MMR", "MSMT", "CSU", "MZ"]),
        ("p8", "gestor", ["ASZ"]),
        ("p9", "gestor", ["ASZ"]),
        ("p12", "gestor", ["ASZ"]),
        ("p13", "gestor", ["ASZ"]),
        ("p13", "spoluprace", ["MPSV", "MV"]),
        ("p15", "gestor", ["ASZ"]),
        ("p16", "gestor", ["ASZ"]),
        ("p17", "gestor", ["ASZ"]),
        ("p19", "gestor", ["ASZ"]),
        ("p23", "gestor", ["ASZ"]),
        ("p26", "gestor", ["ASZ"]),
    ]


def test_sbsv_one_printed_deadline_keeps_its_month(plans: dict[str, Plan]) -> None:
    plan = plans["ap-sbsv-2016-2020"]
    due = [(one.key, each.when, each.text_derived) for one in plan.elements for each in one.deadlines]
    assert due == [("p3", "2020-12", False)]


def test_sbsv_the_measure_of_slide_4_has_an_uncertain_parent(plans: dict[str, Plan]) -> None:
    plan = plans["ap-sbsv-2016-2020"]
    doubtful = [(one.key, one.parent) for one in plan.elements if one.parent_uncertain]
    assert doubtful == [("p3", ("goal", "1.1"))]


def test_sbsv_short_notations_stay_and_longer_ones_are_said_to_be_derived(plans: dict[str, Plan]) -> None:
    plan = plans["ap-sbsv-2016-2020"]
    derived = {one.notation: one.derived_notation for one in plan.elements if one.derived_notation}
    assert derived == {"1": "8.1", "2": "8.2", "4": "8.4"}
    assert all(one.remarks for one in plan.elements if one.derived_notation)
    assert element(plan, "8.2.2").parent == ("goal", "2")
    assert element(plan, "8.4.1").parent == ("goal", "4")


def test_sbsv_no_break_spaces_become_spaces(plans: dict[str, Plan]) -> None:
    plan = plans["ap-sbsv-2016-2020"]
    assert element(plan, "4").text.startswith("Zajistit relevantní informace")
    assert not any("\xa0" in one.text or "  " in one.text for one in plan.elements)


# --- sprss-plzensky-2019-2021 -------------------------------------------------------------------------------


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


# --- sprss-ustecky ------------------------------------------------------------------------------------------


def test_usti_pipes_are_borders_and_no_text(plans: dict[str, Plan]) -> None:
    plan = plans["sprss-ustecky"]
    assert len(lines(plan, "furniture")) == 41
    assert not any("|" in one.text for one in plan.elements)
    assert [one.printed_notation for one in plan.elements if one.kind == "priority"] == [f"{n}." for n in range(1, 8)]
    assert {one.printed_notation == one.notation for one in plan.elements if one.kind == "goal"} == {True}


def test_usti_abbreviations_stay_as_printed(plans: dict[str, Plan]) -> None:
    plan = plans["sprss-ustecky"]
    assert element(plan, "2.2.1").text.endswith("(terénních) so.službách")
    assert (
        element(plan, "1.2.4").text == "Podpora služeb navazujících na soc.služby, popř.metod práce v souladu s plánem"
    )
    assert element(plan, "5.1").text == "Podpora dobrovolnictví v ÚK"


def test_usti_near_duplicates_are_distinct(plans: dict[str, Plan]) -> None:
    plan = plans["sprss-ustecky"]
    for one, other in (("3.1.1", "3.2.2"), ("4.1.1", "4.2.1"), ("3.1.2", "6.2.1"), ("1.1.1", "7.1.3")):
        assert element(plan, one).text != element(plan, other).text
    assert len({(one.kind, one.key) for one in plan.elements}) == 73


def test_usti_states_neither_title_nor_period(plans: dict[str, Plan]) -> None:
    plan = plans["sprss-ustecky"]
    assert plan.title_passage is None
    assert plan.manifest.period is None
    assert len(plan.remarks) == 1


# --- all ----------------------------------------------------------------------------------------------------


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
