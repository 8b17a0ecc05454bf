"""The alignment explorer: whole tables of a small file, where cells lead, and the same as lists."""

import csv
import io
import re
from collections import Counter

from pages.explored import RESOURCE, VIEWS, listed, shown
from pages.tables import tables
from running import Running

MATRIX = "Skóre vazeb: řádky jsou národní cíle, sloupce krajské priority"
SECTIONS = "Počty vazeb: řádky jsou oddíly národních plánů, sloupce krajské plány"
DESCRIPTORS, LIST = "Deskriptory podle krajů", "Vazby národních cílů a krajských priorit"


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
    columns = [f"{RESOURCE}plan/{priority}" for priority in ("jih/priority/p0", "sever/goal/1.1", "sever/goal/1.2")]
    plan = f"{RESOURCE}plan/stat-2020"
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
    assert (
        '<a href="/alignment/?national=stat-2020&amp;score=0.3&amp;descriptor=IX.b&amp;lang=en" rel="nofollow">' in html
    )
    assert '<a href="/alignment/links?national=stat-2020&amp;score=0.3&amp;descriptor=IX.b&amp;format=csv"' in html
