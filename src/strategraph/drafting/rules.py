"""Rules: the lines of a drafted mapping, each rule tried on the whole document before it is written down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import regex

from strategraph.drafting.heads import BORDER
from strategraph.drafting.sheet import squeezed

__all__ = ["Rule", "Spans", "code_pattern", "head_pattern", "limited", "literal", "ranges", "rules_of"]

#: Spans of the groups of a line, by their names.
Spans = dict[str, tuple[int, int]]
ANYTHING = ".*"
#: In documents that are longer than this, every rule names its lines, and no pattern is tried on all others.
LONG_DOCUMENT = 8_000
_SPACES, _BORDER = regex.compile(r"(\s+)"), regex.compile(BORDER)
_CODE_PARTS = regex.compile(r"\d+|[IVXLC]+(?!\p{L})|\p{L}|.")
_FORMS = {"d": r"\d+", "R": "[IVXLC]+", "L": r"\p{Lu}", "l": "[a-z]"}


@dataclass(slots=True)
class Rule:
    """A `[[line]]` of the mapping: `lines` are the indexes that it claims, with the spans that its groups have to have."""

    name: str
    pattern: str
    use: str
    level: str = ""
    role: str = ""
    reopens: bool = False
    lines: dict[int, Spans] = field(default_factory=dict)
    limited: bool = False
    note: str = ""
    unit: str = ""


def ranges(indexes: Iterable[int]) -> str:
    """Line indexes from 0 as ranges of numbers from 1: `1-5, 8`."""
    parts: list[list[int]] = []
    for index in sorted(indexes):
        if parts and index + 1 == parts[-1][1] + 1:
            parts[-1][1] += 1
        else:
            parts.append([index + 1, index + 1])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in parts)


def head_pattern(text: str, spans: Spans, bulleted: bool) -> str:
    """An expression for lines like this one: its words as they are, its number and its text as groups."""
    order = sorted(spans.items(), key=lambda item: (item[1][0], -item[1][1]))
    pattern, place = BORDER if bulleted or text[:1].isspace() or text.startswith(("|", "#")) else "", 0
    place = len(_BORDER.match(text)[0]) if pattern else 0
    for name, (start, end) in order:
        if start < place:  # a number within the text
            return exact_pattern(text, spans)
        pattern += literal(text[place:start])
        if name == "code":
            pattern += f"(?P<code>{code_pattern(text[start:end])})"
        elif name == "items":
            pattern += r"(?P<items>\S.*)"
        else:
            pattern += rf"(?P<{name}>\S.*?)" if text[end:].strip() else rf"(?P<{name}>\S.*)"
        place = end
    rest = text[place:].strip()
    if rest:
        pattern += r"\s*(?:[|\t].*)" if rest.startswith("|") or "\t" in text[place:] else literal(text[place:])
    return pattern


def exact_pattern(text: str, spans: Spans) -> str:
    """An expression for this line alone."""
    marks = sorted(
        [(start, 0, -end, f"(?P<{name}>") for name, (start, end) in spans.items()]
        + [(end, -1, -start, ")") for start, end in spans.values()]
    )
    pattern, place = "", 0
    for at, _, _, mark in marks:
        pattern += regex.escape(text[place:at], literal_spaces=True) + mark
        place = at
    return pattern + str(regex.escape(text[place:], literal_spaces=True))


def literal(text: str) -> str:
    """An expression for the text as it is, any white space for each run of it."""
    parts = _SPACES.split(text)
    return "".join(r"\s+" if part.isspace() else str(regex.escape(part)) for part in parts if part)


def code_pattern(code: str) -> str:
    """An expression for numbers of the form of this one."""

    def form(part: str) -> str:
        if part.isdigit():
            return _FORMS["d"]
        if regex.fullmatch("[IVXLC]+", part):
            return _FORMS["R"]
        if regex.fullmatch(r"\p{Lu}", part):
            return _FORMS["L"]
        return _FORMS["l"] if regex.fullmatch("[a-z]", part) else str(regex.escape(part))

    parts: list[str] = _CODE_PARTS.findall(code)
    return "".join(form(part) for part in parts)


def rules_of(rules: Sequence[Rule], texts: Sequence[str]) -> list[Rule]:
    """The rules with their patterns tried; a line that its rule's pattern does not read gets a rule of its own.

    Afterwards every rule reads each of its lines as it should, and no line is read by two.
    """
    found: list[Rule] = []
    for rule in rules:
        compiled = regex.compile(rule.pattern)
        strangers: dict[int, Spans] = {}
        for index, spans in rule.lines.items():
            if not _reads(compiled, texts[index], spans):
                strangers[index] = spans
        rule.lines = {index: spans for index, spans in rule.lines.items() if index not in strangers}
        found += [rule] if rule.lines else []
        for index, spans in strangers.items():
            pattern = exact_pattern(texts[index], spans)
            name = f"{rule.name}, line {index + 1}"
            own = Rule(
                name, pattern, rule.use, rule.level, rule.role, rule.reopens, {index: spans}, True, unit=rule.unit
            )
            found.append(own)
    return limited(found, texts)


def _reads(pattern: regex.Pattern[str], text: str, spans: Spans) -> bool:
    match = pattern.fullmatch(text)
    if match is None:
        return False
    read = {name: squeezed(value) for name, value in match.groupdict().items() if value is not None}
    return read == {name: squeezed(text[start:end]) for name, (start, end) in spans.items()}


def limited(rules: list[Rule], texts: Sequence[str]) -> list[Rule]:
    """Limit a rule to its lines where its pattern would read others, too."""
    if len(texts) > LONG_DOCUMENT:
        for rule in rules:
            rule.limited = True
        return rules
    filled = [index for index, text in enumerate(texts) if text.strip()]
    for rule in rules:
        rule.limited = rule.limited or rule.pattern == ANYTHING
        if not rule.limited:
            compiled = regex.compile(rule.pattern)
            others = (index for index in filled if index not in rule.lines)
            rule.limited = any(compiled.fullmatch(texts[index]) for index in others)
    return rules
