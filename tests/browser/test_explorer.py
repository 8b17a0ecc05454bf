"""The alignment explorer in a real browser: in both languages, on a telephone, without scripts, by keyboard, and as axe-core judges it."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page

from browser.accessibility import serious
from browser.opening import opened
from running import Running

pytestmark = pytest.mark.browser
VIEWS = ("/alignment/", "/alignment/?detail=sections", "/alignment/descriptors", "/alignment/links")
PAIR = "/alignment/ap-ssz-2024-2026/goal/4.3.d/sprss-ustecky/goal/2.2"
NOTHING = "/alignment/links?layer=printed"
#: Elements that are wider than the screen and do not scroll by themselves.
WIDE = """() => [...document.querySelectorAll("body *")].filter(one =>
    !one.closest(".scroll, .unseen, .skip") && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML)"""


@pytest.mark.parametrize(("locale", "width"), [pytest.param("cs-CZ", 1440, marks=pytest.mark.full), ("en-GB", 360)])
def test_nothing_but_tables_that_scroll_is_wider_than_the_screen(
    browser: Browser, server: Running, locale: str, width: int
) -> None:
    for path in (*VIEWS, PAIR, NOTHING):
        with opened(browser, server, path, locale, width) as page:
            if page.locator(".filters:not([open])").count():
                page.click("summary")
            assert page.locator("html").evaluate(WIDE) == [], path


@pytest.mark.parametrize(("locale", "dark"), [pytest.param("cs-CZ", False, marks=pytest.mark.full), ("en-GB", True)])
def test_nothing_serious_is_found(browser: Browser, server: Running, locale: str, dark: bool) -> None:
    for path in ("/alignment/?page=2", *VIEWS[2:], PAIR):
        with opened(browser, server, path, locale, scripts=True, dark=dark) as page:
            assert serious(page) == [], path


def test_every_table_has_a_caption_and_every_header_says_what_it_heads(browser: Browser, server: Running) -> None:
    for path in VIEWS:
        with opened(browser, server, path, "en-GB") as page:
            assert page.locator("main table").count() == 1
            assert page.locator("main table:not(:has(> caption))").count() == 0
            assert page.locator("main th:not([scope])").count() == 0
            assert page.locator("main tbody tr:not(:has(> th))").count() == 0


def test_a_reader_gets_from_a_cell_to_the_reasons_and_back_to_the_rest(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/alignment/", "cs-CZ") as page:
        page.click("tr:has-text('4.3.d') >> td >> text='0,68'")
        assert page.url == server.address + PAIR
        assert page.inner_text("h1") == "Vazba národního cíle a krajské priority"
        assert page.inner_text(".total") == "Skóre 0,6817 · specifická vazba"
        page.click("p.chosen >> text=krajská priorita")
        assert page.url.endswith("/alignment/links?objective=plan/ap-ssz-2024-2026/goal/4.3.d")
        scores = page.locator(".listed tbody td.number a:not(.why)").all_inner_texts()
        assert len(scores) == 23
        assert scores == sorted(scores, reverse=True)
        page.click(".listed .why >> nth=2")
        assert page.url.endswith("#why")
        assert page.inner_text(".opened .total").startswith(f"Skóre {scores[2]}")
        assert page.locator("tr.current").count() == 1


def test_filters_and_sorting_work_by_keyboard_alone(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/alignment/", "en-GB") as page:
        page.focus("summary")
        page.keyboard.press("Enter")
        reach(page, "national", "ap-ssz-2024-2026")
        page.keyboard.press("Space")
        reach(page, "class")
        page.keyboard.type("specific")
        reach(page, "score")
        page.keyboard.type("0.5")
        reach(page, "sort")
        page.keyboard.type("highest")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**sort=score**")
        shown = page.locator(".matrix tbody tr").first
        assert shown.locator("th .code").inner_text() == "4.6.a"
        assert page.locator(".matrix tbody td[class^=s]").all_inner_texts() == [
            "0.70",
            "0.67",
            "0.68",
            "0.67",
            "0.67",
            "0.60",
        ]
        assert page.locator("p.chosen > a").all_inner_texts() == [
            "Akční plán 2024-2026 Strategie sociálního začleňování 2021-2030 ×", "specific only ×", "score at least 0.5 ×",
            "Remove all choices",
        ]  # fmt: skip


def reach(page: Page, name: str, value: str = "") -> None:
    """Press Tab until the field is focused."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(":focus").evaluate("(one, wanted) => one.name === wanted[0] && (!wanted[1] || one.value === wanted[1])",
                                           [name, value]):  # fmt: skip
            return
    pytest.fail(f"{name} is not reached by keyboard.")


def test_a_table_that_is_too_wide_scrolls_by_keyboard_while_the_rows_keep_their_names(
    browser: Browser, server: Running
) -> None:
    with opened(browser, server, "/alignment/", "cs-CZ", 360) as page:
        page.focus(".broad")
        for _ in range(20):
            page.keyboard.press("ArrowRight")
        for _ in range(100):  # it scrolls smoothly, and without JavaScript a page cannot wait for itself
            if page.evaluate("document.querySelector('.broad').scrollLeft") > 200:
                break
            time.sleep(0.05)
        else:
            pytest.fail("The table did not scroll.")
        box = page.locator("tr:has-text('4.3.d') >> th").bounding_box()
        assert box
        assert 0 <= box["x"] < 30


def test_a_descriptor_and_a_region_lead_to_their_links(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/alignment/descriptors", "en-GB") as page:
        page.click("tr:has-text('transformation of social services') >> td a >> nth=1")
        assert page.url.endswith("/alignment/links?regional=sprss-ustecky&descriptor=IX.f")
        assert page.locator(".listed tbody tr").count() == 3
        assert all("IX.f" in text for text in page.locator(".listed tbody tr").all_inner_texts())


def test_the_menu_leads_to_the_explorer_and_marks_it(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/", "en-GB") as page:
        page.click("nav >> text=Alignment")
        assert re.fullmatch(rf"{server.address}/alignment/", page.url)
        assert page.inner_text("header [aria-current=page]") == "Alignment"
