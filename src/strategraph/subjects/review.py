"""Review: a person goes through elements in a terminal and decides on their descriptors, one at a time.

Asked about is what nobody has decided, and what somebody decided on a text that has changed since; `again` asks about
every earlier decision as well. Nothing here reads or prints by itself: `ask` puts a question and gives the answer,
`tell` shows a line, and `keep` saves a decision at once, so that whoever stops in the middle has lost nothing.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from strategraph.plans import Element, Plan
from strategraph.subjects.decision_rows import ADDED, GIVING, NONE, WITHDRAWN, Decision, Place, text_sha
from strategraph.subjects.decisions import Decided, is_outdated
from strategraph.subjects.marking import Span, pieces
from strategraph.subjects.model import APPROVED, OWN, REJECTED, Subject
from strategraph.subjects.plan_subjects import headings_of, indexed_elements

__all__ = ["Review", "marked"]

_APPROVE, _REJECT, _NONE, _HOLDS, _WITHDRAW, _LEAVE, _QUIT = "a", "r", "n", "k", "w", "", "q"
_MEANING = {
    _HOLDS: "[k] keep: it holds for this text, too",
    _APPROVE: "[a] approve",
    _REJECT: "[r] reject",
    _NONE: "[n] no descriptor fits",
    _WITHDRAW: "[w] withdraw",
}


class _StoppedError(Exception):
    """The person has seen enough."""


@dataclass(frozen=True, slots=True)
class Review:
    """One sitting of one person: `labels` are the known descriptors, `who` and `when` (ISO 8601) go into each decision.

    `places` (kind and key) are the only elements that are shown, decided or not; none means all with something to ask.
    """

    labels: Mapping[str, str]
    who: str
    when: str
    ask: Callable[[str], str]
    tell: Callable[[str], None]
    keep: Callable[[Decision], None]
    again: bool = False
    places: Collection[Place] = ()

    def go_through(self, plan: Plan, decided: Decided) -> int:
        """Ask about elements in document order; gives the number of decisions."""
        said: dict[Place, list[Subject]] = {}
        for subject in decided.subjects:
            said.setdefault((subject.kind, subject.key), []).append(subject)
        earlier: dict[Place, dict[str, Decision]] = {}
        for decision in decided.decisions:
            earlier.setdefault(decision.place, {})[decision.code] = decision
        saved: list[Decision] = []
        try:
            for element in indexed_elements(plan):
                place = element.kind, element.key
                visit = _Visit(self, element, said.get(place, []), earlier.get(place, {}), saved)
                wanted = place in self.places if self.places else visit.is_due()
                if wanted:
                    visit.go(plan)
        except (_StoppedError, EOFError):
            self.tell("Stopped; what was decided is saved.")
        return len(saved)


class _Visit:
    """What a person is asked about one element: earlier decisions, what words say, then what else fits."""

    def __init__(
        self,
        review: Review,
        element: Element,
        subjects: Sequence[Subject],
        earlier: Mapping[str, Decision],
        saved: list[Decision],
    ) -> None:
        self.review = review
        self.element = element
        self.subjects = subjects
        self.earlier = earlier
        self.saved = saved
        self.given = {code for code, one in earlier.items() if one.decision in GIVING}

    def is_due(self) -> bool:
        """Is there anything to ask?"""
        open_words = any(not one.who for one in self.subjects) or not (self.subjects or self.earlier)
        return (not self.element.descriptors and open_words) or any(map(self._is_open, self.earlier.values()))

    def go(self, plan: Plan) -> None:
        """Show the element and ask."""
        self._show(plan)
        whole = self.earlier.get("")
        if whole and self._is_open(whole) and self._ask_again(whole, None) == _WITHDRAW:
            whole = None
        for subject in self.subjects:
            decision = self.earlier.get(subject.code)
            if decision and self._is_open(decision):
                self._ask_again(decision, subject)
            elif not decision and not whole and self._ask_first(subject) == _NONE:
                return
        self._ask_for_others(fits=not whole)

    def _is_open(self, decision: Decision) -> bool:
        return self.review.again or bool(self.review.places) or is_outdated(decision, self.element)

    def _show(self, plan: Plan) -> None:
        tell, element = self.review.tell, self.element
        tell("")
        tell(f"{plan.id}, {element.kind} {element.key}, line {element.passages[0].line}")
        for heading in headings_of(element, plan):
            tell(f"  below: {heading.text}")
        tell(f"  {marked(element.text, self.subjects)}")

    def _ask_first(self, subject: Subject) -> str:
        """Ask about what words say and nobody has decided."""
        self.review.tell(f"  {self._named(subject.code)}: {_said(subject)}")
        choice = self._choice((_APPROVE, _REJECT, _NONE), "later")
        if choice == _APPROVE:
            self._keep(subject.code, APPROVED)
        elif choice == _REJECT:
            self._keep(subject.code, REJECTED, self._reason())
        elif choice == _NONE:
            self._none_fits()
        return choice

    def _ask_again(self, decision: Decision, subject: Subject | None) -> str:
        """Ask about an earlier decision; `subject` is what words say of its descriptor."""
        named = self._named(decision.code) if decision.code else "No descriptor fits"
        why = f": {decision.why}" if decision.why else ""
        self.review.tell(f"  {named}: {decision.decision} by {decision.who} on {decision.when}{why}")
        if subject and subject.matches:
            self.review.tell(f"    words: {_words(subject)}")
        outdated = is_outdated(decision, self.element)
        if outdated:
            self.review.tell("    The text has changed since.")
        other = {REJECTED: (_APPROVE,), NONE: ()}.get(decision.decision, (_REJECT,))
        choice = self._choice(((_HOLDS,) if outdated else ()) + other + (_WITHDRAW,), "leave it as it is")
        if choice == _HOLDS:
            self._keep(decision.code, decision.decision, decision.why)
        elif choice == _REJECT:
            self._keep(decision.code, REJECTED, self._reason())
        elif choice == _APPROVE and subject and subject.matches:
            self._keep(decision.code, APPROVED)
        elif choice == _APPROVE:
            self._keep(decision.code, ADDED, self._reason())
        elif choice == _WITHDRAW:
            self._keep(decision.code, WITHDRAWN)
        return choice

    def _ask_for_others(self, fits: bool) -> None:
        """Ask for descriptors that no word suggests; unless it is settled that none `fits`, that may be said, too."""
        tell, labels = self.review.tell, self.review.labels
        known = {one.code for one in self.subjects} | {one.code for one in self.element.descriptors}
        none = f"{_MEANING[_NONE]} at all, " if fits else ""
        while code := self._answer(f"  Another descriptor ([Enter] no other, {none}[q] stop): "):
            if code.lower() == _NONE and fits:
                self._none_fits()
                return
            if code not in labels:
                tell(f"  There is no descriptor {code!r}; the codes are {', '.join(sorted(labels))}.")
            elif code in known:
                tell(f"  {code} stands above already.")
            else:
                known.add(code)
                self._keep(code, ADDED, self._reason())

    def _none_fits(self) -> None:
        if self.given:
            self.review.tell(f"  This withdraws what gave it {', '.join(sorted(self.given))}.")
        self._keep("", NONE, self._reason())

    def _named(self, code: str) -> str:
        return f"{code} {self.review.labels[code]}"

    def _reason(self) -> str:
        while not (why := self._answer("  Why: ")):
            self.review.tell("  A reason is needed: others will ask for it.")
        return why

    def _choice(self, choices: Sequence[str], left: str) -> str:
        question = ", ".join([*(_MEANING[one] for one in choices), f"[Enter] {left}", "[q] stop"])
        while (choice := self._answer(f"  {question}: ").lower()) not in (*choices, _LEAVE):
            self.review.tell(f"  {choice!r} is none of these.")
        return choice

    def _answer(self, question: str) -> str:
        answer = self.review.ask(question).strip()
        if answer.lower() == _QUIT:
            raise _StoppedError
        return answer

    def _keep(self, code: str, decision: str, why: str = "") -> None:
        who, when, sha = self.review.who, self.review.when, text_sha(self.element.text)
        made = Decision(self.element.kind, self.element.key, code, decision, who, when, why, sha, "this review")
        self.review.keep(made)
        self.saved.append(made)
        self.given.discard(code)
        if decision in GIVING:
            self.given.add(code)


def _said(subject: Subject) -> str:
    """What words say; a subject that a person rejected as a whole element shows no status of its own."""
    status = "" if subject.who else f"{subject.status}, "
    return f"{status}{subject.score:g}: {_words(subject)}"


def _words(subject: Subject) -> str:
    return ", ".join(f"{match.words!r} ({match.weight}, {match.where})" for match in subject.matches)


def marked(text: str, subjects: Iterable[Subject]) -> str:
    """The text with the words that speak for any descriptor between » and «."""
    matches = [match for subject in subjects for match in subject.matches if match.where == OWN]
    cut = pieces(text, (Span(match.start, match.end, "") for match in matches))
    return "".join(f"»{piece.text}«" if piece.codes else piece.text for piece in cut)
