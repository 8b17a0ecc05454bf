"""ap-sbsv-2016-2020: what is hard to read in a transcript of slides, each hazard with its line."""

from looking import element, lines
from strategraph.plans import Plan


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
