"""The desk of statistics: what `strategraph alignment statistics` tells of the table that is kept, and how it is written anew."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from strategraph.alignment import (
    Drift,
    Statistics,
    aligned_units,
    count,
    drift,
    drift_lines,
    read_statistics,
    read_synonyms,
    statistics_path,
    statistics_told,
    written,
)
from strategraph.batch import Failure, Means, opened_shelf
from strategraph.errors import AlignmentError, UsageError
from strategraph.pipeline import PREPARED
from strategraph.places import Places
from strategraph.plan_steps import gather_plans, gather_subjects, prepare
from strategraph.settings import Settings
from strategraph.work import Batch, Work

__all__ = ["Compared", "compare_statistics", "refresh_statistics"]


@dataclass(frozen=True, slots=True)
class Compared:
    """The table that is kept, if there is one, held against what was counted of the plans at hand; which of these failed."""

    file: str
    kept: Statistics | None
    counted: Statistics
    limit: float
    failures: tuple[Failure, ...] = ()

    @property
    def drift(self) -> Drift | None:
        """How far the table is off; None without a table, or if it is of another layer."""
        return drift(self.kept, self.counted) if self.kept and self.kept.layer == self.counted.layer else None

    @property
    def is_old(self) -> bool:
        """Whether the table is missing or out of date by more than the settings allow."""
        return self.drift is None or self.drift.is_beyond(self.limit)

    @property
    def lines(self) -> Iterator[str]:
        """All this for a person."""
        at_hand = f"{sum(self.counted.units.values())} units of {len(self.counted.plans)} plans"
        levels = ", ".join(f"{number} {level}" for level, number in sorted(self.counted.units.items()))
        yield f"{self.file}: {statistics_told(self.kept) if self.kept else 'there is none'}."
        yield f"At hand: {at_hand} ({levels}), layer {self.counted.layer}."
        if self.drift is not None:
            yield from drift_lines(self.drift, self.limit)
        yield "Out of date: write it anew with --refresh." if self.is_old else "Up to date."


def compare_statistics(
    places: Places, settings: Settings, plans: Sequence[Path], output: Path, means: Means
) -> Compared:
    """Hold the table against the plans of the sources and of further folders and tables.

    What was prepared of plans for the releases of `output` is taken up from there, and kept there.

    Raises:
        StrategraphError: for any table or document that cannot be read.
        UsageError: if the settings name no table.
    """
    path = statistics_path(places.home, settings.alignment)
    if path is None:
        raise UsageError(
            "alignment.statistics is empty, so statistics are counted anew in each build: name a file there first."
        )
    with opened_shelf(output / PREPARED) as shelf:
        work = Work(places, settings, Batch(tuple(plans), replace(means, kept=shelf.folder)))
        for step in (prepare, gather_plans, gather_subjects):
            step(work)
    layer = settings.alignment.layer
    reader = read_synonyms(places.mappings / "synonyms", work.lexicon.contexts)
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris, layer)
    kept = read_statistics(places.home, settings.alignment) if path.exists() else None
    counted = count(units, reader, settings.alignment, layer, (kept.version if kept else 0) + 1, _today())
    return Compared(places.shown(path), kept, counted, settings.alignment.statistics_drift, work.run.failures)


def refresh_statistics(places: Places, settings: Settings, compared: Compared) -> str:
    """Write what was counted as the next version, unless the table says the same already; gives a sentence on it.

    Raises:
        UsageError: if the table would lie inside the installed package.
        AlignmentError: if a plan could not be counted.
    """
    path = statistics_path(places.home, settings.alignment)
    if path is None or (places.is_shipped and path.is_relative_to(places.home)):
        raise UsageError(
            "Statistics would be written into the installed package and be lost with its next version: name your own folder with "
            "--home or STRATEGRAPH_HOME, or a file of yours in alignment.statistics."
        )
    if failed := len(compared.failures):
        raise AlignmentError(
            f"{compared.file} was not written: {failed} {'plan' if failed == 1 else 'plans'} could not be counted, and the counts would "
            "be those of the others alone; mend what is named above, or leave it out, and refresh again."
        )
    kept, counted = compared.kept, compared.counted
    if kept and (kept.layer, kept.sha256) == (counted.layer, counted.sha256):
        return f"{compared.file} stays as it is: the plans at hand have the same counts."
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.tmp")
    aside.write_bytes(written(counted))
    aside.replace(path)
    return f"{compared.file} written: {statistics_told(counted)}."


def _today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()
