"""The questions as pages with a form of their parameters, and as addresses that answer in CSV, JSON and other formats."""

import csv
import io
import re
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from questions.other_values import OTHER_VALUES
from running import Running
from strategraph.pages.question_values import OTHERS
from strategraph.places import find_places
from strategraph.query_files import read_queries

EXPECTED = Path(__file__).parents[1] / "questions" / "expected"
QUESTIONS = {query.id: query for query in read_queries(find_places().queries, "questions")}
RESOURCE = "https://w3id.org/strategraph/resource/"
PAGE = {"Accept": "text/html"}
ELEMENTS = "SELECT ?text { ?e <https://w3id.org/strategraph/ontology#partOf> ?p ; <http://purl.org/dc/terms/description> ?text }"


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_address_of_a_question_gives_its_whole_expected_answer(published: Running, name: str) -> None:
    answer = published.client.get(f"/queries/{name}.csv")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert rows(answer.text) == rows((EXPECTED / f"{name}.csv").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_a_page_in_both_languages_that_shows_the_query_it_asked(
    published: Running, name: str
) -> None:
    question = QUESTIONS[name]
    for language, title, about in (("cs", question.title_cs, question.about_cs), ("en", question.title_en, question.about_en)):  # fmt: skip
        page = published.client.get(f"/queries/{name}", params={"lang": language}, headers=PAGE)
        text = unescape(page.text)
        assert (page.status_code, page.headers["Content-Language"]) == (200, language)
        assert f"<h1>{title}</h1>" in text
        assert f"<p>{about}</p>" in text
        assert len(page.content) < 100_000
        assert page.text.partition("<main")[2].count("<label") == len(question.parameters)
        shown = re.search(r"<pre [^>]*>(.*?)</pre>", page.text, re.DOTALL)
        assert shown
        asked = unescape(shown[1])
        assert asked == published.client.get(f"/queries/{name}.rq").text
        answer = published.ask(asked, "text/csv")
        assert rows(answer.text) == rows((EXPECTED / f"{name}.csv").read_text(encoding="utf-8"))


#: A thing that is not there is refused here, so it has no empty answer.
KNOWN_VALUES = [case for case in OTHER_VALUES if case[1] != "plan/ap-ssz-2024-2026-none"]


@pytest.mark.parametrize(
    ("name", "value", "columns", "expected"), KNOWN_VALUES, ids=[f"{case[0]}-{case[1]}" for case in KNOWN_VALUES]
)
def test_other_values_of_a_parameter_give_other_rows(
    published: Running, name: str, value: str | dict[str, str], columns: str, expected: list[tuple[str, ...]]
) -> None:
    values = value if isinstance(value, dict) else {QUESTIONS[name].parameters[0].name: value}
    answer = published.client.get(f"/queries/{name}.csv", params=values)
    assert answer.status_code == 200, answer.text
    found = csv.DictReader(io.StringIO(answer.text))
    assert [tuple(row[column].removeprefix(RESOURCE) for column in columns.split()) for row in found] == expected


SUCH = "which is of type iri; write one such as plan/ap-ssz-2024-2026."


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("goals-of-plan.csv?plam=x", 400, "goals-of-plan has no parameter 'plam'; it has plan."),
        ("plans.csv?plan=x", 400, "plans has no parameter 'plan'; it has none."),
        ("goals-of-plan.csv?plan=a&plan=b", 400, "The parameter 'plan' is given twice: give it once."),
        ("goals-of-plan.csv?plan=", 400, f"goals-of-plan: '' is not a value for plan, {SUCH}"),
        ("goals-of-plan.csv?plan=a%20b", 400, f"goals-of-plan: 'a b' is not a value for plan, {SUCH}"),
        ("goals-of-plan.csv?plan=%3E%20%7D%20%23", 400, f"goals-of-plan: '> }} #' is not a value for plan, {SUCH}"),
        (
            "goals-of-plan.csv?plan=plan/none",
            404,
            "plan=plan/none names nothing in this release; the page /queries/goals-of-plan shows what may be chosen.",
        ),
        (
            "plans-in-year.csv?year=20x0",
            400,
            "plans-in-year: '20x0' is not a value for year, which is of type gYear; write one such as 2020.",
        ),
        (
            "due-by-month.csv?month=2020-13",
            400,
            "due-by-month: '2020-13' is not a value for month, which is of type gYearMonth; write one such as 2020-12.",
        ),
        (
            "descriptor-use.csv?layer=al",
            400,
            "descriptor-use: 'al' is not a value for layer (did you mean all?); it is one of printed, approved, all.",
        ),
        (
            "plans.csv?release=0000",
            404,
            "The query is to be answered from release '0000', and this server serves {release}: leave 'release' out to "
            "ask that one; the releases whose files are kept are listed at /releases/.",
        ),
        (
            "plans.csv?lang=%FF",
            400,
            "The query string is not a list of name=value in percent-encoded UTF-8, of at most 1000 fields.",
        ),
        *[
            (
                name,
                404,
                f"There is no question /queries/{name}; /queries/ lists them with their formats. Did you mean plans?",
            )
            for name in ("plams.csv", "plans.ttl", "plans.", "plans.csv.csv")
        ],
        ("..%2Fpages%2Fform", 404, "There is nothing at /queries/../pages/form."),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(
    published: Running, address: str, status: int, told: str
) -> None:
    answer = published.client.get(f"/queries/{address}")
    expected = told.replace("{release}", answer.headers["Strategraph-Release"])
    assert (answer.status_code, answer.text) == (status, expected + "\n")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_refused_value_stays_in_the_form_of_the_page_beside_what_is_wrong(published: Running) -> None:
    hostile = '"><script>alert(1)</script>'
    page = published.client.get("/queries/goals-of-plan", params={"plan": hostile, "lang": "cs"}, headers=PAGE)
    assert page.status_code == 400
    assert "<script>alert" not in page.text
    assert 'value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page.text
    told = f"goals-of-plan: {hostile!r} není hodnota typu iri pro parametr plan; zapište třeba plan/ap-ssz-2024-2026."
    assert told in unescape(page.text)


def test_a_thing_that_is_not_there_is_told_on_the_page_in_czech(published: Running) -> None:
    page = published.client.get("/queries/goals-of-plan", params={"plan": "plan/none", "lang": "cs"}, headers=PAGE)
    assert page.status_code == 404
    assert "plan=plan/none v tomto vydání nic neoznačuje" in page.text


HOSTILE = ["bydlení", 'a"', "\\", "}", "'" * 3, "?words", '") } #', "b\\u0079dlení", "\n", "<x>"]
#: What both sides fold alike: no capital letters of alphabets whose small ones depend on the place in a word.
FOLDED = st.characters(codec="utf-8", exclude_categories=["Cc", "Lu", "Lt"])


@settings(max_examples=40)
@given(words=st.text(FOLDED, max_size=12) | st.sampled_from(HOSTILE))
def test_any_text_is_searched_for_as_it_stands(published: Running, store: Store, words: str) -> None:
    texts = {row["text"].value for row in store.query(ELEMENTS, use_default_graph_as_union=True)}  # type: ignore[union-attr]
    answer = published.client.get("/queries/elements-mentioning.csv?" + urlencode({"words": words}))
    assert answer.status_code == 200, answer.text
    found = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert {row["text"] for row in found} == {text for text in texts if words.lower() in text.lower()}
    assert {row["words"] for row in found} <= {words}


@settings(max_examples=60)
@given(
    case=st.sampled_from([(query.id, item.name) for query in QUESTIONS.values() for item in query.parameters]),
    value=st.text(max_size=30),
)
def test_no_value_makes_the_server_fail(published: Running, case: tuple[str, str], value: str) -> None:
    name, parameter = case
    query = urlencode({parameter: value.encode("utf-8", "surrogatepass")})
    answer = published.client.get(f"/queries/{name}.json?{query}")
    assert answer.status_code in (200, 400, 404), answer.text
    assert answer.status_code == 200 or len(answer.text.splitlines()) == 1, answer.text


def test_whatever_is_chosen_by_an_iri_is_offered_and_the_default_is_among_it(published: Running) -> None:
    for question in QUESTIONS.values():
        page = published.client.get(f"/queries/{question.id}", headers=PAGE).text
        for item in question.parameters:
            if item.type == "iri" or "|" in item.type:
                select = page.partition(f'<select id="{item.name}"')[2].partition("</select>")[0]
                assert f'<option value="{item.default}" selected' in select, (question.id, item.name)


def test_no_question_is_called_as_the_list_of_checks() -> None:
    assert "checks" not in QUESTIONS


def test_no_question_has_a_parameter_of_a_name_that_every_address_may_have() -> None:
    assert {item.name for query in QUESTIONS.values() for item in query.parameters} & set(OTHERS) == set()


def test_the_list_of_questions_is_given_as_page_csv_and_json(published: Running) -> None:
    assert published.client.get("/queries").headers["Location"] == "/queries/"
    page = published.client.get("/queries/", headers=PAGE).text
    assert re.findall(r'<dt><a href="/queries/([a-z-]+)">', page) == list(QUESTIONS)
    table = list(csv.DictReader(io.StringIO(published.client.get("/queries.csv").text)))
    assert [row["id"] for row in table] == list(QUESTIONS)
    assert table[0]["parameters"] == "national=plan/ap-ssz-2024-2026 regional=plan/sprss-ustecky layer=all"
    listed = published.client.get("/queries.json").json()
    assert [row["title_cs"] for row in listed] == [query.title_cs for query in QUESTIONS.values()]
    assert listed[0]["parameters"]["layer"] == {"type": "printed|approved|all", "default": "all"}


def test_the_checks_are_listed_apart_and_each_is_answered_with_nothing(published: Running) -> None:
    page = published.client.get("/queries/", headers=PAGE).text
    checks = [query.id for query in read_queries(find_places().queries, "checks")]
    assert re.findall(r'<li><a href="/queries/([a-z-]+)">', page) == checks
    table = list(csv.DictReader(io.StringIO(published.client.get("/queries/checks.csv").text)))
    assert [row["id"] for row in table] == checks
    assert [row["id"] for row in published.client.get("/queries/checks.json").json()] == checks
    for name in checks:
        answer = published.client.get(f"/queries/{name}.csv")
        assert (answer.status_code, len(answer.text.splitlines())) == (200, 1), name
    shown = published.client.get(f"/queries/{checks[0]}", params={"lang": "en"}, headers=PAGE)
    assert shown.status_code == 200


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/json", "application/json"),
        ("text/html", "text/html; charset=utf-8"),
        ("*/*", "application/sparql-results+json"),
        ("image/png", "text/plain; charset=utf-8"),
    ],
)
def test_accept_chooses_where_no_ending_does(published: Running, accept: str, kind: str) -> None:
    answer = published.client.get("/queries/plans", headers={"Accept": accept})
    assert answer.headers["Content-Type"] == kind
    assert answer.status_code == (406 if accept == "image/png" else 200)


def test_an_answer_is_told_unchanged_while_the_release_is_the_same(published: Running) -> None:
    first = published.client.get("/queries/plans.csv")
    again = published.client.get("/queries/plans.csv", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_questions_are_counted_among_what_a_client_may_ask(published: Running) -> None:
    assert "RateLimit" in published.client.get("/queries/plans.csv").headers
