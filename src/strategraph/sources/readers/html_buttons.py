"""Buttons of a page: those that open a chapter of it are read as its heading, those that send, search or close are left out."""

from strategraph.sources.markup import Element
from strategraph.sources.readers.html_page import HEADINGS

__all__ = ["is_control", "opens_chapter"]

#: What stands around the text of a page has no buttons that say something of it.
_AROUND = frozenset(["nav", "footer", "search", "dialog"])
_SENDING = frozenset(["submit", "reset"])
#: Attributes of a button that shows and hides what stands below it, those of ARIA and those of Bootstrap.
_ARIA = ("aria-expanded", "aria-controls")
_TOGGLES = ("data-toggle", "data-bs-toggle")


def opens_chapter(button: Element) -> bool:
    """The button shows and hides a part of the page, as in accordions."""
    return any(name in button.attrib for name in _ARIA) or any(button.get(name) == "collapse" for name in _TOGGLES)


def is_control(button: Element) -> bool:
    """The button does something and says nothing: it sends a form, opens the menu, or stands around the text of the page."""
    above = {one.tag for one in button.iterancestors()}
    if above & _AROUND:
        return True
    if above & HEADINGS.keys():
        return False
    if "header" in above or button.get("type", "").lower() in _SENDING:
        return True
    return "form" in above and not opens_chapter(button)
