"""The commands `strategraph subjects …` and `strategraph report`, and what all commands share.

A command imports its rooms inside its function, so that `--help` answers without loading any of them.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from strategraph.level_options import add_levels

if TYPE_CHECKING:
    from strategraph.places import Places
    from strategraph.settings import Settings
    from strategraph.subjects_desk import SubjectsDesk

__all__ = [
    "Commands",
    "add",
    "add_further_plans",
    "add_releases",
    "add_report",
    "add_subjects",
    "places_and_settings",
    "progress",
]

OUTPUT = "build"
Commands = argparse._SubParsersAction  # what add_subparsers() returns; argparse has no public name for it


def add(commands: "Commands[argparse.ArgumentParser]", name: str, text: str) -> argparse.ArgumentParser:
    """A command with a sentence on what it does, and the options that every command has."""
    command = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
    command.add_argument("--home", metavar="DIR", help="folder with ontology/, mappings/, queries/ and data/")
    command.add_argument("--settings", metavar="FILE", type=Path, help="settings file (default: settings.toml)")
    return command


def add_releases(command: argparse.ArgumentParser, option: str) -> None:
    """The option for the folder in which releases are kept."""
    told = f"where releases are kept (default: {OUTPUT})"
    command.add_argument(option, metavar="DIR", type=Path, default=Path(OUTPUT), help=told)


def add_further_plans(command: argparse.ArgumentParser) -> None:
    """The option for plans beside those of `data/sources`."""
    command.add_argument(
        "--plans",
        metavar="DIR|TABLE",
        type=Path,
        action="append",
        default=[],
        help="further plans: a folder, or a table (.csv) with the column file; may be repeated",
    )


def add_report(commands: "Commands[argparse.ArgumentParser]") -> None:
    """The command that writes reports."""
    command = add(commands, "report", "write a report from the current release, or from an endpoint")
    command.add_argument("name", metavar="NAME", nargs="?", help="which report; none lists them")
    command.add_argument(
        "--region",
        metavar="CODE|PLAN",
        default="",
        help="a territory such as CZ042, or a plan of the level that links lead to (default: all)",
    )
    command.add_argument(
        "--national", metavar="PLAN", default="", help="a plan of the level that links lead from (default: the latest)"
    )
    command.add_argument(
        "--layer", choices=("printed", "approved", "all"), default="all", help="which descriptors count"
    )
    add_levels(command)
    command.add_argument("--language", choices=("cs", "en"), default="cs", help="of the report (default: cs)")
    command.add_argument(
        "--format", metavar="FORMAT", help="html, md, csv, json, xlsx, svg, png (default: by the file, else md)"
    )
    command.add_argument(
        "--table", metavar="KEY", default="", help="for csv, svg and png: which table (default: the first)"
    )
    command.add_argument("--site", metavar="URL", default="", help="where the links to queries lead")
    command.add_argument("--endpoint", metavar="URL", help="ask this SPARQL endpoint instead of the release")
    command.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="where to write it (default: standard output)"
    )
    add_releases(command, "--data")
    command.set_defaults(run=_report)


def add_subjects(commands: "Commands[argparse.ArgumentParser]") -> None:
    """The commands on descriptors where none are printed."""
    told = "descriptors where none are printed"
    command = commands.add_parser("subjects", help=told, description=f"{told[0].upper()}{told[1:]}.")
    inner = command.add_subparsers(title="commands", metavar="COMMAND", required=True, help="what to do")
    suggest = add(inner, "suggest", "suggest descriptors for a Czech text, with the words that speak for each")
    suggest.add_argument(
        "text", metavar="TEXT|FILE", type=_filled, help="the text, a file that holds it, or - for standard input"
    )
    suggest.add_argument("--format", choices=("table", "json"), default="table", help="for a person or for a script")
    suggest.set_defaults(run=_suggest)
    evaluate = add(inner, "evaluate", "hold the lexicon against the descriptors that a plan prints")
    evaluate.add_argument("--plan", metavar="ID", default="ap-ssz-2024-2026", help="a plan that prints descriptors")
    evaluate.set_defaults(run=_evaluate)
    export = add(inner, "export", "write a sheet of what words say, for a person who fills in the column decision")
    export.add_argument("plan", metavar="PLAN", nargs="*", help="ids of plans; none means all")
    export.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="where to write it (default: standard output)"
    )
    export.set_defaults(run=_export)
    take = add(
        inner, "import", "check a sheet whose column decision was filled in, and merge it into mappings/decisions"
    )
    take.add_argument(
        "sheet",
        metavar="SHEET",
        type=Path,
        help="the sheet as CSV; decisions are approved, rejected, added, none (no descriptor fits, code left empty) or "
        "withdrawn, and an emptied cell withdraws, too",
    )
    take.add_argument("--who", metavar="NAME", default="", help="who decided, where a row does not say it")
    take.set_defaults(run=_import)
    review = add(inner, "review", "decide on the descriptors of a plan in the terminal, each decision saved at once")
    review.add_argument("plan", metavar="PLAN", help="the id of a plan")
    review.add_argument("--who", metavar="NAME", required=True, help="who decides")
    review.add_argument("--again", action="store_true", help="ask about what was decided before, too")
    review.add_argument(
        "--element",
        metavar="KIND/KEY",
        action="append",
        default=[],
        help="show this element only, decided or not, such as goal/1.1; may be repeated",
    )
    review.set_defaults(run=_review)


def _filled(text: str) -> str:
    """A text that is more than white space."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty: give a text, a file that holds one, or - for standard input")
    return text


def _report(options: argparse.Namespace) -> int:
    from strategraph.reports import REPORTS, Options, Words
    from strategraph.reports_desk import ReportsDesk

    if options.name is None:
        for name in REPORTS:
            print(f"{name:<14} {Words(options.language)(f'{name}_title')}")
        return 0
    form = options.format or (options.output.suffix[1:] if options.output and options.output.suffix else "md")
    chosen = Options(options.region, options.national, options.layer, options.language, options.subject, options.object)
    desk = ReportsDesk(*places_and_settings(options), options.site)
    there = options.endpoint is not None
    with (
        desk.of_endpoint(options.endpoint, progress()) if there else desk.of_release(options.data) as (answers, release)
    ):
        written = desk.report(options.name, form, chosen, options.table, answers, release)
    if options.output:
        options.output.write_bytes(written)
    else:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    return 0


def _suggest(options: argparse.Namespace) -> int:
    from strategraph.subjects_desk import suggest

    print(suggest(*places_and_settings(options), options.text, options.format == "json"))
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    print(_desk(options).evaluate(options.plan))
    return 0


def _export(options: argparse.Namespace) -> int:
    _desk(options).export(options.plan, options.output)
    return 0


def _import(options: argparse.Namespace) -> int:
    _desk(options).take(options.sheet, options.who, print)
    return 0


def _review(options: argparse.Namespace) -> int:
    _desk(options).review(options.plan, options.who, input, print, options.again, options.element)
    return 0


def _desk(options: argparse.Namespace) -> "SubjectsDesk":
    from strategraph.subjects_desk import SubjectsDesk

    return SubjectsDesk(*places_and_settings(options))


def places_and_settings(options: argparse.Namespace) -> "tuple[Places, Settings]":
    """What the two options of every command say."""
    from strategraph.places import find_places
    from strategraph.settings import read_settings

    return find_places(options.home), read_settings(options.settings)


def progress() -> "Callable[[str], None]":
    """Tells what is being done on standard error, with the seconds since it was asked for."""
    started = time.monotonic()
    return lambda told: print(f"{time.monotonic() - started:6.2f} s  {told}", file=sys.stderr, flush=True)
