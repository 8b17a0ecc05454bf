"""Where an element stands in its plan: what is above it, and what is directly below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from strategraph.pages.description import Item, Names, best_label
from strategraph.pages.gathering import Gathered, gathered, labels_of, the_first
from strategraph.pages.lookups import Row

__all__ = ["Below", "above", "below"]


@dataclass(frozen=True, slots=True)
class Below:
    """An element under another one: its IRI, its code and label, and the level that its document gives it."""

    iri: str
    item: Item
    level: str


def above(rows: Sequence[Row], names: Names) -> tuple[Item, ...]:
    """What an element stands under, from the top down, from the rows of queries/pages/element-above.rq."""
    return tuple(_item(iri, one, names) for iri, one in gathered(rows, "above").items())


def below(rows: Sequence[Row], names: Names) -> tuple[Below, ...]:
    """What stands directly under an element, in the order of the document, from the rows of queries/pages/element-below.rq."""
    found = gathered(rows, "element")
    order = sorted(found, key=lambda iri: (int(the_first(found[iri], "start") or 10**9), iri))
    return tuple(
        Below(
            iri,
            _item(iri, found[iri], names),
            best_label(labels_of(found[iri], "levelLabel"), names.language),
        )
        for iri in order
    )


def _item(iri: str, one: Gathered, names: Names) -> Item:
    labels = labels_of(one, "label")
    shown = names.of_thing(iri, labels)
    language = next((tag for tag, label in labels.items() if label == shown), "")
    code = the_first(one, "notation")
    return Item(shown, names.links.href(iri), language, code if code not in shown.split() else "")
