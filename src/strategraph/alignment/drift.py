"""Drift: how far the statistics that links rest on are from those of the plans at hand.

The measure is a mean in nats. Of descriptors it is the change of the information content at a level, over all units at hand
and all descriptors that they carry; of words the change of the weight, over all units at hand and the words that they have.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from strategraph.alignment.model import AlignedUnit
from strategraph.alignment.statistics import DESCRIPTOR, WORD, Statistics, Uses, count
from strategraph.settings import Alignment

__all__ = ["Change", "Crossing", "Drift", "drift", "drift_lines", "notices"]

#: So many of the largest changes are shown.
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Crossing:
    """A descriptor that is general at a level now and was not, or the other way round."""

    code: str
    level: str
    is_general: bool


@dataclass(frozen=True, slots=True)
class Change:
    """How much a descriptor at a level, or a word at all levels (empty), tells now and did before, in nats."""

    kind: str
    name: str
    level: str
    before: float
    now: float

    @property
    def size(self) -> float:
        """How large the change is."""
        return abs(self.now - self.before)


@dataclass(frozen=True, slots=True)
class Drift:
    """What differs: levels that the table does not know, descriptors that crossed the line, changes from the largest on.

    `descriptors` and `words` are the means in nats.
    """

    unknown: tuple[str, ...]
    crossed: tuple[Crossing, ...]
    changes: tuple[Change, ...]
    descriptors: float
    words: float

    def is_beyond(self, limit: float) -> bool:
        """Whether the table is out of date: a level is missing, the class of a link may be another, or a mean is beyond a limit."""
        return bool(self.unknown or self.crossed) or max(self.descriptors, self.words) > limit


def drift(before: Statistics, now: Statistics) -> Drift:
    """How far a table is from what was counted of the units at hand."""
    unknown = tuple(sorted(level for level in now.units if not before.knows(level)))
    levels = sorted(now.units.keys() - set(unknown))
    descriptors = list(_descriptor_changes(before, now, levels))
    words = list(_word_changes(before, now, levels))
    crossed = tuple(
        Crossing(one.name, one.level, one.now < 1)
        for one, _ in descriptors
        if (one.before < 1) != (one.now < 1)
    )  # fmt: skip
    changes = sorted(
        (one for one, _ in (*descriptors, *words) if one.size > 0),
        key=lambda one: (-one.size, one.kind, one.name, one.level),
    )
    return Drift(unknown, crossed, tuple(changes), _mean(descriptors), _mean(words))


def notices(kept: Statistics, units: Iterable[AlignedUnit], limit: float) -> Iterator[str]:
    """What a build says of statistics that are out of date, judged by descriptors alone, which are counted at once."""
    now = count(units, None, Alignment(), kept.layer)
    found = drift(kept, now)
    if found.is_beyond(limit):
        yield (
            f"The statistics of version {kept.version} were counted from {sum(kept.units.values())} units of {len(kept.plans)} plans, and "
            f"{sum(now.units.values())} of {len(now.plans)} are at hand; {', and '.join(_reasons(found, limit))}: "
            "`strategraph alignment statistics` tells more, and with --refresh it counts anew."
        )


def _reasons(found: Drift, limit: float) -> Iterator[str]:
    """Why a table is out of date, as far as descriptors tell."""
    if found.unknown:
        yield f"it knows no unit of the {' and the '.join(found.unknown)} level"
    if crossed := len({one.code for one in found.crossed}):
        noun = "descriptor has" if crossed == 1 else "descriptors have"
        yield f"{crossed} {noun} crossed the line between general and specific"
    if found.descriptors > limit:
        yield f"descriptors are {found.descriptors:.2f} nats off on average, where {limit:g} are allowed"


def drift_lines(found: Drift, limit: float) -> Iterator[str]:
    """The same for a person."""
    for level in found.unknown:
        yield f"The table knows no unit of the {level} level: links from and to it are counted anew in each build."
    for general, told in ((True, "general"), (False, "specific")):
        some = [f"{one.code} ({one.level})" for one in found.crossed if one.is_general is general]
        noun = "descriptor" if len(some) == 1 else "descriptors"
        yield f"{len(some)} {noun} would become {told}{': ' if some else ''}{', '.join(some)}."
    for kind, mean in ((DESCRIPTOR, found.descriptors), (WORD, found.words)):
        changed = [one for one in found.changes if one.kind == kind]
        told = f" {len(changed)} changed, the largest:" if changed else ""
        yield f"{kind.capitalize()}s are {mean:.3f} nats off on average; {limit:g} are allowed.{told}"
        for one in changed[:SHOWN]:
            yield f"  {one.before:.3f} → {one.now:.3f}  {one.name}{' ' if one.level else ''}{one.level}"


def _descriptor_changes(before: Statistics, now: Statistics, levels: list[str]) -> Iterator[tuple[Change, int]]:
    """Each with how many units at hand it concerns."""
    for code, uses in sorted(now.descriptors.items()):
        for level in levels:
            if number := uses.get(level, 0):
                one, other = (
                    math.log(table.units[level] / max(1, table.descriptors.get(code, {}).get(level, 0)))
                    for table in (before, now)
                )
                yield Change(DESCRIPTOR, code, level, one, other), number


def _word_changes(before: Statistics, now: Statistics, levels: list[str]) -> Iterator[tuple[Change, int]]:
    all_before, all_now = (sum(table.units[level] for level in levels) for table in (before, now))
    for token in sorted(now.words):
        number = _total(now.words, token, levels)
        known = max(1, _total(before.words, token, levels))
        one, other = math.log((1 + all_before) / (1 + known)), math.log((1 + all_now) / (1 + max(1, number)))
        yield Change(WORD, token, "", one, other), number


def _total(uses: Uses, name: str, levels: list[str]) -> int:
    return sum(uses.get(name, {}).get(level, 0) for level in levels)


def _mean(changes: list[tuple[Change, int]]) -> float:
    carried = sum(number for _, number in changes)
    return sum(one.size * number for one, number in changes) / carried if carried else 0.0
