"""Rules of rows: how a mapping reads a row of a table that holds elements in its cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from strategraph.drafting.columns import Stating
from strategraph.drafting.fields import named_bodies
from strategraph.drafting.fitting import Placed
from strategraph.drafting.inline import InlineRule
from strategraph.drafting.rules import Rule, Spans, code_pattern, literal
from strategraph.drafting.tables import BAR
from strategraph.sources import Registers

__all__ = ["RowRules"]

#: What an item reads, where it is called otherwise than the group of its pattern.
_FIELDS = {"baseline": "indicator", "target": "indicator", "bodies": "responsibility"}


@dataclass(slots=True)
class RowRules:
    """Gathers the rule of each row and, by what they have in common, the items behind its first element.

    Bodies in cells are read where all of them stand in the register.
    """

    registers: Registers
    items: dict[tuple[str, str, str, str, str], set[int]] = field(default_factory=dict)

    def row(self, index: int, text: str, placed: Sequence[Placed], stated: Sequence[Stating]) -> tuple[Rule, Spans]:
        """The rule that reads a line with these elements, in order, and fields of the last; items are kept."""
        first, *others = placed
        head = first.entry.head
        spans: Spans = {"code": head.code_span} if _has_code(first) else {}
        spans["text"] = head.text_span
        start = min(span[0] for span in spans.values())
        pattern = rf"\s*(?:[^|]*\|){{{text.count(BAR, 0, start)}}}\s*" + _before(text, _cell_start(text, start), first)
        pattern += r"(?P<text>[^|]*?)"
        if others or stated:
            spans["items"] = (_behind(text, head.text_span[1]), len(text))
            pattern += r"(?P<items>\s*\|.*)"
        else:
            pattern += r"\s*(?:\|.*)?"
        for one, following in zip(placed, [*others, None], strict=True):
            if one is not first:
                self._add(one.level, _opening(text, one), index)
            if following is None and stated:
                self._fields(index, text, _end(one), {_cell_start(text, cell.start): cell for cell in stated})
            elif others and not (following and _is_next(text, one, following)) and text.find(BAR, _end(one)) >= 0:
                bars = text.count(BAR, 0, _end(one)) + 1
                self._add("", _bar(bars), index)
        return Rule(f"{first.level} in a row", pattern, "element", first.level), spans

    def _fields(self, index: int, text: str, end: int, stated: Mapping[int, Stating]) -> None:
        """An item for each cell behind the last element: what it states, or nothing."""
        place = text.find(BAR, end)
        while place >= 0:
            bars = text.count(BAR, 0, place) + 1
            cell = stated.get(_cell_start(text, place + 1))
            if cell is None or (cell.role and not self._are_known(text[cell.start :].partition(BAR)[0])):
                self._add("", _bar(bars), index)
            else:
                value = rf"\s*(?P<{cell.group}>[^|]*?)(?=\s*(?:\||$))"
                self._add("", _bar(bars) + value, index, cell.group.partition("_")[0], cell.unit, cell.role)
            place = text.find(BAR, place + 1)

    def _are_known(self, cell: str) -> bool:
        """All bodies that a cell names stand in the register."""
        return all(map(self.registers.body_printed, named_bodies(cell)))

    def _add(self, level: str, pattern: str, index: int, states: str = "", unit: str = "", role: str = "") -> None:
        self.items.setdefault((level, pattern, states, unit, role), set()).add(index)

    def named(self) -> list[InlineRule]:
        """The items, their names made different from each other."""
        found: list[InlineRule] = []
        for number, ((level, pattern, states, unit, role), lines) in enumerate(self.items.items(), 1):
            name = f"{level or states or 'other'} cells, form {number}"
            field = _FIELDS.get(states, states)
            skips = not level and not field
            found.append(InlineRule(name, pattern, "", field, role, level, skips, unit, frozenset(lines)))
        return found


def _bar(bars: int) -> str:
    """The bar before a cell, by the number of bars up to it."""
    return rf"\s*\|(?<=^(?:[^|]*\|){{{bars}}})"


def _end(one: Placed) -> int:
    return one.entry.head.text_span[1]


def _behind(text: str, end: int) -> int:
    """Where the white space behind a text begins."""
    return end - (len(text[:end]) - len(text[:end].rstrip()))


def _cell_start(text: str, offset: int) -> int:
    """Where the text of the cell begins that holds the offset."""
    start = text.rfind(BAR, 0, offset) + 1
    return start + len(text[start:]) - len(text[start:].lstrip())


def _has_code(one: Placed) -> bool:
    """Its number stands on the line of its text."""
    return one.entry.code is not None and one.entry.index == one.entry.text_index


def _start(one: Placed) -> int:
    head = one.entry.head
    return head.code_span[0] if _has_code(one) else head.text_span[0]


def _is_next(text: str, one: Placed, following: Placed) -> bool:
    """No cell stands between two elements."""
    return text.count(BAR, _end(one), _start(following)) == 1


def _opening(text: str, one: Placed) -> str:
    start = _cell_start(text, _start(one))
    bars = text.count(BAR, 0, start)
    return _bar(bars) + r"\s*" + _before(text, start, one)


def _before(text: str, start: int, one: Placed) -> str:
    """What stands in a cell before the text of its element: a word, the number, a bullet."""
    head = one.entry.head
    if not _has_code(one):
        return literal(text[start : head.text_span[0]])
    before, between = text[start : head.code_span[0]], text[head.code_span[1] : head.text_span[0]]
    code = text[slice(*head.code_span)]
    return f"{literal(before)}(?P<code>{code_pattern(code)}){literal(between)}"
