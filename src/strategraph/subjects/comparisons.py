"""Comparisons: what the lexicon gives an element, held against the descriptors that are printed or noted for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from strategraph.plans import Plan
from strategraph.sources import Document
from strategraph.subjects.model import ASSIGNED, Assignment, Match
from strategraph.subjects.plan_subjects import placed_rank
from strategraph.subjects.scoring import Indexer

__all__ = ["BOTH", "ONLY_LEXICON", "ONLY_PRINTED", "Comparison", "compare_element", "compare_plan"]

#: Who gives an element a descriptor.
BOTH, ONLY_PRINTED, ONLY_LEXICON = "both", "printed", "lexicon"


@dataclass(frozen=True, slots=True)
class Comparison:
    """An element and a descriptor that is printed for it, or that the lexicon would assign, or both: the `agreement`.

    The score is the lexicon's, 0.0 if no word speaks for the descriptor; the matches are the words that do.
    """

    kind: str
    key: str
    code: str
    agreement: str
    score: float
    matches: tuple[Match, ...]


def compare_element(
    place: tuple[str, str], printed: Collection[str], ranked: Sequence[Assignment]
) -> tuple[Comparison, ...]:
    """The comparisons of the element of this kind and key, by code; `ranked` is all that words say (Indexer.rank)."""
    said = {one.code: one for one in ranked}
    given = {one.code for one in ranked if one.status == ASSIGNED}
    made = []
    for code in sorted(given.union(printed)):
        agreement = ONLY_LEXICON if code not in printed else BOTH if code in given else ONLY_PRINTED
        score, matches = (said[code].score, said[code].matches) if code in said else (0.0, ())
        made.append(Comparison(*place, code, agreement, score, matches))
    return tuple(made)


def compare_plan(plan: Plan, document: Document, indexer: Indexer) -> tuple[Comparison, ...]:
    """The comparisons of all elements for which the document prints descriptors, in document order.

    Every match carries its places in the document.

    Raises:
        MappingError: if an element's text is not what its passages hold.
    """
    return tuple(
        one
        for element in plan.elements
        if element.descriptors
        for one in compare_element(
            (element.kind, element.key),
            frozenset(printed.code for printed in element.descriptors),
            placed_rank(element, plan, document, indexer),
        )
    )
