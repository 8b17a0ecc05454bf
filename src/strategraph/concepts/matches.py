"""Matches between descriptors and concepts of other vocabularies, read from mapping sets and checked.

A person approves a match by changing its status from `proposed` to `approved` and giving name and date.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from strategraph.concepts.model import PROPOSED, STATUSES, Descriptor, Match
from strategraph.concepts.sssom import MappingSet, Row, read_mapping_set
from strategraph.errors import ConceptError
from strategraph.namespaces import SEMAPV, SKOS

__all__ = ["RELATIONS", "read_matches"]

#: SKOS mapping properties (SKOS Reference, section 10) by the short names that IRIs of matches use.
RELATIONS = {name: str(SKOS[f"{name}Match"]) for name in ("exact", "close", "broad", "narrow", "related")}
#: Vocabularies that descriptors may be matched with, and what an identifier looks like in each.
VOCABULARIES = {"http://eurovoc.europa.eu/": re.compile(r"(\d{1,6}|c_[0-9a-f]{8})\Z")}
#: Terms of SEMAPV that SSSOM 1.1 allows as a justification.
JUSTIFICATIONS = frozenset(
    str(SEMAPV[name])
    for name in (
        "BackgroundKnowledgeBasedMatching", "CompositeMatching", "InstanceBasedMatching", "LexicalMatching",
        "LexicalSimilarityThresholdMatching", "LogicalReasoning", "ManualMappingCuration", "MappingChaining",
        "MappingInversion", "MappingReview", "SemanticSimilarityThresholdMatching", "StructuralMatching",
        "UnspecifiedMatching",
    )
)  # fmt: skip
IDENTIFIERS = ("subject_id", "predicate_id", "object_id", "mapping_justification")
REQUIRED = (*IDENTIFIERS, "subject_label", "object_label", "status")
OPTIONAL = ("reviewer_label", "review_date", "comment")


def read_matches(folder: Path, descriptors: Iterable[Descriptor]) -> tuple[Match, ...]:
    """Read all mapping sets (`*.sssom.tsv`) of a folder, in the order of their names and rows.

    Raises:
        RegisterError: for a file that is not a well-formed mapping set.
        ConceptError: naming file, line and remedy, for a match with an unknown code, relation, vocabulary,
            identifier, justification or status, a label that differs from the table of descriptors, a decision
            without a name and a date, or a match that is there already.
    """
    labels = {descriptor.code: descriptor.label_cs for descriptor in descriptors}
    matches: dict[tuple[str, str, str], Match] = {}
    for path in sorted(folder.glob("*.sssom.tsv")):
        mapping_set = read_mapping_set(path, REQUIRED, OPTIONAL)
        if "status" not in mapping_set.extensions:
            raise ConceptError(f"{path}: the column status is not declared; add it to the extension_definitions.")
        for row in mapping_set.rows:
            try:
                match = _match(mapping_set, row, labels)
                key = (match.code, match.relation, match.target)
                if key in matches:
                    raise ConceptError(f"{match.code} has this match already; remove one of the two rows.")
            except ConceptError as fault:
                raise ConceptError(f"{path}, line {row.line}: {fault}") from fault
            matches[key] = match
    return tuple(matches.values())


def _match(mapping_set: MappingSet, row: Row, labels: Mapping[str, str]) -> Match:
    value = {name: row.values.get(name, "") for name in (*REQUIRED, *OPTIONAL)}
    iri = {name: mapping_set.expand(value[name], row.line) for name in IDENTIFIERS}
    if not value["object_label"]:
        raise ConceptError(f"{value['object_id']} has no object_label; write its English label.")
    if iri["mapping_justification"] not in JUSTIFICATIONS:
        raise ConceptError(f"{value['mapping_justification']} is unknown to SSSOM 1.1; use one of SEMAPV's processes.")
    match = Match(
        code=_code(iri["subject_id"], value["subject_label"], labels),
        relation=_relation(iri["predicate_id"]),
        number=_number(iri["object_id"]),
        target=iri["object_id"],
        target_label=value["object_label"],
        justification=iri["mapping_justification"],
        status=value["status"],
        comment=value["comment"],
        reviewer=value["reviewer_label"],
        review_date=value["review_date"],
    )
    _check_decision(match)
    return match


def _code(iri: str, label: str, labels: Mapping[str, str]) -> str:
    namespace, _, code = iri.rpartition("/")
    if not namespace.endswith("/resource/descriptor") or code not in labels:
        raise ConceptError(
            f"<{iri}> is not a known descriptor; correct subject_id, or add the code to descriptors.csv."
        )
    if label != labels[code]:
        raise ConceptError(f"subject_label {label!r} differs from {labels[code]!r} in descriptors.csv; write it so.")
    return code


def _relation(iri: str) -> str:
    for relation, known in RELATIONS.items():
        if iri == known:
            return relation
    known_ones = ", ".join(f"skos:{relation}Match" for relation in RELATIONS)
    raise ConceptError(f"<{iri}> is not a mapping property of SKOS; use one of {known_ones}.")


def _number(iri: str) -> str:
    for namespace, pattern in VOCABULARIES.items():
        number = iri.removeprefix(namespace)
        if number != iri and pattern.match(number):
            return number
    raise ConceptError(f"<{iri}> is not a concept of EuroVoc; write an identifier such as eurovoc:3082.")


def _check_decision(match: Match) -> None:
    """SSSOM 1.1: a review date needs a reviewer. Ours: a decision needs both, a proposal has neither."""
    if match.status not in STATUSES:
        raise ConceptError(f"the status {match.status!r} is unknown; use {', '.join(STATUSES)}.")
    if match.status == PROPOSED:
        if match.reviewer or match.review_date:
            raise ConceptError("a proposed match has no reviewer; remove reviewer_label and review_date, or decide.")
        return
    if not match.reviewer:
        raise ConceptError(f"a match that is {match.status} needs a reviewer_label; write who decided.")
    if not _is_day(match.review_date):
        told = f"a match that is {match.status} needs a review_date"
        raise ConceptError(f"{told} such as 2024-05-31, not {match.review_date!r}.")


def _is_day(text: str) -> bool:
    """Whether a text is a day as xsd:date writes it."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
