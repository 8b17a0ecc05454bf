"""What lies around a territory: what it lies in, what lies in it, and what lies beside it in the same one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from strategraph.pages.description import Item, Names
from strategraph.pages.lookups import Row

__all__ = ["Surroundings", "surroundings"]

#: Of what lies around, so many are shown.
SHOWN = 300


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The territories that one lies in, from the largest, those that lie in it, and those beside it in the same one."""

    above: tuple[Item, ...]
    below: tuple[Item, ...]
    beside: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Map:
    """Territory → its code, its names by language, and what it lies in."""

    codes: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    within: Mapping[str, frozenset[str]]

    def above(self, iri: str) -> dict[str, int]:
        """Everything a territory lies in → how many steps up."""
        steps: dict[str, int] = {}
        reached, step = self.within.get(iri, frozenset()), 1
        while reached:
            steps |= dict.fromkeys(reached, step)
            reached = frozenset(
                up for one in reached for up in self.within.get(one, ()) if up not in steps and up != iri
            )
            step += 1
        return steps


def surroundings(iri: str, rows: Iterable[Row], names: Names) -> Surroundings:
    """What lies where, from the rows of queries/pages/territories.rq.

    Where no register tells it, the codes do: a NUTS code begins with that of what it lies in (Regulation (EC) 1059/2003).
    """
    known = _map(rows)
    if iri not in known.codes:
        return Surroundings((), (), ())

    def items(found: Iterable[str]) -> tuple[Item, ...]:
        return tuple(
            Item(names.of_thing(one, known.labels[one]), names.links.href(one), notation=known.codes[one])
            for one in found
        )

    def by_code(found: Iterable[str]) -> list[str]:
        return sorted(found, key=lambda one: (len(known.codes[one]), known.codes[one], one))[:SHOWN]

    steps = known.above(iri)
    below = [one for one in known.codes if iri in known.above(one)]
    nearest = known.within.get(iri, frozenset())
    beside = [one for one in known.codes if one != iri and nearest & known.within.get(one, frozenset())]
    ranked = sorted(steps, key=lambda one: (-steps[one], len(known.codes[one]), known.codes[one]))
    return Surroundings(items(ranked), items(by_code(below)), items(by_code(set(beside) - set(below) - set(steps))))


def _map(rows: Iterable[Row]) -> _Map:
    codes: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    stated: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        iri = row["territory"].text
        codes.setdefault(iri, row["notation"].text)
        if "label" in row:
            labels[iri].setdefault(row["label"].language, row["label"].text)
        if "within" in row:
            stated[iri].add(row["within"].text)
    within = {iri: frozenset(stated.get(iri, ())) & codes.keys() or _by_code(iri, codes, stated) for iri in codes}
    return _Map(codes, labels, within)


def _by_code(iri: str, codes: Mapping[str, str], stated: Mapping[str, set[str]]) -> frozenset[str]:
    """The territory with the longest code that this one's begins with, unless the registers tell something."""
    if iri in stated:
        return frozenset()
    shorter = [one for one in codes if codes[iri].startswith(codes[one]) and len(codes[one]) < len(codes[iri])]
    return frozenset(sorted(shorter, key=lambda one: -len(codes[one]))[:1])
