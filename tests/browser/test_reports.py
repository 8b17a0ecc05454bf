"""Reports with their pictures in a real browser, on the site and as a file: under the policy, in the dark, on a telephone, in print."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser.accessibility import serious
from browser.opening import opened
from running import Running

pytestmark = pytest.mark.browser
REPORT = "/reports/coverage"
#: The colour of the letters of a picture, and of the page around it.
INK = "one => [getComputedStyle([...one.querySelectorAll('text')].at(-1)).fill, getComputedStyle(document.body).color]"
#: Elements that are wider than the screen and do not scroll by themselves.
WIDE = """() => [...document.querySelectorAll("body *")].filter(one =>
    !one.closest(".scroll, .unseen, .skip, pre") && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML)"""


@pytest.mark.parametrize(
    "path", [REPORT, f"{REPORT}.html", pytest.param("/reports/continuity", marks=pytest.mark.full)]
)
@pytest.mark.parametrize(
    ("locale", "width", "dark"), [pytest.param("cs-CZ", 1440, False, marks=pytest.mark.full), ("en-GB", 360, True)]
)
def test_pictures_are_drawn_in_the_colours_of_the_page_and_nothing_serious_is_found(
    browser: Browser, server: Running, path: str, locale: str, width: int, dark: bool
) -> None:
    with opened(browser, server, path, locale, width, scripts=True, dark=dark) as page:
        pictures = page.locator("figure svg[role=img]")
        assert pictures.count() == 2
        box = pictures.first.bounding_box()
        assert box
        assert box["width"] > 500
        assert box["height"] > 500
        fill, text = pictures.first.evaluate(INK)
        assert fill == text
        assert page.evaluate(WIDE) == []
        assert serious(page) == []


def test_a_picture_leads_to_the_table_behind_it(browser: Browser, server: Running) -> None:
    with opened(browser, server, REPORT, "cs-CZ") as page:
        page.click("text=Tabulka k obrázku >> nth=0")
        assert page.url.endswith("#rows-objectives")
        assert page.locator("#rows-objectives").evaluate("one => one.getBoundingClientRect().top < innerHeight")
        assert page.get_by_role("img", name="Vazby národních cílů podle krajů. Matice").count() == 1


@contextmanager
def on_paper(browser: Browser, path: Path) -> Iterator[Page]:
    """A file that is opened from the disk and about to be printed on A4, 180 mm of which can be used."""
    page = browser.new_page(viewport={"width": 680, "height": 1000}, color_scheme="dark")
    page.emulate_media(media="print")
    page.goto(path.as_uri())
    yield page
    page.close()


def test_a_downloaded_report_prints_dark_on_light_and_no_picture_is_cut_off(
    browser: Browser, server: Running, tmp_path: Path
) -> None:
    for name in ("alignment", "continuity"):
        path = tmp_path / f"{name}.html"
        path.write_bytes(server.client.get(f"/reports/{name}.html").content)
        with on_paper(browser, path) as page:
            for picture in page.locator("figure svg").all():
                box = picture.bounding_box()
                assert box
                assert box["width"] <= 680
                assert box["height"] <= 900
                fill, text = picture.evaluate(INK)
                assert fill == text == "rgb(0, 0, 0)"


def test_a_picture_as_a_file_is_shown_by_itself_and_breaks_no_policy(browser: Browser, server: Running) -> None:
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"{server.address}{REPORT}.svg?lang=en")
    assert "Links of national objectives by region" in page.locator("svg text").all_text_contents()
    assert page.locator("svg text").last.is_visible()
    assert [one for one in told if "Security" in one] == []
    page.close()
