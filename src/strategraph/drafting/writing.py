"""Writing: source.toml and the mapping of a drafted plan, as text that a person goes on with."""

import datetime
import json
from collections.abc import Iterator, Sequence

from strategraph.drafting.about import About
from strategraph.drafting.fitting import Fitted, Placed
from strategraph.drafting.inline import InlineRule
from strategraph.drafting.levels import level_class
from strategraph.drafting.opening import Opened
from strategraph.drafting.rules import Rule, ranges

__all__ = ["mapping_text", "source_text"]

#: The terms of use of official works; a person has to say whether they hold.
LICENCE = "https://data.gov.cz/podmínky-užití/neobsahuje-autorská-díla/"


def _quoted(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _pattern(text: str) -> str:
    """A TOML string of an expression: literal, unless it holds an apostrophe."""
    return f"'{text}'" if "'" not in text and text.isprintable() else _quoted(text)


def source_text(
    about: About, title: str, printed: bool, issuer: str, territory: str, opened: Opened, today: datetime.date
) -> str:
    """source.toml with what the document says and notes on what it does not."""
    rows = [
        f"title = {_quoted(title)}",
        f"title_printed = {str(printed).lower()}",
        f"issuer = {_quoted(issuer)}",
        f"level = {_quoted(about.level)}",
        f"territory = {_quoted(territory)}",
        f"period = {{ start = {about.period[0]}, end = {about.period[1]} }}"
        if about.period
        else "# No period was found: add `period = { start = 2024, end = 2026 }` if the plan has one.",
        "# To be checked: the terms of use of official works (zákon 121/2000 Sb., § 3).",
        f"licence = {_quoted(LICENCE)}",
        f"retrieved = {today.isoformat()}",
        f"file = {_quoted(opened.file)}",
        f"original_file_name = {_quoted(opened.name)}",
        f"sha256 = {_quoted(opened.sha256)}",
    ]
    return "# Drafted; see what `strategraph draft` was unsure of.\n" + "\n".join(rows) + "\n"


def mapping_text(plan_id: str, fitted: Fitted, rules: Sequence[Rule], items: Sequence[InlineRule], czech: bool) -> str:
    """The mapping: levels from the top, rules of lines, items, remarks on parents."""
    parts = [
        f"# Drafted by `strategraph draft`: read it beside the document and correct it.\nplan = {_quoted(plan_id)}"
    ]
    if czech:
        parts[0] += '\npassages = "cs"'
    parts += _levels(fitted)
    parts += [_line(rule) for rule in rules]
    parts += [_item(rule, fitted) for rule in items]
    parts += [_remark(one) for one in fitted.elements if one.remarked]
    return "\n\n".join(parts) + "\n"


def _levels(fitted: Fitted) -> Iterator[str]:
    goals = any(level.kind == "goal" for level in fitted.levels.values())
    if not fitted.levels:
        yield (
            '# No level was recognised: describe the levels of the document.\n[[level]]\nid = "goal"\nname_cs = "Cíl"\n'
            'name_en = "Goal"\nkind = "goal"\ncommon = "goal"'
        )
    for name, level in fitted.levels.items():
        kind = level_class(level.kind)
        rows = [
            "[[level]]",
            f"id = {_quoted(name)}",
            f"name_cs = {_quoted(level.name_cs)}",
            f"name_en = {_quoted(level.name_en)}",
        ]
        rows += ["name_printed = true"] if level.printed else []
        rows += [f"kind = {_quoted(kind)}", f"common = {_quoted(level.common)}"]
        if fitted.under[name]:
            rows.append(f"under = [{', '.join(_quoted(one) for one in fitted.under[name])}]")
        if fitted.keys.get(name, "code") != "code":
            rows.append(f"key = {_quoted(fitted.keys[name])}")
        rows += ["indexed = true"] if kind != "section" else []
        if kind == "goal" or (kind == "priority" and not goals):
            rows.append("aligned_unit = true")
        yield "\n".join(rows)


def _line(rule: Rule) -> str:
    rows = [
        "[[line]]",
        f"rule = {_quoted(rule.name)}",
        f"match = {_pattern(rule.pattern)}",
        f"use = {_quoted(rule.use)}",
    ]
    rows += [f"level = {_quoted(rule.level)}"] if rule.level else []
    rows += [f"role = {_quoted(rule.role)}"] if rule.role else []
    rows += ["reopens = true"] if rule.reopens else []
    rows += [f"unit = {_quoted(rule.unit)}"] if rule.unit else []
    rows += [f"lines = {_quoted(ranges(rule.lines))}"] if rule.limited else []
    return "\n".join(rows)


def _item(rule: InlineRule, fitted: Fitted) -> str:
    rows = ["[[item]]", f"rule = {_quoted(rule.name)}", f"match = {_pattern(rule.pattern)}"]
    rows += [f"lines = {_quoted(ranges(rule.lines))}"] if rule.lines else []
    if rule.skips:
        return "\n".join([*rows, "skip = true"])
    if rule.level:
        return "\n".join([*rows, f"level = {_quoted(rule.level)}"])
    if rule.word:
        named = (one.level for one in fitted.elements if one.entry.head.word == rule.word)
        return "\n".join([*rows, f"level = {_quoted(next(named))}"])
    rows.append(f"field = {_quoted(rule.field)}")
    rows += [f"unit = {_quoted(rule.unit)}"] if rule.unit else []
    return "\n".join([*rows, f"role = {_quoted(rule.role)}"] if rule.role else rows)


def _remark(one: Placed) -> str:
    above = one.parent.notation if one.parent else ""
    return "\n".join(
        [
            "[[remark]]",
            f"line = {one.entry.text_index + 1}",
            f"level = {_quoted(one.level)}",
            f"parent = {_quoted(above)}",
            f"cs = {_quoted(f'Nadřazený prvek {above} určuje číslo, ne místo v dokumentu.')}",
            f"en = {_quoted(f'The element above, {above}, is known by the number, not by the place in the document.')}",
        ]
    )
