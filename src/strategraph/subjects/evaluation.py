"""Evaluation: the lexicon against what a document prints, and against what careful readers noted.

Nothing in the lexicon is learned and the thresholds are fixed, so leaving a section out changes nothing by itself:
the figures over all elements are those of leave-one-section-out. The lower bound, "pruned", does change: for
each section, all terms are taken away that count nowhere else, as if nobody had ever read this section. It is given
twice: with all documents as "elsewhere", and with the other sections of the same document alone.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from strategraph.errors import RegisterError
from strategraph.plans import Element, Plan
from strategraph.subjects.annotations import Annotation
from strategraph.subjects.comparisons import BOTH, ONLY_PRINTED, Comparison, compare_element
from strategraph.subjects.lexicon import make_lexicon
from strategraph.subjects.metrics import Interval, Outcome, by_descriptor, figures, intervals
from strategraph.subjects.model import Match
from strategraph.subjects.plan_subjects import headings_of, section_of
from strategraph.subjects.scoring import Indexer

__all__ = ["Agreement", "Evaluation", "Mistake", "against_annotations", "evaluate_printed"]

Unit = tuple[Element, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A descriptor that an element got and should not have, or the other way round, with the words that spoke for it."""

    kind: str
    key: str
    code: str
    missed: bool
    score: float
    matches: tuple[Match, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures with intervals, over all elements and pruned; per code precision, recall, F1 and number; the mistakes.

    `pruned` keeps a term that counts in another section or plan, `pruned_alone` only one of another section.
    """

    elements: int
    whole: dict[str, Interval]
    pruned: dict[str, Interval]
    pruned_alone: dict[str, Interval]
    per_code: dict[str, tuple[float, float, float, int]]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """F1 between the two passes of a reader, and figures of the lexicon against what was agreed in the end."""

    elements: int
    between_passes: float
    whole: dict[str, Interval]
    per_code: dict[str, tuple[float, float, float, int]]
    mistakes: tuple[Mistake, ...]


def evaluate_printed(plan: Plan, indexer: Indexer, others: Sequence[Plan] = ()) -> Evaluation:
    """Compare the lexicon with the descriptors that a plan prints; `others` are plans in which a term may count, too."""
    units = [_unit(element, plan) for element in plan.elements if element.descriptors]
    wanted = {_place(element): frozenset(one.code for one in element.descriptors) for element, _ in units}
    outcomes, mistakes = _compare(units, wanted, lambda element: indexer)
    lower = [_pruned_outcomes(plan, plans, units, wanted, indexer) for plans in ((plan, *others), (plan,))]
    return Evaluation(
        len(units), intervals(outcomes), intervals(lower[0]), intervals(lower[1]), by_descriptor(outcomes), mistakes
    )


def against_annotations(
    plan: Plan, annotations: Sequence[Annotation], indexer: Indexer
) -> tuple[list[Outcome], Agreement]:
    """Compare the lexicon with what readers noted for elements of a plan; the outcomes can be pooled over plans.

    Raises:
        RegisterError: for an annotation of an element that the plan does not have.
    """
    elements = {_place(element): element for element in plan.elements}
    for one in annotations:
        if (one.kind, one.key) not in elements:
            raise RegisterError(f"{plan.id} has no {one.kind} {one.key}: correct kind and key of the annotation.")
    units = [_unit(elements[one.kind, one.key], plan) for one in annotations]
    wanted = {(one.kind, one.key): one.agreed for one in annotations}
    outcomes, mistakes = _compare(units, wanted, lambda element: indexer)
    passes = [Outcome(one.key, one.first, one.second, ()) for one in annotations]
    agreement = Agreement(len(units), figures(passes).micro_f1, intervals(outcomes), by_descriptor(outcomes), mistakes)
    return outcomes, agreement


def _unit(element: Element, plan: Plan) -> Unit:
    return element, tuple(heading.text for heading in headings_of(element, plan))


def _place(element: Element) -> tuple[str, str]:
    return element.kind, element.key


def _compare(
    units: Sequence[Unit], wanted: dict[tuple[str, str], frozenset[str]], indexer_of: Callable[[Element], Indexer]
) -> tuple[list[Outcome], tuple[Mistake, ...]]:
    outcomes, mistakes = [], []
    for element, headings in units:
        ranked = indexer_of(element).rank(element.text, headings)
        right = wanted[_place(element)]
        compared = compare_element(_place(element), right, ranked)
        given = frozenset(one.code for one in compared if one.agreement != ONLY_PRINTED)
        outcomes.append(Outcome(element.key, right, given, tuple(one.code for one in ranked)))
        mistakes += [_mistake(one, element.text) for one in compared if one.agreement != BOTH]
    return outcomes, tuple(mistakes)


def _mistake(one: Comparison, text: str) -> Mistake:
    return Mistake(one.kind, one.key, one.code, one.agreement == ONLY_PRINTED, one.score, one.matches, text)


def _pruned_outcomes(
    plan: Plan,
    plans: Sequence[Plan],
    units: Sequence[Unit],
    wanted: dict[tuple[str, str], frozenset[str]],
    indexer: Indexer,
) -> list[Outcome]:
    """What comes of each element without the terms that count in its section and nowhere else in `plans`."""
    sections = {_place(element): section_of(element, plan) for element in plan.elements}
    used: dict[str, set[str]] = defaultdict(set)
    for one in plans:
        for element in one.elements:
            where = sections[_place(element)] if one is plan else one.id
            for matches in indexer.matches(element.text).values():
                for match in matches:
                    used[match.term].add(where)
    pruned = {
        section: _without({term for term, where in used.items() if where == {section}}, indexer)
        for section in {sections[_place(element)] for element, _ in units}
    }
    return _compare(units, wanted, lambda element: pruned[sections[_place(element)]])[0]


def _without(terms: Collection[str], indexer: Indexer) -> Indexer:
    kept = [term for term in indexer.lexicon.terms if term.text not in terms]
    return Indexer(make_lexicon(kept, indexer.lexicon.contexts), indexer.subjects)
