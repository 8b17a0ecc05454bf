"""The command `strategraph add`: a plan from its file into the graph, after a look at what was drafted.

It imports its rooms inside its functions, so that `--help` answers without loading any of them.
"""

import argparse
import csv
import datetime
import io
import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from strategraph.commands import Commands, add, add_releases, places_and_settings, progress
from strategraph.levels import LEVELS

if TYPE_CHECKING:
    from strategraph.drafting import Draft, Opened
    from strategraph.places import Places
    from strategraph.settings import Settings
    from strategraph.sources import Registers

__all__ = ["add_add"]

#: The preview shows so many lines that nothing claims, and so many characters of a text.
SHOWN_LINES, SHOWN_CHARACTERS = 20, 90


def add_add(commands: "Commands[argparse.ArgumentParser]") -> None:
    """The command with its options."""
    command = add(commands, "add", "draft a plan, show its tree, and after a yes store it and build")
    command.add_argument("file", metavar="FILE", type=Path, help="the plan, in any format that can be read")
    command.add_argument("--plan", metavar="ID", default="", help="the id of the plan (default: the name of the file)")
    command.add_argument("--issuer", metavar="KEY", default="", help="who issued it, a key of bodies.csv")
    command.add_argument(
        "--territory", metavar="CODE", default="", help="its territory, a code such as CZ042, orp-2110 or EU"
    )
    command.add_argument(
        "--level",
        choices=LEVELS,
        default="",
        help="for what it holds (default: what fits the territory and the title)",
    )
    command.add_argument("--yes", action="store_true", help="do not ask")
    command.add_argument("--dry-run", action="store_true", help="show what would be stored, and store nothing")
    told = "what the preview shows as JSON, for scripts; with --dry-run"
    command.add_argument("--json", action="store_true", help=told)
    add_releases(command, "--output")
    command.set_defaults(run=_add)


def _add(options: argparse.Namespace) -> int:
    from strategraph.drafting import Given, Knowledge, as_sentences, draft, open_file, read_gazetteer, read_vocabulary
    from strategraph.errors import UsageError
    from strategraph.preview import preview
    from strategraph.sources import read_registers

    if options.json and not options.dry_run:
        raise UsageError("--json shows what would be stored: say --dry-run, too, or leave it out to store the plan.")
    places, settings = places_and_settings(options)
    if places.is_shipped and not options.json:
        raise UsageError(
            "Plans are stored beside your own mappings: name their folder with --home or STRATEGRAPH_HOME."
        )
    opened = open_file(options.file, settings.sources)
    registers = read_registers(places.mappings)
    knowledge = Knowledge(read_vocabulary(places.mappings), read_gazetteer(places.data), registers)
    given = Given(options.plan, options.issuer, options.territory, options.level)
    drafted = draft(opened, knowledge, datetime.date.today(), given)
    _check_id(drafted.plan_id, places)
    shown = preview(places, settings, options.file, opened, drafted)
    if options.json:
        json.dump(shown.value, sys.stdout, ensure_ascii=False)
        return 0
    rows = _missing_rows(drafted, registers, places.mappings / "registers")
    files = _files(drafted, opened, places)
    sys.stdout.write(_preview(drafted) + "".join(f"{line}\n" for line in shown.lines))
    sys.stderr.write(as_sentences(drafted))
    for path in [*files, *rows]:
        sys.stderr.write(f"{'adds to' if path in rows else 'writes'} {places.shown(path)}\n")
    if options.dry_run or not (options.yes or _agreed()):
        return 0
    _store(files, rows, lambda: _build(places, settings, options.output))
    return 0


def _agreed() -> bool:
    from strategraph.errors import UsageError

    if not sys.stdin.isatty():
        raise UsageError("Nobody can be asked here: say --yes to store the plan, or --dry-run to look only.")
    return input("Store it and build? [y/N] ").strip().lower() in {"y", "yes", "a", "ano"}


def _preview(drafted: "Draft") -> str:
    """The tree, a line for each element, and what nothing claims."""
    depths: dict[int, int] = {}
    rows = []
    for one in drafted.fitted.elements:
        depths[id(one)] = depths[id(one.parent)] + 1 if one.parent is not None else 0
        text = f"{one.notation} {one.entry.text}".strip()[:SHOWN_CHARACTERS]
        rows.append(f"{'  ' * depths[id(one)]}{one.level}: {text}  (line {one.entry.index + 1})")
    unclaimed = list(drafted.unclaimed())
    rows += [f"Nothing claims {len(unclaimed)} lines." if unclaimed else "Every line is claimed."]
    rows += [
        f"  {index + 1}: {drafted.lines[index].text.strip()[:SHOWN_CHARACTERS]}" for index in unclaimed[:SHOWN_LINES]
    ]
    return "\n".join(rows) + "\n"


def _missing_rows(drafted: "Draft", registers: "Registers", folder: Path) -> dict[Path, list[str]]:
    """Rows that the registers in a folder need for this plan, by their files."""
    from strategraph.drafting import Advice, unregistered
    from strategraph.errors import SourceError, UsageError

    advice = Advice(
        "name a key of bodies.csv with --issuer",
        "name a code of data/registers/territories.csv, or add a row for it to mappings/registers/other-territories.csv",
    )
    try:
        new = unregistered(drafted, registers, "The document", advice)
    except SourceError as fault:
        raise UsageError(str(fault)) from fault
    rows = [("bodies.csv", [one.slug, "", one.label_cs, one.label_en, "", "", "", ""]) for one in new.bodies]
    rows += [("territories.csv", [one.code, one.label_cs, one.label_en, ""]) for one in new.territories]
    return {folder / name: row for name, row in rows}


def _check_id(plan_id: str, places: "Places") -> None:
    """The id is one, and no other plan has it."""
    from strategraph.errors import UsageError
    from strategraph.plan_ids import is_plan_id

    if not is_plan_id(plan_id):
        raise UsageError(f"{plan_id!r} is no id of a plan: use lower-case letters, digits and single hyphens.")
    mapping = places.mappings / "documents" / f"{plan_id}.toml"
    if mapping.exists() or list((places.data / "sources").glob(f"*/{plan_id}")):
        raise UsageError(f"There is a plan {plan_id!r} already: give this one another id with --plan.")


def _files(drafted: "Draft", opened: "Opened", places: "Places") -> dict[Path, bytes]:
    folder = places.data / "sources" / drafted.about.level / drafted.plan_id
    mapping = places.mappings / "documents" / f"{drafted.plan_id}.toml"
    return {
        folder / opened.file: opened.content,
        folder / "source.toml": drafted.source.encode(),
        mapping: drafted.mapping.encode(),
    }


def _store(files: dict[Path, bytes], rows: dict[Path, list[str]], build: Callable[[], None]) -> None:
    """Write everything and build; if the build fails or is ended (SIGINT, SIGTERM), all is as it was before."""
    from strategraph.errors import StrategraphError

    before = {path: path.read_bytes() for path in rows}
    ended_by = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for path, row in rows.items():
            line = io.StringIO()
            csv.writer(line, lineterminator="\n").writerow(row)
            path.write_bytes(before[path] + line.getvalue().encode())
        build()
    except (StrategraphError, OSError, KeyboardInterrupt):
        for path, content in before.items():
            path.write_bytes(content)
        for path in files:
            path.unlink(missing_ok=True)
        next(iter(files)).parent.rmdir()
        raise
    finally:
        signal.signal(signal.SIGTERM, ended_by)


def _build(places: "Places", settings: "Settings", output: Path) -> None:
    from strategraph.pipeline import build

    tell = progress()
    release = build(places, settings, output, lambda room, told: tell(f"{room:<10} {told}") if told else None)
    print(f"{release.path}")
