"""The page of an element: its place, who answers for it and by when, what stands under it, and what is said of it."""

import re

import pytest

from pages.tables import page, tables
from running import Running
from strategraph.pages.description import Item, Names
from strategraph.pages.evidence import joined
from strategraph.pages.gathering import gathered, labels_of, the_first
from strategraph.pages.links import Links
from strategraph.pages.lookups import Row, Value
from strategraph.pages.particulars import Particular, Place, deadlines, quantities, responsibilities
from strategraph.pages.place import Below, above, below
from strategraph.pages.reasons import Reasons, SharedDescriptor, SharedWords, reasons

BASE = "https://w3id.org/strategraph/"
NAMES = Names({}, Links(BASE), "cs")
GOAL = "plan/ap-sbsv-2016-2020/goal/1.1"


def row(language: str = "", **values: str) -> Row:
    """A row whose values that begin with `+` are things below the base, and the rest texts."""
    return {
        name: Value("uri", BASE + "resource/" + value[1:])
        if value.startswith("+")
        else Value("literal", value, language)
        for name, value in values.items()
    }


def squeezed(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def part(html: str, start: str, end: str) -> str:
    return html.partition(start)[2].partition(end)[0]


def test_rows_that_tell_parts_are_brought_together() -> None:
    rows = [row(thing="+a", label="první"), row("en", thing="+a", label="first"), row(thing="+b", note="x")]
    found = gathered(rows, "thing")
    assert list(found) == [f"{BASE}resource/a", f"{BASE}resource/b"]
    assert labels_of(found[f"{BASE}resource/a"], "label") == {"": "první", "en": "first"}
    assert the_first(found[f"{BASE}resource/a"], "label") == "první"
    assert the_first(found[f"{BASE}resource/b"], "label") == ""


def test_bodies_are_named_by_role_with_each_line_once() -> None:
    rows = [
        row("cs", element="+e", statement="+s/1", body="+body/A", label="Úřad"),
        row("en", element="+e", statement="+s/1", body="+body/A", label="Office"),
        row("cs", element="+e", statement="+s/1", roleLabel="gestor"),
        row(element="+e", statement="+s/1", passage="+document/d#char=1,2", words="ÚŘ", line="4"),
        row("cs", element="+e", statement="+s/2", body="+body/B", label="Kraj"),
        row("cs", element="+e", statement="+s/2", roleLabel="gestor"),
        row(element="+e", statement="+s/2", passage="+document/d#char=5,7", words="KR", line="4"),
        row(element="+e", statement="+s/3", body="+body/C", words="bez názvu"),
    ]
    assert responsibilities(rows, NAMES) == {
        f"{BASE}resource/e": (
            Particular(
                "gestor",
                (Item("Úřad", "/page/body/A", "cs"), Item("Kraj", "/page/body/B", "cs")),
                (Place("4", "ÚŘ", "/page/document/d#char=1,2"),),
            ),
            Particular("", (Item("bez názvu", "/page/body/C"),), ()),
        )
    }


def test_deadlines_and_quantities_are_written_as_a_plan_prints_them() -> None:
    when = [
        row(element="+e", statement="+d/1", when="2020-12"),
        row(element="+e", statement="+d/2", when="2025"),
        row(element="+e", statement="+d/3", passage="+document/d#char=1,2", words="x", line="1"),
    ]
    assert [one.said[0].text for one in deadlines(when, NAMES)[f"{BASE}resource/e"]] == ["12/2020", "2025"]
    much = [
        row(element="+e", statement="+q/1", least="80"),
        row(element="+e", statement="+q/1", unit="%"),
        row(element="+e", statement="+q/2", most="3"),
        row(element="+f", statement="+q/3", exact="7", unit="bytů"),
        row(element="+f", statement="+q/4", unit="bez čísla"),
    ]
    found = quantities(much, NAMES)
    assert [one.said[0].text for one in found[f"{BASE}resource/e"]] == ["≥ 80 %", "≤ 3"]
    assert [one.said[0].text for one in found[f"{BASE}resource/f"]] == ["7 bytů"]


def test_what_stands_above_and_below_comes_in_the_order_of_the_plan() -> None:
    up = [row("cs", above="+plan/p/goal/1", label="Jedna"), row(above="+plan/p/goal/1", notation="1")]
    assert above(up, NAMES) == (Item("Jedna", "/page/plan/p/goal/1", "cs", "1"),)
    down = [
        row(element="+plan/p/goal/1.1", start="90"),
        row("cs", element="+plan/p/goal/1.1", label="Druhý"),
        row(element="+plan/p/goal/1.2", start="10"),
        row("cs", element="+plan/p/goal/1.2", levelLabel="Cíl"),
        row(element="+plan/p/goal/1.3", notation="1.3"),
    ]
    assert below(down, NAMES) == (
        Below(f"{BASE}resource/plan/p/goal/1.2", Item("plan/p/goal/1.2", "/page/plan/p/goal/1.2"), "Cíl"),
        Below(f"{BASE}resource/plan/p/goal/1.1", Item("Druhý", "/page/plan/p/goal/1.1", "cs"), ""),
        Below(f"{BASE}resource/plan/p/goal/1.3", Item("plan/p/goal/1.3", "/page/plan/p/goal/1.3", notation="1.3"), ""),
    )


def test_the_rows_of_an_assignment_are_joined_and_those_without_a_descriptor_left_out() -> None:
    rows = [
        row("cs", assignment="+x", status="approved", weight="1", label="Popis"),
        row(assignment="+x", who="A", when="2026"),
        row(assignment="+x", why="protože"),
        row(assignment="+x", evidence="+e/1", start="3"),
        row(assignment="+x", evidence="+e/2", start="9"),
        row(assignment="+y", who="B", when="2026"),
    ]
    made = [{name: value.text.rpartition("/")[2] for name, value in one.items()} for one in joined(rows)]
    known = {"assignment": "x", "status": "approved", "weight": "1", "label": "Popis", "who": "A", "when": "2026", "why": "protože"}  # fmt: skip
    assert made == [known | {"evidence": "1", "start": "3"}, known | {"evidence": "2", "start": "9"}]


def test_reasons_show_the_words_that_add_most_and_count_the_rest() -> None:
    descriptors = [
        row("cs", link="+l", part="+l#A", share="0.5", descriptor="+descriptor/A", notation="A", label="péče"),
        row("en", link="+l", part="+l#A", share="0.5", descriptor="+descriptor/A", notation="A", label="care"),
    ]
    words = [row(link="+l", part=f"+l#w{i}", share="0.1", subjectWords=f"a{i}", objectWords=f"b{i}") for i in range(7)]
    found = reasons(descriptors, words, NAMES)[f"{BASE}resource/l"]
    share = found.words[0].share
    assert found == Reasons(
        (SharedDescriptor(Item("péče", "/page/descriptor/A", "cs", "A"), found.descriptors[0].share),),
        tuple(SharedWords(f"a{i}", f"b{i}", share) for i in range(5)),
        2,
    )
    assert (str(found.descriptors[0].share), str(share)) == ("0.5", "0.1")


@pytest.mark.parametrize(
    ("language", "role", "agency", "until"),
    [("cs", "gestor", "Agentura pro sociální začleňování", "řádek"), ("en", "lead body", "Agency for Social Inclusion", "line")],
)  # fmt: skip
def test_what_stands_under_a_goal_says_who_answers_and_by_when(
    published: Running, language: str, role: str, agency: str, until: str
) -> None:
    (table,) = [table for caption, table in tables(page(published, GOAL, language)).items() if caption in CAPTIONS]
    assert [cells[0].partition(" ")[0] for cells in table[1:]] == ["1.1.1", "1.1.2", "Vytvořit"]
    assert table[3][2].startswith(f"{role}: {agency} {until} 20")
    assert table[3][3] == f"12/2020 {until} 20"


CAPTIONS = ("Co stojí pod tímto prvkem", "What stands under this element")


def test_the_place_of_an_element_leads_to_its_plan_and_all_above_it(published: Running) -> None:
    crumbs = part(page(published, "plan/ap-ssz-2024-2026/measure/4.2.a.1"), '<nav class="crumbs"', "</nav>")
    assert re.findall(r'href="([^"]+)"', crumbs) == [
        "/page/plan/ap-ssz-2024-2026?lang=cs",
        "/page/plan/ap-ssz-2024-2026/section/4.2?lang=cs",
        "/page/plan/ap-ssz-2024-2026/goal/4.2.a?lang=cs",
    ]


def test_a_goal_leads_to_the_exact_line_and_to_all_that_is_said_of_it(published: Running) -> None:
    html = page(published, "plan/ap-ssz-2024-2026/goal/4.3.d", "en")
    figure = part(html, "<figure>", "</figure>")
    assert squeezed(figure).endswith("line 117")
    assert 'href="/page/document/ap-ssz-2024-2026?lang=en#char=' in figure
    folded = part(html, '<details class="statements">', "</details>")
    assert "/ontology?lang=en#hasDescriptor" in folded
    assert "/ontology?lang=en#nationalObjective" not in folded
    assert "/ontology?lang=en#target" not in folded
    assert part(html, "<h1>", "</h1>").count('lang="cs"') == 1


def test_a_section_has_a_page_of_the_same_kind(published: Running) -> None:
    html = page(published, "plan/ap-ssz-2024-2026/section/4.9")
    assert 'id="below"' in html
    assert 'class="answer ranking"' not in html
    assert 'class="crumbs"' in html


def test_a_thing_that_is_an_element_and_nothing_else_has_a_page(server: Running) -> None:
    answer = server.client.get("/page/plan/plan-a/goal/hostile", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
    assert 'href="javascript' not in answer.text
