"""The concept browser and the pages of descriptors, bodies and territories in a real browser, without JavaScript."""

import pytest
from playwright.sync_api import Browser

from browser.accessibility import serious
from browser.opening import opened
from running import Running

pytestmark = pytest.mark.browser
VIEWS = ["/concepts", "/concepts/alphabet", "/concepts/matches", "/concepts/together"]
THINGS = [
    "/page/descriptor/IX.f",
    "/page/theme/IX",
    "/page/scheme/descriptors",
    "/page/body/ASZ",
    "/page/territory/CZ042",
]
#: Elements that are wider than the screen and do not scroll by themselves.
WIDE = """() => [...document.querySelectorAll("body *")].filter(one =>
    !one.closest(".scroll, .unseen, .skip") && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML)"""


@pytest.mark.parametrize("path", [*VIEWS, *THINGS])
def test_nothing_is_wider_than_a_telephone_or_a_desk(browser: Browser, server: Running, path: str) -> None:
    for width, locale in ((360, "cs-CZ"), (1440, "en-GB")):
        with opened(browser, server, path, locale, width) as page:
            assert page.locator("html").evaluate(WIDE) == []
            assert page.locator("main table:not(:has(> caption))").count() == 0
            assert page.locator("main th:not([scope])").count() == 0


@pytest.mark.parametrize("path", [*VIEWS, *THINGS])
def test_nothing_serious_is_found(browser: Browser, server: Running, path: str) -> None:
    with opened(browser, server, path, "cs-CZ", scripts=True) as page:
        assert serious(page) == []


@pytest.mark.parametrize("path", [VIEWS[0], "/page/descriptor/IX.f"])
def test_nor_in_the_dark_in_english(browser: Browser, server: Running, path: str) -> None:
    with opened(browser, server, path, "en-GB", scripts=True, dark=True) as page:
        assert serious(page) == []


def test_a_reader_gets_from_a_theme_to_the_elements_of_a_plan(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/", "cs-CZ") as page:
        page.click("header nav >> text=Deskriptory >> nth=0")
        page.click("table.tally >> text=transformace sociálních služeb")
        assert page.inner_text("h1") == "IX.f transformace sociálních služeb"
        page.click("table.plans tbody tr:nth-child(4) td:nth-child(2) a")
        assert page.url.endswith("/page/descriptor/IX.f?plan=sprss-ustecky#uses")
        assert page.locator("section[aria-labelledby=uses] li").count() == 3
        assert page.locator("#uses").evaluate("place => place.getBoundingClientRect().top < innerHeight")
        page.click("section[aria-labelledby=uses] li a >> nth=0")
        assert page.inner_text("h1").startswith("2.2 Odklon od institucionálního poskytování")


def test_long_lists_are_walked_by_the_keyboard(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/page/descriptor/IX.a?lang=en", "en-GB") as page:
        assert page.inner_text("nav.pages span") == "1–50 of 91"
        page.focus("nav.pages a[rel~=next]")
        page.keyboard.press("Enter")
        page.wait_for_url("**page=2**")
        assert page.inner_text("nav.pages span") == "51–91 of 91"
        assert page.locator("section[aria-labelledby=uses] li").count() == 41


def test_names_and_page_have_languages_of_their_own(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/concepts/alphabet", "cs-CZ") as page:
        page.click("text=anglicky")
        assert page.get_attribute("html", "lang") == "cs"
        assert page.inner_text(".names li a >> nth=0") == "active ageing of the population"
        page.click("text=English")
        assert page.get_attribute("html", "lang") == "en"
        page.click("text=in Czech")
        assert page.inner_text(".names li a >> nth=0") == "aktivní politika zaměstnanosti"
        page.click(".choices >> text=printed >> nth=0")
        assert page.inner_text(".names li >> nth=0") == "VII.a aktivní politika zaměstnanosti 2 uses"
        assert page.get_attribute(".names li a >> nth=0", "lang") == "cs"
