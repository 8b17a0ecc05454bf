"""Counts how things of each class use each property: what an editor needs to complete a query, and a reader to write one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Triple

from strategraph.namespaces import RDF

__all__ = ["Use", "count_uses"]


_TYPE = NamedNode(str(RDF.type))


@dataclass(slots=True)
class Use:
    """The statements with one property of things of one class: how many, and with what at their other end.

    `classes` maps a class to the number of statements whose object is one of its things, `datatypes` a datatype to the
    number of statements whose object is such a literal. A thing of several classes counts for each.
    """

    triples: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    datatypes: Counter[str] = field(default_factory=Counter)


def count_uses(triples: Iterable[Triple]) -> Mapping[str, Mapping[str, Use]]:
    """Class → property → use, over distinct statements."""
    distinct = set(triples)
    classes: dict[object, set[str]] = defaultdict(set)
    for triple in distinct:
        if triple.predicate == _TYPE and isinstance(triple.object, NamedNode):
            classes[triple.subject].add(triple.object.value)
    found: dict[str, dict[str, Use]] = defaultdict(lambda: defaultdict(Use))
    for triple in distinct:
        property_, value = triple.predicate.value, triple.object
        for kind in classes.get(triple.subject, ()):
            use = found[kind][property_]
            use.triples += 1
            if isinstance(value, Literal):
                use.datatypes[value.datatype.value] += 1
            else:
                for other in classes.get(value, ()):
                    use.classes[other] += 1
    return found
