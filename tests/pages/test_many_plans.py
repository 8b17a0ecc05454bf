"""Where there are thousands of plans, the home page lists fifty at a time, and reports are asked for by code."""

import re
from collections.abc import Iterator

import pytest

from pages.tables import tables
from running import Running, running

PLANS = 2_345
BASE = "https://w3id.org/strategraph/"


@pytest.fixture(scope="module")
def thousands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    file = tmp_path_factory.mktemp("thousands") / "plans.ttl"
    plans = "".join(
        f"r:p{number:04} a sg:Plan, sg:{'Regional' if number else 'National'}Plan ; "
        f'd:identifier "p{number:04}" ; rdfs:label "Plán {number}"@cs .\n'
        for number in range(PLANS)
    )
    plans += 'r:p0000 rdfs:label "Týž plán jinak"@cs .\n'  # two titles do not make two plans
    prefixes = (("r", "resource/plan/"), ("sg", "ontology#"))
    head = "".join(f"@prefix {name}: <{BASE}{place}> .\n" for name, place in prefixes)
    head += "@prefix d: <http://purl.org/dc/terms/> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    file.write_text(head + plans, encoding="utf-8")
    with running(file=file) as server:
        yield server


def shown(server: Running, address: str) -> str:
    answer = server.client.get(address, headers={"Accept": "text/html", "Accept-Language": "cs"})
    assert answer.status_code == 200, answer.text
    assert len(answer.content) < 100_000
    return answer.text


def test_the_home_page_leads_through_all_plans_fifty_at_a_time(thousands: Running) -> None:
    address, names, pages = "/", list[str](), 0
    while address:
        html = shown(thousands, address)
        names += [row[0] for row in tables(html)["Plány"][1:]]
        following = re.search(r'<([^>]*)>; rel="next"', thousands.client.get(address).headers["link"])
        address, pages = (following[1] if following else ""), pages + 1
    assert pages == 47
    assert names == [f"Plán {number}" for number in range(PLANS)]


def test_there_is_no_page_after_the_last(thousands: Running) -> None:
    assert thousands.client.get("/?page=48").status_code == 404
    assert thousands.client.get("/?page=x").status_code == 400


def test_the_list_of_the_home_page_has_all_plans_as_data(thousands: Running) -> None:
    assert len(thousands.client.get("/?format=csv").text.splitlines()) == PLANS + 1


def test_a_report_is_asked_for_by_the_code_of_a_plan(thousands: Running) -> None:
    html = shown(thousands, "/reports/quality?region=p0007")
    assert '<input id="region" name="region" value="p0007"' in html
    assert "Id plánu, nebo kód území (NUTS)" in html
    assert html.count("<option") == 2 + 3  # the one national plan or the latest, and three layers
