"""A mapping: the rules by which the lines of one document become sections, goals, measures and their fields."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from strategraph.errors import MappingError
from strategraph.plans.model import Level, Remark
from strategraph.plans.value_words import ValueWords

__all__ = [
    "FIELDS", "STATED", "USES", "FoundRule", "ItemRule", "LineRule", "Mapping", "RemarkRule", "Truncation", "looks_at",
]  # fmt: skip

#: What a line may be used for, with the named groups that its pattern must have.
USES: dict[str, tuple[str, ...]] = {
    "furniture": (),
    "label": (),
    "level-names": (),
    "issuer": ("text",),
    "title": ("text",),
    "abstract": ("text",),
    "element": ("text",),
    "continuation": ("text",),
    "code": ("code",),
    "items": ("items",),
    "descriptor": ("code", "label"),
    "responsibility": ("bodies",),
    "deadline": (),
    "indicator": (),
    "budget": (),
    "funding": ("funding",),
    "fields": (),
    "more": ("text",),
}
#: The groups of a pattern that state a field as it is printed, by the field; `budget_2025` is that of a year, too.
STATED: dict[str, tuple[str, ...]] = {
    "deadline": ("deadline",),
    "indicator": ("indicator", "baseline", "target"),
    "budget": ("budget",),
    "funding": ("funding",),
}
#: What an item inside a line, or a find in running text, may state, with the groups it needs.
FIELDS: dict[str, tuple[str, ...]] = {
    "responsibility": ("bodies",),
    "deadline": (),
    "indicator": (),
    "budget": (),
    "funding": ("funding",),
    "quantity": (),
    "law": ("number", "year"),
}
SECONDS = 2.0


def looks_at(lines: tuple[tuple[int, int], ...], number: int) -> bool:
    """The number of a line is within one of the ranges, or there are none."""
    place = bisect_right(lines, number, key=lambda span: span[0]) - 1
    return not lines or (place >= 0 and number <= lines[place][1])


@dataclass(frozen=True, slots=True)
class LineRule:
    """Claims whole lines; `lines` are the (first, last) ranges it looks at, apart and in order, all if empty; `at` is its own line.

    `unit` is what the head of the column says of its sums of money, such as `tis. Kč`.
    """

    name: str
    at: int
    pattern: regex.Pattern[str]
    use: str
    level: str
    role: str
    reopens: bool
    lines: tuple[tuple[int, int], ...]
    unit: str = ""

    def match(self, text: str, number: int) -> regex.Match[str] | None:
        """Match a whole line, or None if it is not for this rule."""
        if not looks_at(self.lines, number):
            return None
        try:
            return self.pattern.fullmatch(text, timeout=SECONDS)
        except TimeoutError as fault:
            raise MappingError(too_slow(self.name, number)) from fault


@dataclass(frozen=True, slots=True)
class ItemRule:
    """Opens an element (`level`), states a field (`field`, `role`) or opens what belongs to no element, inside a line of items.

    `lines` and `unit` are as those of a line rule; `at` is its own line.
    """

    name: str
    at: int
    pattern: regex.Pattern[str]
    level: str
    field: str
    role: str
    lines: tuple[tuple[int, int], ...] = ()
    unit: str = ""

    @property
    def skips(self) -> bool:
        """What follows the opening belongs to no element."""
        return not self.level and not self.field


@dataclass(frozen=True, slots=True)
class FoundRule:
    """Finds a quantity, deadline, law or body in running text, without cutting the text.

    `at` is its own line; a `shared` rule serves all documents in a language and need not find anything in each.
    """

    name: str
    at: int
    shared: bool
    pattern: regex.Pattern[str]
    field: str
    role: str
    comparator: str
    value: str

    def find(self, text: str, start: int, end: int, line: int) -> Iterator[regex.Match[str]]:
        """All matches between two code points of the document."""
        try:
            yield from self.pattern.finditer(text, start, end, timeout=SECONDS)
        except TimeoutError as fault:
            raise MappingError(too_slow(self.name, line)) from fault


@dataclass(frozen=True, slots=True)
class RemarkRule:
    """What a person has noted about the element of `level` on `line`, or about the plan (no line); `at` is its own line."""

    at: int
    line: int
    level: str
    parent: str
    parent_uncertain: bool
    derived_notation: str
    remark: Remark


@dataclass(frozen=True, slots=True)
class Truncation:
    """The length in characters at which the source cuts texts (0: it does not), and the remark that says so."""

    length: int
    remark: Remark


@dataclass(frozen=True, slots=True)
class Mapping:
    """All rules for one document; `shown` is the file as messages name it, `czech` whether its text is Czech.

    `words` are those in which numbers, money and times are written.
    """

    shown: str
    plan_id: str
    levels: tuple[Level, ...]
    lines: tuple[LineRule, ...]
    items: tuple[ItemRule, ...]
    found: tuple[FoundRule, ...]
    remarks: tuple[RemarkRule, ...]
    truncation: Truncation
    czech: bool
    words: ValueWords

    def level(self, name: str) -> Level:
        """The level with an id that the mapping has been checked to have."""
        return next(level for level in self.levels if level.id == name)

    def depth(self, name: str) -> int:
        """The place of a level in the order from the top, from 0."""
        return [level.id for level in self.levels].index(name)


def too_slow(rule: str, line: int) -> str:
    """The sentence about a pattern that backtracks without end."""
    return f"Rule {rule!r} takes more than {SECONDS:g} s on line {line} of the document: simplify its pattern."
