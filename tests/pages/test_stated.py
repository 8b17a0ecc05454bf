"""The page of an element shows its indicators, money and deadlines in the words of the document, and what they mean."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.tables import page, tables
from pages.test_element import NAMES, part, row, squeezed
from running import Running, running
from strategraph.pages.description import Names
from strategraph.pages.links import Links
from strategraph.pages.particulars import deadlines
from strategraph.pages.stated import indicators, money, sources

BASE = "https://w3id.org/strategraph/"
ELEMENT = f"{BASE}resource/e"
ENGLISH = Names({}, Links(BASE), "en")


@pytest.fixture(scope="module")
def server(stated: Path) -> Iterator[Running]:
    with running(file=None, output=stated) as server:
        yield server


def facts(server: Running, path: str, language: str) -> str:
    return squeezed(part(page(server, path, language), '<h2 id="facts">', "</dl>"))


def test_a_measure_shows_what_it_states_in_both_languages(server: Running) -> None:
    assert facts(server, "plan/zdroje/measure/1.1", "cs") == (
        "Co dokument říká Kdo odpovídá gestor: Ministerstvo práce a sociálních věcí řádek 5 Do kdy 31. 12. 2025 řádek 6 "
        "Ukazatele počet poraden: 5 → 12 cs řádek 7 Kolik to stojí 1 250 tis. Kč cs ( 1 250 000 CZK ) řádek 8 "
        "Zdroj financování rozpočet kraje, dotace MPSV cs řádek 9"
    )
    assert facts(server, "plan/zdroje-tabulka/measure/1", "en") == (
        "What the document says Who is responsible lead body: Ministry of Labour and Social Affairs line 3 By when 1/2025–6/2026 line 3 "
        "Indicators počet lůžek | 20 | 35 lůžek cs ( 20 → 35 lůžek ) line 3 What it costs 500 cs ( 500,000 CZK, 2025 ) line 3 "
        "1 250,5 cs ( 1,250,500 CZK, 2026 ) line 3 Source of funding dotace kraje cs line 3"
    )


def test_what_was_not_read_is_shown_as_printed(server: Running) -> None:
    assert facts(server, "plan/zdroje/measure/1.4", "en") == (
        "What the document says By when dle potřeby cs line 24 What it costs dle rozpočtu kraje cs line 25"
    )


def test_a_goal_shows_in_a_table_what_the_measures_below_it_state(server: Running) -> None:
    html = page(server, "plan/zdroje/goal/1", "en")
    (table,) = [table for caption, table in tables(html).items() if caption == "What stands under this element"]
    heads = ["Element", "Level", "Who is responsible", "By when", "Indicators", "What it costs", "Source of funding"]
    assert table[0] == heads
    assert table[2][3:] == [
        "all the time line 13",
        "min. 3 setkání ročně cs ( ≥ 3 setkání ročně ) line 15 "
        "podíl spokojených účastníků – výchozí stav 40 %, cílový stav 60 % cs ( 40 → 60 % ) line 16",
        "cca 300 000 Kč ročně cs ( about 300,000 CZK yearly ) line 17",
        "rozpočet kraje cs line 18",
    ]


def test_a_deadline_has_a_beginning_a_recurrence_or_only_words() -> None:
    rows = [
        row(element="+e", statement="+d/1", when="2026", begins="2024", printed="2024–2026"),
        row(element="+e", statement="+d/2", begins="2024-03-01"),
        row(element="+e", statement="+d/3", often="continuous", when="2026"),
        row(element="+e", statement="+d/4", printed="dle potřeby"),
        row(element="+e", statement="+d/5", when="2026-no-date"),
    ]
    told = {
        "cs": ["2024–2026", "od 1. 3. 2024", "2026, průběžně", "dle potřeby", "2026-no-date"],
        "en": ["2024–2026", "from 1. 3. 2024", "2026, all the time", "dle potřeby", "2026-no-date"],
    }
    for names in (NAMES, ENGLISH):
        assert [one.said[0].text for one in deadlines(rows, names)[ELEMENT]] == told[names.language]


def test_the_meaning_of_money_and_indicators_is_told_where_it_says_more_than_the_words() -> None:
    rows = [
        row(element="+e", statement="+b/1", kind="money", printed="1–2", least="1000.50", most="2000", currency="CZK"),
        row(element="+e", statement="+b/2", kind="money", printed="max. 5 EUR ročně", most="5", currency="EUR", often="yearly"),
        row(element="+e", statement="+b/3", kind="money", printed="x", exact="7", first="2024", last="2026"),
        row(element="+e", statement="+b/4", kind="money", printed="nic"),
        row(element="+e", statement="+b/5", kind="money", exact="hostile"),
        row(element="+e", statement="+i/1", kind="indicator", printed="5", exact="5"),
        row(element="+e", statement="+i/2", kind="indicator", baseline="1.5", baselineYear="2023", least="3", unit="%"),
        row(element="+e", statement="+f/1", kind="funding", printed="MPSV"),
    ]  # fmt: skip
    assert [one.meaning for one in money(rows, ENGLISH)[ELEMENT]] == [
        "1,000.5–2,000\u00a0CZK", "≤ 5\u00a0EUR\u00a0yearly", "7, 2024–2026", "", "hostile",
    ]  # fmt: skip
    assert [one.meaning for one in indicators(rows, NAMES)[ELEMENT]] == ["", "1,5 (2023) → ≥ 3 %"]
    assert [one.said[0].text for one in sources(rows, NAMES)[ELEMENT]] == ["MPSV"]
