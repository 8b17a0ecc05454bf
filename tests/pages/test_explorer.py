"""The alignment explorer: whole tables of a small file, numbers that agree with the questions, every choice, and what is refused."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.linked_plans import LARGE_SIDE, large_file, small_file
from pages.tables import tables
from running import Running, running
from strategraph.pages.codes import code_place

R = "https://w3id.org/strategraph/resource/"
EXPECTED = Path(__file__).parents[1] / "questions" / "expected"
VIEWS = ("/alignment/", "/alignment/?detail=sections", "/alignment/descriptors", "/alignment/links")
MATRIX = "Skóre vazeb: řádky jsou národní cíle, sloupce krajské priority"
SECTIONS = "Počty vazeb: řádky jsou oddíly národních plánů, sloupce krajské plány"
DESCRIPTORS, LIST = "Deskriptory podle krajů", "Vazby národních cílů a krajských priorit"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(file=small_file(tmp_path_factory.mktemp("small"))) as server:
        yield server


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(file=large_file(tmp_path_factory.mktemp("large"))) as server:
        yield server


def shown(server: Running, address: str, language: str = "cs") -> str:
    answer = server.client.get(address, headers={"Accept": "text/html", "Accept-Language": language})
    assert answer.status_code == 200, answer.text
    return answer.text


def listed(server: Running, path: str, **choice: Any) -> list[dict[str, Any]]:
    asked = urlencode({**choice, "format": "json"}, doseq=True)
    answer = server.client.get(f"{path}{'&' if '?' in path else '?'}{asked}")
    assert answer.status_code == 200, answer.text
    return list(answer.json())


def ends(rows: list[dict[str, Any]]) -> list[str]:
    """Links by their ends, short: `stat-2020/goal/1.b jih/priority/p0`."""
    return [" ".join(row[end].removeprefix(f"{R}plan/") for end in ("objective", "priority")) for row in rows]


def expected(question: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{question}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- whole tables


def test_the_matrix_of_the_latest_plan_is_the_first_page(small: Running) -> None:
    assert tables(shown(small, "/alignment/"))[MATRIX] == [
        ["", "Jižní kraj období neuvedeno", "Severní kraj období neuvedeno", ""],
        ["", "č. 1", "1.1", "1.2", "vazeb"],
        ["1 Lidé ( Plán státu 2020 )"],
        ["1.b Bydlení", "0,70", "", "(0,10)", "1 + (1)"],
        ["1.a Práce", "", "0,45", "(0,05)", "1 + (1)"],
        ["2 Péče"],
        ["2.a Zdraví <script>alert(1)</script>", "", "", "", ""],
        ["Plán státu 2020"],
        ["Cíl mimo oddíly", "", "", "(0,20)", "(1)"],
        ["vazeb", "1 (1)", "1", "(3)", ""],
    ]


def test_its_second_page_is_the_plan_before(small: Running) -> None:
    rows = tables(shown(small, "/alignment/?page=2"))[MATRIX]
    assert rows[2:4] == [["Plán státu 2010"], ["1 Dluhy", "(0,30)", "", "", "(1)"]]


def test_the_matrix_in_english_ranked_by_links(small: Running) -> None:
    html = shown(small, "/alignment/?sort=links&national=stat-2020&class=specific", "en")
    assert tables(html)["Scores of links: rows are national objectives, columns are regional priorities"] == [
        ["", "Jižní kraj period not stated", "Severní kraj period not stated", ""],
        ["", "no. 1", "1.1", "1.2", "links"],
        ["1.b Bydlení 2020–2022", "0.70", "", "", "1"],
        ["1.a Práce 2020–2022", "", "0.45", "", "1"],
        ["2.a Zdraví <script>alert(1)</script> 2020–2022", "", "", "", ""],
        ["Cíl mimo oddíly 2020–2022", "", "", "", ""],
        ["links", "1", "1", "", ""],
    ]


def test_sections_by_plans(small: Running) -> None:
    assert tables(shown(small, "/alignment/?detail=sections&national=stat-2020"))[SECTIONS] == [
        ["", "Jižní kraj období neuvedeno", "Severní kraj období neuvedeno", ""],
        ["Plán státu 2020"],
        ["1 Lidé", "1 0,70", "1 + (2) 0,45", "2 + (2)"],
        ["2 Péče", "", "", ""],
        ["cíle mimo oddíly", "", "(1) 0,20", "(1)"],
        ["vazeb", "1", "1 (3)", ""],
    ]  # fmt: skip


def test_descriptors_by_regions_in_the_order_of_roman_numerals(small: Running) -> None:
    assert tables(shown(small, "/alignment/descriptors"))[DESCRIPTORS] == [
        [
            "Deskriptor",
            "Národních cílů",
            "Jižní kraj období neuvedeno",
            "Severní kraj období neuvedeno",
            "Vazeb celkem",
        ],
        ["priorit", "vazeb", "priorit", "vazeb"],
        ["VI.h vzdělávání", "", "", "", "", "", ""],
        ["IX.b sociální péče", "2", "1", "1", "1", "1", "2"],
        ["X.a soulad", "4", "1", "1 + (1)", "1", "(3)", "1 + (4)"],
    ]


def test_the_list_of_links(small: Running) -> None:
    rows = tables(shown(small, "/alignment/links?score=0,3"))[LIST]
    assert rows == [
        ["Skóre", "Národní cíl", "Krajská priorita", "Společné deskriptory", "Třída"],
        ["0,7000 Proč", "1.b Bydlení Plán státu 2020", "Byty Jižní kraj, Plán Jihu", "IX.b X.a", "specifická"],
        ["0,4500 Proč", "1.a Práce Plán státu 2020", "1.1 Úřady práce Severní kraj, Plán Severu <script>", "IX.b",
         "specifická období nelze srovnat"],
        ["0,3000 Proč", "1 Dluhy Plán státu 2010", "Byty Jižní kraj, Plán Jihu", "X.a", "obecná jiné období"],
    ]  # fmt: skip


def test_a_label_is_never_markup(small: Running) -> None:
    for view in VIEWS:
        assert "<script>" not in shown(small, view)


# --- choices

B_JIH, B_2 = "stat-2020/goal/1.b jih/priority/p0", "stat-2020/goal/1.b sever/goal/1.2"
A_1, A_2 = "stat-2020/goal/1.a sever/goal/1.1", "stat-2020/goal/1.a sever/goal/1.2"
P3_2, OLD = "stat-2020/goal/p3 sever/goal/1.2", "stat-2010/goal/1 jih/priority/p0"


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ({}, [B_JIH, A_1, OLD, P3_2, B_2, A_2]),
        ({"sort": "order"}, [B_JIH, B_2, A_1, A_2, P3_2, OLD]),
        ({"class": "specific"}, [B_JIH, A_1]),
        ({"class": "general", "score": "0.2"}, [OLD, P3_2]),
        ({"period": "overlapping"}, [B_JIH]),
        ({"period": "apart"}, [OLD]),
        ({"period": "unknown", "descriptor": "IX.b"}, [A_1]),
        ({"layer": "printed"}, [B_JIH]),
        ({"layer": "approved"}, []),
        ({"national": "stat-2010"}, [OLD]),
        ({"national": ["stat-2010", "stat-2020", ""], "regional": "jih"}, [B_JIH, OLD]),
        ({"section": "plan/stat-2020/section/1"}, [B_JIH, A_1, B_2, A_2]),
        ({"section": "none"}, [OLD, P3_2]),
        ({"objective": "plan/stat-2020/goal/1.a"}, [A_1, A_2]),
        ({"priority": "plan/sever/goal/1.2", "score": "1"}, []),
        ({"other": "left aside", "score": "", "class": ""}, [B_JIH, A_1, OLD, P3_2, B_2, A_2]),
    ],
)
def test_a_choice_finds_its_links(small: Running, choice: dict[str, Any], found: list[str]) -> None:
    assert ends(listed(small, "/alignment/links", **choice)) == found


def test_the_same_link_in_another_layer_has_its_own_score(small: Running) -> None:
    [row] = listed(small, "/alignment/links", layer="printed")
    assert (row["link"], row["score"]) == (f"{R}layer/printed/alignment/stat-2020/goal/1.b/jih/priority/p0", 0.6)
    assert row["shared_descriptors"] == "IX.b"
    html = shown(small, "/alignment/?layer=printed")
    assert '<a href="stat-2020/goal/1.b/jih/priority/p0?layer=printed">0,60</a>' in html


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (
            "class=x",
            "The parameter class is 'x', and has to be one of all, specific, general; start again from /alignment.",
        ),
        ("score=2", "The parameter score is '2', and has to be a number from 0 to 1; start again from /alignment."),
        ("score=nan", "The parameter score is 'nan', and has to be a number from 0 to 1; start again from /alignment."),
        (
            "page=0",
            "The parameter page is '0', and has to be the number of a page, from 1; start again from /alignment.",
        ),
        (
            "across=-1",
            "The parameter across is '-1', and has to be the number of a page, from 1; start again from /alignment.",
        ),
        (
            "national=jih",
            "The parameter national is 'jih', and has to be the id of a compared plan; start again from /alignment.",
        ),
        (
            "section=x",
            "The parameter section is 'x', and has to be a part of the compared plans; start again from /alignment.",
        ),
    ],
)
@pytest.mark.parametrize("view", ["/alignment/", "/alignment/descriptors", "/alignment/links"])
def test_what_is_no_choice_is_refused_with_what_would_be(small: Running, view: str, choice: str, sentence: str) -> None:
    for form in ("html", "csv"):
        answer = small.client.get(f"{view}?{choice}&format={form}", headers={"Accept": "text/plain"})
        assert (answer.status_code, answer.text) == (400, f"{sentence}\n")


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(["layer", "national", "score", "page", "across", "objective", "descriptor", "open", "x"]),
                       st.text(max_size=40)))  # fmt: skip
def test_whatever_is_asked_is_answered_or_refused(small: Running, choice: dict[str, str]) -> None:
    query = urlencode(choice, errors="surrogatepass")
    for view in ("/alignment/", "/alignment/descriptors", "/alignment/links"):
        answer = small.client.get(f"{view}?{query}", headers={"Accept": "text/html"})
        assert answer.status_code in (200, 400, 404)


@pytest.mark.parametrize("address", [f"{view}{'&' if '?' in view else '?'}page=99" for view in VIEWS])
def test_a_page_beyond_the_last_is_not_there(small: Running, address: str) -> None:
    answer = small.client.get(address, headers={"Accept": "text/plain"})
    assert answer.status_code == 404
    assert re.fullmatch(r"There is no page 99 of what is chosen here; the last is \d\.\n", answer.text)


def test_where_nothing_is_found_the_page_says_why_and_leads_on(small: Running) -> None:
    html = shown(small, "/alignment/links?layer=approved")
    assert "Počítají-li se jen některé deskriptory (vytištěné a schválené člověkem)" in html
    assert '<a href="/alignment/links">všechny platné, i přidělené pravidlem</a>: vazeb 6' in html
    html = shown(small, "/alignment/?class=specific&score=0.9", "en")
    assert "No link meets all that is chosen; without a choice there are 6." in html
    assert (
        '<a href="/alignment/?class=specific" rel="nofollow" title="Remove this choice">score at least 0.9 ×</a>'
        in html
    )


def test_data_without_links_say_so(server: Running) -> None:
    for view in VIEWS:
        assert "These data hold no links between national objectives and regional priorities" in shown(
            server, view, "en"
        )


# --- cells, addresses, lists


def test_every_cell_leads_to_its_links(small: Running) -> None:
    html = shown(small, "/alignment/")
    cells = re.findall(r'<td[^>]*><a href="(stat[^"]+)">', html)
    assert len(cells) == 5
    for cell in cells:
        one = shown(small, f"/alignment/{cell}")
        assert len(tables(one)[LIST]) == 2
    counts = re.findall(r'<td[^>]*><a href="(/alignment/links[^"]*)" rel="nofollow">(.*?)</a>',
                        "".join(shown(small, view) for view in VIEWS[:3]))  # fmt: skip
    assert len(counts) == 14
    for address, told in counts:
        rows = listed(small, address.replace("&amp;", "&"))
        general = re.search(r"\((\d+)\)", told)
        specific = re.search(r"<b>(\d+)</b>", told)
        kinds = Counter(row["link_class"] for row in rows)
        assert [kinds["specific"], kinds["general"]] == [int(one[1]) if one else 0 for one in (specific, general)]


def test_a_pair_that_is_not_linked_is_not_there(small: Running) -> None:
    answer = small.client.get("/alignment/stat-2020/goal/2.a/jih/priority/p0", headers={"Accept": "text/plain"})
    assert answer.status_code == 404
    assert answer.text.startswith("Nothing is linked by the name stat-2020/goal/2.a/jih/priority/p0 in the layer all;")


def test_the_matrix_has_one_address(small: Running) -> None:
    answer = small.client.get("/alignment?class=general&lang=en")
    assert (answer.status_code, answer.headers["location"]) == (308, "/alignment/?class=general&lang=en")


def test_the_matrix_as_a_wide_table(small: Running) -> None:
    answer = small.client.get("/alignment/?format=csv&national=stat-2020&class=specific")
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    columns = [f"{R}plan/{priority}" for priority in ("jih/priority/p0", "sever/goal/1.1", "sever/goal/1.2")]
    plan = f"{R}plan/stat-2020"
    assert rows == [
        ["objective", "notation", "label", "plan", "section", *columns],
        [f"{plan}/goal/1.b", "1.b", "Bydlení", plan, f"{plan}/section/1", "0.7", "", ""],
        [f"{plan}/goal/1.a", "1.a", "Práce", plan, f"{plan}/section/1", "", "0.45", ""],
        [f"{plan}/goal/2.a", "2.a", "Zdraví <script>alert(1)</script>", plan, f"{plan}/section/2", "", "", ""],
        [f"{plan}/goal/p3", "", "Cíl mimo oddíly", plan, "", "", "", ""],
    ]
    assert answer.headers["content-disposition"].startswith('attachment; filename="strategraph-alignment-matrix-')


def test_sections_and_descriptors_as_lists(small: Running) -> None:
    rows = listed(small, "/alignment/", detail="sections")
    assert [(row["section_label"], row["regional_plan"].rpartition("/")[2], row["links"], row["specific_links"], row["best_score"])
            for row in rows] == [("Lidé", "jih", 1, 1, 0.7), ("Lidé", "sever", 3, 1, 0.45), (None, "sever", 1, 0, 0.2),
                                 (None, "jih", 1, 0, 0.3)]  # fmt: skip
    rows = listed(small, "/alignment/descriptors", descriptor="X.a")
    assert [(row["label_en"], row["territory_cs"], row["objectives"], row["priorities"], row["links"], row["best_score"])
            for row in rows] == [(None, "Jižní kraj", 4, 1, 2, 0.7), (None, "Severní kraj", 4, 1, 3, 0.2)]  # fmt: skip


def test_a_choice_is_shown_and_kept_in_the_form_and_in_every_view(small: Running) -> None:
    html = shown(small, "/alignment/links?lang=en&national=stat-2020&score=0.3&descriptor=IX.b")
    assert '<input type="checkbox" name="national" value="stat-2020" checked>' in html
    assert '<input type="hidden" name="descriptor" value="IX.b">' in html
    assert 'value="0.3"' in html
    assert '<a href="/alignment/?national=stat-2020&amp;score=0.3&amp;descriptor=IX.b&amp;lang=en">' in html
    assert '<a href="/alignment/links?national=stat-2020&amp;score=0.3&amp;descriptor=IX.b&amp;format=csv"' in html


# --- the five documents


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
        if column.startswith(R) and score is not None
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


def test_a_link_unfolds_its_reasons_where_it_is_listed(published: Running) -> None:
    link = "alignment/ap-ssz-2024-2026/goal/4.3.d/sprss-ustecky/goal/2.2"
    found = tables(shown(published, f"/alignment/links?open={link}", "en"))
    assert found["What the score adds up from"][-1][:2] == ["Total (score)", "0.6817"]
    alone = tables(shown(published, f"/{link}", "en"))
    assert alone["What the score adds up from"] == found["What the score adds up from"]


# --- size


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


def test_codes_are_sorted_as_people_count() -> None:
    codes = ["X.a", "IX.b", "XIX.i", "VIII.a", "IV", "XX.a", "IX.a", "40", "XL.c"]
    assert sorted(codes, key=code_place) == ["40", "IV", "VIII.a", "IX.a", "IX.b", "X.a", "XIX.i", "XX.a", "XL.c"]
