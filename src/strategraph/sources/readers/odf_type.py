"""Size and weight of the type in OpenDocument, as the styles of a paragraph and of the spans in it state them."""

from collections.abc import Iterator

from strategraph.sources.markup import Element
from strategraph.sources.opendocument import Styles, name_of, value
from strategraph.sources.readers.type_headings import Type

__all__ = ["typed"]

#: The size where no style states one, in points.
_DEFAULT_SIZE = 12.0
_LIGHTEST_BOLD = 600


def typed(element: Element, styles: Styles) -> Iterator[tuple[str, Type]]:
    """The text of a paragraph piece by piece, each with its type."""
    stated = list(styles.stated("paragraph", value(element, "text:style-name")))
    yield from _pieces(element, styles, _of(stated, (_DEFAULT_SIZE, False)))


def _pieces(element: Element, styles: Styles, outer: Type) -> Iterator[tuple[str, Type]]:
    yield element.text or "", outer
    for child in element:
        if child.tag == name_of("text:span"):
            yield from _pieces(child, styles, _of(list(styles.stated("text", value(child, "text:style-name"))), outer))
        elif child.tag == name_of("text:a"):
            yield from _pieces(child, styles, outer)
        yield child.tail or "", outer


def _of(stated: list[tuple[str, str]], outer: Type) -> Type:
    """The type by what styles state, the nearest first, on the type around."""
    size = next((size for size, _ in stated if size), "")
    weight = next((weight for _, weight in stated if weight), "")
    bold = outer[1] if not weight else weight == "bold" or (weight.isdigit() and int(weight) >= _LIGHTEST_BOLD)
    return _size(size, outer[0]), bold


def _size(stated: str, outer: float) -> float:
    """Points, or a share of the size around."""
    number = stated.removesuffix("pt").removesuffix("%")
    if not number.replace(".", "", 1).isdigit():
        return outer
    return round(float(number) * outer / 100, 1) if stated.endswith("%") else float(number)
