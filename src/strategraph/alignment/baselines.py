"""Baselines: the simpler ways to rank pairs by their descriptors that the score of a link has to beat."""

from collections.abc import Callable, Mapping, Sequence

from strategraph.alignment.model import AlignedUnit, Found

__all__ = ["baselines"]

Pair = tuple[str, str]


def baselines(units: Sequence[AlignedUnit], found: Found) -> dict[str, dict[Pair, float]]:
    """Name → the value of each linked pair; all others share no descriptor, and so have 0.

    The shared count, Jaccard's coefficient, the same weighted by information content, and Lin's measure (1998: twice what
    is shared over what both carry), with the information content that the links have.
    """
    information = {use.code: use.content for use in found.uses}
    content = {unit.iri: {code: information[code] for code in unit.codes} for unit in units}
    measures: dict[str, Callable[[Mapping[str, float], Mapping[str, float]], float]] = {
        "shared count": lambda one, other: float(len(one.keys() & other.keys())),
        "Jaccard": lambda one, other: _share(len(one.keys() & other.keys()), len(one.keys() | other.keys())),
        "IC-Jaccard": lambda one, other: _share(_sum(one, other), sum({**one, **other}.values())),
        "Lin": lambda one, other: _share(2 * _sum(one, other), sum(one.values()) + sum(other.values())),
    }
    return {
        name: {
            (link.subject, link.object): measure(content[link.subject], content[link.object]) for link in found.links
        }
        for name, measure in measures.items()
    }


def _sum(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(value for code, value in one.items() if code in other)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
