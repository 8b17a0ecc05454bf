"""The command `strategraph build`, which makes a release of all plans, and lists those of which nothing could be made.

It imports its rooms inside its functions, so that `--help` answers without loading any of them.
"""

import argparse
import csv
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from strategraph.commands import Commands, add, add_further_plans, add_releases, places_and_settings, progress

if TYPE_CHECKING:
    from strategraph.batch import Failure

__all__ = ["add_build"]

#: The table of plans that failed, beside the releases.
FAILURES = "failures.csv"


def add_build(commands: "Commands[argparse.ArgumentParser]") -> None:
    """The command with its options."""
    command = add(commands, "build", "read the sources and publish a release of the graph")
    add_further_plans(command)
    command.add_argument(
        "--jobs",
        metavar="N",
        type=int,
        default=len(os.sched_getaffinity(0)),
        help="prepare so many plans at a time (default: as many as there are cores)",
    )
    command.add_argument(
        "--keep-going", action="store_true", help="list a plan of data/sources that fails, as any other, and go on"
    )
    command.add_argument(
        "--spark",
        metavar="URL",
        default="",
        help="prepare plans in Spark at this master, such as local[2] or spark://host:7077",
    )
    add_releases(command, "--output")
    command.set_defaults(run=_build)


def _build(options: argparse.Namespace) -> int:
    from strategraph.batch import Means
    from strategraph.errors import UsageError
    from strategraph.pipeline import Batch, build_batch

    if options.jobs < 1:
        raise UsageError(f"{options.jobs} processes prepare nothing: write --jobs 1 or more.")
    tell = progress()
    batch = Batch(tuple(options.plans), Means(jobs=options.jobs, strict=not options.keep_going, master=options.spark))
    release, failures = build_batch(
        *places_and_settings(options),
        options.output,
        lambda room, told: tell(f"{room:<10} {told}") if told else None,
        batch,
    )
    print(f"{release.path}")
    _list(failures, options.output / FAILURES)
    return 1 if failures else 0


def _list(failures: "Sequence[Failure]", file: Path) -> None:
    """The table of plans that failed, in a file and on standard error; no file if there are none."""
    if not failures:
        file.unlink(missing_ok=True)
        return
    table = io.StringIO(newline="")
    csv.writer(table, lineterminator="\n").writerows(
        [("plan", "reason"), *((one.name, one.reason) for one in failures)]
    )
    aside = file.with_name(f"{file.name}.tmp")
    aside.write_text(table.getvalue(), encoding="utf-8", errors="backslashreplace")
    aside.replace(file)
    print(f"strategraph: nothing was made of {len(failures)} plans, which {file} lists:", file=sys.stderr)
    for one in failures:
        print(f"  {one.name}: {one.reason}", file=sys.stderr)
