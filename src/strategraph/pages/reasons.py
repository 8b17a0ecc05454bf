"""Why an element is linked, in short: for each of its best links the shared descriptors and words with what they add."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from strategraph.pages.description import Item, Names, best_label
from strategraph.pages.gathering import Gathered, gathered, labels_of, the_first
from strategraph.pages.lookups import Row

__all__ = ["Reasons", "SharedDescriptor", "SharedWords", "reasons"]

#: More shared words are left to the page of the link.
WORDS = 5


@dataclass(frozen=True, slots=True)
class SharedDescriptor:
    """A descriptor that both ends have, and what it adds to the score."""

    descriptor: Item
    share: Decimal


@dataclass(frozen=True, slots=True)
class SharedWords:
    """Words that both texts have, as each has them, and what they add to the score."""

    subject: str
    object: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Reasons:
    """What the score of a link adds up from; `more` words are not listed."""

    descriptors: tuple[SharedDescriptor, ...]
    words: tuple[SharedWords, ...]
    more: int


def reasons(descriptors: Sequence[Row], words: Sequence[Row], names: Names) -> Mapping[str, Reasons]:
    """IRI of a link → its reasons, from the rows of queries/pages/shared-descriptors.rq and shared-words.rq."""
    shared: dict[str, list[SharedDescriptor]] = {}
    for one in gathered(descriptors, "part").values():
        shared.setdefault(the_first(one, "link"), []).append(_descriptor(one, names))
    spoken: dict[str, list[SharedWords]] = {}
    for row in words:
        pair = SharedWords(row["subjectWords"].text, row["objectWords"].text, Decimal(row["share"].text))
        spoken.setdefault(row["link"].text, []).append(pair)
    return {
        link: Reasons(
            tuple(shared.get(link, ())), tuple(spoken.get(link, ())[:WORDS]), max(0, len(spoken.get(link, ())) - WORDS)
        )
        for link in {*shared, *spoken}
    }


def _descriptor(one: Gathered, names: Names) -> SharedDescriptor:
    labels = labels_of(one, "label")
    shown = best_label(labels, names.language)
    language = next((tag for tag, label in labels.items() if label == shown), "")
    item = Item(shown, names.links.href(the_first(one, "descriptor")), language, the_first(one, "notation"))
    return SharedDescriptor(item, Decimal(the_first(one, "share")))
