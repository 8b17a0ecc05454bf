"""Claims: every line that is not blank goes to one rule of the drafted mapping."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from strategraph.drafting.about import Title
from strategraph.drafting.entries import Entry
from strategraph.drafting.field_rules import FieldRules
from strategraph.drafting.fitting import Fitted, Placed
from strategraph.drafting.gathering import Gathered
from strategraph.drafting.inline import Inline, InlineRule
from strategraph.drafting.row_rules import RowRules
from strategraph.drafting.rules import ANYTHING, Rule, Spans, code_pattern, head_pattern, literal, rules_of
from strategraph.sources import Registers

__all__ = ["UNCLAIMED", "claim_rules"]

UNCLAIMED = "not recognised"


@dataclass(slots=True)
class _Rules:
    """Rules by what makes lines alike, in the order in which they come up."""

    found: dict[tuple[str, ...], Rule]

    def add(self, rule: Rule, index: int, spans: Spans | None = None) -> None:
        key = (rule.pattern, rule.use, rule.level, rule.role, str(rule.reopens), rule.name, rule.unit)
        self.found.setdefault(key, rule).lines[index] = spans or {}

    def named(self) -> list[Rule]:
        """The rules, their names made different from each other."""
        used: dict[str, int] = {}
        for rule in self.found.values():
            used[rule.name] = used.get(rule.name, 0) + 1
            if used[rule.name] > 1:
                rule.name = f"{rule.name}, form {used[rule.name]}"
        return list(self.found.values())


def claim_rules(
    gathered: Gathered, fitted: Fitted, title: Title, registers: Registers
) -> tuple[list[Rule], list[InlineRule]]:
    """The rules of a document, each line that is not blank read by exactly one of them, and those of items in rows."""
    rules = _Rules({})
    texts = [line.text for line in gathered.sheet.lines]
    _title(rules, title, texts)
    inline = gathered.inline
    rows: dict[int, list[Placed]] = {}
    for one in fitted.elements:
        if gathered.sheet.uses[one.entry.text_index] == "row":
            rows.setdefault(one.entry.text_index, []).append(one)
        elif inline is None or one.entry.index not in inline.items or one.entry.signature == ("", "area"):
            _element(rules, one, gathered, texts)
    cells = RowRules(registers)
    for index, held in rows.items():
        _row(rules, cells, index, held, gathered, texts)
    if inline is not None:
        _items(rules, inline, fitted, texts)
    levels = {id(one.entry): one.level for one in fitted.elements}
    for entry in gathered.again:
        if inline is None or entry.index not in inline.areas:
            level = levels[id(entry.again)]
            spans = {"text": entry.head.text_span}
            pattern = head_pattern(texts[entry.index], spans, bool(entry.head.bullet))
            rules.add(Rule(f"{level} again", pattern, "element", level, reopens=True), entry.index, spans)
    first = min((one.entry.index for one in fitted.elements), default=len(texts))
    _fields(rules, gathered, texts, first, registers)
    _others(rules, gathered)
    return rules_of(rules.named(), texts), cells.named()


def _row(
    rules: _Rules, cells: RowRules, index: int, held: list[Placed], gathered: Gathered, texts: Sequence[str]
) -> None:
    """A line with elements in its cells; the number of the first may stand on a line above, its text go on below."""
    first = held[0].entry
    if first.index != index:
        above = [one.entry for one in held if one.entry.index == first.index]
        pattern = _numbers_pattern(texts[first.index], above)
        rules.add(Rule(f"number of {held[0].level}", pattern, "code"), first.index, {"code": above[-1].head.code_span})
    rule, spans = cells.row(index, texts[index], held, gathered.columns.stated.get(index, ()))
    rules.add(rule, index, spans)
    _continued(rules, gathered.continued.get(index, ()), texts)


def _numbers_pattern(text: str, above: Sequence[Entry]) -> str:
    """An expression for a line with the number of one element, or for a row with those of several, one in each cell."""
    first, *others = (entry.head.code_span for entry in above)
    if not others:
        return head_pattern(text, {"code": first}, False)
    codes = r"[\s|]+".join(f"(?P<code>{code_pattern(text[slice(*span)])})" for span in (first, *others))
    return literal(text[: first[0]]) + codes + r"\s*"


def _continued(rules: _Rules, lines: Iterable[int], texts: Sequence[str]) -> None:
    for other in lines:
        spans = {"text": (0, len(texts[other]))}
        rules.add(Rule("goes on", "(?P<text>.*)", "continuation"), other, spans)


def _title(rules: _Rules, title: Title, texts: Sequence[str]) -> None:
    if len(title.lines) == 1:
        index = title.lines[0]
        spans = {"text": (title.start, len(texts[index].rstrip()))}
        rules.add(Rule("title", regex.escape(texts[index][: title.start]) + r"(?P<text>\S.*)", "title"), index, spans)
        return
    for index in title.lines:
        rules.add(Rule("title over several lines", ANYTHING, "label"), index)


def _element(rules: _Rules, one: Placed, gathered: Gathered, texts: Sequence[str]) -> None:
    entry, head = one.entry, one.entry.head
    index, text = entry.index, texts[entry.index]
    if gathered.inline is not None and index in gathered.inline.areas:
        return
    code = {"code": head.code_span} if head.code is not None else {}
    if entry.text_index == index:
        spans = code | {"text": head.text_span}
        pattern = head_pattern(text, spans, bool(head.bullet))
        rules.add(Rule(one.level, pattern, "element", one.level), index, spans)
    else:
        if code:
            pattern = head_pattern(text, code, bool(head.bullet))
            rules.add(Rule(f"number of {one.level}", pattern, "code"), index, code)
        else:
            rules.add(Rule(f"name of {one.level}", head_pattern(text, {}, False), "label"), index)
        below = texts[entry.text_index]
        whole = (len(below) - len(below.lstrip(" \t|\u00a0")), len(below.rstrip(" \t|\u00a0")))
        spans = {"text": entry.text_span or whole}
        pattern = head_pattern(below, spans, False)
        rules.add(Rule(f"text of {one.level}", pattern, "element", one.level), entry.text_index, spans)
    _continued(rules, gathered.continued.get(entry.text_index, ()), texts)


def _items(rules: _Rules, inline: Inline, fitted: Fitted, texts: Sequence[str]) -> None:
    """Lines that hold several elements: the rules of their items stand in the mapping by themselves."""
    areas = {one.level for one in fitted.elements if one.entry.signature == ("", "area")}
    for index in sorted(inline.items.keys() | inline.areas.keys()):
        text = texts[index]
        spans: Spans = {}
        if index in inline.pages:
            number = regex.search(r"\d+", text)
            spans["page"] = number.span() if number else (0, 0)
        if index in inline.areas:
            spans["text"] = inline.areas[index]
        if index in inline.items:
            spans["items"] = (inline.items[index], len(text))
        pattern = _items_pattern(text, spans)
        if index in inline.areas:
            rules.add(Rule("area on a page", pattern, "element", min(areas), reopens=True), index, spans)
        else:
            rules.add(Rule("line of items", pattern, "items"), index, spans)


def _items_pattern(text: str, spans: Spans) -> str:
    page = r"(?P<page>\d{1,4})\s+" if "page" in spans else ""
    if "text" in spans:
        opener = regex.escape(text[spans["items"][0] :].split()[0]) if "items" in spans else ""
        return page + (rf"(?P<text>\S.*?)\s+(?P<items>{opener}.*)" if opener else r"(?P<text>\S.*)")
    return page + r"(?P<items>\S.*)"


def _fields(rules: _Rules, gathered: Gathered, texts: Sequence[str], first: int, registers: Registers) -> None:
    """Fields by their labels: bodies, times, indicators and money where they can be read, labels otherwise."""
    told, sheet = gathered.fields, gathered.sheet
    made = FieldRules(texts, registers)
    for index in sheet.filled():
        if sheet.uses[index] != "field":
            continue
        if index in told:
            label, field, filled = told[index]
            rules.add(*_at(made.label(index, label, field, filled, index > first), index))
        else:
            rules.add(*_at(made.below(index, sheet.names[index]), index))


def _at(made: tuple[Rule, Spans], index: int) -> tuple[Rule, int, Spans]:
    return made[0], index, made[1]


def _others(rules: _Rules, gathered: Gathered) -> None:
    sheet = gathered.sheet
    for index in sheet.filled():
        use, name = sheet.uses[index], sheet.names[index]
        if use == "furniture":
            rules.add(Rule(name, ANYTHING, "furniture"), index)
        elif use == "list":
            rules.add(Rule("label of a list", ANYTHING, "label"), index)
        elif use == "level-names":
            rules.add(Rule("names of levels", ANYTHING, "level-names"), index)
        elif not use:
            rules.add(Rule(UNCLAIMED, ANYTHING, "furniture"), index)


def unclaimed(gathered: Gathered) -> Iterator[int]:
    """The lines that nothing claims."""
    return (index for index in gathered.sheet.filled() if not gathered.sheet.uses[index])
