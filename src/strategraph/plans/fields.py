"""Fields: responsibilities, deadlines, quantities and laws, from a match of a rule."""

from collections.abc import Iterable

import regex

from strategraph.errors import MappingError
from strategraph.plans.draft import Draft, squeezed
from strategraph.plans.mapping import STATED, FoundRule, Mapping
from strategraph.plans.model import Body, Deadline, Law, Passage, Quantity, Responsibility
from strategraph.plans.stated import stated_in
from strategraph.sources import Document, Registers

__all__ = ["find_in_text", "read_deadline", "read_responsibility"]

_BODY = regex.compile(r"(?:(?!\s+a\s|,).)+")


def read_responsibility(
    match: regex.Match[str], offset: int, place: Passage, role: str, registers: Registers, shown: tuple[str, str]
) -> Responsibility:
    """The bodies of a match's group `bodies`, separated by commas or `a`, each looked up in the register.

    `offset` is what has to be added to the match's offsets to get those of the document; `shown` are the
    names of mapping and document for messages.

    Raises:
        MappingError: for a body that the register does not have.
    """
    bodies = []
    for found in _BODY.finditer(match.string, match.start("bodies"), match.end("bodies")):
        form = found[0].strip()
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        if form.startswith("a ") and registers.body_printed(form) is None:
            form, start = form[2:].strip(), start + len(form) - len(form[2:].strip())
        body = registers.body_printed(squeezed(form))
        if body is None:
            raise MappingError(
                f"{shown[1]}, line {place.line}: {form!r} is no printed form of a body in mappings/registers/bodies.csv; "
                f"add it there, or correct the rule of {shown[0]} that found it."
            )
        bodies.append(Body(body.slug, Passage(start + offset, start + offset + len(form), place.line, place.page)))
    return Responsibility(role, tuple(bodies), place)


def read_deadline(match: regex.Match[str], place: Passage, text_derived: bool, shown: tuple[str, str]) -> Deadline:
    """A year, or a year and a month, from a match's groups; a day is never invented.

    Raises:
        MappingError: for a month outside 1 to 12, or a year that is not four digits.
    """
    year, month = match["year"], match.groupdict().get("month")
    if not regex.fullmatch(r"[0-9]{4}", year) or (month and not regex.fullmatch(r"0?[1-9]|1[0-2]", month)):
        raise MappingError(
            f"{shown[1]}, line {place.line}: {match[0]!r} is no year or month; correct the rule of {shown[0]} that found it."
        )
    return Deadline(f"{year}-{int(month):02d}" if month else year, text_derived, (place,))


def find_in_text(draft: Draft, document: Document, mapping: Mapping, registers: Registers) -> set[str]:
    """Add to an element what the `found` rules see in its text, which is not cut; gives the names of those that did.

    Raises:
        MappingError: for a body that no register has, a deadline that is none, or a quantity that is no number.
    """
    shown = (mapping.shown, document.shown)
    used: set[str] = set()
    for part in draft.passages:
        for rule in mapping.found:
            for match in rule.find(document.text, part.start, part.end, part.line):
                used.add(rule.name)
                place = Passage(match.start(), match.end(), part.line, part.page)
                if rule.field == "responsibility":
                    draft.responsibilities.append(read_responsibility(match, 0, place, rule.role, registers, shown))
                elif rule.field in STATED and rule.field in match.groupdict():
                    draft.stated += stated_in(match, 0, place, True)
                elif rule.field == "deadline":
                    draft.deadlines.append(read_deadline(match, place, True, shown))
                elif rule.field == "law":
                    draft.laws.append(Law(match["number"], match["year"], place))
                else:
                    draft.quantities.append(_quantity(match, rule, place, shown))
    draft.quantities = _apart(draft.quantities)
    return used


def _quantity(match: regex.Match[str], rule: FoundRule, place: Passage, shown: tuple[str, str]) -> Quantity:
    value = rule.value or match["value"]
    if not regex.fullmatch(r"[0-9]+(?:\s[0-9]+)*", value):
        raise MappingError(
            f"{shown[1]}, line {place.line}: {value!r} is no whole number; correct the rule {rule.name!r} of {shown[0]} that found it."
        )
    return Quantity("".join(value.split()), rule.comparator, squeezed(match["unit"]), place)


def _apart(quantities: Iterable[Quantity]) -> list[Quantity]:
    """In the order of the text; of two that overlap the longer, so that "alespoň 200 obcí" is not also "200 obcí"."""
    kept: list[Quantity] = []
    for one in sorted(quantities, key=lambda item: (item.passage.start - item.passage.end, item.passage.start)):
        if all(one.passage.end <= other.passage.start or one.passage.start >= other.passage.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda item: item.passage.start)
