"""The commands `strategraph alignment …`: links of a unit, judged lists, tables and engines, and the statistics that are kept.

They import their rooms inside their functions, so that `--help` answers without loading any of them.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from strategraph.commands import Commands, add, add_further_plans, add_releases, places_and_settings, progress
from strategraph.level_options import add_levels

if TYPE_CHECKING:
    from strategraph.alignment_desk import AlignmentDesk

__all__ = ["add_alignment"]


def add_alignment(commands: "Commands[argparse.ArgumentParser]") -> None:
    """The commands on links between plans of two levels, national objectives and regional priorities unless others are named."""
    told = "links between plans of two levels: national objectives and regional priorities, or any others"
    command = commands.add_parser("alignment", help=told, description=f"{told[0].upper()}{told[1:]}.")
    inner = command.add_subparsers(title="commands", metavar="COMMAND", required=True, help="what to do")
    links = add(inner, "links", "show the links of a unit, the best first, and what each score adds up from")
    links.add_argument("unit", metavar="UNIT", help="a unit of either level, such as plan/ap-ssz-2024-2026/goal/4.3.d")
    links.add_argument("--top", metavar="N", type=_positive, default=10, help="how many links (default: %(default)s)")
    links.add_argument("--format", choices=("table", "json"), default="table", help="for a person or for a script")
    links.set_defaults(run=_links)
    judge = add(inner, "evaluate", "hold the ranking of all links, and simpler ones, against a judged list")
    judge.add_argument("file", metavar="FILE", type=Path, help="TSV with the columns objective, unit, grade (0, 1, 2)")
    judge.add_argument(
        "--plan", metavar="ID", default="ap-ssz-2024-2026", help="the plan that was judged, of the level of --from"
    )
    judge.set_defaults(run=_judge)
    tables = add(
        inner, "tables", "write the tables that the links of a release are found in, as folders of Parquet files"
    )
    tables.add_argument("folder", metavar="DIR", type=Path, help="a new folder")
    tables.add_argument(
        "--plan", metavar="ID", default="", help="where both levels are the same: the plan links lead from"
    )
    add_releases(tables, "--data")
    tables.set_defaults(run=_tables)
    _add_run(inner)
    _add_statistics(inner)
    for one in (links, judge, tables):
        add_levels(one)
        one.add_argument(
            "--layer", choices=("printed", "approved", "all"), default="all", help="which descriptors count"
        )


def _add_run(inner: "Commands[argparse.ArgumentParser]") -> None:
    run = add(inner, "run", "run the SQL text of alignment over such tables, in DuckDB or in Spark")
    run.add_argument("folder", metavar="DIR", type=Path, help="a folder for each table, as `tables` writes them")
    run.add_argument("--output", metavar="DIR", type=Path, required=True, help="a new folder for what is found")
    run.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="what runs it (default: duckdb)")
    run.add_argument("--master", metavar="URL", default="local[*]", help="where Spark runs (default: %(default)s)")
    run.add_argument("--memory", metavar="SIZE", help="memory of the engine, like 4GB (default: a setting)")
    run.add_argument("--threads", metavar="N", type=int, default=1, help="threads of DuckDB (default: %(default)s)")
    run.set_defaults(run=_run_tables)


def _add_statistics(inner: "Commands[argparse.ArgumentParser]") -> None:
    command = add(
        inner, "statistics", "tell how far the statistics that are kept are from the plans at hand, or write them anew"
    )
    command.add_argument("--refresh", action="store_true", help="count the plans at hand, and write the next version")
    command.add_argument(
        "--check", action="store_true", help="exit with 1 if they are out of date (alignment.statistics_drift)"
    )
    add_further_plans(command)
    add_releases(command, "--data")
    command.set_defaults(run=_statistics)


def _positive(text: str) -> int:
    """A whole number above 0."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return number


def _links(options: argparse.Namespace) -> int:
    print(
        _alignment_desk(options).links(
            options.unit, options.layer, options.top, options.format == "json", (options.subject, options.object)
        )
    )
    return 0


def _judge(options: argparse.Namespace) -> int:
    print(_alignment_desk(options).judge(options.file, options.plan, options.layer, (options.subject, options.object)))
    return 0


def _tables(options: argparse.Namespace) -> int:
    from strategraph.alignment_desk import levels_of, write_release_tables
    from strategraph.release import open_release

    levels = levels_of(options.subject, options.object, options.plan)
    write_release_tables(
        *places_and_settings(options), open_release(options.data), options.folder, options.layer, levels
    )
    return 0


def _run_tables(options: argparse.Namespace) -> int:
    from strategraph.alignment import engine_of, run_tables

    places, settings = places_and_settings(options)
    given = settings.alignment
    memory = options.memory or str(given.memory_bytes)
    engine = engine_of(options.engine, options.master, memory, options.threads, given.spill_folder)
    sql = places.queries / "alignment" / "links.sql"
    for name, rows in run_tables(options.folder, options.output, sql, engine, progress()).items():
        print(f"{rows:>12} rows  {options.output / name}")
    return 0


def _statistics(options: argparse.Namespace) -> int:
    from strategraph.batch import Means
    from strategraph.statistics_desk import compare_statistics, refresh_statistics

    places, settings = places_and_settings(options)
    means = Means(jobs=len(os.sched_getaffinity(0)), tell=progress(), strict=False)
    compared = compare_statistics(places, settings, options.plans, options.data, means)
    for line in compared.lines:
        print(line)
    for one in compared.failures:
        print(f"strategraph: not counted: {one.name}: {one.reason}", file=sys.stderr)
    if options.refresh:
        print(refresh_statistics(places, settings, compared))
    return 1 if compared.failures or (options.check and compared.is_old and not options.refresh) else 0


def _alignment_desk(options: argparse.Namespace) -> "AlignmentDesk":
    from strategraph.alignment_desk import AlignmentDesk

    return AlignmentDesk(*places_and_settings(options))
