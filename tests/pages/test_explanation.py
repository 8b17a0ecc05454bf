"""The page of a link shows what its score adds up from, in both languages, and says first where periods do not overlap."""

import re
from decimal import Decimal

import pytest
from pyoxigraph import Store

from pages.tables import page, tables
from running import Running
from strategraph.alignment import MEASURE
from strategraph.pages.description import Names
from strategraph.pages.explanation import explanation
from strategraph.pages.links import Links
from strategraph.pages.texts import text
from strategraph.places import Places

LINK = "alignment/ap-ssz-2024-2026/goal/4.3.d/sprss-ustecky/goal/2.2"
APART = "alignment/ap-ssz-2024-2026/goal/4.3.d/sprss-plzensky-2019-2021/priority/p3"
RANKED = "alignment/ap-ssz-2024-2026/goal/3.a/sprss-plzensky-2019-2021/goal/p0"
GENERAL = "alignment/ap-sbsv-2016-2020/goal/p14/sprss-plzensky-2019-2021/priority/p5"
CONTINUITY = "continuity/ap-sbsv-2016-2020/goal/1.1.1/napsi-2006-2008/goal/3.5"
BY_RULE = "přiděleno pravidlem, neposouzeno"


def test_the_tables_of_a_link_are_these_in_czech(published: Running) -> None:
    assert tables(page(published, LINK)) == {
        "Z čeho se skóre skládá": [
            ["Deskriptor nebo texty", "Podíl", "Informační obsah", "U národního cíle", "U krajské priority"],
            ["IX.f transformace sociálních služeb národních cílů: 3, krajských priorit: 3", "0,1245", "2,1595", "vytištěno", BY_RULE],
            ["IX.a sociální poradenství národních cílů: 23, krajských priorit: 23", "0,0071", "0,1226", "vytištěno", BY_RULE],
            ["IX.b sociální péče národních cílů: 25, krajských priorit: 23", "0,0071", "0,1226", "vytištěno", BY_RULE],
            ["IX.c sociální prevence národních cílů: 24, krajských priorit: 23", "0,0070", "0,1226", "vytištěno", BY_RULE],
            ["Podobnost textů", "0,5360", "", "", ""],
            ["Celkem (skóre)", "0,6817", "2,5273", "", ""],
        ],
        "Slova, která se na podobnosti textů podílejí nejvíc": [
            ["Slova národního cíle", "Podíl", "Slova krajské priority", "Společný pojem"],
            ["transformaci (vlastní znění)", "0,4540", "Odklon od institucionálního (vlastní znění)", "odklon od ústavů"],
            ["poskytování (vlastní znění)", "0,0468", "poskytování (vlastní znění)", "totéž slovo"],
            ["pobytových (vlastní znění)", "0,0141", "pobytových (úroveň níže)", "totéž slovo"],
            ["podporovat (vlastní znění)", "0,0101", "Podporovat (nadpis)", "totéž slovo"],
            ["služeb (vlastní znění)", "0,0094", "služeb (vlastní znění)", "totéž slovo"],
            ["Další společná slova a zaokrouhlení", "0,0016", "", ""],
            ["Podobnost textů", "0,5360", "", ""],
        ],
        "Kolikátá je mezi ostatními vazbami": [
            ["Podle čeho", "Mezi vazbami národního cíle", "Mezi vazbami krajské priority"],
            ["Skóre", "1. z 23", "1. z 36"],
            ["Jaccardův koeficient deskriptorů", "3. z 23", "1. z 36"],
            ["Jen texty", "1. z 23", "1. z 36"],
        ],
    }  # fmt: skip


def test_each_rank_stands_under_its_end_and_beside_its_measure(published: Running) -> None:
    """A link whose six ranks all differ: 2 and 16 by score, 1 and 13 by Jaccard, 3 and 26 by the texts."""
    rows = tables(page(published, RANKED, "en"))["Its place among the other links"]
    assert [[cell.partition(" ")[0] for cell in row[1:]] for row in rows[1:]] == [["2", "16"], ["1", "13"], ["3", "26"]]


def test_the_sum_is_the_same_in_english_with_points_and_english_labels(published: Running) -> None:
    found = tables(page(published, LINK, "en"))["What the score adds up from"]
    assert found[0] == [
        "Descriptor or texts", "Share", "Information content", "At the national objective", "At the regional priority",
    ]  # fmt: skip
    assert found[1] == [
        "IX.f transformation of social services national objectives: 3, regional priorities: 3",
        "0.1245", "2.1595", "printed", "assigned by rule, not reviewed",
    ]  # fmt: skip
    assert [row[1] for row in found[1:]] == ["0.1245", "0.0071", "0.0071", "0.0070", "0.5360", "0.6817"]


def links_of(store: Store) -> list[str]:
    query = "SELECT ?link WHERE { ?link a ?kind . VALUES ?kind { sg:Alignment sg:Continuity } } ORDER BY ?link"
    rows = store.query("PREFIX sg: <https://w3id.org/strategraph/ontology#>" + query, use_default_graph_as_union=True)
    return [row["link"].value.partition("/resource/")[2] for row in rows]  # type: ignore[union-attr]


def test_on_every_fortieth_link_the_shares_add_up_to_the_total(published: Running, store: Store) -> None:
    paths = links_of(store)[::40]
    assert len(paths) > 20
    for path in paths:
        shown = tables(page(published, path, "en"))
        shares = [Decimal(row[1]) for row in shown["What the score adds up from"][1:]]
        assert sum(shares[:-1]) == shares[-1], path
        words = shown.get("The words that add most to the likeness of the texts", [["", "0"], ["", "0"], ["", "0"]])
        parts = [Decimal(row[1]) for row in words[1:]]
        assert abs(sum(parts[:-1]) - parts[-1]) <= Decimal("0.0003"), path


@pytest.mark.parametrize(
    "path, told",
    [
        (LINK, "Některý z dokumentů své období neuvádí, takže nelze říct, zda plány platily zároveň."),
        (APART, "Období plánů se nepřekrývají (2024–2026 a 2019–2021): vazba neříká, že jeden plán naplňuje druhý."),
        (CONTINUITY, "Plány jdou po sobě a žádný dokument návaznost jednotlivých cílů neuvádí; usuzuje se na ni jen z podobnosti."),
    ],
)  # fmt: skip
def test_that_content_is_compared_and_not_time_is_said_before_anything_else(
    published: Running, path: str, told: str
) -> None:
    section = page(published, path).partition('aria-labelledby="why"')[2]
    first = section.partition("<p")[2].partition("</p>")[0]
    assert f"<strong>Srovnává se obsah, ne čas.</strong> {told}" in first


def test_where_the_periods_overlap_the_years_in_common_are_said(published: Running) -> None:
    shown = page(published, GENERAL)
    assert "Období obou plánů mají 2 společné roky." in shown
    assert "ne čas" not in shown
    assert "2016–2020" in shown
    assert "2019–2021" in shown


def test_the_class_is_explained(published: Running) -> None:
    assert "obecná vazba" in page(published, GENERAL)
    assert text("link_general", "cs") in page(published, GENERAL)
    assert "specific link" in page(published, LINK, "en")
    assert text("link_specific", "en") in page(published, LINK, "en")


def test_chance_is_said_in_a_sentence_with_the_figures_of_the_data(published: Running) -> None:
    data = published.client.get(f"/data/{LINK}.nt").text
    p, q = (Decimal(re.findall(rf'ontology#{name}> "([^"]+)"', data)[0]) for name in ("pValue", "qValue"))
    assert 0 < p < q < 1
    shown = page(published, LINK, "en")
    assert f"in {p * 100:.4f}".rstrip("0").removesuffix(".") + f"% of cases (p = {p:.4f})" in shown
    assert (
        f"about {q * 100:.4f}".rstrip("0").removesuffix(".") + f"% of them would be called so wrongly (q = {q:.4f})"
        in shown
    )
    czech = page(published, LINK)
    assert f"(p = {p:.4f})".replace(".", ",") in czech
    assert f"(q = {q:.4f})".replace(".", ",") in czech


def test_both_texts_stand_whole_on_the_page_and_are_czech(published: Running) -> None:
    quotes = re.findall(r"<blockquote lang=\"cs\">(.*?)</blockquote>", page(published, LINK, "en"), re.DOTALL)
    words = [" ".join(re.sub(r"<[^>]+>", " ", quote).split()) for quote in quotes]
    assert words == [
        "4.3.d Vytvořit podmínky pro zvýšení flexibility poskytování podpory prostřednictvím sociálních služeb."
        " Dále podporovat transformaci pobytových sociálních služeb.",
        "2.2 Odklon od institucionálního poskytování sociálních služeb k deinstitucionalizaci",
    ]


def test_a_share_is_found_on_the_page_by_the_fragment_of_its_address(published: Running) -> None:
    shown = page(published, LINK)
    for anchor in ("IX.f", "IX.a", "words-1", "words-5"):
        assert shown.count(f'id="{anchor}"') == 1


def test_the_data_of_a_link_describe_its_shares(published: Running) -> None:
    lines = published.client.get(f"/data/{LINK}.nt").text.splitlines()
    subjects = {line.split()[0].partition("#")[2].rstrip(">") for line in lines}
    assert subjects == {"", "IX.a", "IX.b", "IX.c", "IX.f", *(f"words-{number}" for number in range(1, 6))}
    share = f"<https://w3id.org/strategraph/resource/{LINK}#IX.f> <https://w3id.org/strategraph/ontology#share>"
    assert [line.partition('"')[2].partition('"')[0] for line in lines if line.startswith(share)] == ["0.1245"]


@pytest.mark.parametrize("language", ["cs", "en"])
def test_the_formula_on_the_page_is_the_one_that_is_computed(places: Places, language: str) -> None:
    sql = (places.queries / "alignment" / "links.sql").read_text(encoding="utf-8")
    version, formula = re.findall(r"The formula, version (\d+).*?score = (.+)", sql)[0]
    told = text("link_formula", language, version=version, information="1")
    plain = told.replace("·", "*").replace(",", ".") if language == "cs" else told.replace("·", "*")
    assert formula in plain
    assert MEASURE.endswith(f" {version}")


def test_a_link_of_which_something_is_missing_is_not_explained() -> None:
    assert explanation((), (), (), (), Names({}, Links("https://w3id.org/strategraph/"), "cs")) is None
