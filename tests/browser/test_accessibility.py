"""Every type of page in both languages, in the light and in the dark, as axe-core judges it."""

import pytest
from playwright.sync_api import Browser

from browser.accessibility import serious
from browser.opening import opened
from running import Running

pytestmark = pytest.mark.browser
PLAN = "/page/plan/ap-ssz-2024-2026"
PAGES = [
    "/",
    "/sparql",
    "/ontology",
    "/download/",
    "/catalogue",
    "/changes",
    "/queries/",
    "/queries/alignment-shares",
    "/releases/",
    "/reports/",
    "/graph/vocabulary",
    "/search?q=socialni+bydleni&kind=goal",
    "/suggest?text=dluhov%C3%A9+poradenstv%C3%AD",
    PLAN,
    f"{PLAN}/goal/4.3.d",
    "/page/descriptor/VIII.b",
    "/page/document/ap-ssz-2024-2026",
    "/page/alignment/ap-ssz-2024-2026/goal/4.3.d/sprss-ustecky/goal/2.2",
    "/page/continuity/ap-sbsv-2016-2020/goal/1.1.1/napsi-2006-2008/goal/3.5",
]
#: Each has colours or forms of its own.
DARK = [
    "/",
    "/sparql",
    "/queries/alignment-shares",
    "/queries/due-by-month",
    "/releases/",
    "/catalogue",
    f"{PLAN}/goal/4.3.d",
]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious_is_found(browser: Browser, server: Running, path: str) -> None:
    with opened(browser, server, path, "cs-CZ", scripts=True) as page:
        assert serious(page) == []


@pytest.mark.parametrize("path", DARK)
def test_nor_in_the_dark_in_english_on_a_telephone(browser: Browser, server: Running, path: str) -> None:
    with opened(browser, server, path, "en-GB", 360, scripts=True, dark=True) as page:
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_is_wrong_is_found_in_spite_of_the_policy_of_the_page(browser: Browser, server: Running) -> None:
    with opened(browser, server, "/", "cs-CZ", scripts=True) as page:
        page.evaluate("document.documentElement.removeAttribute('lang')")
        [finding] = serious(page)
        assert finding.startswith("serious html-has-lang at html: Fix any of the following:")
