"""The page of an element says why it has its descriptors, with the words marked in the source."""

import re

import pytest

from running import Running
from strategraph.pages.description import Names
from strategraph.pages.evidence import held, quoted
from strategraph.pages.links import Links
from strategraph.pages.lookups import Value

BASE = "https://w3id.org/strategraph/"
NAMES = Names({}, Links(BASE), "cs")


def row(**values: str) -> dict[str, Value]:
    language = values.pop("language", "cs")
    return {name: Value("literal", text, language if name == "label" else "") for name, text in values.items()}


def assigned(code: str, status: str, **more: str) -> dict[str, Value]:
    iri = f"{BASE}resource/descriptor/{code}"
    return row(
        assignment=f"a/{code}", descriptor=iri, notation=code, label="název", status=status, weight="1.5", **more
    )


def test_what_an_element_has_comes_before_what_it_might_have() -> None:
    statuses = ("rejected", "suggested", "assigned", "approved", "printed")
    rows = [assigned(f"IX.{letter}", status) for letter, status in zip("abcde", statuses, strict=True)]
    found = held(rows, NAMES)
    assert [(one.descriptor.notation, one.status, one.weight) for one in found] == [
        ("IX.e", "vytištěno", "1,5"),
        ("IX.d", "schváleno člověkem", "1,5"),
        ("IX.c", "přiděleno pravidlem, neposouzeno", "1,5"),
        ("IX.b", "jen návrh, neposouzeno", "1,5"),
        ("IX.a", "zamítnuto člověkem", "1,5"),
    ]


def test_evidence_in_several_passages_is_marked_in_each() -> None:
    evidence = {"evidence": "e1", "termWeight": "3.0", "where": "own", "line": "7", "words": "bydlení"}
    rows = [assigned("XVI.d", "assigned", passage="p", start="14", end="21", **evidence)]
    first, second = quoted([row(quote="Dostupné", start="0"), row(quote="bydlení obcí", start="14")], rows)
    assert first.pieces == (("Dostupné", ()),)
    assert second.pieces == (("bydlení", ("XVI.d",)), (" obcí", ()))


@pytest.mark.parametrize(
    "language, told", [("cs", "přiděleno pravidlem, neposouzeno"), ("en", "assigned by rule, not reviewed")]
)
def test_a_goal_of_a_region_shows_the_words_for_each_descriptor(published: Running, language: str, told: str) -> None:
    page = published.client.get(
        f"/page/plan/sprss-ustecky/goal/1.1?lang={language}", headers={"Accept": "text/html"}
    ).text
    quote = page.partition("<blockquote")[2].partition("</blockquote>")[0]
    assert "<mark><bdi>financování sociálních služeb</bdi></mark>" in quote
    assert re.findall(r'beside">([IVX]+\.[a-z])<', quote) == ["IX.a", "IX.b", "IX.c", "IX.e"]
    table = page.partition('aria-labelledby="held"')[2].partition("</table>")[0]
    assert table.count(told) == 4
    assert "nadpis" in table or "heading" in table


def test_a_printed_descriptor_needs_no_words(published: Running) -> None:
    page = published.client.get("/page/plan/ap-ssz-2024-2026/goal/4.9.b?lang=cs", headers={"Accept": "text/html"}).text
    table = page.partition('aria-labelledby="held"')[2].partition("</table>")[0]
    assert "vytištěno" in table
    assert "<mark>" not in page


def test_what_is_no_element_has_no_such_table(published: Running) -> None:
    page = published.client.get("/page/body/MPSV?lang=cs", headers={"Accept": "text/html"}).text
    assert 'id="held"' not in page


def test_a_passage_of_a_document_names_each_element_that_speaks_by_it_once(published: Running) -> None:
    page = published.client.get("/page/document/sprss-ustecky?lang=cs", headers={"Accept": "text/html"}).text
    figures = re.findall(r'<figure id="(char=[^"]+)">(.*?)</figure>', page, re.DOTALL)
    assert len(figures) > 100
    for anchor, figure in figures:
        targets = re.findall(r'<a href="([^"]+)"', figure)
        assert len(targets) == len(set(targets)), anchor
        assert not [target for target in targets if "/page/assignment/" in target or "/page/evidence/" in target], (
            anchor
        )
    assert "social counselling" not in page


def test_links_that_hold_both_ways_stand_once_on_a_page(published: Running) -> None:
    page = published.client.get("/page/plan/sprss-ustecky/goal/1.1?lang=cs", headers={"Accept": "text/html"}).text
    assert page.count("má společný deskriptor s") == 1
