"""The tree of a plan: its elements in the order of the document, each below the one that stands above it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from strategraph.pages.description import Item, Names, item_of
from strategraph.pages.lookups import Row

__all__ = ["Branch", "plan_tree"]

#: Elements further down are shown beside those of this depth, so that a page can be made of any data.
MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Branch:
    """An element and the branches below it."""

    item: Item
    below: tuple["Branch", ...]


def plan_tree(rows: Sequence[Row], names: Names) -> tuple[Branch, ...]:
    """The top branches, from the rows of queries/pages/tree.rq; their order is kept.

    An element whose parent is not of the plan stands at the top; of elements that are above one another in a circle,
    the first does.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["element"].text].append(row)
    waiting: dict[int, list[Branch]] = defaultdict(list)
    for iri, depth in reversed(_in_order(found)):
        branch = Branch(
            item_of(found[iri][0]["element"], found[iri], names), tuple(reversed(waiting.pop(depth + 1, [])))
        )
        waiting[depth].append(branch)
    return tuple(reversed(waiting[0]))


def _in_order(found: Mapping[str, Sequence[Row]]) -> list[tuple[str, int]]:
    """Each element with its depth, an element before those below it."""
    parents = {
        iri: min((row["parent"].text for row in rows if "parent" in row), default="") for iri, rows in found.items()
    }
    below: dict[str, list[str]] = defaultdict(list)
    for iri, parent in parents.items():
        below[parent].append(iri)
    ordered: dict[str, int] = {}
    tops = [iri for iri, parent in parents.items() if parent not in found]
    for top in (*tops, *found):
        ahead = [(top, 0)]
        while ahead:
            iri, depth = ahead.pop()
            if iri not in ordered:
                ordered[iri] = depth
                ahead += [(child, min(depth + 1, MAX_DEPTH)) for child in reversed(below[iri])]
    return list(ordered.items())
