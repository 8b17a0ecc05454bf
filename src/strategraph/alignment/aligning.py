"""Aligning: the links between two sides with the chance of each, and how far the periods of their plans overlap."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from strategraph.alignment.chance import Chance, chances
from strategraph.alignment.links import find_links, table_rows, text_cosines
from strategraph.alignment.model import NATIONAL, PUBLISHED_LEVELS, AlignedUnit, DescriptorUse, Levels, Link
from strategraph.alignment.reading import Reader
from strategraph.alignment.statistics import Statistics, levels_known
from strategraph.alignment.tables import Row
from strategraph.levels import level_pairs
from strategraph.settings import Alignment

__all__ = ["Aligned", "Aligner", "Alignments", "Overlap", "Period", "overlap", "preceding", "successive"]

#: The first and the last year, both included; None where a document states none.
Period = tuple[int, int] | None
OVERLAPPING, APART, UNKNOWN = "overlapping", "apart", "unknown"
#: Of each later objective so many of the nearest earlier ones are of interest.
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Overlap:
    """Whether two periods overlap, and in how many years; `years` is None where a period is not stated."""

    kind: str
    years: int | None


@dataclass(frozen=True, slots=True)
class Aligned:
    """A link with its chance, which is None where no permutations were asked for, and the overlap of the plans' periods.

    `statistics` is the version of the table on which it rests, None where descriptors and words were counted anew.
    """

    link: Link
    chance: Chance | None
    overlap: Overlap
    statistics: int | None = None


@dataclass(frozen=True, slots=True)
class Alignments:
    """The links between two sides, and the statistics of descriptors on which they rest: a table, or None if counted anew."""

    links: tuple[Aligned, ...]
    uses: tuple[DescriptorUse, ...]
    statistics: Statistics | None = None


@dataclass(frozen=True, slots=True)
class Aligner:
    """What every alignment of one release has in common: words, settings, the SQL text, the period of each plan, what it replaces.

    `statistics` are frozen ones for the layer of the units, if there are any; they count between two levels that they know.
    """

    reader: Reader
    settings: Alignment
    sql: Path
    periods: Mapping[str, Period]
    statistics: Statistics | None = None
    replaces: Mapping[str, str] = field(default_factory=dict)

    def regional(self, units: Sequence[AlignedUnit]) -> Alignments:
        """From every national objective to every regional priority that shares a descriptor with it."""
        return self.between(units, PUBLISHED_LEVELS)

    def further(self, units: Sequence[AlignedUnit]) -> Iterator[tuple[Levels, tuple[Aligned, ...]]]:
        """The links between each other pair of levels that the release is to have by its settings."""
        for levels in (Levels(*pair) for pair in level_pairs(self.settings.levels)):
            if levels != PUBLISHED_LEVELS:
                yield levels, self.between(units, levels).links

    def between(self, units: Sequence[AlignedUnit], levels: Levels) -> Alignments:
        """From every unit of one level to every unit of another that shares a descriptor with it."""
        return self.align(*levels.sides(units))

    def tables(self, units: Sequence[AlignedUnit], levels: Levels = PUBLISHED_LEVELS) -> dict[str, Iterator[Row]]:
        """Table → its rows: what the SQL text reads to find these links."""
        return table_rows(*levels.sides(units), self.reader, self.settings, self.statistics)

    def cosines(self, units: Sequence[AlignedUnit], levels: Levels = PUBLISHED_LEVELS) -> dict[tuple[str, str], float]:
        """What the texts alone say of all pairs of a subject and an object."""
        return text_cosines(self.tables(units, levels), self.settings, self.sql)

    def successions(self, units: Sequence[AlignedUnit]) -> Iterator[tuple[list[AlignedUnit], list[AlignedUnit]]]:
        """The units of each plan with those of the one before it."""
        plans: dict[str, list[AlignedUnit]] = {}
        for one in units:
            plans.setdefault(one.plan, []).append(one)
        national = {plan: self.periods.get(plan) for plan, found in plans.items() if found[0].side == NATIONAL}
        for earlier, later in preceding(national, self.replaces):
            if earlier in plans and later in plans:
                yield plans[later], plans[earlier]

    def continued(self, later: Sequence[AlignedUnit], earlier: Sequence[AlignedUnit]) -> tuple[Aligned, ...]:
        """From the objectives of a plan to the three nearest of the one before it; chance is that among all.

        Descriptors and words are counted anew: the two sides are single plans, of which a table has no counts.
        """
        links = replace(self, statistics=None).align(later, earlier).links
        return tuple(one for one in links if one.link.subject_rank <= _NEAREST)

    def align(self, subjects: Sequence[AlignedUnit], objects: Sequence[AlignedUnit]) -> Alignments:
        """From subjects to objects; among more units than `every_pair_units`, chance is not told."""
        statistics = self.statistics if levels_known(self.statistics, subjects, objects) else None
        found = find_links(subjects, objects, self.reader, self.settings, self.sql, statistics)
        few = len(subjects) + len(objects) <= self.settings.every_pair_units
        number = self.settings.permutations if few else 0
        chance = chances(subjects, objects, found, number) if number else {}
        plan = {one.iri: one.plan for one in (*subjects, *objects)}
        aligned = (
            Aligned(
                link,
                chance.get((link.subject, link.object)),
                overlap(self.periods.get(plan[link.subject]), self.periods.get(plan[link.object])),
                statistics.version if statistics else None,
            )
            for link in found.links
        )
        return Alignments(tuple(aligned), found.uses, statistics)


def overlap(one: Period, other: Period) -> Overlap:
    """The overlap of two periods of whole years."""
    if one is None or other is None:
        return Overlap(UNKNOWN, None)
    years = max(0, min(one[1], other[1]) - max(one[0], other[0]) + 1)
    return Overlap(OVERLAPPING if years else APART, years)


def successive(periods: Mapping[str, Period]) -> Iterator[tuple[str, str]]:
    """Plans with the plan that comes next, by the first year; a plan without a period is before and after none."""
    known = sorted((period, plan) for plan, period in periods.items() if period)
    return ((earlier, later) for (_, earlier), (_, later) in pairwise(known))


def preceding(periods: Mapping[str, Period], replaces: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each plan with the one before it: that which it says it replaces, at any level; else, among those of `periods`, by these."""
    for earlier, later in successive(periods):
        if later not in replaces:
            yield earlier, later
    for later, earlier in sorted(replaces.items()):
        yield earlier, later
