"""The search over HTTP: whole lists of results, ways to narrow them down, pages, files, completions, refusals."""

import csv
import html
import io
import re

import httpx
import pytest

from running import Running

RESOURCE = "https://w3id.org/strategraph/resource/"
SSZ, SBSV, NAPSI = "plan/ap-ssz-2024-2026", "plan/ap-sbsv-2016-2020", "plan/napsi-2006-2008"
PLZEN, USTI = "plan/sprss-plzensky-2019-2021", "plan/sprss-ustecky"
HTML = {"Accept": "text/html"}


def listed(server: Running, **asked: str) -> list[str]:
    answer = server.client.get("/search", params={"format": "json", **asked})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    return [row["iri"].removeprefix(RESOURCE) for row in answer.json()]


def page(server: Running, language: str = "cs", **asked: str) -> str:
    answer = server.client.get("/search", params={"lang": language, **asked}, headers=HTML)
    assert answer.status_code == 200
    return answer.text


HOUSING = [
    "descriptor/XVI.d", f"{SSZ}/measure/4.6.a.2", f"{SBSV}/goal/8.2.2", f"{SBSV}/goal/3.4", f"{SBSV}/measure/p12",
    f"{PLZEN}/priority/p1", f"{USTI}/goal/6.2", f"{USTI}/priority/6", SBSV,
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("socialni bydleni", HOUSING),
        ("IX.c", ["descriptor/IX.c"]),
        ("4.2.a", [f"{SSZ}/goal/4.2.a"]),
        ("4.6.a.2", [f"{SSZ}/measure/4.6.a.2"]),
        ("MPSV", ["body/MPSV", f"{SSZ}/measure/4.2.a.3", f"{SSZ}/measure/3.d.1", f"{SSZ}/measure/4.5.b.1", f"{SBSV}/measure/p26"]),
        ("IX", ["theme/IX", *(f"descriptor/IX.{letter}" for letter in "abcdef")]),
        ("noclehárna", ["descriptor/IX.c"]),
        ("noclehárny", ["descriptor/IX.c"]),
        ("affordable housing", ["descriptor/XVI.d"]),
        ("Ústí nad Labem", ["body/ustecky-kraj", "territory/CZ042"]),
        ("ap-ssz-2024-2026", [SSZ]),
        ("lokomotiva", []),
    ],
)  # fmt: skip
def test_a_question_has_these_results_in_this_order(published: Running, words: str, wanted: list[str]) -> None:
    assert listed(published, q=words) == wanted


@pytest.mark.parametrize(
    "words", ["sociálního bydlení", "SOCIÁLNÍ BYDLENÍ", "„bydlení, sociální“", "bydlením sociálním"]
)
def test_diacritics_inflection_and_case_find_the_same(published: Running, words: str) -> None:
    assert sorted(listed(published, q=words)) == sorted(HOUSING)


def test_the_same_word_without_diacritics_finds_the_same_as_with_them(published: Running) -> None:
    for bare, written in (("bydleni", "bydlení"), ("deti", "děti"), ("pece", "péče"), ("dluhy", "dluhů")):
        assert sorted(listed(published, q=bare)) == sorted(listed(published, q=written))
    assert len(listed(published, q="bydleni")) == 16


def test_results_are_narrowed_down_by_every_facet(published: Running) -> None:
    assert listed(published, q="socialni bydleni", plan=USTI) == [f"{USTI}/goal/6.2", f"{USTI}/priority/6"]
    assert listed(published, q="socialni bydleni", kind="measure") == [f"{SSZ}/measure/4.6.a.2", f"{SBSV}/measure/p12"]
    assert listed(published, q="socialni bydleni", level="level/specific-goal") == [f"{SBSV}/goal/8.2.2"]
    both = {"q": "socialni bydleni", "descriptor": ["descriptor/XVI.d", "descriptor/VIII.b"]}
    answer = published.client.get("/search", params={**both, "format": "json"}).json()
    assert [row["iri"].removeprefix(RESOURCE) for row in answer] == [f"{SBSV}/goal/8.2.2", f"{SBSV}/goal/3.4"]
    assert listed(published, body=f"{RESOURCE}body/ASZ", q="bydleni") == [
        f"{SBSV}/measure/p12",
        f"{SBSV}/measure/p13",
        f"{SBSV}/measure/p26",
        SBSV,
    ]
    assert listed(published, q="bydleni", plan="plan/nothing") == []


def facets(text: str) -> dict[str, list[tuple[str, str]]]:
    """Facet → values and counts, as the page shows them."""
    found = {}
    for name, part in re.findall(r'<section aria-labelledby="by-(\w+)">(.*?)</section>', text, re.DOTALL):
        rows = re.findall(r"<li>(.*?)</a> <span class=\"quiet\">(\d+)</span></li>", part, re.DOTALL)
        found[name] = [(html.unescape(re.sub(r"<[^>]+>", "", label)).strip(), number) for label, number in rows]
    return found


def test_the_page_counts_by_facet_in_both_languages(published: Running) -> None:
    found = facets(page(published, q="socialni bydleni"))
    assert found["kind"] == [("cíl", "3"), ("opatření", "2"), ("priorita", "2"), ("deskriptor", "1"), ("plán", "1")]
    assert found["level"] == [
        ("opatření", "2"),
        ("priorita", "2"),
        ("cíl", "1"),
        ("specifický cíl", "1"),
        ("strategický cíl", "1"),
    ]
    assert found["descriptor"][0] == ("XVI.d dostupné bydlení", "6")
    assert found["body"] == [("Agentura pro sociální začleňování", "2")]
    assert [number for _, number in found["plan"]] == ["3", "2", "1", "1"]
    english = facets(page(published, "en", q="socialni bydleni", kind="goal"))
    assert english["kind"] == [("goal ×", "3"), ("measure", "2"), ("priority", "2"), ("descriptor", "1"), ("plan", "1")]


def test_a_chosen_facet_is_let_go_by_its_link_and_the_words_stay(published: Running) -> None:
    text = page(published, q="socialni bydleni", plan=USTI, kind="goal")
    [drop] = re.findall(
        r'href="([^"]*)" rel="nofollow" aria-current="true" title="Zrušit tento výběr">(?:<span[^>]*>)?<bdi[^>]*>cíl',
        text,
    )
    assert html.unescape(drop) == f"/search?q=socialni+bydleni&plan={USTI.replace('/', '%2F')}&lang=cs"
    assert '<input type="hidden" name="kind" value="goal">' in text
    assert 'href="/search?q=socialni+bydleni&amp;lang=cs" rel="nofollow">Zrušit zúžení' in text
    links = re.findall(r'<a href="(/search\?[^"]*)" rel="([^"]*)"', text)
    assert links
    assert all("nofollow" in rel for _, rel in links)


def test_the_words_are_marked_and_a_hidden_name_says_why(published: Running) -> None:
    text = page(published, q="socialni bydleni")
    first = text.partition("<ol")[2].partition("</li>")[0]
    assert "dostupné <mark>bydlení</mark>" in first
    assert "Nalezeno podle výrazu: <bdi><mark>sociální</mark> <mark>bydlení</mark></bdi>" in first
    assert 'lang="cs"><bdi>' in page(published, "en", q="zaměstnanost")


def test_pages_of_results_follow_one_another(published: Running) -> None:
    first, last = page(published, q="sluzby"), page(published, q="sluzby", page="3")
    number = len(listed(published, q="sluzby"))
    assert f"{number} výsledků" in first
    assert f"Strana 1 z {-(-number // 20)}" in first
    assert "page=2" in first
    assert '<ol class="found" start="41">' in last
    assert "Předchozí" in last
    everything = listed(published)
    assert len(everything) == 290
    assert everything[:2] == [SBSV, SSZ]


def test_csv_and_json_say_the_same(published: Running) -> None:
    answer = published.client.get("/search", params={"q": "MPSV", "format": "csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    same = published.client.get("/search", params={"q": "MPSV"}, headers={"Accept": "application/json"}).json()
    assert [{name: str("" if value is None else value) for name, value in row.items()} for row in same] == rows
    assert rows[0] == {
        "iri": f"{RESOURCE}body/MPSV", "kind": "body", "code": "", "label_cs": "Ministerstvo práce a sociálních věcí",
        "label_en": "Ministry of Labour and Social Affairs", "text": "", "plan": "", "level": "", "descriptors": "", "bodies": "",
        "score": rows[0]["score"],
    }  # fmt: skip


def test_a_long_list_comes_in_parts_that_lead_on(published: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("strategraph.pages.search._IN_A_LIST", 100)
    address, seen = "/search?q=&format=json", []
    for _ in range(3):
        answer = published.client.get(address)
        seen += [row["iri"] for row in answer.json()]
        following = re.search(r'<([^>]*)>; rel="next"', answer.headers["link"])
        address = following[1] if following else ""
    assert (len(seen), len(set(seen)), address) == (290, 290, "")


def test_completions_come_while_the_last_word_is_typed(published: Running) -> None:
    answer = published.client.get("/search/completions", params={"q": "dostupné byd", "lang": "cs"})
    assert answer.headers["content-type"] == "application/json"
    first = answer.json()["items"][0]
    assert first == {
        "label": "dostupné bydlení", "language": "cs", "code": "XVI.d", "kind": "deskriptor", "plan": "", "names": [],
        "href": "/page/descriptor/XVI.d?lang=cs",
    }  # fmt: skip
    hidden = published.client.get("/search/completions", params={"q": "nocleh", "lang": "en"}).json()["items"]
    assert [(item["label"], item["names"]) for item in hidden] == [("social prevention", ["noclehárna"])]
    assert published.client.get("/search/completions").json() == {"total": 0, "items": []}
    many = published.client.get("/search/completions", params={"q": "soc"}).json()
    assert (len(many["items"]), many["total"] > 100) == (8, True)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"q": "a" * 201}, "Hledejte nejvýše 200 znaků; zde jich je 201."),
        ({"page": "0"}, "Strana „0“ není"),
        ({"page": "501"}, "Strana „501“ není"),
        ({"page": "²"}, "Strana „²“ není"),
        ({"page": "9" * 400}, "není: nabízí se prvních 10000 výsledků"),
        ({"format": "xml"}, "Tento seznam nemá formát „xml“"),
        ({"descriptor": ["x"] * 11}, "Vyberte nejvýše 10 zúžení."),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(published: Running, asked: dict[str, str], told: str) -> None:
    answer = published.client.get("/search", params={"lang": "cs", **asked}, headers=HTML)
    assert answer.status_code == 400
    assert told in html.unescape(answer.text)


def test_without_words_in_common_the_page_says_what_it_gives(published: Running) -> None:
    assert "mají aspoň některé z nich" in page(published, q="bydlení lokomotiva")
    text = page(published, "en", q="lokomotiva")
    assert "Nothing found" in text
    assert "<ol" not in text


def test_a_reader_who_has_the_list_is_told_so(published: Running) -> None:
    first = published.client.get("/search", params={"q": "MPSV", "format": "csv"})
    again = published.client.get(
        "/search", params={"q": "MPSV", "format": "csv"}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert isinstance(again, httpx.Response)
    assert again.status_code == 304
