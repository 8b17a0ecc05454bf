"""Styles of paragraphs in DOCX: what a paragraph has that says nothing itself (ECMA-376, 17.7)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from strategraph.sources.markup import Element
from strategraph.sources.ooxml import attribute, number_of, tag

__all__ = ["Styles"]

_HEADING = re.compile(r"heading ([1-9])\Z")
#: Outline levels are 0 to 8; 9 is that of running text.
_TEXT = 9


@dataclass(slots=True)
class Styles:
    """The styles of a document by their id; `default` is that of paragraphs which name none, `defaults` what runs have then."""

    elements: dict[str, Element] = field(default_factory=dict)
    default: str = ""
    defaults: Element | None = None

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        """Read the part `styles`."""
        styles = cls()
        if root is not None:
            styles.defaults = root.find(f"{tag('w:docDefaults')}/{tag('w:rPrDefault')}/{tag('w:rPr')}")
        for one in () if root is None else root.iter(tag("w:style")):
            name = attribute(one, "w:styleId")
            styles.elements[name] = one
            if attribute(one, "w:type") == "paragraph" and attribute(one, "w:default") in ("1", "true"):
                styles.default = name
        return styles

    def chain(self, name: str) -> Iterator[tuple[str, Element]]:
        """The style and those it is based on, each once."""
        seen: set[str] = set()
        while name in self.elements and name not in seen:
            seen.add(name)
            yield name, self.elements[name]
            name = attribute(self.elements[name].find(tag("w:basedOn")), "w:val")

    def numbering(self, name: str) -> tuple[str, int | None, str]:
        """The list that a style puts its paragraphs into, the level in it if stated, and the style that says so."""
        for found, element in self.chain(name):
            properties = element.find(f"{tag('w:pPr')}/{tag('w:numPr')}")
            if properties is not None and properties.find(tag("w:numId")) is not None:
                level = properties.find(tag("w:ilvl"))
                stated = None if level is None else number_of(attribute(level, "w:val"), 0)
                return attribute(properties.find(tag("w:numId")), "w:val"), stated, found
        return "", None, ""

    def heading(self, name: str) -> int | None:
        """The level of headings of a style, 0 for the title of the document; None for running text."""
        for _, element in self.chain(name):
            called = attribute(element.find(tag("w:name")), "w:val").lower()
            stated = element.find(f"{tag('w:pPr')}/{tag('w:outlineLvl')}")
            if stated is not None:
                level = number_of(attribute(stated, "w:val"), _TEXT)
                return level + 1 if level < _TEXT else None
            if called == "title":
                return 0
            if found := _HEADING.match(called):
                return int(found[1])
        return None
