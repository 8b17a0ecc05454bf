"""Remarks: what a person has noted about single elements, applied to the tree."""

from strategraph.errors import MappingError
from strategraph.plans.draft import Draft
from strategraph.plans.mapping import Mapping, RemarkRule
from strategraph.plans.model import Remark
from strategraph.sources import Document

__all__ = ["apply_parents", "apply_remarks", "plan_remarks"]


def apply_parents(drafts: list[Draft], mapping: Mapping, document: Document) -> None:
    """Put elements below the parent that a remark names; runs before keys, for a key may hold the parent's."""
    for rule in mapping.remarks:
        if rule.parent:
            draft = _only(rule, drafts, mapping, document)
            above = [other for other in drafts if other.notation == rule.parent and other.level.id in draft.level.under]
            if len(above) != 1:
                raise MappingError(
                    f"{mapping.shown}, line {rule.at}: the remark on line {rule.line} names the parent {rule.parent!r}; "
                    f"{len(above)} elements of {document.shown} have that code; name one."
                )
            draft.parent = above[0]


def apply_remarks(drafts: list[Draft], mapping: Mapping, document: Document) -> None:
    """Add remarks, derived notations and doubts to their elements."""
    for rule in mapping.remarks:
        if rule.line:
            draft = _only(rule, drafts, mapping, document)
            draft.remarks.append(rule.remark)
            draft.parent_uncertain |= rule.parent_uncertain
            draft.derived_notation = rule.derived_notation or draft.derived_notation


def plan_remarks(mapping: Mapping) -> tuple[Remark, ...]:
    """The remarks on the plan as a whole."""
    return tuple(rule.remark for rule in mapping.remarks if not rule.line)


def _only(rule: RemarkRule, drafts: list[Draft], mapping: Mapping, document: Document) -> Draft:
    found = [draft for draft in drafts if draft.line == rule.line and draft.level.id == rule.level]
    if len(found) != 1:
        raise MappingError(
            f"{mapping.shown}, line {rule.at}: the remark on line {rule.line}, level {rule.level!r}, fits {len(found)} elements of "
            f"{document.shown}; correct its line or level so that it fits one."
        )
    return found[0]
