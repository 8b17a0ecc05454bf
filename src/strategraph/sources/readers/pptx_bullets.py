"""Bullets and numbers of paragraphs in PPTX, which a slide takes from its layout and its master (ECMA-376, 21.1.2.4)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from strategraph.sources.markup import Element
from strategraph.sources.numbering import BULLET, numeral
from strategraph.sources.ooxml import number_of, parts_of_type, tag
from strategraph.sources.packages import Package

__all__ = ["Bullets", "Inheritance", "placeholder"]

_KINDS = {
    "arabic": "decimal",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
}
_FORMS = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}"}
_NUMBERED = re.compile(f"({'|'.join(_KINDS)})({'|'.join(_FORMS)})\\Z")
_SAYS = [tag(f"a:{name}") for name in ("buNone", "buChar", "buAutoNum", "buBlip")]
_DASHES = "-–—*"
_DEEPEST = 8
#: The kinds of placeholders that hold the text of a slide, for which masters have one style.
_BODIES = ("body", "subTitle", "obj", "tbl", "chart", "dgm", "media", "clipArt", "pic")


def placeholder(shape: Element) -> tuple[str, str]:
    """Kind and number of the placeholder that a shape fills; the kind is empty where it fills none."""
    found = next(shape.iter(tag("p:ph")), None)
    return ("", "") if found is None else (found.get("type", "obj"), found.get("idx", ""))


@dataclass(slots=True)
class Inheritance:
    """What slides take from their layouts and masters; parts are read once."""

    package: Package
    parts: dict[str, Element | None] = field(default_factory=dict)

    def part(self, name: str) -> Element | None:
        """The root of a part."""
        if name not in self.parts:
            self.parts[name] = self.package.xml(name)
        return self.parts[name]

    def above(self, name: str, kind: str) -> str:
        """The part that another is made after, by the type of their relationship."""
        return next(iter(parts_of_type(self.package, name, kind)), "")

    def styles(self, slide: str, shape: Element) -> list[Element]:
        """Where the properties of the shape's paragraphs are looked for, the nearest first."""
        kind, index = placeholder(shape)
        found = list(shape.iter(tag("a:lstStyle")))
        if not kind:
            return found
        layout = self.above(slide, "slideLayout")
        master = self.above(layout, "slideMaster")
        for name, by_index in ((layout, True), (master, False)):
            root = self.part(name)
            if root is not None:
                found += _of_placeholder(root, kind, index if by_index else "")
        root = self.part(master)
        style = (
            "p:bodyStyle" if kind in _BODIES else "p:titleStyle" if kind in ("title", "ctrTitle") else "p:otherStyle"
        )
        return found + ([] if root is None else list(root.iter(tag(style))))


def _of_placeholder(root: Element, kind: str, index: str) -> Iterable[Element]:
    """The list styles of the shape in a layout (by number) or a master (by kind) that a placeholder is made after."""
    for shape in root.iter(tag("p:sp")):
        theirs, number = placeholder(shape)
        same = number == index if index else theirs == kind or (kind in _BODIES and theirs == "body")
        if theirs and same:
            return list(shape.iter(tag("a:lstStyle")))
    return ()


@dataclass(slots=True)
class Bullets:
    """Gives the paragraphs of one text their labels, in their order."""

    styles: list[Element]
    #: Level → the kind of numbers it has, and the last of them.
    counts: dict[int, tuple[str, int]] = field(default_factory=dict)

    def label(self, properties: Element | None) -> tuple[str, int]:
        """The label of a paragraph and its level from 0."""
        level = min(max(number_of(properties.get("lvl", "") if properties is not None else "", 0), 0), _DEEPEST)
        says = self._says(properties, level)
        self.counts = {one: count for one, count in self.counts.items() if one <= level}
        if says is None or says.tag != tag("a:buAutoNum"):
            self.counts.pop(level, None)
            return _sign(says), level
        kind = says.get("type", "arabicPeriod")
        before, count = self.counts.get(level, ("", 0))
        number = count + 1 if before == kind else number_of(says.get("startAt", ""), 1)
        self.counts[level] = kind, number
        form = _NUMBERED.match(kind)
        return (_FORMS[form[2]].format(numeral(number, _KINDS[form[1]])) if form else f"{number}."), level

    def _says(self, properties: Element | None, level: int) -> Element | None:
        """The element that says which bullet there is, of the paragraph or of what it inherits from."""
        places = [properties] if properties is not None else []
        places += [one.find(tag(f"a:lvl{level + 1}pPr")) for one in self.styles]
        for place in places:
            for child in () if place is None else place:
                if child.tag in _SAYS:
                    return child
        return None


def _sign(says: Element | None) -> str:
    if says is None or says.tag == tag("a:buNone"):
        return ""
    sign = says.get("char", "").strip()
    return sign if sign and sign in _DASHES else BULLET
