"""Review: a person goes through elements in a terminal and approves, rejects or adds descriptors, one at a time.

Nothing here reads or prints by itself: `ask` puts a question and gives the answer, `tell` shows a line, and `keep`
saves a decision at once, so that whoever stops in the middle has lost nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from strategraph.plans import Element, Plan
from strategraph.subjects.decision_table import ADDED, Decision, Place, text_sha
from strategraph.subjects.decisions import Decided
from strategraph.subjects.marking import Span, pieces
from strategraph.subjects.model import APPROVED, OWN, REJECTED, Subject
from strategraph.subjects.plan_subjects import headings_of, indexed_elements

__all__ = ["Review", "marked"]

_APPROVE, _REJECT, _SKIP, _QUIT = "a", "r", "", "q"
_CHOICES = "[a] approve, [r] reject, [Enter] later, [q] stop"


class _StoppedError(Exception):
    """The person has seen enough."""


@dataclass(frozen=True, slots=True)
class Review:
    """One sitting of one person: `labels` are the known descriptors, `who` and `when` (ISO 8601) go into each decision."""

    labels: Mapping[str, str]
    who: str
    when: str
    ask: Callable[[str], str]
    tell: Callable[[str], None]
    keep: Callable[[Decision], None]

    def go_through(self, plan: Plan, decided: Decided) -> int:
        """Ask about every element with undecided descriptors, in document order; gives the number of decisions."""
        said: dict[Place, list[Subject]] = {}
        for subject in decided.subjects:
            said.setdefault((subject.kind, subject.key), []).append(subject)
        number = 0
        try:
            for element in indexed_elements(plan):
                subjects = said.get((element.kind, element.key), [])
                if not element.descriptors and (not subjects or any(not one.who for one in subjects)):
                    for decision in self._decisions(plan, element, subjects):
                        self.keep(decision)
                        number += 1
        except (_StoppedError, EOFError):
            self.tell("Stopped; what was decided is saved.")
        return number

    def _decisions(self, plan: Plan, element: Element, subjects: list[Subject]) -> Iterable[Decision]:
        self.tell("")
        self.tell(f"{plan.id}, {element.kind} {element.key}, line {element.passages[0].line}")
        for heading in headings_of(element, plan):
            self.tell(f"  below: {heading.text}")
        self.tell(f"  {marked(element.text, subjects)}")
        for subject in subjects:
            if not subject.who:
                yield from self._on(element, subject)
        yield from self._added(element, {one.code for one in subjects})

    def _on(self, element: Element, subject: Subject) -> Iterable[Decision]:
        words = ", ".join(f"{match.words!r} ({match.weight}, {match.where})" for match in subject.matches)
        self.tell(f"  {subject.code} {self.labels[subject.code]}: {subject.status}, {subject.score:g}: {words}")
        choice = self._choice(f"  {_CHOICES}: ", (_APPROVE, _REJECT, _SKIP))
        if choice == _APPROVE:
            yield self._decision(element, subject.code, APPROVED, "")
        elif choice == _REJECT:
            yield self._decision(element, subject.code, REJECTED, self._reason())

    def _added(self, element: Element, codes: set[str]) -> Iterable[Decision]:
        while code := self._answer("  Another descriptor ([Enter] none, [q] stop): "):
            if code not in self.labels:
                self.tell(f"  There is no descriptor {code!r}; the codes are {', '.join(sorted(self.labels))}.")
            elif code in codes:
                self.tell(f"  {code} stands above already.")
            else:
                codes.add(code)
                yield self._decision(element, code, ADDED, self._reason())

    def _reason(self) -> str:
        while not (why := self._answer("  Why: ")):
            self.tell("  A reason is needed: others will ask for it.")
        return why

    def _choice(self, question: str, choices: tuple[str, ...]) -> str:
        while (choice := self._answer(question).lower()) not in choices:
            self.tell(f"  {choice!r} is none of these.")
        return choice

    def _answer(self, question: str) -> str:
        answer = self.ask(question).strip()
        if answer.lower() == _QUIT:
            raise _StoppedError
        return answer

    def _decision(self, element: Element, code: str, decision: str, why: str) -> Decision:
        sha = text_sha(element.text)
        return Decision(element.kind, element.key, code, decision, self.who, self.when, why, sha, "this review")


def marked(text: str, subjects: Iterable[Subject]) -> str:
    """The text with the words that speak for any descriptor between » and «."""
    matches = [match for subject in subjects for match in subject.matches if match.where == OWN]
    cut = pieces(text, (Span(match.start, match.end, "") for match in matches))
    return "".join(f"»{piece.text}«" if piece.codes else piece.text for piece in cut)
