"""The page of a descriptor: its place, names and matches, who uses it and who does not, and the elements themselves."""

import csv
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from pyoxigraph import Store

from pages.listed import listed, section, shown, texts
from pages.tables import tables
from running import Running
from strategraph.settings import LAYERS

RESOURCE = "https://w3id.org/strategraph/resource/"
IX_F = "/page/descriptor/IX.f"
NAPSI = "Národní akční plán sociálního začleňování 2006-2008"
SSZ = "Akční plán 2024-2026 Strategie sociálního začleňování 2021-2030"
SBSV = "Akční plán ke Strategii boje proti sociálnímu vyloučení na období 2016-2020"
PLZEN = "Střednědobý plán rozvoje sociálních služeb v Plzeňském kraji 2019-2021"
USTI = "Plán rozvoje sociálních služeb Ústeckého kraje"
USING = [
    ("napsi-2006-2008/goal/3.5", "goal", "assigned"), ("napsi-2006-2008/goal/3.6", "goal", "assigned"),
    ("ap-ssz-2024-2026/goal/4.3.d", "goal", "printed"),
    ("sprss-plzensky-2019-2021/priority/p2", "priority", "assigned"),
    ("sprss-plzensky-2019-2021/priority/p3", "priority", "assigned"),
    ("sprss-ustecky/goal/2.2", "goal", "assigned"), ("sprss-ustecky/goal/2.2.1", "specific-goal", "assigned"),
    ("sprss-ustecky/goal/2.2.2", "specific-goal", "assigned"),
]  # fmt: skip
#: Every assignment, with the plan and the common level of its element.
ASSIGNED = """PREFIX sg: <https://w3id.org/strategraph/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?descriptor ?plan ?level ?status ?element {
  ?assignment sg:descriptor ?descriptor ; sg:target ?element ; sg:status ?status .
  ?element sg:partOf ?plan ; sg:level/skos:broader/skos:notation ?level }"""


def test_who_uses_it_plan_by_plan_and_level_by_level(published: Running) -> None:
    found = section(shown(published, "/page/descriptor/IX.f"), "use")
    ((caption, table),) = tables(found).items()
    assert caption == "Užívají jej 4 plány. Číslo vede k seznamu prvků."
    assert table == [
        ["Plán", "celkem", "cíl", "priorita", "specifický cíl"],
        [f"{NAPSI} Česká republika · 2006–2008", "2", "2", "0", "0"],
        [f"{SSZ} Česká republika · 2024–2026", "1", "1", "0", "0"],
        [f"{PLZEN} Plzeňský kraj · 2019–2021", "2", "0", "2", "0"],
        [f"{USTI} Ústecký kraj", "3", "1", "0", "2"],
        ["celkem", "8", "4", "2", "2"],
    ]
    assert "Informační obsah 2,1595 natů: nese jej 3 národních cílů a 3 krajských priorit." in texts(found)
    assert f"Plány, které jej neužívají: {SBSV}" in texts(found)
    assert "Území, jejichž žádný plán" not in found


def test_where_no_plan_of_a_territory_uses_it_that_is_said(published: Running) -> None:
    found = texts(section(shown(published, "/page/descriptor/III.e", "en"), "use"))
    assert "Territories of which no plan uses it: Plzeň Region, Ústí nad Labem Region" in found
    printed = shown(published, "/page/descriptor/VIII.d?layer=printed", "en")
    assert "In this layer no plan uses it." in printed
    assert "Territories of which no plan uses it: Czechia, Plzeň Region, Ústí nad Labem Region" in texts(printed)


def test_the_elements_as_a_list_and_on_the_page(published: Running) -> None:
    rows = listed(published, IX_F)
    assert [(row["element"].removeprefix(f"{RESOURCE}plan/"), row["level"], row["status"]) for row in rows] == USING
    found = section(shown(published, "/page/descriptor/IX.f"), "uses")
    assert texts(found).startswith("Cíle, opatření a oddíly, které jej nesou 8 prvků, po plánech v pořadí dokumentu.")
    assert re.findall(r'<li>.*?href="/page/plan/([^"?]+)\?', found) == [element for element, _, _ in USING]
    assert f"{SSZ} 4.3.d Vytvořit podmínky pro zvýšení flexibility poskytování podpory" in texts(found)
    assert "cíl · vytištěno · váha 1" in texts(found)
    assert 'href="/page/assignment/ap-ssz-2024-2026/goal/4.3.d/IX.f?lang=cs"' in found


def test_a_number_leads_to_its_elements(published: Running) -> None:
    found = section(shown(published, "/page/descriptor/IX.f"), "use")
    hrefs = [unescape(href) for href in re.findall(r'<td class="number"><a href="([^"]+)"', found)]
    assert hrefs[-1] == f"{IX_F}?lang=cs&plan=sprss-ustecky&level=specific-goal#uses"
    for href, number in zip(hrefs, (2, 2, 1, 1, 2, 2, 3, 1, 2), strict=True):
        rows = listed(published, href.partition("#")[0])
        assert len(rows) == number, href
    chosen = shown(published, "/page/descriptor/IX.f?plan=sprss-ustecky&level=specific-goal")
    assert f"Jen plán {USTI} všechny plány Jen úroveň specifický cíl všechny úrovně" in texts(chosen)
    assert len(re.findall("<li>", section(chosen, "uses"))) == 2


@pytest.mark.parametrize("layer", LAYERS)
def test_of_every_descriptor_plans_and_levels_are_counted_as_they_are(
    published: Running, store: Store, layer: str
) -> None:
    wanted: dict[str, Counter[tuple[str, str, str]]] = {}
    for row in store.query(ASSIGNED, use_default_graph_as_union=True):  # type: ignore[union-attr]
        if row["status"].value in LAYERS[layer]:
            key = (row["plan"].value, row["level"].value, row["status"].value)
            wanted.setdefault(row["descriptor"].value, Counter())[key] += 1
    assert len(wanted) >= 27
    for descriptor, numbers in wanted.items():
        code = descriptor.removeprefix(f"{RESOURCE}descriptor/")
        rows = listed(published, f"/page/descriptor/{code}?list=plans&layer={layer}")
        assert {(row["plan"], row["level"], row["status"]): int(row["elements"]) for row in rows} == dict(numbers)


def test_the_goals_are_those_of_the_question(published: Running) -> None:
    file = Path(__file__).parents[1] / "questions" / "expected" / "goals-with-descriptor.csv"
    with file.open(encoding="utf-8", newline="") as content:
        wanted = {(row["goal"], row["status"]) for row in csv.DictReader(content)}
    goals = [row for row in listed(published, "/page/descriptor/VIII.b") if row["level"] not in ("measure", "section")]
    assert {(row["element"], row["status"]) for row in goals} == wanted
    assert len(goals) == len(wanted) == 42


def test_what_is_used_together_with_it(published: Running) -> None:
    found = section(shown(published, "/page/descriptor/IX.f", "en"), "together")
    (table,) = tables(found).values()
    assert table == [
        ["Descriptor", "together", "by chance", "ratio", "Jaccard"],
        ["IX.c social prevention", "7", "3.7", "1.91", "0.08"],
        ["IX.a social counselling", "7", "3.7", "1.88", "0.08"],
        ["IX.b social care", "7", "3.8", "1.84", "0.07"],
        ["IX.d social infrastructure", "2", "1.0", "1.96", "0.06"],
    ]
    rows = listed(published, f"{IX_F}?list=together")
    assert [(row["other_code"], row["pmi"]) for row in rows] == [
        ("IX.c", "0.6448"), ("IX.a", "0.6337"), ("IX.b", "0.612"), ("IX.d", "0.6729"),
    ]  # fmt: skip


def test_names_matches_place_and_siblings(published: Running) -> None:
    whole = shown(published, "/page/descriptor/IX.f")
    names = texts(section(whole, "names"))
    assert names.startswith("Názvy čeština transformace sociálních služeb angličtina transformation of social services")
    assert "Slova, podle nichž se hledá ambulantní služba, hromadný režim, humanizace" in names
    (matches,) = tables(section(whole, "matches")).values()
    assert matches[1] == [
        "širší pojem jinde", "social services", "navrženo",
        "podle věcné znalosti The descriptor covers one aspect, the move out of institutions, of what EuroVoc names as a whole.",
    ]  # fmt: skip
    assert '<a href="http://eurovoc.europa.eu/4143" lang="en">' in whole
    trail = whole.partition('<nav class="trail"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', trail) == ["/concepts?lang=cs", "/page/theme/IX?lang=cs"]
    assert texts(section(whole, "siblings")) == (
        "Deskriptory téhož tématu IX.a sociální poradenství 91 užití IX.b sociální péče 93 užití IX.c sociální prevence 90 užití "
        "IX.d sociální infrastruktura 25 užití IX.e financování sociálních služeb 16 užití IX.f transformace sociálních služeb 8 užití"
    )


def test_on_an_english_page_czech_texts_say_so(published: Running) -> None:
    whole = shown(published, "/page/descriptor/IX.f", "en")
    assert whole.count('lang="cs"><bdi>' + SSZ) == 3
    assert '<dd lang="cs"><bdi>transformace sociálních služeb</bdi></dd>' in whole


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("layer=x", 400),
        ("level=x", 400),
        ("page=2", 404),
        ("list=x&format=csv", 400),
        ("level=x&format=csv", 400),
        ("plan=x&page=2", 404),
    ],
)
def test_what_is_not_offered_is_refused(published: Running, query: str, status: int) -> None:
    assert published.client.get(f"{IX_F}?{query}").status_code == status


def test_a_plan_that_does_not_use_it_has_no_elements(published: Running) -> None:
    assert listed(published, f"{IX_F}?plan=ap-sbsv-2016-2020") == []
    assert "0 prvků, po plánech" in texts(
        section(shown(published, "/page/descriptor/IX.f?plan=ap-sbsv-2016-2020"), "uses")
    )


def test_a_theme_has_its_descriptors_and_leads_to_the_others(published: Running) -> None:
    whole = shown(published, "/page/theme/VI", "en")
    (table,) = tables(section(whole, "below")).values()
    assert table[2:] == [
        ["VI Theme VI", "7", "", "", "", "7", "0"],
        ["VI.a pre-school education", "1", "1", "0", "0", "1", "0"],
        ["VI.h further education", "6", "4", "0", "2", "6", "0"],
    ]
    assert re.findall(r'href="/page/theme/(\w+)\?', section(whole, "themes")) == [
        "III", "VII", "VIII", "IX", "X", "XIII", "XVI", "XIX", "XX",
    ]  # fmt: skip
    assert [row["code"] for row in listed(published, "/page/theme/VI?layer=printed")] == ["VI.a", "VI.h"]


def test_a_scheme_shows_its_concepts_as_a_tree(published: Running) -> None:
    whole = shown(published, "/page/scheme/layers")
    assert texts(section(whole, "members")).startswith(
        "Pojmy Pojmů celkem: 3. all všechny platné deskriptory Deskriptory vytištěné,"
    )
    assert '/concepts?lang=cs">Procházet' not in whole
    levels = section(shown(published, "/page/scheme/levels"), "members")
    inner = levels.partition("/page/level/priority?")[2]
    assert "/page/level/sprss-plzensky-2019-2021/priority?" in inner.partition("</ul>")[0]
    descriptors = shown(published, "/page/scheme/descriptors")
    assert '<a href="/concepts?lang=cs">Procházet deskriptory' in descriptors
    rows = listed(published, "/page/scheme/descriptors")
    assert len(rows) == 38
    assert [row["code"] for row in rows[:4]] == ["III", "III.e", "VI", "VI.a"]


def test_concepts_of_other_schemes_keep_the_general_page(published: Running) -> None:
    for path in ("level/measure", "role/gestor", "layer/all"):
        whole = shown(published, f"/page/{path}")
        assert 'id="properties"' in whole
        assert 'id="siblings"' not in whole
