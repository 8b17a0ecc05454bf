"""Batch: any number of plans, each prepared by itself, side by side, and only if something about it has changed.

In: the plans of `data/sources`, and those of a folder or of a table (CSV), described or drafted; the tables that all share.
Out: for each plan its values and its statements (`Held`), kept below the output folder by a hash over everything that they
depend on; the plans of which nothing could be made, each with the reason (`Failure`).
May go wrong: whatever may go wrong with one plan, which then is a `Failure`; a table of plans with other columns (`UsageError`).
"""

from strategraph.batch.entries import COLUMNS, Entry, Failure, entries_at, home_entries, without_doubles
from strategraph.batch.kept import Held, Shelf, opened_shelf, sealed, unsealed, write_whole
from strategraph.batch.keys import Keys, digests
from strategraph.batch.preparing import Prepared, Workshop, printed_labels
from strategraph.batch.progress import Progress
from strategraph.batch.running import DRAFTS, Means, Run, run

__all__ = [
    "COLUMNS",
    "DRAFTS",
    "Entry",
    "Failure",
    "Held",
    "Keys",
    "Means",
    "Prepared",
    "Progress",
    "Run",
    "Shelf",
    "Workshop",
    "digests",
    "entries_at",
    "home_entries",
    "opened_shelf",
    "printed_labels",
    "run",
    "sealed",
    "unsealed",
    "without_doubles",
    "write_whole",
]
