"""Drafting: from the lines of a document to a proposed source.toml and mapping, with everything that is unsure."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import regex

from strategraph.drafting.about import About, claim_title, find_about
from strategraph.drafting.claims import UNCLAIMED, claim_rules
from strategraph.drafting.doubts import Doubt, find_doubts
from strategraph.drafting.fitting import Fitted, fit
from strategraph.drafting.gathering import Gathered, gather
from strategraph.drafting.inline import InlineRule
from strategraph.drafting.levels import name_levels
from strategraph.drafting.opening import Opened
from strategraph.drafting.plan_levels import level_of, territory_named
from strategraph.drafting.rules import Rule
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.territories import Gazetteer
from strategraph.drafting.vocabulary import Vocabulary
from strategraph.drafting.writing import mapping_text, source_text
from strategraph.iris import slug
from strategraph.sources import Line, Registers

__all__ = ["Draft", "Given", "Knowledge", "draft"]

_CZECH = regex.compile("[ěřůĚŘŮ]")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What drafting goes by: the words, the territories, the registers."""

    vocabulary: Vocabulary
    gazetteer: Gazetteer
    registers: Registers


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says beforehand; empty where the document is to say it."""

    plan_id: str = ""
    issuer: str = ""
    territory: str = ""
    level: str = ""


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted plan: its facts, its elements, the rules that read its lines, and both files as text."""

    plan_id: str
    lines: Sequence[Line]
    about: About
    title: str
    issuer: str
    territory: str
    gathered: Gathered
    fitted: Fitted
    rules: list[Rule]
    items: list[InlineRule]
    doubts: list[Doubt]
    source: str
    mapping: str

    def unclaimed(self) -> Iterator[int]:
        """Lines, as indexes from 0, that nothing claims."""
        return (index for rule in self.rules if rule.name == UNCLAIMED for index in sorted(rule.lines))


def draft(opened: Opened, knowledge: Knowledge, today: datetime.date, given: Given = NOTHING_GIVEN) -> Draft:
    """Draft source.toml and mapping of a file; the plan is called after the file unless an id is given."""
    vocabulary, registers = knowledge.vocabulary, knowledge.registers
    name, lines = opened.name, opened.lines
    sheet = Sheet.of(lines)
    title = claim_title(sheet, vocabulary)
    bodies = frozenset(form for body in registers.bodies.values() for form in body.printed)
    gathered = gather(sheet, vocabulary, bodies)
    texts = [line.text for line in lines]
    levels = name_levels(gathered, vocabulary)
    fitted = fit(gathered.entries, gathered.again, levels, texts)
    about = find_about(sheet, title, vocabulary, knowledge.gazetteer, registers)
    rules, cells = claim_rules(gathered, fitted, title, registers)
    items = [*_items(gathered), *cells]
    plan_id = given.plan_id or _plan_id(name)
    if given.territory:
        named = territory_named(given.territory, knowledge.gazetteer, registers)
        about = replace(about, territory=named, level=level_of(named, title.text, vocabulary))
    about = replace(about, level=given.level or about.level)
    printed = len(title.lines) == 1
    shown = title.text or PurePath(name).stem or plan_id
    about = replace(about, issuer=given.issuer or about.issuer)
    issuer = about.issuer or slug(about.issuer_name).lower() or "issuer"
    territory = given.territory or (about.territory.code if about.territory else "CZ")
    source = source_text(about, shown, printed, issuer, territory, opened, today)
    mapping = mapping_text(plan_id, fitted, rules, items, bool(_CZECH.search(opened.text)))
    doubts = [*(Doubt(0, told) for told in opened.notices), *find_doubts(about, gathered, fitted, rules, registers)]
    return Draft(
        plan_id, lines, about, shown, issuer, territory, gathered, fitted, rules, items, doubts, source, mapping
    )


def _plan_id(name: str) -> str:
    """The name of the file as the id of a plan."""
    return regex.sub(r"[^a-z0-9]+", "-", slug(PurePath(name).stem).lower()).strip("-") or "plan"


def _items(gathered: Gathered) -> list[InlineRule]:
    inline = gathered.inline
    return [rule for rule in inline.rules if rule.name in inline.used] if inline is not None else []
