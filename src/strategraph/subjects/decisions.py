"""Decisions: how what people approved, rejected or added wins over words, and what a person should look at again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from strategraph.plans import Element, Plan
from strategraph.subjects.decision_table import Decision, text_sha
from strategraph.subjects.model import APPROVED, DECIDED, LEXICON, REJECTED, Assignment, Subject
from strategraph.subjects.plan_subjects import Indexed, indexed_elements

__all__ = ["Decided", "decide"]

#: The weight of what a person holds and no word carries: that of what a document prints.
_WEIGHT_BY_PERSON = 1.0


@dataclass(frozen=True, slots=True)
class Decided:
    """What holds for a plan after its decisions, in document order, and what a person should look at again."""

    subjects: tuple[Subject, ...]
    notices: tuple[str, ...]


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
    told = (decision.who, decision.when, decision.why, decision.decision)
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
