"""Line accounting: every line of a document is claimed by exactly one rule, or blank."""

from dataclasses import dataclass

import regex

from strategraph.errors import MappingError
from strategraph.plans.mapping import LineRule, Mapping
from strategraph.plans.model import LineUse
from strategraph.sources import Document, Line

__all__ = ["Claim", "claim_lines", "line_uses"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A line with the rule that claims it and the match that shows how."""

    line: Line
    rule: LineRule
    match: regex.Match[str]


def claim_lines(document: Document, mapping: Mapping) -> tuple[Claim, ...]:
    """Give every line that is not blank to the one rule that matches it.

    Raises:
        MappingError: for a line that no rule or more than one rule claims, or a rule that claims nothing.
    """
    claims = tuple(_claim(line, mapping, document) for line in document.lines if not line.is_blank)
    claimed = {claim.rule.name for claim in claims}
    for rule in mapping.lines:
        if rule.name not in claimed:
            raise MappingError(
                f"{mapping.shown}, line {rule.at}: line rule {rule.name!r} matches no line of {document.shown}; correct its pattern or remove it."
            )
    return claims


def _claim(line: Line, mapping: Mapping, document: Document) -> Claim:
    found = [(rule, match) for rule in mapping.lines if (match := rule.match(line.text, line.number))]
    if not found:
        raise MappingError(
            f"{document.shown}, line {line.number}: no rule of {mapping.shown} claims {line.text!r}; "
            "add a [[line]] rule for it, with use = 'furniture' if it is no part of the plan."
        )
    if len(found) > 1:
        names = " and ".join(repr(rule.name) for rule, _ in found)
        raise MappingError(
            f"{document.shown}, line {line.number}: rules {names} of {mapping.shown} overlap on {line.text!r}; "
            "narrow one of their patterns, or limit it by its lines."
        )
    return Claim(line, *found[0])


def line_uses(document: Document, claims: tuple[Claim, ...]) -> tuple[LineUse, ...]:
    """What became of every line, in order."""
    by_line = {claim.line.number: claim.rule for claim in claims}
    return tuple(_line_use(line, by_line.get(line.number)) for line in document.lines)


def _line_use(line: Line, rule: LineRule | None) -> LineUse:
    if rule is None:
        return LineUse(line.number, "blank", "")
    return LineUse(line.number, "furniture" if rule.use == "furniture" else "used", rule.name)
