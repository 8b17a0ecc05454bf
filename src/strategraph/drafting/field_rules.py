"""Rules of fields: how a mapping reads the value behind a label, and the lines below it."""

from collections.abc import Sequence

import regex

from strategraph.drafting.fields import named_bodies
from strategraph.drafting.rules import ANYTHING, Rule, Spans
from strategraph.drafting.vocabulary import FieldWord
from strategraph.sources import Registers

__all__ = ["FieldRules"]

_UNIT = regex.compile(r"\((?:v\s+)?(?P<unit>(?:(?:tis|mil|mld)\.?\s*)?(?:Kč|EUR|€))\)")
_VALUE = regex.compile(r"\s*(?:\|\s*)*(?P<bullet>[-–•*▪]\s+)?(?P<value>[^|]*?)\s*\|?\s*")
_SOMETHING = regex.compile(r"[^\W_]")
_DESCRIPTOR = r"(?P<code>[IVXL]+\.[a-z]) (?P<label>\S.*)"


class FieldRules:
    """Gives the rule of each line of a field, in the order of the document; knows what the last label has opened."""

    def __init__(self, texts: Sequence[str], registers: Registers) -> None:
        """Read lines of `texts`; bodies are known by `registers`."""
        self._texts = texts
        self._registers = registers
        self._field: FieldWord | None = None
        self._begun = False

    def label(self, index: int, label: str, field: FieldWord, filled: bool, within: bool) -> tuple[Rule, Spans]:
        """The rule of a line with a label; `filled`: a value stands behind it; `within`: an element is above it."""
        printed = regex.escape(label).replace(r"\ ", r"\s+")
        lead = rf"\s*(?:\|\s*)*(?:[-–•]\s+)?(?i:{printed})"
        made = self._value(self._texts[index], lead, label, field) if within else None
        self._begun = made is not None and made[0].use != "responsibility"
        readable = within and (made is not None or not filled)
        self._field = field if readable and (field.states or field.deadline or field.descriptors) else None
        return made or (Rule(label, rf"{lead}(?!\w).*", "label"), {})

    def below(self, index: int, label: str) -> tuple[Rule, Spans]:
        """The rule of a line on which the value of the last label stands, or goes on."""
        text, field = self._texts[index], self._field
        plain = Rule(f"value of {label}", ANYTHING, "label"), Spans()
        if field is None:
            return plain
        if field.descriptors:
            found = regex.fullmatch(_DESCRIPTOR, text)
            spans = {"code": found.span("code"), "label": found.span("label")} if found else {}
            return (Rule("descriptor", _DESCRIPTOR, "descriptor"), spans) if found else plain
        value = _VALUE.fullmatch(text)
        if value is None or not _SOMETHING.search(value["value"]):
            return plain
        border, bullet = r"\s*(?:\|\s*)*", r"[-–•*▪]\s+" if value["bullet"] else ""
        if self._begun and not (field.states == "indicator" and value["bullet"]):
            pattern = rf"{border}{bullet}(?P<text>\S[^|]*?)\s*\|?\s*"
            return Rule(f"{label} goes on", pattern, "more"), {"text": value.span("value")}
        self._begun = True
        group = field.states or "deadline"
        pattern = rf"{border}{bullet}(?P<{group}>\S[^|]*?)\s*\|?\s*"
        return Rule(f"{label} below", pattern, _use(group)), {group: value.span("value")}

    def _value(self, text: str, lead: str, label: str, field: FieldWord) -> tuple[Rule, Spans] | None:
        """How the mapping reads the value behind a label, if it can."""
        if field.role:
            pattern = rf"{lead}\s*[:|]\s*(?P<bodies>[^|]+?)\s*[.|]?\s*"
            found = regex.fullmatch(pattern, text)
            if found and all(map(self._registers.body_printed, named_bodies(found["bodies"]))):
                return Rule(label, pattern, "responsibility", role=field.role), {"bodies": found.span("bodies")}
            return None
        group = field.states or ("deadline" if field.deadline else "")
        pattern = rf"{lead}(?:\s*[:|\t–]\s*|\s+-\s+|\s{{2,}})(?P<{group or 'text'}>[^\s|][^|]*?)\s*\|?\s*"
        found = regex.fullmatch(pattern, text) if group else None
        if found is None or not _SOMETHING.search(found[group]):
            return None
        unit = _UNIT.search(text, 0, found.start(group)) if group == "budget" else None
        return Rule(label, pattern, _use(group), unit=unit["unit"] if unit else ""), {group: found.span(group)}


def _use(group: str) -> str:
    return "indicator" if group in ("baseline", "target") else group
