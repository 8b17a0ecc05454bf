"""The explorer over the five documents has the numbers of the questions; no page is large, whatever a release holds."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest

from pages.explored import RESOURCE, VIEWS, listed, shown
from pages.linked_plans import LARGE_SIDE
from pages.tables import tables
from running import Running

EXPECTED = Path(__file__).parents[1] / "questions" / "expected"
MATRIX = "Skóre vazeb: řádky jsou národní cíle, sloupce krajské priority"
SECTIONS = "Počty vazeb: řádky jsou oddíly národních plánů, sloupce krajské plány"


def expected(question: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{question}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_links_are_as_many_as_the_question_says(published: Running) -> None:
    counts = Counter((row["national_plan"], row["regional_plan"]) for row in listed(published, "/alignment/links"))
    specific = Counter(
        (row["national_plan"], row["regional_plan"])
        for row in listed(published, "/alignment/links", **{"class": "specific"})
    )
    rows = [row for row in expected("sharing-and-alignment") if row["layer"] == "all"]
    assert len(rows) == 6
    assert {(row["national"], row["regional"]): int(row["sharesDescriptorWith"]) for row in rows} == dict(counts)
    assert {(row["national"], row["regional"]): int(row["alignedWith"]) for row in rows} == dict(specific)


def test_specific_links_of_two_plans_are_those_of_the_question(published: Running) -> None:
    choice = {"national": "ap-ssz-2024-2026", "regional": "sprss-ustecky", "class": "specific"}
    rows = [(row["objective"], row["priority"], row["score"], row["rank_of_objective"], row["p_value"], row["q_value"])
            for row in listed(published, "/alignment/links", **choice)]  # fmt: skip
    asked = expected("aligned-plans")
    assert rows == [(row["objective"], row["priority"], float(row["score"]), int(row["rank"]), float(row["p"]), float(row["q"]))
                    for row in asked]  # fmt: skip


def test_the_matrix_has_the_scores_of_the_list(published: Running) -> None:
    wide = {
        (row["objective"], column): score
        for row in listed(published, "/alignment/")
        for column, score in row.items()
        if column.startswith(RESOURCE) and score is not None
    }
    assert wide == {(row["objective"], row["priority"]): row["score"] for row in listed(published, "/alignment/links")}
    assert len(wide) == 903


def test_who_carries_a_descriptor_is_what_the_statistics_of_the_release_say(published: Running) -> None:
    query = """PREFIX sg: <https://w3id.org/strategraph/ontology#>
        SELECT ?descriptor ?national ?regional { ?descriptor sg:nationalUse ?national ; sg:regionalUse ?regional }"""
    asked = csv.reader(io.StringIO(published.ask(query, "text/csv").text))
    stated = {descriptor: (int(national), int(regional)) for descriptor, national, regional in list(asked)[1:]}
    rows = listed(published, "/alignment/descriptors")
    regional = Counter({row["descriptor"]: 0 for row in rows})
    for row in rows:
        regional[row["descriptor"]] += row["priorities"]
    national = {row["descriptor"]: row["objectives"] for row in rows}
    assert {one: (national[one], regional[one]) for one in stated} == stated
    assert len(stated) > 10


def test_all_objectives_of_the_latest_plan_are_on_one_page_with_all_priorities(published: Running) -> None:
    rows = tables(shown(published, "/alignment/"))[MATRIX]
    lines = [row for row in rows if len(row) == 28]
    assert len(lines) == 1 + 38 + 1
    assert sum(bool(cell) for line in lines[1:-1] for cell in line[1:-1]) == 657


def test_the_page_of_an_element_leads_to_all_its_links(published: Running) -> None:
    for path, links in (("plan/ap-ssz-2024-2026/goal/4.3.d", 23), ("plan/sprss-ustecky/goal/2.2", 36)):
        [address] = re.findall(r'<a href="(/alignment/links[^"]*)" rel="nofollow">', shown(published, f"/page/{path}"))
        rows = listed(published, address)
        assert len(rows) == links
        assert all(f"{RESOURCE}{path}" in (row["objective"], row["priority"]) for row in rows)


def test_a_link_unfolds_its_reasons_where_it_is_listed(published: Running) -> None:
    link = "alignment/ap-ssz-2024-2026/goal/4.3.d/sprss-ustecky/goal/2.2"
    found = tables(shown(published, f"/alignment/links?open={link}", "en"))
    assert found["What the score adds up from"][-1][:2] == ["Total (score)", "0.6817"]
    alone = tables(shown(published, f"/{link}", "en"))
    assert alone["What the score adds up from"] == found["What the score adds up from"]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("more", ["lang=en", "sort=score&lang=cs", "page=2&lang=en", "class=specific&lang=en"])
def test_no_page_of_the_five_documents_is_large(published: Running, view: str, more: str) -> None:
    answer = published.client.get(f"{view}{'&' if '?' in view else '?'}{more}", headers={"Accept": "text/html"})
    assert answer.status_code in (200, 404)
    assert len(answer.content) < 100_000


@pytest.mark.parametrize(
    "address",
    [*VIEWS, "/alignment/?detail=units&lang=en", "/alignment/?detail=units&sort=links&lang=en", "/alignment/links?page=2&lang=en",
     "/alignment/?detail=units&page=2&across=3", "/alignment/?regional=kraj-0&lang=en", "/alignment/descriptors?across=2"],
)  # fmt: skip
def test_no_page_of_many_plans_is_large(large: Running, address: str) -> None:
    assert len(shown(large, address).encode()) < 100_000


def test_too_many_priorities_for_a_table_are_counted_by_plan_and_the_page_says_so(large: Running) -> None:
    html = shown(large, "/alignment/")
    assert "Priorit je na jednu tabulku příliš, proto jsou řádky oddíly národních plánů" in html
    rows = tables(html)[SECTIONS]
    assert [row[0] for row in rows[1:]] == ["Velký plán", "cíle mimo oddíly", "vazeb"]
    assert len(rows[0]) == 1 + 12 + 1
    assert "další →" in html


def test_a_long_list_comes_in_parts_that_lead_to_one_another(large: Running) -> None:
    address, parts = "/alignment/links?format=csv", []
    while address:
        answer = large.client.get(address)
        parts.append(list(csv.reader(io.StringIO(answer.text, newline="")))[1:])
        following = re.search(r'<([^>]*)>; rel="next"', answer.headers["link"])
        address = following[1] if following else ""
    assert [len(part) for part in parts] == [10_000, 267]
    assert len({row[0] for part in parts for row in part}) == 10_267


def test_a_table_of_more_cells_than_a_million_is_refused_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch, large: Running
) -> None:
    monkeypatch.setattr("strategraph.pages.pair_tables.MAX_CELLS", LARGE_SIDE * LARGE_SIDE - 1)
    answer = large.client.get("/alignment/?detail=units&format=csv", headers={"Accept": "text/plain"})
    assert answer.status_code == 400
    assert answer.text.startswith("400 objectives by 400 priorities are too many for one table; choose plans, or take")
