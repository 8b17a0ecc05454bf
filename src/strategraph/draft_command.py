"""The command `strategraph draft`, which proposes source.toml and mapping of a document that nobody has described yet.

It imports its rooms inside its functions, so that `--help` answers without loading any of them.
"""

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from strategraph.add_command import add_add
from strategraph.commands import Commands, add, places_and_settings

if TYPE_CHECKING:
    from strategraph.drafting import Draft, Opened

__all__ = ["add_plans"]


def add_plans(commands: "Commands[argparse.ArgumentParser]") -> None:
    """The commands that bring plans in: this one and `add`."""
    _add_draft(commands)
    add_add(commands)


def _add_draft(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = add(commands, "draft", "propose source.toml and a mapping for a plan that is not described yet")
    command.add_argument("file", metavar="FILE", type=Path, help="the plan, in any format that can be read")
    command.add_argument("--json", action="store_true", help="plan, elements and unclaimed lines as JSON, for scripts")
    command.add_argument("--plan", metavar="ID", default="", help="the id of the plan (default: the name of the file)")
    told = "a new folder for the document, source.toml and the mapping (default: both are printed)"
    command.add_argument("-o", "--output", metavar="DIR", type=Path, help=told)
    command.set_defaults(run=_draft)


def _draft(options: argparse.Namespace) -> int:
    from strategraph.drafting import (
        Given,
        Knowledge,
        as_json,
        as_sentences,
        draft,
        open_file,
        read_gazetteer,
        read_vocabulary,
    )
    from strategraph.errors import UsageError
    from strategraph.plan_ids import is_plan_id
    from strategraph.sources import read_registers

    if options.plan and not is_plan_id(options.plan):
        raise UsageError(f"{options.plan!r} is no id of a plan: use lower-case letters, digits and single hyphens.")
    if options.output is not None and options.output.exists():
        raise UsageError(f"{options.output} is there already: name a new folder.")
    places, settings = places_and_settings(options)
    opened = open_file(options.file, settings.sources)
    vocabulary, gazetteer = read_vocabulary(places.mappings), read_gazetteer(places.data)
    knowledge = Knowledge(vocabulary, gazetteer, read_registers(places.mappings))
    drafted = draft(opened, knowledge, datetime.date.today(), Given(options.plan))
    if options.output is not None:
        _write(drafted, opened, options.output)
    if options.json:
        sys.stdout.write(as_json(drafted))
    elif options.output is None:
        sys.stdout.write(f"# source.toml\n{drafted.source}\n# {drafted.plan_id}.toml\n{drafted.mapping}")
    sys.stderr.write(as_sentences(drafted))
    return 0


def _write(drafted: "Draft", opened: "Opened", folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / opened.file).write_bytes(opened.content)
    (folder / "source.toml").write_text(drafted.source, encoding="utf-8")
    (folder / f"{drafted.plan_id}.toml").write_text(drafted.mapping, encoding="utf-8")
