"""A whole plan: which of its elements get descriptors, and where in the source document their words stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from strategraph.errors import MappingError
from strategraph.plans import Element, Passage, Plan
from strategraph.sources import Document
from strategraph.subjects.model import HEADING, Assignment, Match
from strategraph.subjects.scoring import Indexer

__all__ = ["Indexed", "assign_plan", "headings_of", "indexed_elements", "located", "placed_rank", "section_of"]


@dataclass(frozen=True, slots=True)
class Indexed:
    """An element and the descriptors that words give it, the best first; for the `weaker` ones too few words speak.

    A weaker one counts only if a person decides on it; its words are then the evidence.
    """

    element: Element
    assignments: tuple[Assignment, ...]
    weaker: tuple[Assignment, ...] = ()


def assign_plan(plan: Plan, document: Document, indexer: Indexer) -> tuple[Indexed, ...]:
    """Give descriptors to every element that is indexed and for which the document prints none, in document order.

    Every match carries its places in the document.

    Raises:
        MappingError: if an element's text is not what its passages hold.
    """
    return tuple(
        _indexed(element, plan, document, indexer) for element in indexed_elements(plan) if not element.descriptors
    )


def indexed_elements(plan: Plan) -> Iterator[Element]:
    """The elements at levels that get descriptors, printed or assigned."""
    levels = {level.id for level in plan.levels if level.indexed}
    return (element for element in plan.elements if element.level in levels)


def headings_of(element: Element, plan: Plan) -> tuple[Element, ...]:
    """The elements above an element, from the top."""
    elements = {(one.kind, one.key): one for one in plan.elements}
    above: list[Element] = []
    parent = element.parent
    while parent:
        above.append(elements[parent])
        parent = elements[parent].parent
    return tuple(reversed(above))


def section_of(element: Element, plan: Plan) -> str:
    """The key of the lowest section at or above an element; an element below no section is one by itself."""
    path = (*headings_of(element, plan), element)
    return next((one.key for one in reversed(path) if one.kind == "section"), f"{element.kind} {element.key}")


def placed_rank(element: Element, plan: Plan, document: Document, indexer: Indexer) -> tuple[Assignment, ...]:
    """All descriptors for which words of an element or of the headings above it speak; the words know their places.

    Raises:
        MappingError: if an element's text is not what its passages hold.
    """
    headings = headings_of(element, plan)
    return tuple(
        one._replace(matches=tuple(_placed(match, element, headings, document) for match in one.matches))
        for one in indexer.rank(element.text, [heading.text for heading in headings])
    )


def _indexed(element: Element, plan: Plan, document: Document, indexer: Indexer) -> Indexed:
    ranked = placed_rank(element, plan, document, indexer)
    return Indexed(element, tuple(one for one in ranked if one.status), tuple(one for one in ranked if not one.status))


def _placed(match: Match, element: Element, headings: Sequence[Element], document: Document) -> Match:
    owner = headings[match.heading] if match.where == HEADING else element
    return match._replace(places=located(owner, document, match.start, match.end))


def located(element: Element, document: Document, start: int, end: int) -> tuple[Passage, ...]:
    """Where the characters `start` to `end` (exclusive) of an element's text stand in the source, by line.

    The text is that of the passages with white space squeezed and one space between passages (plans/draft.py).

    Raises:
        MappingError: if the passages do not hold that text.
    """
    places: list[Passage] = []
    offset = 0
    for part in element.passages:
        offsets = _squeezed_offsets(document.characters(part.start, part.end))
        first, last = max(start - offset, 0), min(end - offset, len(offsets))
        if first < last:
            begin, finish = part.start + offsets[first], part.start + offsets[last - 1] + 1
            places.append(Passage(begin, finish, part.line, part.page))
        offset += len(offsets) + 1
    found = " ".join(" ".join(document.characters(place.start, place.end).split()) for place in places)
    if found != element.text[start:end].strip():
        raise MappingError(
            f"{document.shown}, line {element.passages[0].line}: {element.text[start:end]!r} of {element.kind} {element.key} is not "
            "at its passages; the text of an element has to be that of its passages."
        )
    return tuple(places)


def _squeezed_offsets(text: str) -> list[int]:
    """For each character of the squeezed text its offset in `text`; a run of white space keeps its first."""
    offsets: list[int] = []
    for word in re.finditer(r"\S+", text):
        if offsets:
            offsets.append(offsets[-1] + 1)
        offsets.extend(range(*word.span()))
    return offsets
