"""The page of a body: its register, what it belongs to, and what it answers for, with roles, words and deadlines."""

import csv
from pathlib import Path

import pytest

from pages.listed import listed, section, shown, texts
from pages.tables import tables
from pages.test_descriptor_page import SBSV
from running import Running

RESOURCE = "https://w3id.org/strategraph/resource/"
MPSV = "/page/body/MPSV"


def test_what_it_answers_for_with_role_words_and_deadline(published: Running) -> None:
    found = section(shown(published, "/page/body/MPSV"), "duties")
    by_caption = tables(found)
    assert by_caption["2 odpovědnosti. Číslo vede k jejich seznamu."] == [
        ["Plán", "celkem", "spolugestor", "spolupráce"],
        [SBSV, "2", "1", "1"],
    ]
    assert by_caption[SBSV] == [
        ["Opatření nebo cíl", "Role", "Slova dokumentu", "Lhůta"],
        [
            "Vytvořit datovou základnu umožňující promítnout statistická data resortů a resortních…", "spolugestor",
            "Spolugesce: MPSV, MV, MSp, MMR, MŠMT, ČSÚ, MZ", "2020-12",
        ],
        [
            "Zajistit metodickou a finanční podporu pro projekty na řešení konfliktů v bydlení a…", "spolupráce",
            "ve spolupráci s MPSV a MV", "neuvedeno",
        ],
    ]  # fmt: skip
    assert 'href="/page/deadline/ap-sbsv-2016-2020/measure/p3/2020-12?lang=cs">2020-12</a>' in found
    assert 'href="/page/document/ap-sbsv-2016-2020?lang=cs#char=' in found


def test_its_names_register_and_plans(published: Running) -> None:
    whole = texts(section(shown(published, "/page/body/MPSV"), "names"))
    assert whole == (
        "Názvy čeština Ministerstvo práce a sociálních věcí (MPSV) angličtina Ministry of Labour and Social Affairs "
        "V registru práv a povinností https://rpp-opendata.egon.gov.cz/odrpp/zdroj/orgán-veřejné-moci/00551023 "
        "Vydal plány Národní akční plán sociálního začleňování 2006-2008 "
        "Akční plán 2024-2026 Strategie sociálního začleňování 2021-2030"
    )


def test_a_unit_and_what_it_belongs_to_lead_to_each_other(published: Running) -> None:
    unit, office = shown(published, "/page/body/ASZ", "en"), shown(published, "/page/body/UV", "en")
    assert '<dt>Is a unit of</dt><dd><a href="/page/body/UV?lang=en"><bdi>Office of the Government' in unit
    assert '<dt>Its units</dt><dd><a href="/page/body/ASZ?lang=en"><bdi>Agency for Social Inclusion' in office
    assert "No plan in these data charges it with anything." in office


def test_the_lists_of_all_bodies_are_the_answer_to_the_question(published: Running) -> None:
    file = Path(__file__).parents[1] / "questions" / "expected" / "responsibilities.csv"
    with file.open(encoding="utf-8", newline="") as content:
        wanted = [(row["body"], row["element"], row["words"]) for row in csv.DictReader(content)]
    bodies = sorted({body for body, _, _ in wanted})
    found = [
        (body, row["element"], row["words"])
        for body in bodies
        for row in listed(published, f"/page/{body.removeprefix(RESOURCE)}")
    ]
    assert sorted(found) == sorted(wanted)
    assert len(found) == 20


def test_a_role_and_a_plan_are_chosen(published: Running) -> None:
    rows = listed(published, f"{MPSV}?role=spoluprace&plan=ap-sbsv-2016-2020")
    assert [row["element"] for row in rows] == [f"{RESOURCE}plan/ap-sbsv-2016-2020/measure/p13"]
    whole = texts(section(shown(published, "/page/body/MPSV?role=spoluprace&plan=ap-sbsv-2016-2020"), "duties"))
    assert f"Jen: {SBSV}, spolupráce. ukázat vše" in whole
    assert listed(published, f"{MPSV}?role=gestor") == []


@pytest.mark.parametrize(("query", "status"), [("page=2", 404), ("page=x", 400), ("format=x", 400)])
def test_what_is_not_offered_is_refused(published: Running, query: str, status: int) -> None:
    assert published.client.get(f"{MPSV}?{query}", headers={"Accept": "text/html"}).status_code == status
