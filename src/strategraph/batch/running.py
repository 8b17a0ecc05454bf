"""Running: a list of plans becomes what is held of each, from what was kept or made anew."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from strategraph.batch.entries import Entry, Failure
from strategraph.batch.kept import Held, Shelf
from strategraph.batch.keys import Keys
from strategraph.batch.preparing import Workshop
from strategraph.batch.processes import Tools, prepare_apart
from strategraph.batch.progress import Progress
from strategraph.clusters import spark_module
from strategraph.errors import SourceError

__all__ = ["DRAFTS", "Means", "Run", "run"]

#: The folder, among what is kept, in which plans are drafted.
DRAFTS = "drafts"

#: So few plans are prepared before processes of their own have started.
_FEW = 16


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a list of plans: what is held, in the order of the list, what failed, and what was not made anew.

    `keys` are those under which the plans are kept.
    """

    held: tuple[Held, ...]
    failures: tuple[Failure, ...] = ()
    reused: int = 0
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Means:
    """How to go about it: where results are kept (None keeps nothing), in how many processes, and who is told.

    `strict` ends the run where a plan of `data/sources` fails; else it is listed as any other is. `master` is where Spark
    runs in place of processes, such as `local[2]`; empty for processes.
    """

    kept: Path | None = None
    jobs: int = 1
    tell: Callable[[str], None] = lambda told: None
    strict: bool = True
    master: str = ""


def run(entries: Sequence[Entry], workshop: Workshop, means: Means) -> Run:
    """Prepare plans; those whose key is kept already are not prepared again.

    Raises:
        StrategraphError: of a plan of `data/sources` that fails, if that is to end the run.
    """
    if means.kept is None:
        return Run(tuple(Held.of(workshop.prepare(entry)) for entry in entries))
    shelf, hashing = Shelf(means.kept), Keys(workshop.places, workshop.settings)
    keys: dict[str, Entry] = {}
    failures: dict[str, Failure] = {}
    for entry in entries:
        try:
            keys[hashing.of(entry)] = entry
        except SourceError as fault:
            if entry.is_own and means.strict:
                raise
            failures[entry.plan_id] = Failure(str(entry.path), str(fault))
    with _uncollected():
        held = {key: found for key in keys if (found := shelf.get(key))}
        missing = {key: entry for key, entry in keys.items() if key not in held}
        failures |= _make(missing, shelf, workshop, means)
        held |= {key: found for key in missing if (found := shelf.get(key))}
    listed = [failures[entry.plan_id] for entry in entries if entry.plan_id in failures]
    reused = len(keys) - len(missing)
    return Run(tuple(held[key] for key in keys if key in held), tuple(listed), reused, frozenset(keys))


def _make(missing: Mapping[str, Entry], shelf: Shelf, workshop: Workshop, means: Means) -> dict[str, Failure]:
    """Prepare and keep plans, a few of our own here, all others apart; gives those that failed, by the id of the plan."""
    own = all(entry.is_own for entry in missing.values())
    if own and means.strict and len(missing) < _FEW and not means.master:
        for key, entry in missing.items():
            shelf.put(key, workshop.prepare(entry))
        return {}
    failures = {}
    tools = Tools(workshop.places, workshop.settings, shelf.folder, shelf.folder / DRAFTS)
    for key, reason in _apart(missing, tools, means):
        entry = missing[key]
        if entry.is_own and means.strict:
            workshop.prepare(entry)  # says the same as an error of its kind
            raise SourceError(reason)
        failures[entry.plan_id] = Failure(str(entry.path), reason)
    return failures


def _apart(missing: Mapping[str, Entry], tools: Tools, means: Means) -> Iterator[tuple[str, str]]:
    """Prepare plans in processes or in Spark.

    Raises:
        UsageError: if Spark is asked for and it or Java is not installed.
    """
    told = Progress(len(missing), means.tell)
    if not means.master or not missing:
        return prepare_apart(missing, tools, means.jobs, told)
    spark = spark_module("strategraph.batch.spark")
    found: Iterator[tuple[str, str]] = spark.prepare_in_spark(missing, tools, means.master, 4 * means.jobs, told)
    return found


@contextmanager
def _uncollected() -> Iterator[None]:
    """Values of plans form no circles, and looking for some among millions of them takes longer than reading them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
