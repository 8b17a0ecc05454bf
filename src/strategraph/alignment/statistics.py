"""Statistics: how many units of each level carry each descriptor and have each word, as a table that is kept and dated.

Alignment weighs descriptors and words by how rare they are. Counted anew in every build, one new plan would change every
score; so the counts are a file with a version, which is written by a command (docs/decisions/statistics.md).
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from strategraph.alignment.model import AlignedUnit
from strategraph.alignment.reading import Reader
from strategraph.alignment.tables import Row
from strategraph.alignment.tokens import tokens_of
from strategraph.settings import Alignment

__all__ = ["DESCRIPTOR", "PLAN", "WORD", "Statistics", "Uses", "count", "counted_rows", "levels_known"]

#: What a row of the table tells of; `plan` says how many units of a plan were counted.
DESCRIPTOR, WORD, PLAN = "descriptor", "word", "plan"
#: Words that fewer units have are not listed: what is not listed counts as one unit's.
LEAST_UNITS = 2
#: Name → level → how many units.
Uses = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Statistics:
    """A table: its version, from 1, its day (ISO 8601), the layer of descriptors, and the counts by name and level.

    `plans` are the plans whose units were counted, each of one level.
    """

    version: int
    day: str
    layer: str
    plans: Uses
    descriptors: Uses
    words: Uses
    _units: Counter[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Add up the units of each level."""
        units: Counter[str] = Counter()
        for uses in self.plans.values():
            units.update(uses)
        object.__setattr__(self, "_units", units)

    @property
    def units(self) -> Mapping[str, int]:
        """Level → how many units were counted."""
        return self._units

    @property
    def lines(self) -> Iterator[tuple[str, str, str, int]]:
        """The rows of the table in their order: kind, name, level, units."""
        for kind, uses in ((PLAN, self.plans), (DESCRIPTOR, self.descriptors), (WORD, self.words)):
            for name in sorted(uses):
                yield from ((kind, name, level, number) for level, number in sorted(uses[name].items()))

    @property
    def sha256(self) -> str:
        """What tells tables with other counts apart, whatever their version and day."""
        return hashlib.sha256("".join(f"{'|'.join(map(str, row))}\n" for row in self.lines).encode()).hexdigest()

    def knows(self, *levels: str) -> bool:
        """Whether units of all these levels were counted."""
        return all(self._units[level] for level in levels)

    def rows(self, subjects: str, objects: str) -> list[Row]:
        """The table `counted` for two levels, as the SQL text reads it."""
        found: list[Row] = [("units", "all", self._units[subjects], self._units[objects])]
        for kind, uses in ((DESCRIPTOR, self.descriptors), (WORD, self.words)):
            for name in sorted(uses):
                one, other = uses[name].get(subjects, 0), uses[name].get(objects, 0)
                if one or other:
                    found.append((kind, name, one, other))
        return found


def count(
    units: Iterable[AlignedUnit],
    reader: Reader | None,
    settings: Alignment,
    layer: str,
    version: int = 1,
    day: str = "",
) -> Statistics:
    """Count units with the descriptors of a layer, and with the words that a reader finds; without a reader, no words."""
    plans: dict[str, Counter[str]] = {}
    descriptors: dict[str, Counter[str]] = {}
    words: dict[str, Counter[str]] = {}
    for unit in units:
        plans.setdefault(unit.plan, Counter())[unit.side] += 1
        for code in unit.codes:
            descriptors.setdefault(code, Counter())[unit.side] += 1
        for one in tokens_of(unit, reader, settings) if reader else ():
            words.setdefault(one.token, Counter())[unit.side] += 1
    common = {token: uses for token, uses in words.items() if uses.total() >= LEAST_UNITS}
    return Statistics(version, day, layer, plans, descriptors, common)


def counted_rows(
    statistics: Statistics | None, subjects: Sequence[AlignedUnit], objects: Sequence[AlignedUnit]
) -> list[Row]:
    """The rows of the table `counted` for an alignment; none where it is counted anew."""
    levels = levels_known(statistics, subjects, objects)
    return statistics.rows(*levels) if statistics and levels else []


def levels_known(
    statistics: Statistics | None, subjects: Sequence[AlignedUnit], objects: Sequence[AlignedUnit]
) -> tuple[str, str] | None:
    """The levels of the two sides, if the table knows both and they differ; None for any other, which is counted anew.

    Units of one level against each other, such as successive plans, are always counted anew: the table has no counts of
    one plan alone.
    """
    one, other = ({unit.side for unit in side} for side in (subjects, objects))
    if statistics is None or len(one) != 1 or len(other) != 1 or one == other:
        return None
    subject, object_ = min(one), min(other)
    return (subject, object_) if statistics.knows(subject, object_) else None
