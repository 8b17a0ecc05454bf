"""Makes of what Vega draws an SVG that stands in a page under a strict policy, is heard as one picture, and names nothing outside."""

import re
from xml.etree import ElementTree

from strategraph.pictures.looks import FONT
from strategraph.pictures.model import Picture

__all__ = ["leads_outside", "marked_up"]

#: A number with more places than can be seen.
_LONG = re.compile(r"-?\d+\.\d{3,}")
_SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", _SVG)


def marked_up(svg: str, picture: Picture) -> str:
    """One image with a name and a description (WAI-ARIA Graphics Module, role img), without roles and styles of its parts.

    Styles in attributes are what a Content-Security-Policy forbids (CSP Level 3, 6.1.14); Vega writes attributes of presentation.
    """
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        for name in [name for name in element.attrib if name in ("role", "class", "style") or name.startswith("aria-")]:
            del element.attrib[name]
    for element in root.iter():
        _shorten(element)
    root.attrib |= {"font-family": FONT, "role": "img", "aria-label": f"{picture.title}. {picture.told}"}
    title, told = (ElementTree.Element(f"{{{_SVG}}}{name}") for name in ("title", "desc"))
    title.text, told.text = picture.title, picture.told
    root[:0] = [title, told]
    return ElementTree.tostring(root, encoding="unicode")


def _shorten(element: ElementTree.Element) -> None:
    """A hundredth of a pixel is as much as can be seen, and the font is said once for all texts."""
    if element.get("font-family") == FONT:
        del element.attrib["font-family"]
    for name in ("d", "transform"):
        if name in element.attrib:
            element.attrib[name] = _LONG.sub(
                lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), element.attrib[name]
            )


def leads_outside(svg: str) -> bool:
    """Whether an image or a link is in it."""
    elements = ElementTree.fromstring(svg).iter()
    return any(one.tag == f"{{{_SVG}}}image" or any("href" in name for name in one.attrib) for one in elements)
