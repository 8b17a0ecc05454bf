"""Entries: the plans of a batch, found in a folder or listed in a table, and those of which nothing can be made."""

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from strategraph.errors import UsageError
from strategraph.iris import slug
from strategraph.levels import LEVELS
from strategraph.places import Places
from strategraph.plan_ids import is_plan_id
from strategraph.sources import read_utf8, source_folders

__all__ = ["COLUMNS", "Entry", "Failure", "entries_at", "home_entries", "without_doubles"]

#: The columns of a table of plans; all but the first may be left out, or empty.
COLUMNS = ("file", "plan", "issuer", "territory", "level", "retrieved")
_SOURCE = "source.toml"
_NO_PLAN = re.compile(r"[.~]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One plan: a folder with `source.toml` and its mapping, or a file (`mapping` is None) that is drafted.

    `issuer`, `territory`, `level` and `retrieved` are what a table says of a file; empty where the document is to say it.
    `is_own` is true of the plans of `data/sources`.
    """

    plan_id: str
    path: Path
    mapping: Path | None
    issuer: str = ""
    territory: str = ""
    level: str = ""
    retrieved: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A plan of which nothing was made, named as one gave it, and why."""

    name: str
    reason: str


def home_entries(places: Places) -> list[Entry]:
    """The plans of `data/sources`.

    Raises:
        SourceError: as `source_folders` does.
    """
    mappings = places.mappings / "documents"
    folders = source_folders(places.data)
    return [Entry(folder.name, folder, mappings / f"{folder.name}.toml", is_own=True) for folder in folders]


def entries_at(given: Path) -> Iterator[Entry | Failure]:
    """The plans of a folder, by path, or of a table, by line.

    Raises:
        UsageError: if it is neither, or the table has other columns.
    """
    if given.is_dir():
        yield from _in_folder(given)
    elif given.suffix.lower() == ".csv" and given.is_file():
        yield from _in_table(given)
    else:
        raise UsageError(f"{given} is neither a folder of plans nor a table (.csv) of them: name one of the two.")


def _in_folder(folder: Path) -> Iterator[Entry | Failure]:
    """What lies in it at any depth; names that begin with a full stop or a tilde are no plans."""
    for place, folders, files in os.walk(folder):
        folders[:] = [] if _SOURCE in files else sorted(name for name in folders if not _NO_PLAN.match(name))
        if _SOURCE in files:
            yield _described(Path(place), Path(place).name)
            continue
        yield from (_bare(Path(place) / name, {}) for name in sorted(files) if not _NO_PLAN.match(name))


def _in_table(table: Path) -> Iterator[Entry | Failure]:
    reader = csv.DictReader(io.StringIO(read_utf8(table).removeprefix("\ufeff"), newline=""), restval="")
    named = reader.fieldnames or []
    if "file" not in named or set(named) - set(COLUMNS) or len(set(named)) < len(named):
        raise UsageError(
            f"{table} has the columns {', '.join(named) or 'none'}: it has to have file, and may have {', '.join(COLUMNS[1:])}."
        )
    for row in reader:
        said = {name: (value or "").strip() for name, value in row.items() if name is not None}
        path = table.parent / said["file"]
        name = f"{table.name}, line {reader.line_num}"
        if None in row or not said["file"]:
            yield Failure(name, f"{name} does not name one file in the columns {', '.join(named)}: correct the row.")
        elif (path / _SOURCE).is_file():
            yield _described(path, said.get("plan") or path.name)
        else:
            yield _bare(path, said)


def _described(folder: Path, plan_id: str) -> Entry | Failure:
    mapping = folder / f"{plan_id}.toml"
    if plan_id != folder.name:
        return Failure(str(folder), f"{folder} is called {plan_id!r} in the table: a plan's folder is its id.")
    if not mapping.is_file():
        return Failure(
            str(folder), f"{folder} holds no {mapping.name}: put the mapping there; `strategraph draft` proposes one."
        )
    return Entry(plan_id, folder, mapping)


def _bare(path: Path, said: Mapping[str, str]) -> Entry | Failure:
    folded = re.sub(r"[^a-z0-9]+", "-", slug(PurePath(path.name).stem).lower()).strip("-")
    plan_id = said.get("plan") or folded
    if not is_plan_id(plan_id):
        return Failure(
            str(path),
            f"{plan_id!r} is no id of a plan (of {path.name!r}): use lower-case letters, digits and single hyphens.",
        )
    level = said.get("level", "")
    if level and level not in LEVELS:
        return Failure(
            str(path), f"{level!r} is no level of plans (of {path.name!r}): write one of {', '.join(LEVELS)}."
        )
    return Entry(
        plan_id, path, None, said.get("issuer", ""), said.get("territory", ""), level, said.get("retrieved", "")
    )


def without_doubles(found: Iterable[Entry | Failure]) -> tuple[list[Entry], list[Failure]]:
    """Entries with ids of their own, in the order given, and the failures, among them every further entry with an id."""
    entries: dict[str, Entry] = {}
    failures: list[Failure] = []
    for one in found:
        if isinstance(one, Failure):
            failures.append(one)
        elif one.plan_id in entries:
            first = entries[one.plan_id].path
            told = f"{one.path} has the plan id {one.plan_id!r}, which {first} has too: rename one, or give it an id in a table."
            failures.append(Failure(str(one.path), told))
        else:
            entries[one.plan_id] = one
    return list(entries.values()), failures
