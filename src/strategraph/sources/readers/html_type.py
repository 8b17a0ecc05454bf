"""Size and weight of the type in HTML, as elements and their own styles tell them; style sheets are not read."""

import re

from strategraph.sources.markup import Element
from strategraph.sources.readers.type_headings import Type

__all__ = ["USUAL", "type_of"]

#: What a browser shows where nothing else is said: 16 pixels, not bold.
USUAL: Type = (16, False)
_BOLD = frozenset(["b", "strong", "th"])
_SIZE = re.compile(r"font-size\s*:\s*(\d+(?:\.\d+)?)\s*(px|pt|em|rem|%)", re.IGNORECASE)
_NAMED_SIZE = re.compile(r"font-size\s*:\s*(x-large|xx-large|large|larger)", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
#: Sizes by name (CSS Fonts 4, 2.5), and those of `<font size>` (HTML, 15.3.4), in pixels.
_NAMED = {"larger": 19.2, "large": 18.0, "x-large": 24.0, "xx-large": 32.0}
_FONT = {"4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0, "+1": 18.0, "+2": 24.0, "+3": 32.0}
_LIGHTEST_BOLD = 600


def type_of(element: Element, outer: Type) -> Type:
    """The type of what stands in an element, by that of what is around it."""
    style = element.get("style", "")
    size, bold = outer
    if element.tag in _BOLD:
        bold = True
    if element.tag == "font":
        size = _FONT.get(element.get("size", ""), size)
    if element.tag == "big":
        size *= 1.2
    return (_size(style, size), _weight(style, bold)) if style else (size, bold)


def _size(style: str, outer: float) -> float:
    named = _NAMED_SIZE.search(style)
    if named:
        return _NAMED[named[1].lower()]
    stated = _SIZE.search(style)
    if not stated:
        return outer
    number, unit = float(stated[1]), stated[2].lower()
    scale = {"px": 1.0, "pt": 4 / 3, "em": outer, "rem": USUAL[0], "%": outer / 100}[unit]
    return round(number * scale, 1)


def _weight(style: str, outer: bool) -> bool:
    stated = _WEIGHT.search(style)
    if not stated:
        return outer
    word = stated[1].lower()
    return word.startswith("bold") or (word.isdigit() and int(word) >= _LIGHTEST_BOLD)
