"""Counts the links that lead to datasets of others: VoID's linksets (VoID guide, section 5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph, Literal, URIRef

from strategraph.catalogue.partitions import term_key
from strategraph.iris import Iris
from strategraph.namespaces import DCTERMS, RDF, VOID, XSD
from strategraph.sources import read_table

__all__ = ["Target", "add_linksets", "read_targets"]

_COLUMNS = ("name", "space", "title_cs", "title_en")


@dataclass(frozen=True, slots=True)
class Target:
    """A dataset of others: a name for IRIs, what its IRIs begin with, and its title by language."""

    name: str
    space: str
    titles: Mapping[str, str] = field(hash=False)


def read_targets(file: Path) -> tuple[Target, ...]:
    """The datasets that links may lead to (mappings/catalogue/targets.csv).

    Raises:
        RegisterError: for a table that cannot be used.
    """
    rows = read_table(file, _COLUMNS, "name")
    return tuple(Target(row["name"], row["space"], {"cs": row["title_cs"], "en": row["title_en"]}) for row in rows)


def add_linksets(record: Graph, iris: Iris, targets: Sequence[Target], links: Iterable[tuple[int, str, int]]) -> None:
    """One linkset for each property that leads from things of ours to a dataset of others, with the number of its links.

    `links` are the place of a target in `targets`, a property, and how many statements with it lead there.
    """
    for place, property_, number in links:
        _add(record, iris, targets[place], property_, number)


def _add(record: Graph, iris: Iris, target: Target, property_: str, number: int) -> None:
    whole, other = iris.dataset(), iris.part(iris.dataset(), "target", target.name)
    linkset = iris.part(whole, "linkset", target.name, term_key(property_))
    record.add((whole, VOID.subset, linkset))
    record.add((linkset, RDF.type, VOID.Linkset))
    record.add((linkset, VOID.subjectsTarget, whole))
    record.add((linkset, VOID.objectsTarget, other))
    record.add((linkset, VOID.linkPredicate, URIRef(property_)))
    record.add((linkset, VOID.triples, Literal(str(number), datatype=XSD.integer)))
    record.add((other, RDF.type, VOID.Dataset))
    record.add((other, VOID.uriSpace, Literal(target.space)))
    for language, title in target.titles.items():
        record.add((other, DCTERMS.title, Literal(title, lang=language)))
