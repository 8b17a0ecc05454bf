"""The concept browser: its numbers are those of the questions, its order that of the codes and of the alphabet."""

import csv
import re
from collections import Counter, defaultdict
from html import unescape
from itertools import combinations
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from pages.listed import listed, shown
from pages.tables import tables
from running import Running
from strategraph.places import find_places
from strategraph.query_files import find_query, with_values
from strategraph.settings import LAYERS

BASE = "https://w3id.org/strategraph/"
RESOURCE = f"{BASE}resource/"
KINDS = ("goals", "measures", "sections")
EXPECTED = Path(__file__).parents[1] / "questions" / "expected"
NAMES = {
    "cs": [
        "aktivní politika zaměstnanosti", "aktivní stárnutí obyvatel", "aktivní začleňování",
        "bezpečnost a veřejný pořádek", "další vzdělávání", "dostupné bydlení", "financování sociálních služeb",
        "kriminalita a prevence kriminality", "kvalita a dostupnost zdravotní péče a služeb", "mzdy", "nezaměstnanost",
        "odborné vzdělávání", "ohrožené děti", "ohrožené skupiny", "péče a práva dítěte", "předškolní výchova",
        "rovné příležitosti", "služby pro rodiny a děti", "sociální infrastruktura", "sociální péče",
        "sociální podnikání", "sociální poradenství", "sociální prevence", "soulad soukromého a pracovního života",
        "transformace sociálních služeb", "vězeňství", "zdravotnická infrastruktura",
        "životní styl, výživa, spotřeba tabáku a alkoholu",
    ],
    "en": [
        "active ageing of the population", "active employment policy", "active inclusion", "affordable housing",
        "care and rights of the child", "children at risk", "crime and crime prevention", "equal opportunities",
        "funding of social services", "further education", "health care infrastructure",
        "lifestyle, nutrition, tobacco and alcohol consumption", "pre-school education", "prison system",
        "quality and accessibility of health care and health services", "reconciliation of private and working life",
        "security and public order", "services for families and children", "social care", "social counselling",
        "social entrepreneurship", "social infrastructure", "social prevention", "transformation of social services",
        "unemployment", "vocational education and training", "vulnerable groups", "wages",
    ],
}  # fmt: skip


def expected(name: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def carried(store: Store, layer: str) -> dict[str, set[str]]:
    """Element → its descriptors in a layer, read from the assignments one by one."""
    found: dict[str, set[str]] = defaultdict(set)

    def value(subject: NamedNode, name: str) -> str:
        (quad,) = store.quads_for_pattern(subject, NamedNode(f"{BASE}ontology#{name}"), None)
        assert isinstance(quad.object, NamedNode | Literal)
        return quad.object.value

    for quad in store.quads_for_pattern(None, NamedNode(f"{BASE}ontology#status"), None):
        assert isinstance(quad.object, Literal)
        if quad.object.value in LAYERS[layer] and list(
            store.quads_for_pattern(quad.subject, NamedNode(f"{BASE}ontology#target"), None)
        ):
            assert isinstance(quad.subject, NamedNode)
            found[value(quad.subject, "target")].add(value(quad.subject, "descriptor"))
    return found


def is_a(store: Store, element: str, kind: str) -> bool:
    kinds = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    return any(store.quads_for_pattern(NamedNode(element), kinds, NamedNode(f"{BASE}ontology#{kind}")))


@pytest.mark.parametrize("layer", LAYERS)
def test_the_numbers_are_those_of_the_question(published: Running, layer: str) -> None:
    query = with_values(find_query(find_places().queries, "descriptor-use"), BASE, {"layer": layer})
    answer = {
        row["descriptor"]["value"]: tuple(int(row[name]["value"]) for name in ("elements", "printed", "assigned"))
        for row in published.ask(query).json()["results"]["bindings"]
    }
    assert len(answer) == 28
    found = {
        row["descriptor"]: (
            sum(int(row[kind]) for kind in KINDS),
            sum(int(row[f"{kind}_printed"]) for kind in KINDS),
            sum(int(row[f"{kind}_{status}"]) for kind in KINDS for status in LAYERS[layer] if status != "printed"),
        )
        for row in listed(published, f"/concepts?layer={layer}")
    }
    assert found == answer


def test_the_default_numbers_are_those_of_the_expected_answer(published: Running) -> None:
    numbers = {row["notation"]: (row["elements"], row["labelCs"], row["labelEn"]) for row in expected("descriptor-use")}
    found = {
        row["code"]: (str(sum(int(row[kind]) for kind in KINDS)), row["label_cs"], row["label_en"])
        for row in listed(published, "/concepts")
    }
    assert found == numbers


def test_descriptors_stand_below_their_themes_in_the_order_of_the_codes(published: Running) -> None:
    wanted = [(row["theme"], row["descriptor"]) for row in expected("descriptors-by-theme")]
    assert [(row["theme"], row["descriptor"]) for row in listed(published, "/concepts")] == wanted


def test_a_theme_as_the_page_shows_it(published: Running) -> None:
    table = tables(shown(published, "/concepts"))["Podle témat"]
    assert table[:2] == [
        ["Deskriptor", "Cíle", "Opatření", "Oddíly"],
        ["celkem", "vytištěný", "schválený", "přidělený"],
    ]
    at = [row[0] for row in table].index("IX Téma IX")
    assert table[at : at + 7] == [
        ["IX Téma IX", "107", "", "", "", "14", "0"],
        ["IX.a sociální poradenství", "83", "15", "0", "68", "8", "0"],
        ["IX.b sociální péče", "87", "18", "0", "69", "6", "0"],
        ["IX.c sociální prevence", "85", "16", "0", "69", "5", "0"],
        ["IX.d sociální infrastruktura", "21", "4", "0", "17", "4", "0"],
        ["IX.e financování sociálních služeb", "15", "3", "0", "12", "1", "0"],
        ["IX.f transformace sociálních služeb", "8", "1", "0", "7", "0", "0"],
    ]
    printed = tables(shown(published, "/concepts?layer=printed", "en"))["By theme"]
    assert printed[1] == ["in all", "printed"]
    assert ["IX.f transformation of social services", "1", "1", "0", "0"] in printed


@pytest.mark.parametrize("layer", LAYERS)
def test_a_goal_counts_once_for_a_theme(published: Running, store: Store, layer: str) -> None:
    numbers: Counter[str] = Counter()
    for element, descriptors in carried(store, layer).items():
        if is_a(store, element, "Goal"):
            numbers.update({one.rpartition("/")[2].partition(".")[0] for one in descriptors})
    page = tables(shown(published, f"/concepts?layer={layer}"))["Podle témat"]
    found = {row[0].split()[0]: int(row[1]) for row in page if "Téma" in row[0] and row[1] != "0"}
    assert found == dict(numbers)


@pytest.mark.parametrize("content", ["cs", "en"])
def test_names_are_in_the_order_of_their_language(published: Running, content: str) -> None:
    assert [row["name"] for row in listed(published, f"/concepts/alphabet?content={content}")] == NAMES[content]


def test_the_letters_of_the_czech_alphabet(published: Running) -> None:
    page = shown(published, "/concepts/alphabet")
    assert re.findall(r'<h3 id="letter-[^"]+">([^<]+)</h3>', page) == list("ABDFKMNOPRSTVZŽ")


def test_the_language_of_the_names_is_chosen_apart(published: Running) -> None:
    english = shown(published, "/concepts?content=cs", "en")
    assert '<html lang="en">' in english
    assert '<a href="/page/descriptor/IX.f?lang=en" lang="cs"><bdi>transformace sociálních služeb</bdi></a>' in english
    czech = shown(published, "/concepts/alphabet?content=en", "cs")
    assert '<a href="/page/descriptor/XIX.i?lang=cs" lang="en"><bdi>wages</bdi></a>' in czech


def test_matches_are_those_of_the_question_each_with_its_reason(published: Running) -> None:
    found = listed(published, "/concepts/matches")
    assert [{row["status"], row["justification"]} for row in found] == [
        {"proposed", "semapv:BackgroundKnowledgeBasedMatching"}
    ] * 42
    prefix = "http://www.w3.org/2004/02/skos/core#"
    wanted = {
        (row["descriptor"], row["relation"].replace(prefix, "skos:"), row["concept"], row["conceptLabel"])
        for row in expected("proposed-matches")
    }
    assert {(row["descriptor"], row["relation"], row["concept"], row["concept_label"]) for row in found} == wanted
    table = tables(shown(published, "/concepts/matches?status=proposed"))["Protějšky v EuroVocu"]
    assert len(table) == 43
    assert table[1] == [
        "III.e sociální podnikání", "širší pojem jinde", "social economy", "navrženo",
        "podle věcné znalosti Social enterprises are one part of the social economy.",
    ]  # fmt: skip


@pytest.mark.parametrize("layer", LAYERS)
def test_pairs_and_their_figures_are_those_of_the_assignments(published: Running, store: Store, layer: str) -> None:
    elements = carried(store, layer)
    single: Counter[str] = Counter()
    double: Counter[tuple[str, str]] = Counter()
    for descriptors in elements.values():
        single.update(descriptors)
        double.update(combinations(sorted(descriptors), 2))
    wanted = {
        pair: (
            number,
            single[pair[0]],
            single[pair[1]],
            len(elements),
            round(single[pair[0]] * single[pair[1]] / len(elements), 4),
            round(number / (single[pair[0]] + single[pair[1]] - number), 4),
        )
        for pair, number in double.items()
    }
    found = listed(published, f"/concepts/together?layer={layer}")
    assert {
        (row["descriptor"], row["other"]): (
            int(row["together"]),
            int(row["elements"]),
            int(row["other_elements"]),
            int(row["all_elements"]),
            float(row["expected"]),
            float(row["jaccard"]),
        )
        for row in found
    } == wanted
    measures = [float(row["jaccard"]) for row in found]
    assert measures == sorted(measures, reverse=True)


def test_pairs_as_the_page_shows_them(published: Running) -> None:
    page = shown(published, "/concepts/together?order=together")
    table = tables(page)["Užívané spolu"]
    assert table[0] == ["Deskriptor", "spolu s deskriptorem", "společně", "náhodou", "podíl", "Jaccard"]
    assert table[1] == ["IX.a sociální poradenství (91)", "IX.c sociální prevence (90)", "83", "41,8", "1,99", "0,85"]
    assert "prvků s nějakým deskriptorem je 196 (N)" in page


def test_choices_are_not_followed_by_crawlers_and_keep_each_other(published: Running) -> None:
    page = unescape(shown(published, "/concepts/together?layer=printed&order=ratio&content=en"))
    assert '<a href="/concepts/together?layer=printed&content=en&lang=cs&order=together" rel="nofollow">' in page
    assert '<a href="/concepts/alphabet?layer=printed&content=en&lang=cs">' in page
    assert 'href="/concepts/together?layer=printed&order=ratio&content=en&format=csv"' in page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/concepts/nothing", 404), ("/concepts/themes", 404), ("/concepts?page=2", 404), ("/concepts?page=x", 400),
        ("/concepts?layer=other", 400), ("/concepts?content=de", 400), ("/concepts?format=xml", 400),
        ("/concepts/together?order=name", 400), ("/concepts/matches?status=rejected", 400),
    ],
)  # fmt: skip
def test_what_is_not_offered_is_refused(published: Running, address: str, status: int) -> None:
    assert published.client.get(address, headers={"Accept": "text/html"}).status_code == status


def test_data_without_descriptors_have_an_empty_browser(server: Running) -> None:
    assert "neobsahují žádné deskriptory s tématem" in shown(server, "/concepts")
    for address in ("/concepts", "/concepts/alphabet", "/concepts/matches", "/concepts/together"):
        assert listed(server, address) == []
