"""Items: several elements and fields on one line, told apart by what opens each."""

from dataclasses import dataclass

import regex

from strategraph.errors import MappingError
from strategraph.plans.mapping import SECONDS, ItemRule, Mapping, looks_at, too_slow
from strategraph.sources import Document, Line

__all__ = ["Item", "cut_items"]

_NOTHING = regex.compile(r"[\s.,;]*")


@dataclass(frozen=True, slots=True)
class Item:
    """A rule's match with the text that follows it, as offsets in the line."""

    rule: ItemRule
    match: regex.Match[str]
    start: int
    end: int


def cut_items(line: Line, start: int, end: int, mapping: Mapping, document: Document) -> tuple[Item, ...]:
    """Cut a line between two offsets into items; the leftmost opening wins, then the longest.

    Raises:
        MappingError: for characters that no item claims, or two rules that open at the same characters.
    """
    openings = _openings(line, start, end, mapping, document)
    items = []
    for number, (rule, match) in enumerate(openings):
        until = openings[number + 1][1].start() if number + 1 < len(openings) else end
        items.append(Item(rule, match, match.end(), until))
    _check_rest(
        line.text[start : openings[0][1].start()] if openings else line.text[start:end], line, mapping, document
    )
    for item in items:
        if item.rule.field:
            _check_rest(line.text[item.start : item.end], line, mapping, document)
    return tuple(items)


def _openings(
    line: Line, start: int, end: int, mapping: Mapping, document: Document
) -> list[tuple[ItemRule, regex.Match[str]]]:
    found: list[tuple[ItemRule, regex.Match[str]]] = []
    for rule in mapping.items:
        if not looks_at(rule.lines, line.number):
            continue
        try:
            found += [
                (rule, match) for match in rule.pattern.finditer(line.text, start, end, timeout=SECONDS) if match[0]
            ]
        except TimeoutError as fault:
            raise MappingError(f"{mapping.shown}: {too_slow(rule.name, line.number)}") from fault
    found.sort(key=lambda opening: (opening[1].start(), -opening[1].end()))
    kept: list[tuple[ItemRule, regex.Match[str]]] = []
    for rule, match in found:
        if kept and match.span() == kept[-1][1].span():
            raise MappingError(
                f"{document.shown}, line {line.number}: item rules {kept[-1][0].name!r} and {rule.name!r} of {mapping.shown} "
                f"overlap on {match[0]!r}; narrow one of their patterns."
            )
        if not kept or match.start() >= kept[-1][1].end():
            kept.append((rule, match))
    return kept


def _check_rest(rest: str, line: Line, mapping: Mapping, document: Document) -> None:
    if not _NOTHING.fullmatch(rest):
        raise MappingError(
            f"{document.shown}, line {line.number}: no item rule of {mapping.shown} claims {rest.strip()!r}; "
            "add an [[item]] rule for what opens it."
        )
