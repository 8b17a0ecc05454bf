"""Things with a number beside each: how many elements of a plan have a descriptor, stand at a level, are due to a body."""

from collections.abc import Sequence
from dataclasses import dataclass

from strategraph.pages.description import Item, Names, best_label
from strategraph.pages.gathering import gathered, labels_of, the_first
from strategraph.pages.lookups import Row

__all__ = ["Tally", "tallies"]


@dataclass(frozen=True, slots=True)
class Tally:
    """A thing and how often it is met."""

    item: Item
    number: int


def tallies(rows: Sequence[Row], variable: str, names: Names) -> tuple[Tally, ...]:
    """A tally of each thing that `variable` names, in the order of the rows, which differ in the language of `label`."""
    made = []
    for iri, one in gathered(rows, variable).items():
        labels = labels_of(one, "label")
        shown = best_label(labels, names.language) or names.of_thing(iri, {})
        language = next((tag for tag, label in labels.items() if label == shown), "")
        item = Item(shown, names.links.href(iri), language, the_first(one, "notation"))
        made.append(Tally(item, int(the_first(one, "number"))))
    return tuple(made)
