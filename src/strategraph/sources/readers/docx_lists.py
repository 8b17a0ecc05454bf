"""Numbers of paragraphs in DOCX, which stand nowhere in its text: they are counted as Word counts them (ECMA-376, 17.9)."""

import re
from dataclasses import dataclass, field

from strategraph.sources.markup import Element
from strategraph.sources.numbering import BULLET, Counters, numeral
from strategraph.sources.ooxml import attribute, number_of, tag
from strategraph.sources.readers.docx_styles import Styles

__all__ = ["Lists", "Numbered"]

#: Signs that stay as they are; other bullets are of fonts whose signs have no characters.
_DASHES = "-–—*"
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Numbered:
    """What numbering gives a paragraph: its label, its level from 0, and whether text follows without a space."""

    label: str
    level: int
    glued: bool


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    text: str
    start: int
    restart: int | None
    legal: bool
    glued: bool
    style: str


@dataclass(slots=True)
class Lists:
    """All lists of a document with their counters; paragraphs have to be asked about in their order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counters: dict[str, Counters] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None, styles: Styles) -> "Lists":
        """Read the part `numbering`; a document without one has no lists."""
        lists = cls()
        linked = {}
        for one in () if root is None else root.iter(tag("w:abstractNum")):
            name = attribute(one, "w:abstractNumId")
            lists.levels[name] = dict(map(_level, one.iter(tag("w:lvl"))))
            linked[name] = attribute(one.find(tag("w:numStyleLink")), "w:val")
        for one in () if root is None else root.iter(tag("w:num")):
            name = attribute(one, "w:numId")
            lists.abstract_of[name] = attribute(one.find(tag("w:abstractNumId")), "w:val")
            lists._override(name, one)
        for name, style in linked.items():
            if style and not lists.levels[name]:
                list_of_style = styles.numbering(style)[0]
                lists.levels[name] = lists.levels.get(lists.abstract_of.get(list_of_style, ""), {})
        return lists

    def _override(self, name: str, num: Element) -> None:
        """What one list changes of its pattern (17.9.8); new levels make it a pattern of its own."""
        for one in num.iter(tag("w:lvlOverride")):
            level = number_of(attribute(one, "w:ilvl"), 0)
            start = one.find(tag("w:startOverride"))
            if start is not None:
                self.starts.setdefault(name, {})[level] = number_of(attribute(start, "w:val"), 1)
            replaced = one.find(tag("w:lvl"))
            if replaced is not None:
                own = f"{self.abstract_of[name]}/{name}"
                self.levels.setdefault(own, dict(self.levels.get(self.abstract_of[name], {})))
                self.levels[own][level] = _level(replaced)[1]
                self.abstract_of[name] = own

    def number(self, name: str, level: int | None, style: str) -> Numbered | None:
        """Count a paragraph of the list `name`; None where it is in no list. `style` tells the level if nothing else does."""
        abstract = self.abstract_of.get(name, "")
        levels = self.levels.get(abstract)
        if not levels:
            return None
        if level is None:
            level = next((number for number, one in levels.items() if style and one.style == style), 0)
        level = min(max(level, 0), _DEEPEST)
        if level not in levels:
            return None
        counters = self.counters.setdefault(abstract, Counters())
        for above, start in self.starts.pop(name, {}).items():
            counters.counts[above] = start - 1
            if above < level:
                counters.counts[above] = start
        counts = counters.next(
            level,
            lambda one: levels[one].start if one in levels else 1,
            lambda below, by: _restarts(levels.get(below), by),
        )
        return Numbered(_written(levels, level, counts), level, levels[level].glued)


def _restarts(below: _Level | None, by: int) -> bool:
    """Whether a level starts anew after an item of the level `by` (17.9.10)."""
    return below is None or below.restart is None or by < below.restart


def _level(element: Element) -> tuple[int, _Level]:
    def value(name: str, default: str = "") -> str:
        return attribute(element.find(tag(name)), "w:val", default)

    restart = value("w:lvlRestart")
    legal = element.find(tag("w:isLgl"))
    level = _Level(
        kind=value("w:numFmt", "decimal"),
        text=value("w:lvlText"),
        start=number_of(value("w:start", "0"), 0),
        restart=number_of(restart, 0) if restart else None,
        legal=legal is not None and attribute(legal, "w:val", "1") not in ("0", "false"),
        glued=value("w:suff", "tab") == "nothing",
        style=value("w:pStyle"),
    )
    return number_of(attribute(element, "w:ilvl"), 0), level


def _written(levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
    """The label: `%1.%2` with the counters of levels 1 and 2 (17.9.11)."""
    own = levels[level]
    if own.kind == "bullet":
        sign = own.text.strip()
        return (sign if sign in _DASHES else BULLET) if sign else ""
    if own.kind == "none":
        return ""

    def count(found: re.Match[str]) -> str:
        above = int(found[1]) - 1
        kind = "decimal" if own.legal or above not in levels else levels[above].kind
        return numeral(counts.get(above, 0), kind)

    return re.sub("%([1-9])", count, own.text).strip()
