"""The command `strategraph export`, which writes the data in forms of others, and the site as files.

It imports its rooms inside its functions, so that `--help` answers without loading any of them.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from strategraph.commands import Commands, add, add_releases, places_and_settings, progress

if TYPE_CHECKING:
    from strategraph.settings import Limits

__all__ = ["add_export"]


def add_export(commands: "Commands[argparse.ArgumentParser]") -> None:
    """The command with its two forms, of which at least one is asked for."""
    command = add(commands, "export", "write the current release as StratML, or the whole site as files")
    command.add_argument("--stratml", metavar="DIR", type=Path, help="every plan as StratML (ISO 17469-1)")
    told = "every page, list, description and dump into a new folder, for hosting without a server"
    command.add_argument("--static", metavar="DIR", type=Path, help=told)
    site = "where the files will be found, for the sitemap; at the root of a host, such as https://data.example.org"
    command.add_argument("--site", metavar="URL", default="", help=site)
    add_releases(command, "--data")
    command.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    from strategraph.errors import UsageError

    if options.stratml is None and options.static is None:
        raise UsageError("Say what to write: --stratml DIR for plans as StratML, --static DIR for the site as files.")
    if options.stratml is not None:
        _write_plans(options)
    if options.static is not None:
        _write_site(options)
    return 0


def _write_plans(options: argparse.Namespace) -> None:
    from strategraph.reports_desk import ReportsDesk

    desk = ReportsDesk(*places_and_settings(options))
    with desk.of_release(options.data) as (answers, _):
        for path in desk.write_stratml(answers, options.stratml):
            print(path)


def _write_site(options: argparse.Namespace) -> None:
    from strategraph.app import create_app
    from strategraph.serving import open_dataset
    from strategraph.static_site import write_site

    places, settings = places_and_settings(options)
    tell = progress()
    dataset, lock = open_dataset(settings, options.data)
    with lock:
        app = create_app(replace(settings, limits=_unlimited(settings.limits)), places, dataset)
        number = write_site(app, options.static, options.site, tell)
    print(f"{number} files of release {dataset.name} are in {options.static}.", file=sys.stderr)
    print(options.static)


def _unlimited(limits: "Limits") -> "Limits":
    """The limits of a server with one client, who may ask for everything."""
    return replace(limits, client_requests=0, client_seconds=0)
