"""Checksums of a release: written once, compared whenever it is opened."""

from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path

from strategraph.errors import ReleaseError
from strategraph.release.model import SUMS

__all__ = ["digest", "verify", "write_sums"]


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path, known: Mapping[str, str] | None = None) -> None:
    """Write SHA256SUMS over every file of the folder, in the form that `sha256sum --check` reads.

    `known` are the SHA-256 of files that were summed while they were written (path below the folder → hexadecimal digits).
    """
    known = known or {}
    lines = [f"{known.get(name) or digest(folder / name)}  {name}\n" for name in _files(folder)]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def verify(folder: Path) -> None:
    """Compare every file with SHA256SUMS; a file that is listed nowhere counts as damage too.

    Raises:
        ReleaseError: naming the first file that is missing, changed, unreadable or not listed.
    """
    listed = _listed(folder)
    present = set(_files(folder))
    for name in sorted({*listed, *present}):
        if name not in listed:
            raise _damaged(folder / name, f"is not listed in {SUMS}")
        if name not in present:
            raise _damaged(folder / name, "is missing")
        if _digest(folder / name) != listed[name]:
            raise _damaged(folder / name, "is not what was published: its SHA-256 differs")


def _digest(path: Path) -> str:
    try:
        return digest(path)
    except OSError as fault:
        raise _damaged(path, f"cannot be read: {fault}") from fault


def _listed(folder: Path) -> dict[str, str]:
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise _damaged(folder / SUMS, f"cannot be read: {fault}") from fault
    return {name: digits for digits, _, name in (line.partition("  ") for line in lines)}


def _files(folder: Path) -> list[str]:
    paths = (path for path in folder.rglob("*") if not path.is_dir())
    return sorted(name for path in paths if (name := path.relative_to(folder).as_posix()) != SUMS)


def _damaged(path: Path, what: str) -> ReleaseError:
    return ReleaseError(f"The release is damaged: {path} {what}. Build it again with `strategraph build`.")
