"""Decisions: how what people approved, rejected or added wins over words, and what a person should look at again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from strategraph.plans import Element, Plan
from strategraph.subjects.decision_rows import NONE, Decision, Place, text_sha
from strategraph.subjects.model import APPROVED, DECIDED, LEXICON, REJECTED, Assignment, Subject
from strategraph.subjects.plan_subjects import Indexed, indexed_elements

__all__ = ["Decided", "decide", "is_outdated"]

#: The least weight of what a person holds, however little words say: that of what a document prints.
_WEIGHT_BY_PERSON = 1.0


@dataclass(frozen=True, slots=True)
class Decided:
    """What holds for a plan after its decisions, in document order, and what a person should look at again.

    `decisions` are those that have an effect; `outdated` tells of those among them whose text has changed since,
    `without_effect` of the others.
    """

    subjects: tuple[Subject, ...]
    decisions: tuple[Decision, ...] = ()
    outdated: tuple[str, ...] = ()
    without_effect: tuple[str, ...] = ()

    @property
    def notices(self) -> tuple[str, ...]:
        """All that a person should look at again."""
        return self.outdated + self.without_effect


def decide(plan: Plan, indexed: Iterable[Indexed], decisions: Sequence[Decision]) -> Decided:
    """Let decisions win over what words say; none is dropped in silence."""
    given = {(one.element.kind, one.element.key): one for one in indexed}
    elements = {(one.kind, one.key): one for one in plan.elements}
    wanted = {(one.kind, one.key): one for one in indexed_elements(plan)}
    idle = {one.subject: told for one in decisions if (told := _without_effect(one, elements, wanted))}
    effective = tuple(one for one in decisions if one.subject not in idle)
    by_element: dict[Place, dict[str, Decision]] = {}
    for one in effective:
        by_element.setdefault(one.place, {})[one.code] = one
    subjects: list[Subject] = []
    for place, element in wanted.items():
        subjects += _subjects(place, given.get(place, Indexed(element, ())), by_element.get(place, {}))
    outdated = tuple(_outdated(one, plan.id) for one in effective if is_outdated(one, wanted[one.place]))
    return Decided(tuple(subjects), effective, outdated, tuple(idle.values()))


def is_outdated(decision: Decision, element: Element) -> bool:
    """Does the element read otherwise than when the person decided?"""
    return decision.text_sha != text_sha(element.text)


def _subjects(place: Place, said: Indexed, decided: Mapping[str, Decision]) -> list[Subject]:
    """What holds for one element: what words say unless a person decided, then what only people say.

    A decision that no descriptor fits (its code is empty) rejects all that words say and nobody decided by itself.
    What only people say rests on words that are too weak by themselves, if there are any.
    """
    words, hints = {one.code: one for one in said.assignments}, {one.code: one for one in said.weaker}
    made = [_subject(place, one, decided.get(code) or decided.get("")) for code, one in words.items()]
    for code, decision in sorted(decided.items()):
        if code and code not in words:
            hint = hints.get(code, Assignment(code, 0.0, "", ()))
            held = hint.score if decision.decision == REJECTED else max(hint.score, _WEIGHT_BY_PERSON)
            made.append(_subject(place, hint._replace(score=held), decision))
    return made


def _subject(place: Place, said: Assignment, decision: Decision | None) -> Subject:
    method = LEXICON if said.status else DECIDED
    if decision is None:
        return Subject(*place, said.code, said.score, said.status, method, said.matches)
    status = REJECTED if decision.decision in (REJECTED, NONE) else APPROVED
    told = (decision.who, decision.when, decision.why, decision.decision)
    return Subject(*place, said.code, said.score, status, method, said.matches, *told)


def _without_effect(decision: Decision, elements: Mapping[Place, Element], wanted: Mapping[Place, Element]) -> str:
    """Why a decision has no effect on its plan and what to do, or an empty string."""
    named = f"{decision.where}: {decision.kind} {decision.key}"
    what = f"the decision on {decision.code}" if decision.code else "the decision that no descriptor fits"
    element = elements.get(decision.place)
    if element is None:
        return f"{named} is no longer in the plan, and {what} has no effect: correct kind and key, or remove the row."
    if decision.place not in wanted:
        return f"{named} is at a level that gets no descriptors; {what} has no effect."
    printed = [one.code for one in element.descriptors]
    if decision.code in printed or (printed and not decision.code):
        shown = decision.code or printed[0]
        return (
            f"{named}: the document itself prints {shown}; what is printed is not decided, and the row has no effect."
        )
    return ""


def _outdated(decision: Decision, plan_id: str) -> str:
    """What a person should know of a decision whose text has changed."""
    what = f"on {decision.code}" if decision.code else "that no descriptor fits,"
    return (
        f"{decision.where}: {decision.kind} {decision.key} has changed since {decision.who} decided {what} on "
        f"{decision.when}; the decision still holds: read the text again with `strategraph subjects review {plan_id}`."
    )
