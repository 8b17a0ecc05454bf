"""Opening a page in a browser that complains of whatever goes wrong on it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from running import Running

__all__ = ["complaint", "opened"]


def complaint(url: str, failure: str | None) -> list[str]:
    """A request that failed; one that the browser gave up itself, since it was led to another page, did not fail."""
    return [] if failure == "net::ERR_ABORTED" else [f"{url}: {failure}"]


@contextmanager
def opened(
    browser: Browser,
    server: Running,
    path: str,
    locale: str,
    width: int = 1440,
    scripts: bool = False,
    dark: bool = False,
) -> Iterator[Page]:
    """A page, without JavaScript unless `scripts`; at the end nothing was complained of and no other host was asked."""
    context = browser.new_context(
        locale=locale,
        viewport={"width": width, "height": 900},
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.extend(complaint(request.url, request.failure)))
    page.on(
        "request", lambda request: None if request.url.startswith(server.address) else complaints.append(request.url)
    )
    assert page.goto(server.address + path)
    yield page
    assert not complaints, complaints
    context.close()
