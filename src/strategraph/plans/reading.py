"""Reading a plan: a document and its mapping become a Plan."""

from collections.abc import Container, Iterable

from strategraph.errors import MappingError
from strategraph.plans.accounting import claim_lines, line_uses
from strategraph.plans.assembly import Assembly
from strategraph.plans.draft import Draft, squeezed
from strategraph.plans.fields import find_in_text
from strategraph.plans.keys import give_keys
from strategraph.plans.mapping import FoundRule, ItemRule, Mapping
from strategraph.plans.model import Element, Passage, Plan
from strategraph.plans.remarks import apply_parents, apply_remarks, plan_remarks
from strategraph.plans.stated import settle
from strategraph.sources import Document, Registers

__all__ = ["read_plan"]


def read_plan(document: Document, mapping: Mapping, registers: Registers) -> Plan:
    """Read a document by its mapping, every line accounted for.

    Raises:
        MappingError: one sentence with file, line and remedy.
    """
    _check_registers(document, registers)
    claims = claim_lines(document, mapping)
    assembly = Assembly(document, mapping, registers)
    for claim in claims:
        assembly.take(claim)
    assembly.close()
    drafts = assembly.drafts
    apply_parents(drafts, mapping, document)
    give_keys(drafts, mapping, document)
    apply_remarks(drafts, mapping, document)
    found = {name for draft in drafts for name in find_in_text(draft, document, mapping, registers)}
    for draft in drafts:
        settle(draft, document, mapping)
    _check_used(assembly, "item", mapping.items, assembly.rules_used)
    _check_used(assembly, "found", [rule for rule in mapping.found if not rule.shared], found)
    abstract = _only_part(assembly, "abstract")
    return Plan(
        manifest=document.manifest,
        levels=mapping.levels,
        elements=tuple(_element(draft, document, mapping) for draft in drafts),
        title_passage=_title(assembly),
        abstract=squeezed(document.characters(abstract.start, abstract.end)) if abstract else "",
        abstract_passage=abstract,
        remarks=plan_remarks(mapping),
        page_count=len(assembly.pages),
        lines=line_uses(document, claims),
    )


def _check_registers(document: Document, registers: Registers) -> None:
    manifest = document.manifest
    wanted: list[tuple[str, str, Container[str], str]] = [
        ("issuer", manifest.issuer, registers.bodies, "bodies.csv"),
        ("territory", manifest.territory, registers.territories, "territories.csv"),
        ("carries_out", manifest.carries_out, registers.strategies, "strategies.csv"),
    ]
    for key, value, register, file in wanted:
        if value and value not in register:
            raise MappingError(
                f"source.toml of {manifest.plan_id}: {key} is {value!r}, which has no row in mappings/registers/{file}; add one."
            )


def _check_used(assembly: Assembly, kind: str, rules: Iterable[ItemRule | FoundRule], used: set[str]) -> None:
    for rule in rules:
        if rule.name not in used:
            raise MappingError(
                f"{assembly.mapping.shown}, line {rule.at}: {kind} rule {rule.name!r} matches nothing in {assembly.document.shown}; "
                "correct its pattern or remove it."
            )


def _only_part(assembly: Assembly, part: str) -> Passage | None:
    places = assembly.parts[part]
    if len(places) > 1:
        raise MappingError(
            f"{assembly.document.shown}, line {places[1].line}: {assembly.mapping.shown} takes a second line as {part}; "
            "limit its rule by lines."
        )
    return places[0] if places else None


def _title(assembly: Assembly) -> Passage | None:
    """The place of the printed title, which has to be the one that source.toml gives."""
    manifest, place = assembly.document.manifest, _only_part(assembly, "title")
    if manifest.title_printed and place is None:
        raise MappingError(
            f"{assembly.mapping.shown}: no line of {assembly.document.shown} is taken as title, and source.toml says that it is printed; "
            "add a [[line]] rule with use = 'title', or set title_printed = false."
        )
    if place is not None and not manifest.title_printed:
        raise MappingError(
            f"{assembly.document.shown}, line {place.line}: {assembly.mapping.shown} takes it as title, and source.toml says that none "
            "is printed; set title_printed = true, or correct the rule."
        )
    printed = squeezed(assembly.document.characters(place.start, place.end)) if place else manifest.title
    if printed != manifest.title:
        line = place.line if place else 0
        raise MappingError(
            f"{assembly.document.shown}, line {line}: the printed title is {printed!r}, source.toml has {manifest.title!r}; make them agree."
        )
    return place


def _element(draft: Draft, document: Document, mapping: Mapping) -> Element:
    text = draft.text(document)
    truncated = bool(mapping.truncation.length) and len(text) == mapping.truncation.length
    return Element(
        kind=draft.level.kind,
        key=draft.key,
        level=draft.level.id,
        notation=draft.notation,
        printed_notation=draft.printed_notation,
        derived_notation=draft.derived_notation,
        text=text,
        passages=tuple(draft.passages),
        repeats=tuple(draft.repeats),
        position=draft.position,
        parent=(draft.parent.level.kind, draft.parent.key) if draft.parent else None,
        parent_uncertain=draft.parent_uncertain,
        truncated=truncated,
        remarks=(*draft.remarks, mapping.truncation.remark) if truncated else tuple(draft.remarks),
        descriptors=tuple(draft.descriptors),
        responsibilities=tuple(draft.responsibilities),
        deadlines=tuple(draft.deadlines),
        quantities=tuple(draft.quantities),
        laws=tuple(draft.laws),
        indicators=tuple(draft.indicators),
        budgets=tuple(draft.budgets),
        fundings=tuple(draft.fundings),
    )
