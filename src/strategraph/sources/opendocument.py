"""OpenDocument: names of its vocabularies, and the styles of a document that number paragraphs or hide things (ODF 1.3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from strategraph.errors import SourceError
from strategraph.sources.markup import Element, local
from strategraph.sources.numbering import BULLET, numeral
from strategraph.sources.ooxml import number_of
from strategraph.sources.packages import Package

__all__ = ["Level", "Levels", "Styles", "content_of", "name_of", "value"]

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = {
    **{name: f"{_OASIS}:{name}:1.0" for name in ("office", "text", "table", "style", "presentation")},
    "draw": f"{_OASIS}:drawing:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_DASHES = "-–—*"


def name_of(name: str) -> str:
    """`text:p` as lxml writes it."""
    prefix, _, rest = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{rest}"


def value(element: Element, name: str, default: str = "") -> str:
    """The value of an attribute such as `text:style-name`."""
    return str(element.get(name_of(name), default))


@dataclass(frozen=True, slots=True)
class Level:
    """How a list writes the items of one level; `pattern` (`%1%.%2%`) wins over prefix, suffix and `shown` levels."""

    kind: str
    prefix: str
    suffix: str
    shown: int
    start: int
    pattern: str
    bullet: str

    def label(self, counts: Mapping[int, int], own: int, levels: Mapping[int, "Level"]) -> str:
        """What stands before an item; levels count from 0."""
        if self.bullet:
            return self.bullet if self.bullet in _DASHES else BULLET
        if not self.kind:
            return ""
        numbers = {
            one: numeral(counts.get(one, 1), levels[one].kind if one in levels else "1") for one in range(own + 1)
        }
        if self.pattern:
            text = self.pattern
            for one, number in numbers.items():
                text = text.replace(f"%{one + 1}%", number)
            return text.strip()
        first = max(own + 1 - max(self.shown, 1), 0)
        written = ".".join(numbers[one] for one in range(first, own + 1) if numbers[one])
        return f"{self.prefix}{written}{self.suffix}".strip()


Levels = Mapping[int, Level]


@dataclass(slots=True)
class Styles:
    """The styles of a document: lists by name, the numbering of its headings, and what its styles hide."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    outline: dict[int, Level] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    headings: dict[str, int] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    #: Size and weight of the type that a style states, by its family and name; the name is empty for what holds for all.
    letters: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def stated(self, family: str, style: str) -> Iterator[tuple[str, str]]:
        """Size and weight as a style and those that it goes on from state them, empty where one does not; the nearest first."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            yield self.letters.get((family, style), ("", ""))
            style = self.parents.get(style, "")
        yield self.letters.get((family, ""), ("", ""))

    def heading(self, style: str) -> int | None:
        """The level of headings that a paragraph's style means, 0 for the title of the document."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            if style in self.titles:
                return 0
            if style in self.headings:
                return self.headings[style] or None
            style = self.parents.get(style, "")
        return None


def content_of(package: Package, body: str) -> tuple[Element, Styles]:
    """The body of a document (`text`, `spreadsheet`, `presentation`), and its styles.

    Raises:
        SourceError: if it has no such body.
    """
    root = package.xml("content.xml")
    found = None if root is None else root.find(f"{name_of('office:body')}/{name_of(f'office:{body}')}")
    if root is None or found is None:
        raise SourceError(
            f"{package.shown} has no {body} in it: open it in the program that made it, and save it anew."
        )
    styles = Styles()
    for part in (package.xml("styles.xml"), root):
        for style in () if part is None else part.iter(name_of("style:style"), name_of("style:default-style")):
            _style(styles, style)
        for one in () if part is None else part.iter(name_of("text:list-style")):
            styles.lists[value(one, "style:name")] = dict(_levels(one))
        for one in () if part is None else part.iter(name_of("text:outline-style")):
            styles.outline = dict(_levels(one))
    return found, styles


def _style(styles: Styles, style: Element) -> None:
    name, above = value(style, "style:name"), value(style, "style:parent-style-name")
    for properties in style.iter(name_of("style:text-properties")):
        letters = value(properties, "fo:font-size"), value(properties, "fo:font-weight")
        styles.letters[value(style, "style:family"), name] = letters
    if not name:
        return
    styles.parents[name] = above
    if name == "Title":
        styles.titles.add(name)
    level = value(style, "style:default-outline-level")
    if level:
        styles.headings[name] = number_of(level, 0)
    for properties in style:
        if value(properties, "table:display") == "false" or value(properties, "presentation:visibility") == "hidden":
            styles.hidden.add(name)


def _levels(element: Element) -> Iterator[tuple[int, Level]]:
    for one in element:
        numbered = local(one) in ("list-level-style-number", "outline-level-style")
        pattern = next((text for name, text in one.attrib.items() if name.endswith("}num-list-format")), "")
        bullet = value(one, "text:bullet-char") or (BULLET if local(one) == "list-level-style-image" else "")
        yield (
            number_of(value(one, "text:level"), 1) - 1,
            Level(
                kind=value(one, "style:num-format") if numbered else "",
                prefix=value(one, "style:num-prefix"),
                suffix=value(one, "style:num-suffix"),
                shown=number_of(value(one, "text:display-levels"), 1),
                start=number_of(value(one, "text:start-value"), 1),
                pattern=pattern if numbered else "",
                bullet="" if numbered else bullet.strip(),
            ),
        )
