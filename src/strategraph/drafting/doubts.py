"""Doubts: what a draft is unsure of, each with its line, so that a person knows where to look."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from strategraph.drafting.about import About
from strategraph.drafting.bullets import STEPS
from strategraph.drafting.claims import UNCLAIMED
from strategraph.drafting.entries import Signature
from strategraph.drafting.fitting import Fitted
from strategraph.drafting.gathering import Gathered
from strategraph.drafting.headed import HEADED
from strategraph.drafting.rules import Rule, ranges
from strategraph.sources import Registers, levels_for

__all__ = ["Doubt", "find_doubts"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence, and the line that it is about, from 1; 0 for the document as a whole."""

    line: int
    told: str


def find_doubts(
    about: About, gathered: Gathered, fitted: Fitted, rules: Sequence[Rule], registers: Registers
) -> list[Doubt]:
    """Everything that should be looked at, the document as a whole first, then line by line."""
    found = [
        *(Doubt(0, told) for told in _of_document(about, gathered, registers)),
        *(Doubt(0, told) for told in _of_levels(gathered, fitted)),
        *(Doubt(line, f"The element {told}.") for line, told in fitted.doubts),
        *_of_numbers(fitted),
        *_of_rows(gathered),
        *_of_steps(fitted),
        *_of_lines(rules),
    ]
    return sorted(found, key=lambda doubt: doubt.line)


def _of_document(about: About, gathered: Gathered, registers: Registers) -> Iterator[str]:
    if not about.title.lines:
        yield "No line reads like a title; the name of the file stands for it (title_printed = false)."
    elif len(about.title.lines) > 1:
        lines = ranges(about.title.lines)
        yield f"The title stands on several lines ({lines}), so title_printed is false; correct it if one line is the title."
    if not about.issuer:
        name = about.issuer_name or "the issuer, which was not found"
        yield f"mappings/registers/bodies.csv has no row for {name}; add one and correct issuer."
    if about.territory is None:
        yield "No territory of data/registers/territories.csv is named in the title or on the first lines; CZ stands for it."
    elif about.territory.code not in registers.territories:
        named = f"{about.territory.code} ({about.territory.name})"
        yield f"mappings/registers/territories.csv has no row for {named}; add one if it is the right territory."
    told = about.title_level
    if told and told not in levels_for(about.territory.kind if about.territory else ""):
        yield (
            f"Title or issuer are those of a {told} plan, and the territory that was found has none: add a row for the right one to "
            "mappings/registers/other-territories.csv, and correct territory and level."
        )
    if about.period is None:
        yield "No years of validity were found; add the period if the plan has one."
    yield "The licence in source.toml is that of official works: check that it holds."


def _of_levels(gathered: Gathered, fitted: Fitted) -> Iterator[str]:
    if not fitted.elements:
        yield "Nothing reads like a goal or a measure: no numbers, no names of levels, no bullets below a title."
    elif not gathered.labelled:
        named = ", ".join(f"{name} = {level.kind}" for name, level in fitted.levels.items())
        yield f"The document does not name its levels; their kinds are guessed from their order ({named})."
    for signature in gathered.order:
        if signature == ("", "above numbers"):
            yield "Headings are taken for sections because numbers begin anew below them."
        elif signature[1].startswith(HEADED):
            yield f"Headings without a word or a number are taken for {_levels_of(fitted, signature)}."
        elif signature == ("", "capitals"):
            yield "Lines in capitals are taken for sections because goals stand below several of them."
        elif signature[0] == "" and signature[1] == "list":
            yield "Numbered or lettered lists without a name stand below most elements of a level and are taken for elements."


def _levels_of(fitted: Fitted, signature: Signature) -> str:
    """The levels that elements of a signature have."""
    return (
        ", ".join(dict.fromkeys(one.level for one in fitted.elements if one.entry.signature == signature)) or "nothing"
    )


def _of_rows(gathered: Gathered) -> Iterator[Doubt]:
    """Tables whose cells are taken for elements."""
    lines = sorted(
        {entry.text_index for entry in gathered.columns.entries if gathered.sheet.uses[entry.text_index] == "row"}
    )
    if lines:
        told = f"Cells of tables are taken for elements, by the words at the top of their columns: {ranges(lines)}."
        yield Doubt(lines[0] + 1, told)


def _of_steps(fitted: Fitted) -> Iterator[Doubt]:
    """Bullets that no label introduces."""
    lines = [one.entry.index for one in fitted.elements if one.entry.signature == STEPS]
    if lines:
        yield Doubt(lines[0] + 1, f"Bullets that no label introduces are taken for activities: {ranges(lines)}.")


def _of_numbers(fitted: Fitted) -> Iterator[Doubt]:
    """Numbers that follow neither among the children of one element nor in the document, and parents that they do not show."""
    last: dict[tuple[object, ...], int] = {}
    for one in fitted.elements:
        code, parent = one.entry.code, one.parent
        if code is None or code.last is None:
            continue
        places = ((id(parent), one.level), (one.level, code.parts[:-1]))
        before = [last[place] for place in places if place in last]
        if code.last != 1 and code.last - 1 not in before:
            told = f"{one.level} {one.notation} does not follow {before[0] if before else 0}: is one missing?"
            yield Doubt(one.entry.index + 1, told)
        last |= dict.fromkeys(places, code.last)
        above = parent.entry.parts if parent else ()
        if len(code.parts) > 1 and above and len(above) < len(code.parts) and code.parts[: len(above)] != above:
            told = f"{one.level} {one.notation} stands below {parent.notation if parent else ''}, whose number it does not extend."
            yield Doubt(one.entry.index + 1, told)


def _of_lines(rules: Sequence[Rule]) -> Iterator[Doubt]:
    for rule in rules:
        if rule.name == UNCLAIMED:
            first = min(rule.lines) + 1
            yield Doubt(first, f"Nothing claims {len(rule.lines)} lines: {ranges(rule.lines)}.")
    once = Counter(rule.use for rule in rules)
    if once["continuation"]:
        lines = [index for rule in rules if rule.use == "continuation" for index in rule.lines]
        yield Doubt(min(lines) + 1, f"Texts are taken to go on in these lines: {ranges(lines)}.")
