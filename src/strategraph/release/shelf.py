"""Keeps the releases of an output folder: one is current, two older ones stay, the rest goes."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from strategraph.errors import ReleaseError
from strategraph.release.changes import drop_changes
from strategraph.release.checksums import verify
from strategraph.release.manifest import read_manifest
from strategraph.release.model import CHANGES, CURRENT, MANIFEST, RELEASES, Release

__all__ = [
    "clean",
    "comparable",
    "current_edition",
    "find_same",
    "free_name",
    "held",
    "kept",
    "locked",
    "open_edition",
    "open_release",
    "point",
    "prune",
    "published",
    "readable",
    "sync",
]

#: How many releases stay beside the current one.
OLDER = 2
LOCK = ".lock"
EDITION = re.compile(r"([0-9a-f]{16})(?:\.([0-9]+))?\Z")


def open_release(output: Path, edition: str | None = None) -> Release:
    """A release of an output folder, the current one unless another is named, after comparing every file with its checksum.

    Raises:
        ReleaseError: if there is none, or naming the file that is damaged.
    """
    folder = _current(output) if edition is None else _edition(output, edition)
    if folder is None:
        raise ReleaseError(f"There is no release in {output}: make one with `strategraph build`.")
    return open_edition(folder)


def open_edition(folder: Path) -> Release:
    """A release by its directory, current or older, after comparing every file with its checksum.

    Raises:
        ReleaseError: naming the file that is damaged.
    """
    verify(folder)
    manifest = read_manifest(folder)
    return Release(manifest["release"], folder, manifest)


def kept(output: Path) -> tuple[Path, ...]:
    """The directories of all releases, the current one first, then those that were current last."""
    current = _current(output)
    return () if current is None else (current, *_others(output, current))


def published(output: Path) -> tuple[str, int]:
    """The edition that is current, and when it was made so: different whenever a release was published, damaged or not."""
    try:
        when = (output / CURRENT).lstat().st_mtime_ns
    except FileNotFoundError:
        when = 0
    return current_edition(output), when


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Be the only build of this output folder; the system frees the lock when the process ends, however it ends.

    Raises:
        ReleaseError: if another build is at work there.
    """
    (output / RELEASES).mkdir(parents=True, exist_ok=True)
    with (output / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise ReleaseError(
                f"Another build is writing to {output}: wait until it ends, then build again."
            ) from fault
        yield


def clean(output: Path) -> None:
    """Remove what a killed build left behind; only for the holder of the lock."""
    for rest in Path(os.path.realpath(output / RELEASES)).glob("*.tmp-*"):
        shutil.rmtree(rest)
    for rest in (output / CHANGES).glob("*.tmp-*"):
        rest.unlink()
    (output / f"{CURRENT}.tmp").unlink(missing_ok=True)


def find_same(output: Path, release_id: str, manifest: bytes) -> Path | None:
    """A release with exactly this manifest, and so with exactly these dumps, whose files are all sound."""
    for folder in _editions(output):
        record = folder / MANIFEST
        same = folder.name[:16] == release_id and record.is_file() and record.read_bytes() == manifest
        if same and _sound(folder):
            return folder
    return None


def free_name(output: Path, release_id: str) -> str:
    """The id, or the id with the next number, if the same statements stand there with other metadata or damaged."""
    taken = [EDITION.match(folder.name) for folder in _editions(output) if folder.name[:16] == release_id]
    numbers = [int(match[2] or 1) for match in taken if match]
    return f"{release_id}.{max(numbers) + 1}" if numbers else release_id


def point(output: Path, folder: Path) -> None:
    """Make a release the current one in one step (rename(2) of a new link over the old one)."""
    os.utime(folder)
    link = output / f"{CURRENT}.tmp"
    link.symlink_to(Path(RELEASES, folder.name))
    link.replace(output / CURRENT)
    sync(output)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep a release from being removed by later builds for as long as somebody serves it (a shared flock(2))."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def current_edition(output: Path) -> str:
    """The edition that is current; empty if there is none."""
    folder = _current(output)
    return folder.name if folder else ""


def readable(output: Path) -> Path | None:
    """The folder of the current release, if there is one and none of its files is damaged."""
    folder = _current(output)
    return folder if folder and _sound(folder) else None


def comparable(output: Path, folder: Path) -> tuple[Path, ...]:
    """The releases beside the current one that stay when `folder` becomes current, and of which no file is damaged."""
    others = [one for one in kept(output) if one != folder]
    return tuple(one for one in others[1:OLDER] if _sound(one))


def prune(output: Path) -> None:
    """Remove all but the current release, the two published last before it, and those that are being served.

    A release is renamed before its files go, so that a half-removed one is never taken for a release.
    """
    for folder in _others(output, _current(output))[OLDER:]:
        if _is_held(folder):
            continue
        rest = folder.with_name(f"{folder.name}.tmp-{os.getpid()}")
        folder.rename(rest)
        shutil.rmtree(rest)
        drop_changes(output / CHANGES, folder.name)


def sync(path: Path) -> None:
    """Wait until a file or a directory entry is on the disk (fsync(2))."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _current(output: Path) -> Path | None:
    """The directory behind the link; resolved once, because a store must not be opened through a moving link."""
    folder = Path(os.path.realpath(output / CURRENT))
    return folder if (output / CURRENT).is_symlink() and folder.is_dir() else None


def _edition(output: Path, name: str) -> Path:
    """The directory of a release that is named."""
    there = {folder.name: folder for folder in (_editions(output) if (output / RELEASES).is_dir() else ())}
    if name not in there:
        raise ReleaseError(f"There is no release {name!r} in {output}: it has {', '.join(there) or 'none'}.")
    return there[name]


def _others(output: Path, current: Path | None) -> list[Path]:
    """All releases but the current one, those published last first."""
    others = [folder for folder in _editions(output) if folder != current]
    return sorted(others, key=lambda folder: (folder.stat().st_mtime_ns, folder.name), reverse=True)


def _is_held(folder: Path) -> bool:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _editions(output: Path) -> list[Path]:
    folder = Path(os.path.realpath(output / RELEASES))
    return sorted(path for path in folder.iterdir() if EDITION.match(path.name) and path.is_dir())


def _sound(folder: Path) -> bool:
    try:
        verify(folder)
    except ReleaseError:
        return False
    return True
