"""Decisions: what people approved, rejected or added, read from mappings/decisions/<plan>.csv; they win over words."""

import datetime
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from strategraph.errors import RegisterError
from strategraph.plans import Element, Plan
from strategraph.sources import read_rows
from strategraph.subjects.model import APPROVED, DECIDED, LEXICON, REJECTED, Assignment, Subject
from strategraph.subjects.plan_subjects import Indexed, indexed_elements

__all__ = ["COLUMNS", "DECISIONS", "Decided", "Decision", "decide", "read_decisions", "text_sha"]

COLUMNS = ("kind", "key", "code", "decision", "who", "when", "why", "text_sha")
ADDED = "added"
DECISIONS = (APPROVED, REJECTED, ADDED)
#: The weight of what a person holds and no word carries: that of what a document prints.
_WEIGHT_BY_PERSON = 1.0
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_SHA = re.compile(r"[0-9a-f]{12}\Z")


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: what a person decided on one element and one descriptor.

    `text_sha` names the text that the person read; `where` is the row's place for messages.
    """

    kind: str
    key: str
    code: str
    decision: str
    who: str
    when: str
    why: str
    text_sha: str
    where: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What holds for a plan after its decisions, in document order, and what a person should look at again."""

    subjects: tuple[Subject, ...]
    notices: tuple[str, ...]


def text_sha(text: str) -> str:
    """The first twelve digits of the SHA-256 of an element's text: enough to see that it changed."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_decisions(path: Path, codes: Collection[str]) -> tuple[Decision, ...]:
    """Read one table; no file means that nobody has decided anything. `codes` are the known descriptors.

    Raises:
        RegisterError: naming file, line and remedy, for an unknown code or decision, a missing value, a malformed
            day or digest, or a second decision on the same element and descriptor.
    """
    if not path.is_file():
        return ()
    decisions: list[Decision] = []
    seen: dict[tuple[str, str, str], int] = {}
    for line, row in read_rows(path, COLUMNS):
        told = _fault(row, codes)
        first = seen.setdefault((row["kind"], row["key"], row["code"]), line)
        if not told and first != line:
            told = f"decides on {row['kind']} {row['key']} and {row['code']} again, after line {first}; keep one of the two."
        if told:
            raise RegisterError(f"{path}, line {line}: {told}")
        decisions.append(Decision(**row, where=f"{path.name}, line {line}"))
    return tuple(decisions)


def decide(plan: Plan, indexed: Iterable[Indexed], decisions: Sequence[Decision]) -> Decided:
    """Let decisions win over what words say; none is dropped in silence."""
    given = {(one.element.kind, one.element.key): one for one in indexed}
    elements = {(one.kind, one.key): one for one in plan.elements}
    wanted = {(one.kind, one.key): one for one in indexed_elements(plan)}
    notices = [notice for one in decisions if (notice := _notice(one, elements, wanted))]
    by_element: dict[tuple[str, str], dict[str, Decision]] = {}
    for one in decisions:
        element = wanted.get((one.kind, one.key))
        if element and one.code not in {printed.code for printed in element.descriptors}:
            by_element.setdefault((one.kind, one.key), {})[one.code] = one
    subjects: list[Subject] = []
    for place in wanted:
        said = given[place].assignments if place in given else ()
        subjects += _subjects(place, said, by_element.get(place, {}))
    return Decided(tuple(subjects), tuple(notices))


def _subjects(place: tuple[str, str], said: Iterable[Assignment], decided: Mapping[str, Decision]) -> list[Subject]:
    """What holds for one element: what words say unless a person decided, then what only people say."""
    words = {one.code: one for one in said}
    made = [_subject(place, one, decided.get(code)) for code, one in words.items()]
    for code, decision in sorted(decided.items()):
        if code not in words:
            weight = 0.0 if decision.decision == REJECTED else _WEIGHT_BY_PERSON
            made.append(_subject(place, Assignment(code, weight, "", ()), decision))
    return made


def _subject(place: tuple[str, str], said: Assignment, decision: Decision | None) -> Subject:
    method = LEXICON if said.matches else DECIDED
    if decision is None:
        return Subject(*place, said.code, said.score, said.status, method, said.matches)
    status = REJECTED if decision.decision == REJECTED else APPROVED
    told = (decision.who, decision.when, decision.why)
    return Subject(*place, said.code, said.score, status, method, said.matches, *told)


def _notice(
    decision: Decision, elements: Mapping[tuple[str, str], Element], wanted: Mapping[tuple[str, str], Element]
) -> str:
    """What a person should know of a decision that no longer fits its plan, or an empty string."""
    named = f"{decision.where}: {decision.kind} {decision.key}"
    element = elements.get((decision.kind, decision.key))
    if element is None:
        return (
            f"{named} is no longer in the plan, and the decision on {decision.code} has no effect: correct kind and key, "
            "or remove the row."
        )
    if (decision.kind, decision.key) not in wanted:
        return f"{named} is at a level that gets no descriptors; the decision on {decision.code} has no effect."
    if decision.code in {printed.code for printed in element.descriptors}:
        return f"{named}: the document itself prints {decision.code}; what is printed is not decided, and the row has no effect."
    if decision.text_sha != text_sha(element.text):
        return (
            f"{named} has changed since {decision.who} decided on {decision.code} on {decision.when}; the decision still holds: "
            f"read the text again and set text_sha to {text_sha(element.text)}."
        )
    return ""


def _fault(row: dict[str, str], codes: Collection[str]) -> str:
    """What is wrong with a row by itself, or an empty string."""
    for column in COLUMNS:
        if not row[column] and column != "why":
            return f"{column} is empty; fill it in."
    if row["code"] not in codes:
        return f"there is no descriptor {row['code']!r}; write a code of data/vocabularies/descriptors.csv."
    if row["decision"] not in DECISIONS:
        return f"{row['decision']!r} is no decision; write {', '.join(DECISIONS[:-1])} or {DECISIONS[-1]}."
    if not row["why"] and row["decision"] != APPROVED:
        return f"why is empty; say why {row['code']} was {row['decision']}."
    if not _is_day(row["when"]):
        return f"{row['when']!r} is no day; write it as 2026-11-21."
    if not _SHA.match(row["text_sha"]):
        return f"text_sha is {row['text_sha']!r}; write the first twelve digits of the SHA-256 of the element's text."
    return ""


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.match(text)) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False
