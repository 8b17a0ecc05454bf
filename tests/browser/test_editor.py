"""The query editor in a real browser: with scripts and without, by keyboard, in both languages, on a telephone."""

from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.accessibility import serious
from browser.opening import opened
from running import Running
from strategraph.pages import sparql_page

pytestmark = pytest.mark.browser
GOALS = """PREFIX sg: <https://w3id.org/strategraph/ontology#>
SELECT ?goal ?text { ?goal a sg:Goal ; <http://purl.org/dc/terms/description> ?text } ORDER BY ?goal LIMIT 60"""
FIRST = "plan/ap-sbsv-2016-2020/goal/1"


def address(query: str, **more: str) -> str:
    return "/sparql?" + urlencode({"query": query, **more})


def written(page: Page) -> str:
    """What stands in the editor."""
    text: str = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    return text


def write(page: Page, query: str) -> None:
    """Type a query in place of the one that is there."""
    page.click(".yasqe .CodeMirror")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


@pytest.mark.parametrize(
    ("locale", "run", "rows", "table", "width"),
    [
        ("cs-CZ", "Spustit dotaz", "Řádků: 60. Za ", "Tabulka", 1440),
        ("en-GB", "Run the query", "Rows: 60. In ", "Table", 360),
    ],
)
def test_a_query_is_run_and_its_answer_stands_in_a_table(
    browser: Browser, server: Running, locale: str, run: str, rows: str, table: str, width: int
) -> None:
    with opened(browser, server, "/sparql", locale, width, scripts=True) as page:
        page.wait_for_selector(".yasqe .CodeMirror")
        assert page.locator("textarea[name=query]").is_hidden()
        assert serious(page) == []
        write(page, GOALS)
        page.click(f"text={run}")
        page.wait_for_selector(".yasr table tbody td")
        assert page.inner_text(".count").startswith(rows)
        assert page.inner_text(".yasr_btn.selected") == table
        assert page.locator(".yasr tbody tr").count() == 50
        link = page.locator(".yasr tbody tr:first-child a").first
        assert link.inner_text() == FIRST
        assert link.get_attribute("href") == f"/page/{FIRST}"
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.click(".dt-paging-button.last")
        expect(page.locator(".yasr tbody tr")).to_have_count(10)
        assert page.locator(".yasr a:not([href^='/page/'], [href='#'])").count() == 0


def test_the_answer_as_it_came_and_in_the_dark(browser: Browser, server: Running) -> None:
    construct = "CONSTRUCT WHERE { <https://w3id.org/strategraph/resource/descriptor/VIII.b> a ?type }"
    with opened(browser, server, address(construct), "cs-CZ", scripts=True, dark=True) as page:
        page.wait_for_selector(".yasr_results .CodeMirror")
        assert "https://w3id.org/strategraph/resource/descriptor/VIII.b" in page.inner_text(".yasr_results .CodeMirror")
        assert serious(page) == []
        assert page.locator(".data a").all_inner_texts() == ["Turtle", "N-Triples", "RDF/XML", "JSON-LD"]


def test_yes_or_no_is_said_in_words(browser: Browser, server: Running) -> None:
    with opened(browser, server, address("ASK {}"), "cs-CZ", scripts=True) as page:
        page.wait_for_selector(".count:not(:empty)")
        assert page.inner_text(".boolean") == "Ano"


def test_the_address_after_a_run_opens_the_same_query_names_the_release_and_wins_over_what_was_written_before(
    browser: Browser, server: Running
) -> None:
    with opened(browser, server, "/sparql", "cs-CZ", scripts=True) as page:
        page.wait_for_selector(".yasqe .CodeMirror")
        write(page, GOALS)
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".yasr table tbody td")
        shared = page.url
        fields = parse_qs(urlsplit(shared).query)
        assert fields == {"query": [GOALS], "release": [server.client.get("/health").json()["release"]]}
        assert page.locator(".citation a").evaluate("link => link.href") == shared
        write(page, "ASK { ?other ?query ?here }")
        page.goto(server.address + "/")
        page.goto(shared)
        page.wait_for_selector(".yasr table tbody td")
        assert written(page) == GOALS
        page.goto(server.address + "/sparql")
        page.wait_for_selector(".yasqe .CodeMirror")
        first = written(page)
        page.goto(server.address + address("ASK {}"))
        page.go_back()
        page.wait_for_selector(".yasqe .CodeMirror")
        assert written(page) == first


def test_downloads_have_the_query_that_was_asked(browser: Browser, server: Running) -> None:
    with opened(browser, server, address(GOALS), "cs-CZ", scripts=True) as page:
        page.wait_for_selector(".yasr table tbody td")
        links = {one.inner_text(): one.get_attribute("href") or "" for one in page.locator(".data a").all()}
        assert list(links) == ["JSON", "XML", "CSV", "TSV"]
        answer = server.client.get(links["CSV"])
        assert len(answer.text.splitlines()) == 61


def test_by_keyboard_one_gets_into_the_editor_out_of_it_and_runs_the_query(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/sparql", "en-GB", scripts=True) as page:
        page.wait_for_selector(".yasqe .CodeMirror")
        focused = "document.activeElement.closest('.yasqe') ? 'editor' : document.activeElement.id || document.activeElement.type"
        page.focus(".top .search button")
        page.keyboard.press("Tab")
        assert page.evaluate(focused) == "editor"
        page.keyboard.press("Tab")
        assert page.evaluate(focused) == "format"
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(focused) == "editor"
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.matches('.top .search button')")
        for _ in range(3):
            page.keyboard.press("Tab")
        assert page.evaluate(focused) == "submit"
        page.keyboard.press("Enter")
        page.wait_for_selector(".yasr table tbody td")


def test_names_are_completed_from_this_server_and_say_what_they_mean(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/sparql", "en-GB", scripts=True) as page:
        page.wait_for_selector(".yasqe .CodeMirror")
        write(page, "PREFIX sg: <https://w3id.org/strategraph/ontology#>\nSELECT * { ?s sg:hasDesc")
        page.keyboard.press("Control+Space")
        page.wait_for_selector(".CodeMirror-hint")
        assert page.locator(".CodeMirror-hint").all_inner_texts() == ["sg:hasDescriptor  has descriptor"]
        page.keyboard.press("Enter")
        assert written(page).endswith("sg:hasDescriptor")
        write(page, "SELECT * { ?s a sg:Reg")
        page.wait_for_function("document.querySelector('.CodeMirror').CodeMirror.getValue().startsWith('PREFIX sg:')")
        assert written(page).startswith("PREFIX sg: <https://w3id.org/strategraph/ontology#>\n")
        page.keyboard.press("Control+Space")
        page.wait_for_selector(".CodeMirror-hint")
        hints = page.locator(".CodeMirror-hint").all_inner_texts()
        assert [hint.split()[0] for hint in hints] == ["sg:RegionalPlan", "sg:RegionalPriority"]


def test_the_prefixes_offered_are_ours(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/sparql", "en-GB", scripts=True) as page:
        page.wait_for_selector(".yasqe .CodeMirror")
        write(page, "PREFIX s")
        page.keyboard.press("Control+Space")
        page.wait_for_selector(".CodeMirror-hint")
        offered = {hint.partition(":")[0] for hint in page.locator(".CodeMirror-hint").all_inner_texts()}
        ours = server.client.get("/completions.json").json()["prefixes"]
        assert offered == {prefix for prefix in ours if prefix.startswith("s")}


def test_a_fault_is_told_in_the_language_of_the_page_with_the_query_as_it_was(
    browser: Browser, server: Running
) -> None:
    told: list[str] = []
    context = browser.new_context(locale="cs-CZ")
    page = context.new_page()
    page.on("console", lambda message: told.append(message.text))
    page.goto(server.address + "/sparql")
    page.wait_for_selector(".yasqe .CodeMirror")
    write(page, "SELECT * { ?s ?p }")
    page.locator(".parseErrorIcon").hover()
    assert (page.locator(".parseErrorIcon").get_attribute("title") or "").startswith("Na tomto řádku je chyba.")
    page.click("text=Spustit dotaz")
    page.wait_for_selector("#answers .problem")
    assert page.inner_text("#answers .problem p").startswith("Dotaz nelze přečíst na řádku 1 ve sloupci 19, anglicky: ")
    assert written(page) == "SELECT * { ?s ?p }"
    # the browser itself tells of the status, and of nothing else
    assert told == ["Failed to load resource: the server responded with a status of 400 (Bad Request)"]
    context.close()


def test_text_of_the_data_is_shown_as_it_is(browser: Browser, server: Running) -> None:
    literal = '{{x}} <img src=x onerror=alert(1)> & \\"q\\"'
    query = f'SELECT ?x ?y {{ VALUES (?x ?y) {{ ("{literal}" <javascript:alert(1)>) }} }}'
    with opened(browser, server, address(query), "cs-CZ", scripts=True) as page:
        page.wait_for_selector(".yasr table tbody td")
        cells = page.locator(".yasr tbody td").all_inner_texts()
        assert cells[1] == '{{x}} <img src=x onerror=alert(1)> & "q"'
        assert cells[2] == "javascript:alert(1)"
        assert page.locator(".yasr tbody a[href]").count() == 0
        page.fill(".tableFilter", "onerror")
        page.keyboard.press("End")
        expect(page.locator(".yasr tbody tr")).to_have_count(1)
        page.click(".dt-column-order >> nth=1")
        assert page.locator(".yasr tbody td").all_inner_texts() == cells


def test_where_npm_brought_no_editor_the_form_is_served_alone(
    browser: Browser, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sparql_page, "EDITOR", Path("/nowhere"))
    with opened(browser, server, address(GOALS), "cs-CZ", scripts=True) as page:
        sources = [one.get_attribute("src") for one in page.locator("script").all()]
        assert sources == ["/static/search.js"]
        assert page.input_value("textarea") == GOALS
        assert page.locator("table.answer tbody tr").count() == 60


def test_without_scripts_the_form_answers_and_the_answer_can_be_cited(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/sparql", "en-GB") as page:
        page.fill("textarea", GOALS)
        page.click("button[type=submit]")
        expect(page.locator("table.answer tbody tr")).to_have_count(60)
        with page.expect_navigation():
            page.click(".citation a")
        assert page.input_value("textarea").replace("\r\n", "\n") == GOALS
        expect(page.locator("table.answer tbody tr")).to_have_count(60)


@pytest.mark.parametrize("scripts", [False, True])
def test_a_question_is_chosen_its_parameter_set_and_its_query_opened_in_the_editor(
    browser: Browser, server: Running, scripts: bool
) -> None:
    with opened(browser, server, "/sparql", "cs-CZ", scripts=scripts) as page:
        page.click("text=Cíle plánu v pořadí dokumentu")
        expect(page.locator("h1")).to_have_text("Cíle plánu v pořadí dokumentu")
        page.select_option("#plan", "plan/napsi-2006-2008")
        page.click("button[type=submit]")
        expect(page.locator("table.answer tbody tr")).to_have_count(15)
        assert page.url.endswith("/queries/goals-of-plan?plan=plan%2Fnapsi-2006-2008")
        assert page.locator("#plan").input_value() == "plan/napsi-2006-2008"
        assert "VALUES ?plan { <https://w3id.org/strategraph/resource/plan/napsi-2006-2008> }" in page.inner_text("pre")
        page.click("text=Otevřít v editoru")
        page.wait_for_selector(".yasr table tbody td" if scripts else "table.answer tbody td")
        assert page.locator("tbody tr").count() == 15
