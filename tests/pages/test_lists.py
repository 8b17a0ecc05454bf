"""Lists as CSV and JSON: the bytes, by address and by Accept, with the name of the file, tags, and what leads to them."""

import csv
import io
import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from running import Running
from strategraph.pages.lists import Cell, Listing
from strategraph.places import Places
from strategraph.spreadsheets import harmless

PLAN = "https://w3id.org/strategraph/resource/plan/"
COLUMNS = (
    "plan", "identifier", "title", "level", "territory_cs", "territory_en", "start", "end", "goals", "measures",
)  # fmt: skip
PLANS: list[list[Cell]] = [
    [f"{PLAN}napsi-2006-2008", "napsi-2006-2008", "Národní akční plán sociálního začleňování 2006-2008", "national",
     "Česká republika", "Czechia", "2006", "2008", 15, 0],
    [f"{PLAN}ap-sbsv-2016-2020", "ap-sbsv-2016-2020", "Akční plán ke Strategii boje proti sociálnímu vyloučení na období 2016-2020",
     "national", "Česká republika", "Czechia", "2016", "2020", 15, 15],
    [f"{PLAN}ap-ssz-2024-2026", "ap-ssz-2024-2026", "Akční plán 2024-2026 Strategie sociálního začleňování 2021-2030",
     "national", "Česká republika", "Czechia", "2024", "2026", 38, 36],
    [f"{PLAN}sprss-plzensky-2019-2021", "sprss-plzensky-2019-2021",
     "Střednědobý plán rozvoje sociálních služeb v Plzeňském kraji 2019-2021", "regional", "Plzeňský kraj", "Plzeň Region",
     "2019", "2021", 9, 0],
    [f"{PLAN}sprss-ustecky", "sprss-ustecky", "Plán rozvoje sociálních služeb Ústeckého kraje", "regional", "Ústecký kraj",
     "Ústí nad Labem Region", None, None, 73, 0],
]  # fmt: skip
cells = st.none() | st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)


def plans(server: Running, **headers: str) -> list[dict[str, Cell]]:
    answer = server.client.get("/", headers={"Accept": "application/json", **headers})
    assert answer.headers["content-type"] == "application/json"
    return list(answer.json())


def test_the_plans_as_json_by_accept(published: Running) -> None:
    assert plans(published) == [dict(zip(COLUMNS, row, strict=True)) for row in PLANS]


def test_the_plans_as_csv_by_address(published: Running) -> None:
    answer = published.client.get("/?format=csv&lang=en", headers={"Accept": "text/html"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    edition = answer.headers["strategraph-release"]
    assert answer.headers["content-disposition"] == f'attachment; filename="strategraph-plans-{edition}.csv"'
    assert answer.headers["link"] == (
        '</>; rel="alternate"; type="text/html", <https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    )
    assert answer.content.count(b"\r\n") == answer.content.count(b"\n") == 6
    expected = [["" if cell is None else str(cell) for cell in row] for row in PLANS]
    assert list(csv.reader(io.StringIO(answer.content.decode(), newline=""))) == [list(COLUMNS), *expected]


@pytest.mark.parametrize(
    ("accept", "address", "form"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/", "text/html"),
        ("*/*", "/", "text/html"),
        ("image/png", "/", "text/html"),
        ("text/csv", "/", "text/csv"),
        ("text/html;q=0.5, text/csv", "/", "text/csv"),
        ("text/csv", "/?format=html", "text/html"),
        ("text/csv", "/?format=json", "application/json"),
        ("text/csv", "/?format=", "text/csv"),
    ],
)
def test_the_address_decides_then_accept(server: Running, accept: str, address: str, form: str) -> None:
    answer = server.client.get(address, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == form
    assert set(answer.headers["vary"].split(", ")) >= {"Accept", "Accept-Language"}


def test_a_format_that_there_is_not_is_refused_with_those_there_are(server: Running) -> None:
    answer = server.client.get("/?format=%3Cxlsx%3E", headers={"Accept": "text/plain"})
    assert answer.status_code == 400
    assert answer.text == "This list has no format '<xlsx>'; it is given as csv, json, html.\n"
    page = server.client.get("/?format=%3Cxlsx%3E&lang=cs", headers={"Accept": "text/html"})
    assert "Tento seznam nemá formát „&lt;xlsx&gt;“; je k dispozici jako csv, json, html." in page.text


def test_a_reader_who_has_the_list_is_not_sent_it_again(published: Running) -> None:
    first = published.client.get("/?format=csv")
    assert published.client.get("/?format=csv", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    for other in ("/?format=json", "/?format=csv&plan=x"):
        again = published.client.get(other, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.headers["etag"] == first.headers["etag"]) == (200, False)


def test_the_page_leads_to_its_list_with_its_filters(published: Running) -> None:
    answer = published.client.get("/?x=1%26%22&lang=en&page=1", headers={"Accept": "text/html"})
    addresses = {form: f"/?x=1%26%22&format={form}" for form in ("csv", "json")}
    for form, media in (("csv", "text/csv"), ("json", "application/json")):
        assert f'<{addresses[form]}>; rel="alternate"; type="{media}"' in answer.headers["link"]
        written = addresses[form].replace("&", "&amp;")
        assert f'<link rel="alternate" href="{written}" type="{media}">' in answer.text
        assert f'<a href="{written}" type="{media}" rel="nofollow">' in answer.text


def test_the_files_of_the_release_as_a_list_are_those_of_its_checksums(published: Running) -> None:
    listed = published.client.get("/download/?format=json").json()
    sums = dict(line.split("  ")[::-1] for line in published.client.get("/download/SHA256SUMS").text.splitlines())
    dumps = {path.removeprefix("dumps/"): digest for path, digest in sums.items() if path.startswith("dumps/")}
    assert {row["file"]: row["sha256"] for row in listed if row["sha256"]} == {
        **dumps, "manifest.json": sums["manifest.json"],
    }  # fmt: skip
    assert {row["file"] for row in listed if not row["sha256"]} == {"SHA256SUMS", "changes.json"}
    for row in listed:
        assert row["bytes"] == len(published.client.get(f"/download/{row['file']}").content)


@pytest.mark.parametrize("plan", ["ap-sbsv-2016-2020", "napsi-2006-2008", "sprss-ustecky"])
def test_the_lines_of_a_document_as_a_list_name_the_elements_whose_wording_they_are(
    published: Running, places: Places, plan: str
) -> None:
    [file] = places.data.glob(f"sources/*/{plan}/document.txt")
    listed = published.client.get(f"/page/document/{plan}?format=json").json()
    lines = file.read_text(encoding="utf-8").split("\n")
    assert [row["line"] for row in listed] == [*range(1, len(lines) + 1)]
    assert [row["text"] for row in listed] == [line.removesuffix("\r") for line in lines]
    elements = published.client.get(f"/page/plan/{plan}?format=json").json()
    for one in elements:
        assert one["element"] in (listed[one["line"] - 1]["things"] or "").split(" ")
    named = {iri for row in listed for iri in (row["things"] or "").split()}
    assert {one["element"] for one in elements} == named - {PLAN + plan}
    page = published.client.get(f"/page/document/{plan}", headers={"Accept": "text/html"})
    assert f'</page/document/{plan}?format=csv>; rel="alternate"; type="text/csv"' in page.headers["link"]
    assert f'<a href="/page/document/{plan}?format=csv" type="text/csv" rel="nofollow">' in page.text


def test_head_says_what_get_says(published: Running) -> None:
    got, head = (published.client.request(way, "/?format=json") for way in ("GET", "HEAD"))
    assert head.content == b""
    names = ("etag", "content-type", "content-disposition", "link")
    assert [head.headers[name] for name in names] == [got.headers[name] for name in names]


@given(st.lists(st.tuples(cells, cells), max_size=4))
def test_whatever_stands_in_a_cell_comes_back(rows: Sequence[tuple[Cell, Cell]]) -> None:
    listing = Listing("any", ("one", "two"), rows)
    assert json.loads(listing.as_json()) == [{"one": one, "two": two} for one, two in rows]
    texts = [
        ["" if cell is None else harmless(cell) if isinstance(cell, str) else str(cell) for cell in row] for row in rows
    ]
    assert list(csv.reader(io.StringIO(listing.as_csv(), newline=""))) == [["one", "two"], *texts]


def test_a_formula_is_harmless_in_csv_and_whole_in_json() -> None:
    listing = Listing("any", ("text", "number"), [["=HYPERLINK(1)", -1.5]])
    assert listing.as_csv() == "text,number\r\n'=HYPERLINK(1),-1.5\r\n"
    assert json.loads(listing.as_json()) == [{"text": "=HYPERLINK(1)", "number": -1.5}]


def test_a_row_that_is_too_short_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Listing("any", ("one", "two"), [["only"]]).as_json()
