"""The page of a plan: what it is, its tree, levels, descriptors and bodies; its elements as CSV and JSON."""

import csv
import io
import re

import pytest

from pages.tables import page
from running import Running

SSZ, SBSV, USTI = "plan/ap-ssz-2024-2026", "plan/ap-sbsv-2016-2020", "plan/sprss-ustecky"
RESOURCE = "https://w3id.org/strategraph/resource/"


def facts(html: str) -> dict[str, str]:
    """Each term of the section on facts with what stands beside it."""
    found = html.partition('<section aria-labelledby="facts">')[2].partition("</section>")[0]
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", _flat(found)))


def _flat(html: str) -> str:
    kept = re.sub(r"<(?!/?d[td]>)[^>]*>", " ", html)
    kept = re.sub(r"\s+", " ", kept)
    return re.sub(r"\s*(</?d[td]>)\s*", r"\1", kept)


def test_a_plan_says_what_it_is_and_what_comes_before_and_after_it(published: Running) -> None:
    assert facts(page(published, SBSV)) == {
        "vydavatel": "Agentura pro sociální začleňování",
        "územní úroveň plánu": "national celostátní",
        "území": "CZ Česká republika",
        "období": "2016–2020",
        "provádí": "Strategie boje proti sociálnímu vyloučení na období 2016–2020",
        "zdroj": "Akční plán ke Strategii boje proti sociálnímu vyloučení na období 2016-2020",
        "licence": "https://data.gov.cz/podmínky-užití/neobsahuje-autorská-díla/",
        "poznámka pro čtenáře": "Přepis ukazuje jen výběr: plán má podle snímku 2 celkem 93 opatření, přepis jich uvádí 15. cs",
        "Navazuje na": "Národní akční plán sociálního začleňování 2006-2008 podle podobnosti obsahu; cílů s návazností: 3",
        "Navazuje na něj": "Akční plán 2024-2026 Strategie sociálního začleňování 2021-2030 podle podobnosti obsahu; "
        "cílů s návazností: 12",
        "Úrovně a počty prvků": "Oblast 6 Strategický cíl 9 Specifický cíl 6 Opatření 15",
    }


def test_what_a_document_does_not_state_is_said_in_the_language_of_the_page(published: Running) -> None:
    found = facts(page(published, USTI, "en"))
    assert found["remark for the reader"] == (
        "The document states neither its title nor its period; the title is ours, the period is left out. en"
    )
    assert "vydavatel" not in found


def test_descriptors_and_bodies_are_counted_by_elements(published: Running) -> None:
    html = page(published, SBSV)
    used = html.partition('<section aria-labelledby="descriptors">')[2].partition("</section>")[0]
    first = re.findall(r'href="([^"]+)".*?<span class="tag">(\d+)</span>', used)[:3]
    assert first == [
        ("/page/descriptor/VIII.b?lang=cs", "22"),
        ("/page/descriptor/VIII.a?lang=cs", "6"),
        ("/page/descriptor/XIII.b?lang=cs", "6"),
    ]
    bodies = html.partition('<section aria-labelledby="bodies">')[2].partition("</section>")[0]
    assert re.findall(r"<dt>(.*?)</dt>", bodies) == ["gestor", "spolugestor", "spolupráce"]
    assert 'id="bodies"' not in page(published, USTI)


def test_the_elements_of_a_plan_come_as_a_table_in_the_order_of_the_document(published: Running) -> None:
    answer = published.client.get(f"/page/{SSZ}", params={"format": "csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 89
    assert rows[1] == {
        "element": f"{RESOURCE}{SSZ}/goal/2.1.a",
        "kind": "goal",
        "level_cs": "Cíl",
        "level_en": "Goal",
        "notation": "2.1.a",
        "text": "Podpora rovného přístupu osob sociálně vyloučených nebo sociálním vyloučením ohrožených a osob s různým "
        "typem znevýhodnění k veřejným službám.",
        "parent": f"{RESOURCE}{SSZ}/section/2.1",
        "descriptors": "IX.c VII.h VIII.b VIII.c",
        "line": "9",
        "start": "204",
    }
    starts = [int(row["start"]) for row in rows]
    assert starts == sorted(starts)
    assert published.client.get(f"/page/{SSZ}", params={"format": "json"}).json()[1]["line"] == 9


@pytest.mark.parametrize(("asked", "status"), [("xls", 400), ("html", 200)])
def test_a_format_that_there_is_not_is_refused(published: Running, asked: str, status: int) -> None:
    assert published.client.get(f"/page/{SSZ}", params={"format": asked}).status_code == status


def test_a_page_leads_to_its_table_beside_its_data(published: Running) -> None:
    answer = published.client.get(f"/page/{SSZ}", headers={"Accept": "text/html"})
    assert f'</page/{SSZ}?format=csv>; rel="alternate"; type="text/csv"' in answer.headers["link"]
    assert f'</data/{SSZ}.ttl>; rel="alternate describedby"' in answer.headers["link"]


def test_a_plan_of_which_little_is_said_has_a_page(server: Running) -> None:
    answer = server.client.get("/page/plan/plan-a", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert server.client.get("/page/plan/plan-a", params={"format": "json"}).json() == []
