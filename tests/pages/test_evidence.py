"""The page of an element says why it has its descriptors, with the words marked in the source."""

import re

import pytest

from pages.tables import page, tables
from running import Running
from strategraph.pages.description import Names
from strategraph.pages.evidence import Chip, Marked, held, quoted
from strategraph.pages.links import Links
from strategraph.pages.lookups import Value
from strategraph.pages.reckoning import Reckoning, reckoning
from strategraph.settings import Subjects

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
    found = held(rows, NAMES, Subjects())
    assert [(one.descriptor.notation, one.status, one.weight) for one in found] == [
        ("IX.e", "vytištěno", "1,5"),
        ("IX.d", "schváleno člověkem", "1,5"),
        ("IX.c", "přiděleno pravidlem, neposouzeno", "1,5"),
        ("IX.b", "jen návrh, neposouzeno", "1,5"),
        ("IX.a", "zamítnuto člověkem", "1,5"),
    ]


def spoken(code: str, status: str, start: int, end: int, words: str) -> dict[str, Value]:
    """A descriptor with one piece of evidence."""
    where = {"passage": "p", "start": str(start), "end": str(end), "where": "own", "line": "7"}
    return assigned(code, status, evidence=f"e{start}", term=words, termWeight="3.0", words=words, **where)


def test_evidence_in_several_passages_is_marked_in_each() -> None:
    rows = [spoken("XVI.d", "assigned", 14, 21, "bydlení")]
    first, second = quoted([row(quote="Dostupné", start="0"), row(quote="bydlení obcí", start="14")], rows, NAMES)
    assert first.pieces == (Marked("Dostupné", ()),)
    assert second.pieces == (
        Marked("bydlení", (Chip("XVI.d", "název", "bydlení", False),)),
        Marked(" obcí", ()),
    )


def test_each_mark_says_which_of_its_words_speak_for_which_descriptor() -> None:
    rows = [
        spoken("IX.e", "assigned", 0, 29, "financování sociálních služeb"),
        spoken("IX.a", "approved", 12, 29, "sociálních služeb"),
    ]
    (passage,) = quoted([row(quote="financování sociálních služeb obcí", start="0")], rows, NAMES)
    assert passage.pieces == (
        Marked(
            "financování sociálních služeb",
            (
                Chip("IX.a", "název", "sociálních služeb", False),
                Chip("IX.e", "název", "financování sociálních služeb", False),
            ),
        ),
        Marked(" obcí", ()),
    )


def test_words_of_a_rejected_descriptor_are_not_marked_and_those_of_a_suggestion_are_marked_as_such() -> None:
    rows = [spoken("X.d", "rejected", 0, 6, "rodiny"), spoken("X.e", "suggested", 9, 13, "dětí")]
    (passage,) = quoted([row(quote="rodiny a dětí", start="0")], rows, NAMES)
    assert passage.pieces == (Marked("rodiny a ", ()), Marked("dětí", (Chip("X.e", "název", "dětí", True),)))
    assert passage.pieces[1].is_suggested


@pytest.mark.parametrize(
    ("evidence", "weight", "found"),
    [
        ([("a", "3", "own"), ("b", "2", "own")], 5.0, None),
        ([("a", "3", "own"), ("a", "3", "own")], 3.0, Reckoning(3.0, 0.0, 0.0, True)),
        ([("a", "3", "own"), ("a", "3", "heading")], 4.0, Reckoning(3.0, 3.0, 1.0, False)),
        ([("a", "1", "heading")], 0.5, Reckoning(0.0, 1.0, 0.5, False)),
        ([("a", "1", "own"), ("b", "1", "heading"), ("b", "1", "heading")], 1.5, Reckoning(1.0, 1.0, 0.5, True)),
        ([("a", "3", "own"), ("a", "3", "own")], 2.0, None),
        ([], 1.0, None),
    ],
)
def test_how_a_weight_came_about_is_said_where_it_is_not_the_sum_of_its_words(
    evidence: list[tuple[str, str, str]], weight: float, found: Reckoning | None
) -> None:
    rows = [row(term=term, termWeight=worth, where=where) for term, worth, where in evidence]
    assert reckoning(rows, weight, Subjects()) == found


def test_every_weight_of_the_release_is_the_sum_of_its_words_or_explained(published: Running) -> None:
    query = """PREFIX sg: <https://w3id.org/strategraph/ontology#>
        SELECT ?assignment ?weight ?term ?termWeight ?where ?evidence {
            ?assignment sg:weight ?weight ; sg:evidence ?evidence .
            ?evidence sg:matchedTerm ?term ; sg:weight ?termWeight ; sg:foundIn ?where
        }"""
    by_assignment: dict[str, list[dict[str, Value]]] = {}
    for binding in published.ask(query).json()["results"]["bindings"]:
        found = {name: Value("literal", term["value"]) for name, term in binding.items()}
        by_assignment.setdefault(found["assignment"].text, []).append(found)
    assert len(by_assignment) > 600
    explained = 0
    for iri, rows in by_assignment.items():
        weight = float(rows[0]["weight"].text)
        plain = round(sum(float(one["termWeight"].text) for one in rows), 4) == weight
        assert plain or reckoning(rows, weight, Subjects()), iri
        explained += not plain
    assert explained > 100


@pytest.mark.parametrize(
    "language, told", [("cs", "přiděleno pravidlem, neposouzeno"), ("en", "assigned by rule, not reviewed")]
)
def test_a_goal_of_a_region_shows_the_words_for_each_descriptor(published: Running, language: str, told: str) -> None:
    shown = page(published, "plan/sprss-ustecky/goal/1.1", language)
    quote = shown.partition("<blockquote")[2].partition("</blockquote>")[0]
    assert "<mark><bdi>financování sociálních služeb</bdi></mark>" in quote
    chips = re.findall(r'<a class="code beside" href="#held-([^"]+)" title="([^"]+)">([IVX]+\.[a-z])</a>', quote)
    assert [(target, shown) for target, _, shown in chips] == [
        (code, code) for code in ("IX.a", "IX.b", "IX.c", "IX.e")
    ]
    assert [re.findall("[„“](.+)[“”]", title)[0] for _, title, _ in chips] == [
        *["sociálních služeb"] * 3, "financování sociálních služeb",
    ]  # fmt: skip
    assert [code for code, _, _ in chips if shown.count(f'id="held-{code}"') != 1] == []
    table = shown.partition('aria-labelledby="held"')[2].partition("</table>")[0]
    assert table.count(told) == 4
    assert "nadpis" in table or "heading" in table


def test_the_table_of_descriptors_says_how_totals_came_about(published: Running) -> None:
    found = tables(page(published, "plan/napsi-2006-2008/goal/3.5"))["Deskriptory a o co se opírají"]
    assert [row[2] for row in found] == ["Váha", "3", "3", "3", "3,5", "3", "1"]
    assert found[1][3].endswith("3 = 3 z vlastního znění · opakovaný výraz se počítá jednou")
    assert found[4][3].endswith("3,5 = 3 z vlastního znění + 0,5 z nadpisů (výrazy v nich mají dohromady 1)")
    assert found[5][3] == "transformaci systému sociálních služeb 3 řádek 18"
    assert found[6][3].endswith("1 = 0 z vlastního znění + 1 z nadpisů (výrazy v nich mají dohromady 3)")
    assert "přidají nejvýš 1, takže samotný nadpis" in page(published, "plan/napsi-2006-2008/goal/3.5")


def test_the_page_of_an_assignment_has_numbers_as_they_are_written_in_its_language(published: Running) -> None:
    path = "assignment/napsi-2006-2008/goal/3.5/IX.d"
    czech, english = (page(published, path, language) for language in ("cs", "en"))
    assert "<bdi>3,5</bdi>" in czech
    assert "<bdi>3.5</bdi>" in english
    assert "xsd:" not in re.sub(r'title="[^"]*"', "", czech)


def test_the_objectives_of_a_goal_stand_once_each_and_name_their_plan(published: Running) -> None:
    shown = page(published, "plan/sprss-ustecky/goal/1.1")
    table = shown.partition('aria-labelledby="objectives"')[2].partition("</table>")[0]
    rows = table.split('<th scope="row">')[1:]
    targets = [re.findall(r'<a href="(/page/plan/[^"]+)"', one)[0] for one in rows]
    assert len(targets) == len(set(targets)) == 10
    plans = {re.findall(r'class="hint">([^<]+)<a href="([^"?]+).*?<bdi>([^<]+)<', one)[0] for one in rows}
    assert plans == {
        (
            "Česká republika · ",
            "/page/plan/ap-ssz-2024-2026",
            "Akční plán 2024-2026 Strategie sociálního začleňování 2021-2030",
        ),
        ("Česká republika · ", "/page/plan/napsi-2006-2008", "Národní akční plán sociálního začleňování 2006-2008"),
    }
    assert "má společný deskriptor s" not in shown


def test_a_printed_descriptor_needs_no_words(published: Running) -> None:
    shown = page(published, "plan/ap-ssz-2024-2026/goal/4.9.b")
    table = shown.partition('aria-labelledby="held"')[2].partition("</table>")[0]
    assert "vytištěno" in table
    assert "<mark>" not in shown


def test_what_is_no_element_has_no_such_table(published: Running) -> None:
    assert 'id="held"' not in page(published, "body/MPSV")


def test_a_passage_of_a_document_names_each_element_that_speaks_by_it_once(published: Running) -> None:
    shown = page(published, "document/sprss-ustecky")
    lines = re.findall(r'<li id="(L[0-9]+)"[^>]*>(.*?)</li>', shown, re.DOTALL)
    assert len(lines) == 114
    for anchor, line in lines:
        targets = re.findall(r'<a [^>]*href="([^"]+)"', line)
        assert len(targets) == len(set(targets)), anchor
    assert not re.findall(r'href="/page/(?:assignment|evidence)/[^"]*"', shown)
    assert "social counselling" not in shown
