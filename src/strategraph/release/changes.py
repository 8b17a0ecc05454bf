"""What a release changes against those that were published before it, kept beside the releases.

`changes/<edition>.json` is against the one that was current before it, and `changes/<old>..<new>.json` against each that is
still kept. They stand beside the releases, which never change: the same statements are the same release, whatever stood
before it, and may be published again after another one.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from strategraph.release.comparing import compare
from strategraph.release.model import Release

__all__ = ["changes_told", "drop_changes", "known_changes", "note_changes", "read_changes"]

_HELD = ("printed", "assigned", "approved")
_PAIR = re.compile(r"([0-9a-f]{16}(?:\.[0-9]+)?)\.\.([0-9a-f]{16}(?:\.[0-9]+)?)\.json\Z")
Changes = Mapping[str, Any]
_NOTHING: Changes = {"since": None, "statements": {}, "elements": [], "descriptors": [], "links": []}


def note_changes(file: Path, folder: Path, before: Path | None, others: Iterable[Path] = ()) -> None:
    """Write what the release in `folder` changes against the current one in `before`, if there is any, and against others.

    Each file is written in one step.

    Raises:
        ReleaseError: if a store cannot be read.
    """
    file.parent.mkdir(exist_ok=True)
    changes = compare(folder, before) if before else _NOTHING
    _write(file, changes)
    if before:
        _write(file.with_name(f"{before.name}..{folder.name}.json"), changes)
    for other in others:
        _write(file.with_name(f"{other.name}..{folder.name}.json"), compare(folder, other))


def drop_changes(changes: Path, edition: str) -> None:
    """Forget what a release that is no longer kept changed, and what was changed against it."""
    (changes / f"{edition}.json").unlink(missing_ok=True)
    for file in changes.glob("*..*.json"):
        if edition in file.name.removesuffix(".json").split(".."):
            file.unlink()


def known_changes(release: Release) -> dict[tuple[str, str], Path]:
    """Older and newer edition → the file that compares them, for all that are kept beside this release."""
    pairs = (
        (found, file)
        for file in sorted(release.changes_path.parent.glob("*..*.json"))
        if (found := _PAIR.match(file.name))
    )
    return {(found[1], found[2]): file for found, file in pairs}


def read_changes(file: Path) -> Changes:
    """The changes that a file holds, as `comparing.compare` gives them; the last that were read are kept in memory."""
    return _read(file, file.stat().st_mtime_ns)


def changes_told(release: Release) -> str:
    """One sentence on the descriptors that a release gives and takes away."""
    changes = read_changes(release.changes_path)
    if changes["since"] is None:
        return "no earlier release to compare with"
    given = [one for one in changes["descriptors"] if not _is_held(one["before"]) and _is_held(one["after"])]
    taken = [one for one in changes["descriptors"] if _is_held(one["before"]) and not _is_held(one["after"])]
    other = len(changes["descriptors"]) - len(given) - len(taken)
    counts = f"descriptors: {len(given)} given, {len(taken)} taken away, {other} otherwise changed"
    return f"since {changes['since']}, {counts} (see changes/{release.edition}.json)"


@lru_cache(maxsize=4)
def _read(file: Path, written: int) -> Changes:
    changes: Changes = json.loads(file.read_text(encoding="utf-8"))
    return changes


def _write(file: Path, changes: Changes) -> None:
    aside = file.with_name(f"{file.name}.tmp-{os.getpid()}")
    aside.write_text(json.dumps(changes, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    aside.replace(file)


def _is_held(said: Changes | None) -> bool:
    return said is not None and said["status"] in _HELD
