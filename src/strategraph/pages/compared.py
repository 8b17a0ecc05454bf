"""What the lexicon says of an element beside the descriptors that its document prints, each with the words it stands on."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from strategraph.pages.description import Item, Names
from strategraph.pages.evidence import labelled
from strategraph.pages.lookups import Row
from strategraph.pages.texts import decimal, word_of

__all__ = ["Compared", "Spoken", "compared"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of the source that speak for a descriptor: where they lead, and their line."""

    text: str
    href: str | None
    line: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A descriptor that is printed or that the lexicon would assign; `given_by` says which, and leads to the comparison."""

    descriptor: Item
    given_by: Item
    weight: str
    threshold: str
    words: tuple[Spoken, ...]


def compared(rows: Sequence[Row], names: Names) -> tuple[Compared, ...]:
    """The comparisons of an element from the rows of queries/pages/comparisons.rq, by the code of the descriptor."""
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["comparison"].text)]
    found = [_compared(group, names) for group in groups if any("agreement" in row for row in group)]
    return tuple(sorted(found, key=lambda one: one.descriptor.notation))


def _compared(rows: Sequence[Row], names: Names) -> Compared:
    """Some of the rows tell of the descriptor, one for each label, the others of words."""
    told = [row for row in rows if "agreement" in row]
    first, links = told[0], names.links
    given_by = word_of(f"given_by_{first['agreement'].text}", names.language)
    weight, threshold = (decimal(float(first[name].text), names.language) for name in ("weight", "threshold"))
    spoken = [row for row in rows if "passage" in row]
    words = tuple(Spoken(row["words"].text, links.href(row["passage"].text), row["line"].text) for row in spoken)
    to_comparison = Item(given_by, links.href(first["comparison"].text))
    return Compared(labelled(told, names), to_comparison, weight, threshold, words)
