"""Links and what they rest on in a real browser: on a telephone, too, and for those who do not see the page."""

import re

import pytest
from playwright.sync_api import Browser

from browser.opening import opened
from running import Running

pytestmark = pytest.mark.browser
OBJECTIVE = "/page/plan/ap-ssz-2024-2026/goal/4.3.d"
PRIORITY = "/page/plan/sprss-ustecky/goal/2.2"
LINK = "/page/alignment/ap-ssz-2024-2026/goal/4.3.d/sprss-ustecky/goal/2.2"
CONTINUITY = "/page/continuity/ap-sbsv-2016-2020/goal/1.1.1/napsi-2006-2008/goal/3.5"
LOCALES = ("cs-CZ", "en-GB")
#: Elements that are wider than the screen and do not scroll by themselves.
WIDE = """() => [...document.querySelectorAll("body *")].filter(one =>
    !one.closest(".scroll, .unseen, .skip") && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML)"""


@pytest.mark.parametrize("path", [OBJECTIVE, PRIORITY, LINK, CONTINUITY])
@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.full)])
@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_but_tables_that_scroll_is_wider_than_the_screen(
    browser: Browser, server: Running, path: str, width: int, locale: str
) -> None:
    with opened(browser, server, path, locale, width) as page:
        assert page.locator("html").evaluate(WIDE) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_on_a_telephone_scores_and_shares_are_seen_without_scrolling(
    browser: Browser, server: Running, locale: str
) -> None:
    for path, cells in ((LINK, ".sum tbody td:nth-child(2)"), (OBJECTIVE, ".ranking td.number")):
        with opened(browser, server, path, locale, 360) as page:
            boxes = [cell.bounding_box() for cell in page.locator(cells).all()]
            assert len(boxes) >= 10
            assert [box for box in boxes if box is None or box["x"] + box["width"] > 360] == []


@pytest.mark.parametrize("path", [OBJECTIVE, PRIORITY, LINK, CONTINUITY])
def test_every_table_has_a_caption_and_every_header_says_what_it_heads(
    browser: Browser, server: Running, path: str
) -> None:
    with opened(browser, server, path, "en-GB") as page:
        assert page.locator("main table").count() >= 2
        assert page.locator("main table:not(:has(> caption))").count() == 0
        assert page.locator("main th:not([scope])").count() == 0
        assert page.locator("main tbody tr:not(:has(> th))").count() == 0


@pytest.mark.parametrize(
    ("path", "czech"),
    [
        (LINK, ".end blockquote a, .end figcaption a, .sum bdi:not(a bdi)"),
        (OBJECTIVE, "blockquote, .ranking th[scope=row] > a, .ranking q"),
    ],
)
def test_on_an_english_page_czech_words_say_that_they_are_czech(
    browser: Browser, server: Running, path: str, czech: str
) -> None:
    with opened(browser, server, path, "en-GB") as page:
        languages = [one.evaluate("one => one.closest('[lang]').lang") for one in page.locator(czech).all()]
        assert len(languages) >= 10
        assert set(languages) == {"cs"}


def test_a_reader_gets_from_an_objective_to_the_reasons_and_on_to_the_priority(
    browser: Browser, server: Running
) -> None:
    with opened(browser, server, OBJECTIVE, "cs-CZ") as page:
        page.click("#priorities ~ .scroll td a >> nth=0")
        assert page.url == server.address + LINK
        assert page.inner_text(".notice").startswith("Srovnává se obsah, ne čas.")
        assert page.inner_text(".total") == "Skóre 0,6817 · specifická vazba"
        page.click(".end >> nth=1 >> blockquote a")
        assert page.url == server.address + PRIORITY
        page.click("#objectives ~ .more a")
        assert page.locator("table.answer tbody tr").count() == 36


def test_a_share_is_shown_where_its_address_lands(browser: Browser, server: Running) -> None:
    with opened(browser, server, f"{LINK}#IX.f", "en-GB") as page:
        assert page.inner_text(":target th").startswith("IX.f transformation of social services")


def test_a_mark_leads_to_the_row_of_its_descriptor(browser: Browser, server: Running) -> None:
    with opened(browser, server, PRIORITY, "cs-CZ") as page:
        mark = page.locator("blockquote a.beside").first
        assert re.fullmatch(r"transformace sociálních služeb: přispívají slova „.+“", mark.get_attribute("title") or "")
        mark.click()
        assert page.inner_text(":target th") == "IX.f transformace sociálních služeb"
