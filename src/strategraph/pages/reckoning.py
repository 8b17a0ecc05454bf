"""How the weight of a descriptor came about, where it is not simply the sum of the weights of the words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from strategraph.pages.lookups import Row
from strategraph.settings import Subjects
from strategraph.subjects import HEADING

__all__ = ["Reckoning", "reckoning"]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The terms of the element's own wording, those of the headings, and what of these counts.

    `is_repeated` says that a term stands there more than once, and counts once.
    """

    own: float
    headings: float
    counted: float
    is_repeated: bool


def reckoning(rows: Sequence[Row], weight: float, subjects: Subjects) -> Reckoning | None:
    """From the rows of one assignment (queries/pages/assignments.rq), each with a piece of evidence at a place.

    None if the weights beside the words add up to the weight, if there are no words, or if the weight did not come
    about like this under the settings, so that nothing would be explained.
    """
    shown = sum(float(row["termWeight"].text) for row in rows)
    own, above = ([row for row in rows if (row["where"].text == HEADING) is is_above] for is_above in (False, True))
    mine, headings = _total(own), _total(above)
    counted = min(subjects.heading_cap, subjects.heading_share * headings)
    if not rows or round(shown, 4) == weight or round(mine + counted, 4) != weight:
        return None
    return Reckoning(mine, headings, counted, round(shown, 4) != round(mine + headings, 4))


def _total(rows: Sequence[Row]) -> float:
    """The weights of the terms, each counted once, at its greatest weight (subjects/scoring.py)."""
    weights: dict[str, float] = {}
    for row in rows:
        weights[row["term"].text] = max(float(row["termWeight"].text), weights.get(row["term"].text, 0.0))
    return sum(weights.values())
