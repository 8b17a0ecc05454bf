"""The page of a national objective or a regional priority lists what it is linked to, each row leading to the reasons."""

import re
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from pages.tables import page, tables
from running import Running
from strategraph.pages.description import Names
from strategraph.pages.links import Links
from strategraph.pages.lookups import Value
from strategraph.pages.ranking import KINDS, ranking

OBJECTIVE, PRIORITY = "plan/ap-ssz-2024-2026/goal/4.3.d", "plan/sprss-ustecky/goal/2.2"
PLZEN = "Plzeňský kraj · Střednědobý plán rozvoje sociálních služeb v Plzeňském kraji 2019-2021 · 2019–2021"
USTI = "Ústecký kraj · Plán rozvoje sociálních služeb Ústeckého kraje · období neuvedeno"
GENERAL = "Jen obecné vazby: společné deskriptory nese velká část plánů, a proto skoro nic neříkají"
SBSV = "Česká republika · Akční plán ke Strategii boje proti sociálnímu vyloučení na období 2016-2020 · 2016–2020"


def section(html: str, name: str) -> str:
    """A section of a page by its heading's id."""
    return html.partition(f'<section aria-labelledby="{name}">')[2].partition("</section>")[0]


def test_the_best_ten_priorities_of_an_objective_are_these(published: Running) -> None:
    (table,) = tables(section(page(published, OBJECTIVE), "priorities")).values()
    assert table == [
        ["Skóre", "Krajská priorita", "Třída"],
        ["0,6817", f"období nelze srovnat 2.2 Odklon od institucionálního poskytování sociálních služeb k deinstitucionalizaci {USTI}", "specifická"],
        ["0,6719", f"jiné období Podpora transformace a humanizace sociálních služeb, jejímž cílem je deinstitucionalizace… {PLZEN}", "specifická"],
        ["0,3145", f"jiné období Prioritní podpora terénních a ambulantních sociálních služeb, které přispívají k setrvání… {PLZEN}", "specifická"],
        [GENERAL],
        ["0,3968", f"jiné období Dlouhodobým cílem Plzeňského kraje je mít efektivní Krajskou síť poskytovatelů sociálních… {PLZEN}", "obecná"],
        ["0,2834", f"jiné období Zvýšení informovanosti o sociálních službách v Plzeňském kraji, podpora vzájemného… {PLZEN}", "obecná"],
        ["0,2272", f"jiné období Ekonomická udržitelnost sociálních služeb – sociální služby budou v Plzeňském kraji… {PLZEN}", "obecná"],
        ["0,2081", f"jiné období Sociální služby jsou poskytovány pouze osobám v nepříznivé sociální situaci, kterou… {PLZEN}", "obecná"],
        ["0,1905", f"období nelze srovnat 3.2 Hodnocení efektivity poskytování sociálních služeb v Ústeckém kraji {USTI}", "obecná"],
        ["0,1797", f"jiné období Metodická podpora procesu komunitního plánování na úrovni obcí s rozšířenou působností… {PLZEN}", "obecná"],
        ["0,1772", f"období nelze srovnat 2.1 Implementace mechanismů podporujících kvalitu sociálních služeb {USTI}", "obecná"],
    ]  # fmt: skip


def test_the_objectives_of_a_priority_stand_on_its_page_in_english(published: Running) -> None:
    found = section(page(published, PRIORITY, "en"), "objectives")
    ((caption, table),) = tables(found).items()
    assert caption == "Specific links: 3, general only: 33. A score leads to what it adds up from."
    assert [row[0] for row in table] == [
        "Score", "0.6817", "0.5911", "0.4551",
        "General links only: a large part of the plans carries the shared descriptors, so they say next to nothing",
        "0.4561", "0.3202", "0.2502", "0.1829", "0.1819", "0.1748", "0.1544",
    ]  # fmt: skip
    assert [row[2] for row in table if len(row) == 3] == ["Class", *["specific"] * 3, *["general"] * 7]
    assert "Content is compared, not time." in found
    assert "Further links that are not shown here: 26." in found


def test_each_row_leads_to_the_page_of_its_link(published: Running) -> None:
    found = section(page(published, OBJECTIVE), "priorities")
    hrefs = re.findall(r'<td class="number"><a href="([^"]+)" aria-label="([^"]+)"', found)
    assert len(hrefs) == 10
    assert hrefs[0] == (
        "/page/alignment/ap-ssz-2024-2026/goal/4.3.d/sprss-ustecky/goal/2.2?lang=cs",
        "0,6817: z čeho se skládá skóre vazby s 2.2",
    )
    for href, _ in hrefs:
        answer = published.client.get(href, headers={"Accept": "text/html"})
        assert 'id="why"' in answer.text, href


def test_a_table_has_headers_for_rows_and_columns_and_says_the_language_of_czech(published: Running) -> None:
    found = section(page(published, OBJECTIVE, "en"), "priorities")
    assert found.count('<th scope="col"') == 3
    assert found.count('<th scope="row"') == 10
    assert found.count('<th scope="rowgroup"') == 1
    assert found.count("<caption") == 1
    folded = re.findall(r'<details class="why">.*?</details>', found, re.DOTALL)
    assert len(folded) == 10
    assert found.count('<a href="/page/plan/') == found.count('lang="cs"') - "".join(folded).count('lang="cs"') == 20
    assert all(one.count("<q lang=") == one.count("<q") for one in folded)


def test_what_a_score_adds_up_from_is_folded_up_below_each_link(published: Running) -> None:
    found = section(page(published, OBJECTIVE), "priorities")
    first = found.partition('<details class="why">')[2].partition("</details>")[0]
    assert " ".join(re.sub(r"<[^>]+>", " ", first).split()) == (
        "Z čeho se skládá 0,6817 0,1245 IX.f transformace sociálních služeb 0,0071 IX.a sociální poradenství "
        "0,0071 IX.b sociální péče 0,0070 IX.c sociální prevence 0,5360 Podobnost textů: transformaci / Odklon od "
        "institucionálního 0,4540, poskytování 0,0468, pobytových 0,0141, podporovat / Podporovat 0,0101, služeb 0,0094 "
        "Celé vysvětlení vazby"
    )
    shares = [Decimal(one.replace(",", ".")) for one in re.findall(r'<span class="share">([\d,]+)</span>', first)]
    assert sum(shares) == Decimal("0.6817")
    assert 'href="/page/alignment/ap-ssz-2024-2026/goal/4.3.d/sprss-ustecky/goal/2.2?lang=cs"' in first


@pytest.mark.parametrize(
    ("path", "name", "query", "rows"),
    [
        (OBJECTIVE, "priorities", "title-en: Which regional priorities serve a national objective", 23),
        (PRIORITY, "objectives", "title-en: Which national objectives a regional priority serves", 36),
    ],
)
def test_what_is_not_shown_is_a_query_away(published: Running, path: str, name: str, query: str, rows: int) -> None:
    found = section(page(published, path), name)
    href = re.findall(r'<a href="(/sparql\?[^"]+)"', found)[0].replace("&amp;", "&")
    asked = parse_qs(urlsplit(href).query)
    assert query in asked["query"][0]
    assert asked["lang"] == ["cs"]
    bindings = published.ask(asked["query"][0]).json()["results"]["bindings"]
    assert len(bindings) == rows
    wanted = f"https://w3id.org/strategraph/resource/{path}"
    assert {binding["objective" if name == "priorities" else "priority"]["value"] for binding in bindings} == {wanted}


def test_continuity_is_listed_from_both_sides_and_kept_apart(published: Running) -> None:
    later = page(published, "plan/ap-sbsv-2016-2020/goal/1.1.1")
    (table,) = tables(section(later, "earlier")).values()
    assert table[1][0] == "0,1408"
    assert table[1][1].startswith("navazuje 3.5 Pokračovat v transformaci systému sociálních služeb")
    earlier = page(published, "plan/napsi-2006-2008/goal/3.5")
    (table,) = tables(section(earlier, "later")).values()
    assert table == [
        ["Skóre", "Pozdější cíl", "Třída"],
        ["0,1408", "navazuje 1.1.1 Zavést systém průběžného monitorování sociálně vyloučených lokalit (SVL identifikovány na… " + SBSV, "specifická"],
    ]  # fmt: skip
    assert 'id="earlier"' not in earlier
    assert "žádný dokument návaznost jednotlivých cílů neuvádí" in section(earlier, "later")


def test_links_are_not_listed_again_among_what_leads_to_an_element(published: Running) -> None:
    shown = page(published, OBJECTIVE)
    assert "národní cíl vazby" not in shown
    assert "pozdější cíl" not in shown.partition('id="incoming"')[2]


def test_what_is_not_compared_has_no_ranking(published: Running) -> None:
    for path in ("plan/ap-ssz-2024-2026/section/4.9", "body/MPSV", "descriptor/IX.f"):
        assert 'class="answer ranking"' not in page(published, path)


def test_where_nothing_is_shared_that_is_said(server: Running) -> None:
    made = ranking(KINDS[0], (), (), Names({}, Links("https://w3id.org/strategraph/"), "cs"))
    assert (made.specific, made.general, made.total, made.more) == ((), (), 0, 0)


def test_a_link_with_several_labels_is_one_row() -> None:
    base = "https://w3id.org/strategraph/"
    shared = {
        "link": f"{base}resource/alignment/x", "score": "0.5", "linkClass": "specific", "periodOverlap": "apart",
        "continues": "false", "textShare": "0.1", "element": f"{base}resource/plan/a/goal/1", "plan": f"{base}resource/plan/a", "title": "A",
    }  # fmt: skip
    rows = [
        {name: Value("literal", value) for name, value in (shared | {"label": label}).items()}
        for label in ("jeden", "dva")
    ]
    counts = [
        {name: Value("literal", value) for name, value in row.items()}
        for row in (
            {"linkClass": "specific", "periodOverlap": "apart", "number": "1"},
            {"linkClass": "general", "periodOverlap": "overlapping", "number": "11"},
        )
    ]
    made = ranking(KINDS[0], rows, counts, Names({}, Links(base), "cs"))
    assert [one.other.text for one in made.specific] == ["jeden"]
    assert (made.general, made.specific_total, made.total, made.alongside, made.more) == ((), 1, 12, 1 * 11, 11)
