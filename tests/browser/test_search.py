"""Search in a real browser: while one types, by the keyboard alone, without JavaScript, on a telephone, in both languages."""

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.accessibility import serious
from browser.opening import opened
from running import Running

pytestmark = pytest.mark.browser
FIELD = "form.search input[name=q]"
LIST = "[role=listbox]"
WIDE = """() => [...document.querySelectorAll("body *")].filter(one =>
    !one.closest(".scroll, .unseen, .skip") && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML)"""


def typed(page: Page, words: str) -> None:
    page.focus(FIELD)
    page.keyboard.type(words)
    page.wait_for_selector(f"{LIST} [role=option]")


@pytest.mark.parametrize(("locale", "count"), [("cs-CZ", "9 výsledků"), ("en-GB", "9 results")])
@pytest.mark.parametrize("width", [360, 1440])
def test_without_scripts_the_form_leads_to_results_and_these_are_narrowed_down(
    browser: Browser, server: Running, locale: str, count: str, width: int
) -> None:
    with opened(browser, server, "/", locale, width) as page:
        page.fill(FIELD, "socialni bydleni")
        page.press(FIELD, "Enter")
        assert page.inner_text("h2.count") == count
        assert page.input_value(FIELD) == "socialni bydleni"
        assert page.inner_text(".found li:first-child h3") == "XVI.d dostupné bydlení" or locale == "en-GB"
        assert page.locator("html").evaluate(WIDE) == []
        page.click(".facets section:first-of-type li:nth-child(2) a")
        assert page.locator(".found > li").count() == 2
        assert page.locator(".facets [aria-current]").count() == 1
        page.click(".found li:first-child h3 a")
        assert "/page/plan/" in page.url


def test_the_keyboard_alone_gets_to_a_result(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/", "cs-CZ", scripts=True) as page:
        field = page.locator(FIELD)
        for _ in range(30):
            page.keyboard.press("Tab")
            if field.evaluate("one => one === document.activeElement"):
                break
        page.keyboard.type("dostupné byd")
        expect(page.locator(f"{LIST} [role=option]").first).to_contain_text("dostupné bydlení")
        expect(field).to_have_attribute("aria-expanded", "true")
        expect(page.locator("form.search [role=status]")).to_contain_text("nabízených výsledků")
        page.keyboard.press("ArrowDown")
        chosen = field.get_attribute("aria-activedescendant")
        expect(page.locator(f"{LIST} [aria-selected=true]")).to_have_id(str(chosen))
        assert field.input_value() == "dostupné byd"
        page.keyboard.press("Enter")
        page.wait_for_url("**/page/descriptor/XVI.d")


def test_arrows_go_round_and_escape_closes_the_list(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/search", "en-GB", scripts=True) as page:
        typed(page, "bydl")
        number = page.locator(f"{LIST} [role=option]").count()
        selected = page.locator(f"{LIST} [aria-selected=true]")
        page.keyboard.press("ArrowUp")
        expect(selected).to_have_id(f"completions-0-{number - 1}")
        page.keyboard.press("ArrowDown")
        expect(selected).to_have_count(0)
        page.keyboard.press("ArrowDown")
        expect(selected).to_have_id("completions-0-0")
        page.keyboard.press("Escape")
        expect(page.locator(LIST)).to_be_hidden()
        expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "false")
        assert page.input_value(FIELD) == "bydl"
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=bydl")


def test_a_click_on_a_completion_opens_it(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/page/descriptor/IX.c?lang=en", "cs-CZ", scripts=True) as page:
        typed(page, "mps")
        page.click(f"{LIST} [role=option]")
        page.wait_for_url("**/page/body/MPSV?lang=en")


def test_where_nothing_fits_a_reader_is_told(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/", "cs-CZ", scripts=True) as page:
        page.focus(FIELD)
        page.keyboard.type("lokomotiva")
        expect(page.locator("form.search [role=status]")).to_have_text("Nic nenalezeno")
        expect(page.locator(LIST)).to_be_hidden()


@pytest.mark.parametrize(("locale", "width"), [("cs-CZ", 360), ("en-GB", 1440)])
def test_the_open_list_is_accessible_and_fits_the_screen(
    browser: Browser, server: Running, locale: str, width: int
) -> None:
    with opened(browser, server, "/suggest", locale, width, scripts=True) as page:
        typed(page, "socia")
        page.keyboard.press("ArrowDown")
        box = page.locator(LIST).bounding_box()
        assert box
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
        assert serious(page) == []
