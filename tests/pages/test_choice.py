"""What may be chosen in the alignment explorer, what is refused, and what is said where nothing is found."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.explored import RESOURCE, VIEWS, ends, listed, shown
from pages.tables import tables
from running import Running

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
    assert (row["link"], row["score"]) == (f"{RESOURCE}layer/printed/alignment/stat-2020/goal/1.b/jih/priority/p0", 0.6)
    assert row["shared_descriptors"] == "IX.b"
    html = shown(small, "/alignment/?layer=printed")
    assert '<a href="stat-2020/goal/1.b/jih/priority/p0?layer=printed">0,60</a>' in html


def test_a_link_in_another_layer_gives_its_reasons(small: Running) -> None:
    html = shown(small, "/alignment/stat-2020/goal/1.b/jih/priority/p0?layer=printed&lang=en")
    assert '<p class="total">Score <strong>0.6000</strong> · specific link</p>' in html
    assert tables(html)["Its place among the other links"][1][:2] == ["Score", "7"]
    of_all = shown(small, "/alignment/stat-2020/goal/1.b/jih/priority/p0?lang=en")
    assert '<p class="total">Score <strong>0.7000</strong> · specific link</p>' in of_all
    assert shown(small, "/page/layer/printed/alignment/stat-2020/goal/1.b/jih/priority/p0?lang=en").count("0.6000") >= 2


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
