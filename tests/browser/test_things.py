"""Pages of plans, elements and documents in a real browser: both languages, telephone and desk, without scripts."""

import pytest
from playwright.sync_api import Browser

from browser.opening import opened
from running import Running

pytestmark = pytest.mark.browser
PLAN = "/page/plan/ap-sbsv-2016-2020"
GOAL = "/page/plan/ap-sbsv-2016-2020/goal/1.1"
MEASURE = "/page/plan/ap-ssz-2024-2026/measure/4.2.a.1"
SECTION = "/page/plan/ap-ssz-2024-2026/section/4.9"
DOCUMENT = "/page/document/ap-sbsv-2016-2020"
WIDE = """() => [...document.querySelectorAll("body *")].filter(one =>
    !one.closest(".scroll, .unseen, .skip") && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML)"""


@pytest.mark.parametrize("path", [PLAN, GOAL, MEASURE, SECTION, DOCUMENT])
@pytest.mark.parametrize(
    ("locale", "width"),
    [
        ("cs-CZ", 360),
        pytest.param("en-GB", 1440, marks=pytest.mark.full),
        pytest.param("en-GB", 360, marks=pytest.mark.full),
    ],
)
def test_nothing_but_tables_that_scroll_is_wider_than_the_screen(
    browser: Browser, server: Running, path: str, locale: str, width: int
) -> None:
    with opened(browser, server, path, locale, width) as page:
        for folded in page.locator("details > summary").all():
            folded.click()
        assert page.locator("html").evaluate(WIDE) == []
        assert page.get_attribute("html", "lang") == locale[:2]


def test_a_reader_gets_from_a_plan_to_a_measure_and_to_its_line(browser: Browser, server: Running) -> None:
    with opened(browser, server, PLAN, "cs-CZ") as page:
        page.click(".tree a >> text=Poznání jevu sociálního vyloučení")
        assert page.url == server.address + GOAL
        page.click("#below ~ .scroll a >> text=Vytvořit datovou základnu")
        assert page.inner_text(".crumbs li:last-child").startswith("1.1 ")
        assert page.locator("dt", has_text="Do kdy").locator("xpath=following-sibling::dd").inner_text() == (
            "12/2020 řádek 20"
        )
        page.click("dd a.hint >> nth=0")
        assert page.url.startswith(f"{server.address}{DOCUMENT}#char=")
        assert page.inner_text(":target") == "ASZ"
        page.click("li:has(:target) a.code >> nth=0")
        assert page.inner_text("h1").startswith("Vytvořit datovou základnu")


def test_the_reasons_of_a_link_unfold_without_scripts(browser: Browser, server: Running) -> None:
    with opened(browser, server, GOAL, "en-GB") as page:
        reasons = page.locator(".why >> nth=0")
        assert not reasons.locator("ul").is_visible()
        reasons.locator("summary").focus()
        page.keyboard.press("Enter")
        assert reasons.locator("ul").is_visible()
        reasons.locator("a >> text=The whole explanation of the link").click()
        assert "/page/alignment/ap-sbsv-2016-2020/goal/1.1/" in page.url


def test_all_statements_are_folded_up_and_unfold(browser: Browser, server: Running) -> None:
    with opened(browser, server, MEASURE, "cs-CZ") as page:
        assert not page.locator(".statements dl >> nth=0").is_visible()
        page.click(".statements summary")
        assert page.locator(".statements dl >> nth=0").is_visible()


def test_lines_of_a_document_have_their_numbers_and_quiet_ones_are_smaller(browser: Browser, server: Running) -> None:
    with opened(browser, server, f"{DOCUMENT}#L17", "cs-CZ") as page:
        assert page.locator(":target").get_attribute("value") == "17"
        sizes = [
            page.locator(f"#L{line}").evaluate("one => parseFloat(getComputedStyle(one).fontSize)") for line in (1, 17)
        ]
        assert sizes[0] < sizes[1]
