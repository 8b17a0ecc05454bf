"""The first pages in a real browser, without JavaScript, in both languages."""

import pytest
from playwright.sync_api import Browser, Page

from browser.opening import complaint, opened
from running import Running

pytestmark = pytest.mark.browser
DOCUMENT = "/page/document/ap-ssz-2024-2026"
PLAN = "/page/plan/ap-ssz-2024-2026"
GOAL = f"{PLAN}/goal/4.2.a"


@pytest.mark.parametrize(
    ("locale", "heading", "kinds"),
    [
        ("cs-CZ", "České strategické plány sociálního začleňování jako znalostní graf", "5 plánů"),
        ("en-GB", "Czech strategic plans for social inclusion as a knowledge graph", "5 plans"),
    ],
)
def test_the_home_page_speaks_the_language_of_the_browser(
    browser: Browser, server: Running, locale: str, heading: str, kinds: str
) -> None:
    with opened(browser, server, "/", locale) as page:
        assert page.inner_text("h1") == heading
        assert page.get_attribute("html", "lang") == locale[:2]
        assert " ".join(page.inner_text(".numbers li").split()) == kinds
        assert page.locator("main table tbody tr").count() == 5


def test_the_language_is_switched_by_hand_and_stays(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/", "cs-CZ") as page:
        page.click("text=English")
        assert page.inner_text("h1").startswith("Czech strategic plans")
        page.click("main table tbody tr:nth-child(3) a")
        assert page.get_attribute("html", "lang") == "en"
        assert page.url.endswith("/page/plan/ap-ssz-2024-2026?lang=en")


def test_the_form_answers_without_scripts(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/", "cs-CZ") as page:
        page.click("button[type=submit]")
        page.wait_for_selector("table.answer")
        assert page.locator("table.answer tbody tr").count() == 38
        assert page.inner_text("table.answer tbody tr:first-child td:nth-child(2)") == "2.1.a"
        page.fill("textarea", "ASK { ?s ?p ?o }")
        page.click("button[type=submit]")
        assert page.inner_text(".boolean") == "Ano"
        assert page.input_value("textarea") == "ASK { ?s ?p ?o }"


@pytest.mark.parametrize("width", [360, pytest.param(1440, marks=pytest.mark.full)])
@pytest.mark.parametrize(
    "path",
    ["/", "/sparql", "/ontology", "/download/", "/graph/vocabulary", GOAL, PLAN, "/page/descriptor/VIII.b", DOCUMENT],
)
def test_no_page_is_wider_than_the_screen(browser: Browser, server: Running, path: str, width: int) -> None:
    with opened(browser, server, path, "cs-CZ", width) as page:
        box = page.locator("html").bounding_box()
        main = page.locator("main").bounding_box()
        assert box
        assert main
        assert box["width"] <= width
        assert main["width"] <= width


def test_a_goal_is_read_from_its_page(browser: Browser, server: Running) -> None:
    with opened(browser, server, GOAL, "cs-CZ") as page:
        assert page.inner_text("h1").startswith("4.2.a")
        assert page.inner_text("blockquote").startswith("Vytvářet podmínky pro vstup a udržení se na trhu práce")
        assert page.inner_text("figcaption").endswith("řádek 64")
        page.click("text=nezaměstnanost")
        assert page.url.endswith("/page/descriptor/VII.b")


def test_a_quoted_line_leads_to_its_place_in_the_document(browser: Browser, server: Running) -> None:
    with opened(browser, server, GOAL, "cs-CZ") as page:
        quote = page.inner_text("blockquote")
        page.click("figcaption a")
        assert page.url.startswith(f"{server.address}{DOCUMENT}#char=")
        assert page.inner_text(":target") == quote
        assert page.locator(":target").evaluate("place => place.getBoundingClientRect().top < innerHeight")
        page.click("li:has(:target) a.code >> text=4.2.a")
        assert page.url == server.address + GOAL


@pytest.mark.parametrize(
    ("failure", "found"), [("net::ERR_ABORTED", []), ("net::ERR_FAILED", ["/x: net::ERR_FAILED"]), (None, ["/x: None"])]
)
def test_only_what_the_browser_gave_up_itself_is_no_complaint(failure: str | None, found: list[str]) -> None:
    assert complaint("/x", failure) == found


def test_a_request_that_fails_is_a_complaint(browser: Browser, server: Running) -> None:
    def reload_without_style(page: Page) -> None:
        page.route("**/site.css", lambda route: route.abort("failed"))
        page.reload()

    told = r"site\.css: net::ERR_FAILED"
    with pytest.raises(AssertionError, match=told), opened(browser, server, "/", "cs-CZ") as page:
        reload_without_style(page)
