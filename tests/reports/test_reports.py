"""Reports say something useful whatever is asked for, in both languages, and the same bytes each time."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from running import Running, running
from strategraph.cli import main
from strategraph.errors import UsageError
from strategraph.pictures import drawing
from strategraph.places import Places, find_places
from strategraph.reports import FORMATS, REPORTS, Addresses, Answers, Options, Report, report_queries, scope_of
from strategraph.reports.model import Column, Linked, Provenance, Section, Table

BASE = "https://w3id.org/strategraph/"
Make = Callable[..., Report]
#: Those of pictures are tested in test_pictures.py.
OF_TEXT = [form for form in FORMATS if form not in ("svg", "png")]
ODD = '<script>alert(1)</script> | *a* [b](javascript:x) \u202eabc "=1+1"'


@pytest.mark.parametrize("form", OF_TEXT)
@pytest.mark.parametrize("language", ["cs", "en"])
def test_the_same_release_and_options_give_the_same_bytes(
    make: Make, addresses: Addresses, form: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "find_spec", lambda name: None)
    for name in REPORTS:
        first, second = (FORMATS[form].write(report, addresses, "") for report in made_twice(make, name, language))
        assert first == second
        assert first


@cache
def made_twice(make: Make, name: str, language: str) -> tuple[Report, Report]:
    return make(name, language=language), make(name, language=language)


@pytest.mark.parametrize("name", ["alignment", "coverage", "gaps"])
def test_a_region_without_a_plan_is_told_which_regions_there_are(make: Make, name: str) -> None:
    report = make(name, region="CZ099", language="en")
    assert report.lead == (
        "The data hold no regional plan for “CZ099”. There are regional plans for: CZ032 (Plzeň Region), "
        "CZ042 (Ústí nad Labem Region).",
    )
    assert not list(report.tables)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("form", OF_TEXT)
def test_data_without_any_plan_give_a_report_that_says_so(
    places: Places, addresses: Addresses, name: str, form: str
) -> None:
    nothing = Answers(report_queries(places.queries), BASE, lambda query, terms: b'{"results": {"bindings": []}}')
    report = REPORTS[name](scope_of(nothing, Options(language="en"), ""))
    FORMATS[form].write(report, addresses, "")
    said = report.lead + tuple(table.empty or table.note for table in report.tables)
    assert any("no national plan" in one or "fewer" in one or "nothing" in one or "No " in one or one for one in said)


def test_data_without_printed_descriptors_have_a_report_that_says_what_there_is_nothing_to_compare(
    answers: Answers, addresses: Addresses
) -> None:
    known = {("descriptor-agreement", ()): (), ("descriptor-disagreements", ()): ()}
    without = Answers(answers.queries, answers.base, answers.ask, known)
    report = REPORTS["descriptors"](scope_of(without, Options(language="en"), ""))
    tables = {table.key: table for table in report.tables}
    assert tables["use"].rows
    assert (tables["agreement"].rows, tables["agreement"].picture, tables["disagreements"].rows) == ((), None, ())
    for form in (FORMATS[name] for name in OF_TEXT):
        form.write(report, addresses, "")
    assert "nothing to hold the lexicon against" in FORMATS["md"].write(report, addresses, "").decode()


def test_choices_that_there_are_not_are_refused_with_those_that_there_are(make: Make, answers: Answers) -> None:
    for options, sentence in (
        ({"national": "x"}, "There is no national plan 'x': choose one of napsi-2006-2008, ap-sbsv-2016-2020, ap-ssz-2024-2026."),
        ({"layer": "x"}, "There is no layer 'x': choose one of printed, approved, all."),
        ({"language": "de"}, "Reports are not written in 'de': choose one of cs, en."),
    ):  # fmt: skip
        with pytest.raises(UsageError) as caught:
            make("coverage", **options)
        assert str(caught.value) == sentence


def report_of(*rows: tuple[str | int | Linked | None, ...]) -> Report:
    columns = tuple(Column(f"c{number}", ODD) for number in range(len(rows[0])))
    section = Section("s", ODD, (ODD,), (Table("t", ODD, columns, rows),))
    return Report("x", "en", ODD, (ODD,), (section,), Provenance(((ODD, ODD),), (ODD,), ODD))


def test_odd_words_do_no_harm_in_any_format(addresses: Addresses) -> None:
    report = report_of((ODD, Linked(ODD, "https://example.org/a"), None), ("=cmd|x", 1, "-2"))
    html = FORMATS["html"].write(report, addresses, "").decode()
    assert "<script" not in html
    assert "javascript:" not in html.replace("(javascript:x)", "")
    markdown = FORMATS["md"].write(report, addresses, "").decode()
    assert "\\<script\\>" in markdown
    assert "\\[b\\](javascript:x)" in markdown
    assert all(line.count(" | ") == 2 for line in markdown.splitlines() if line.startswith("| "))
    rows = list(csv.reader(io.StringIO(FORMATS["csv"].write(report, addresses, "").decode(), newline="")))
    assert rows[0] == ["c0", "c1", "c1 iri", "c2"]
    assert rows[1] == [ODD, ODD, "https://example.org/a", ""]
    assert rows[2] == ["'=cmd|x", "1", "", "'-2"]
    assert json.loads(FORMATS["json"].write(report, addresses, ""))["sections"][0]["tables"][0]["rows"][0]["c0"] == ODD


def test_ten_thousand_rows_are_cut_for_people_with_a_sentence_and_whole_for_machines(addresses: Addresses) -> None:
    report = report_of(*(("a", number) for number in range(10_000)))
    html, markdown = (FORMATS[form].write(report, addresses, "").decode() for form in ("html", "md"))
    for text in (html, markdown):
        assert "The first 200 of 10000 rows are shown; CSV, JSON and XLSX have all of them." in text
    assert len(html) < 100_000
    assert FORMATS["csv"].write(report, addresses, "").count(b"\r\n") == 10_001
    assert len(json.loads(FORMATS["json"].write(report, addresses, ""))["sections"][0]["tables"][0]["rows"]) == 10_000


def test_a_column_for_each_of_five_hundred_plans_is_cut_for_people_and_whole_for_machines(addresses: Addresses) -> None:
    report = report_of(tuple(range(500)), tuple(range(500)))
    for form in ("html", "md"):
        text = FORMATS[form].write(report, addresses, "").decode()
        assert "The first 40 of 500 columns are shown; CSV, JSON and XLSX have all of them." in text
        assert len(text) < 50_000
    assert FORMATS["csv"].write(report, addresses, "").splitlines()[1].count(b",") == 499
    assert len(json.loads(FORMATS["json"].write(report, addresses, ""))["sections"][0]["tables"][0]["rows"][0]) == 500
    assert zipfile.is_zipfile(io.BytesIO(FORMATS["xlsx"].write(report, addresses, "")))


def test_continuity_follows_the_latest_plans_and_says_so(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("strategraph.reports.continuity.MOST_PLANS", 2)
    report = REPORTS["continuity"](scope_of(answers, Options(language="en"), "test"))
    assert report.lead[1] == "There are 3 national plans; this report follows the 2 latest."
    lifelines = next(report.tables)
    assert [column.key for column in lifelines.columns] == [
        "ap-sbsv-2016-2020",
        "ap-ssz-2024-2026",
        "score ap-ssz-2024-2026",
    ]


def test_a_workbook_has_a_sheet_for_each_table_with_its_values(make: Make, addresses: Addresses) -> None:
    report = make("coverage", language="en")
    with zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"].write(report, addresses, ""))) as book:
        names = [
            sheet.get("name")
            for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter()
            if sheet.tag.endswith("}sheet")
        ]
        strings = ["".join(one.itertext()) for one in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet2.xml"))
    assert names == ["strategraph", *(table.key for table in report.tables)]
    cells = [
        [
            strings[int(value)] if cell.get("t") == "s" else float(value)
            for cell in row
            if (value := "".join(cell.itertext()))
        ]
        for row in sheet.iter()
        if row.tag.endswith("}row")
    ]
    regions = next(report.tables)
    assert cells[0] == [column.heading for column in regions.columns]
    assert [row[0] for row in cells[1:]] == [row[0].text for row in regions.rows if isinstance(row[0], Linked)]
    assert [row[2:6] for row in cells[1:]] == [list(row[2:6]) for row in regions.rows]


def test_a_table_that_there_is_not_is_refused(make: Make, addresses: Addresses) -> None:
    with pytest.raises(UsageError) as caught:
        FORMATS["csv"].write(make("gaps", region="CZ042"), addresses, "x")
    assert str(caught.value) == (
        "The report gaps has no table 'x': choose one of objectives, priorities-sprss-ustecky, descriptors."
    )


@pytest.fixture(scope="module")
def server(output: Path) -> "object":
    with running(file=None, output=output) as server:
        yield server


@pytest.mark.parametrize("name", REPORTS)
def test_the_command_the_site_and_an_endpoint_give_the_same_bytes(
    server: Running, output: Path, tmp_path: Path, name: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    options = ["--format", "json", "--language", "en"]
    assert main(["report", name, "--data", str(output), *options]) == 0
    local = capsysbinary.readouterr().out
    path = tmp_path / "report.json"
    assert main(["report", name, "--endpoint", f"{server.address}/sparql", *options, "-o", str(path)]) == 0
    assert path.read_bytes() == local
    assert server.client.get(f"/reports/{name}.json", params={"lang": "en"}).content == local


def test_pages_show_reports_in_both_languages_and_refuse_what_there_is_not(server: Running) -> None:
    page = server.client.get("/reports/coverage", params={"lang": "en", "region": "CZ042"})
    assert page.status_code == 200
    assert "How regional plans cover the national objectives" in page.text
    assert 'lang="cs"' in page.text
    assert len(page.content) < 100_000
    assert "Jak krajské plány" in server.client.get("/reports/coverage", headers={"Accept-Language": "cs"}).text
    overview = server.client.get("/reports/", params={"lang": "en"}).text
    assert all(f"/reports/{name}?lang=en" in overview for name in REPORTS)
    for path, status, sentence in (
        ("/reports/x", 404, "There is no such report; there are"),
        ("/reports/gaps.pdf", 404, "Reports are given as html, md, csv, json, xlsx, svg, png."),
        ("/reports/gaps?layer=x", 400, "There is no layer 'x': choose one of printed, approved, all."),
        ("/reports/gaps.csv?table=%3Cscript%3E", 400, "The report gaps has no table"),
    ):
        refused = server.client.get(path, headers={"Accept": "text/plain", "Accept-Language": "en"})
        assert refused.status_code == status, path
        assert sentence in refused.text
    tag = server.client.get("/reports/gaps.csv").headers["etag"]
    assert server.client.get("/reports/gaps.csv", headers={"If-None-Match": tag}).status_code == 304
    assert server.client.get("/reports", headers={"Accept": "text/html"}).headers["location"] == "/reports/"


def test_every_query_that_a_report_cites_can_be_asked_again_at_its_address(server: Running, make: Make) -> None:
    site = Addresses(report_queries(find_places().queries), BASE, "/")
    seen = set()
    for name in REPORTS:
        for asked in make(name).asked:
            if asked.query not in seen:
                seen.add(asked.query)
                response = server.client.get(site.rerun(asked))
                assert response.status_code == 200, asked
                assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(seen) > 10


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("name", REPORTS)
def test_every_report_says_what_it_rests_on_in_every_format_that_has_room_for_it(
    make: Make, addresses: Addresses, name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "find_spec", lambda name: None)
    report = make(name, language=language)
    facts = dict(report.provenance.facts)
    names = [
        "Release of the data",
        "Date of the data",
        "Layer of descriptors",
        "Threshold of links",
        "Threshold of assignment",
    ]
    if language == "cs":
        names = ["Vydání dat", "Data ze dne", "Vrstva deskriptorů", "Práh vazby", "Práh přidělení"]
    assert facts[names[0]] == "test"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", facts[names[1]])
    assert facts[names[2]].startswith("all: ")
    assert "1/e" in facts[names[3]]
    assert ("1,5" if language == "cs" else "1.5") in facts[names[4]]
    assert len(report.provenance.limits) >= 3
    assert f"{BASE}reports/{name}" in report.provenance.citation
    needed = [*facts.values(), *report.provenance.limits, report.provenance.citation]
    needed += [addresses.lasting(asked) for asked in report.asked]
    assert {one.query for one in report.asked} >= {"about-release", "plans-of-reports", "thresholds-of-assignments"}
    whole = json.dumps(json.loads(FORMATS["json"].write(report, addresses, "")), ensure_ascii=False)
    with zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"].write(report, addresses, ""))) as book:
        strings = ["".join(one.itertext()) for one in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
    html = unescape(FORMATS["html"].write(report, addresses, "").decode())
    markdown = re.sub(r"\\(.)", r"\1", FORMATS["md"].write(report, addresses, "").decode())
    for one in needed:
        assert json.dumps(one, ensure_ascii=False)[1:-1] in whole, one
        assert one in strings
        assert one in html
        assert one in markdown
