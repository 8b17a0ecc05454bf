"""The names of a thing language by language: preferred ones, further ones, and those by which it is only found."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from strategraph.namespaces import RDFS, SKOS
from strategraph.pages.collation import order
from strategraph.pages.lookups import Row

__all__ = ["NAMING", "Named", "name_table"]

#: The properties that the table shows.
NAMING = tuple(str(term) for term in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, RDFS.label))


@dataclass(frozen=True, slots=True)
class Named:
    """The names in one language (BCP 47), each kind in the order of that language."""

    language: str
    preferred: tuple[str, ...]
    others: tuple[str, ...]
    hidden: tuple[str, ...]


def name_table(rows: Sequence[Row]) -> tuple[Named, ...]:
    """The names from the rows of queries/pages/outgoing.rq, Czech first; a thing without `skos:prefLabel` has its label."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: {name: set() for name in NAMING})
    for row in rows:
        if row["property"].text in NAMING and row["value"].kind == "literal":
            found[row["value"].language][row["property"].text].add(row["value"].text)
    preferred, others, hidden, label = NAMING
    made = []
    for language, names in sorted(found.items(), key=lambda one: (one[0] != "cs", one[0])):
        kinds = (names[preferred] or names[label], names[others], names[hidden])
        made.append(Named(language, *(tuple(sorted(kind, key=lambda name: order(name, language))) for kind in kinds)))
    return tuple(made)
