"""Kept: what was made of plans in earlier builds, each in a file named by its key, written whole or not at all.

A file that is damaged, cut short or not ours is taken for one that is not there.
"""

import fcntl
import io
import os
import pickle
import shutil
import struct
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import is_dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from strategraph.batch.preparing import Prepared
from strategraph.errors import ReleaseError
from strategraph.triples import Lines

__all__ = ["Held", "Shelf", "opened_shelf", "packed", "sealed", "unsealed", "write_whole"]

_MARK = b"strategraph plan 1\n"
#: Sizes of the three parts (the values, the statements of the plan's graph, those of `assignments`), and how many statements.
_SIZES = struct.Struct(">5Q")
_HEAD = len(_MARK) + 32
_ROOMS = ("sources", "plans", "subjects", "batch")


class Held:
    """What is held of one plan: its values without texts, and its statements, which may stay on the disk."""

    __slots__ = ("assignments", "prepared", "source")

    def __init__(self, prepared: Prepared, source: Lines, assignments: Lines) -> None:
        """Hold these."""
        self.prepared = prepared
        self.source = source
        self.assignments = assignments

    @classmethod
    def of(cls, prepared: Prepared) -> "Held":
        """What was just made, in memory."""
        return cls(prepared, Lines.of(prepared.source), Lines.of(prepared.assignments))


def packed(prepared: Prepared) -> bytes:
    """What was made of a plan as a file has it, with its hash."""
    values = pickle.dumps(replace(prepared.without_texts, source=b"", assignments=b""), protocol=5)
    parts = [zlib.compress(part, 1) for part in (values, prepared.source, prepared.assignments)]
    counts = (prepared.source.count(b"\n"), prepared.assignments.count(b"\n"))
    return sealed(_SIZES.pack(*map(len, parts), *counts) + b"".join(parts))


def sealed(content: bytes) -> bytes:
    """Content as a file has it, behind its hash."""
    return _MARK + sha256(content).digest() + content


def unsealed(path: Path) -> bytes | None:
    """The content of such a file; None if there is nothing sound."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    rest = content[_HEAD:]
    return rest if content[:_HEAD] == _MARK + sha256(rest).digest() else None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file of which a reader sees all or nothing."""
    aside = path.with_name(f"{path.name}.tmp-{os.getpid()}")
    with aside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(path)


class Shelf:
    """A folder of such files."""

    def __init__(self, folder: Path) -> None:
        """Keep files below `folder`, which is made."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, key: str, prepared: Prepared) -> None:
        """Keep what was made of a plan; a reader sees the whole file or none."""
        self.put_packed(key, packed(prepared))

    def put_packed(self, key: str, content: bytes) -> None:
        """The same of what was packed elsewhere."""
        write_whole(self._path(key), content)

    def get(self, key: str) -> Held | None:
        """What is kept under a key; None if there is nothing sound."""
        path = self._path(key)
        rest = unsealed(path)
        if rest is None:
            return None
        first, second, third, stated, assigned = _SIZES.unpack_from(rest)
        start = _SIZES.size
        try:
            prepared = _Values(io.BytesIO(zlib.decompress(rest[start : start + first]))).load()
        except (pickle.UnpicklingError, TypeError, AttributeError):  # of another version of the program
            return None
        start += _HEAD + first
        return Held(
            prepared,
            Lines(stated, partial(_part, path, start, second)),
            Lines(assigned, partial(_part, path, start + second, third)),
        )

    def drop_others(self, keys: Collection[str]) -> None:
        """Remove all files but those of these keys, and what killed builds left."""
        wanted = {".lock", *(self._path(key).name for key in keys)}
        for path in self.folder.iterdir():
            if path.is_file() and path.name not in wanted:
                path.unlink(missing_ok=True)
            elif path.name.startswith(".spark-"):
                shutil.rmtree(path, ignore_errors=True)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.plan"


@contextmanager
def opened_shelf(folder: Path) -> Iterator[Shelf]:
    """A shelf of which nobody else removes anything meanwhile; the system frees it when the process ends, however it ends.

    Raises:
        ReleaseError: if another build is at work there.
    """
    shelf = Shelf(folder)
    with (folder / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise ReleaseError(
                f"Another build is writing to {folder.parent}: wait until it ends, then build again."
            ) from fault
        yield shelf


class _Values(pickle.Unpickler):
    """Reads values of our own kinds and nothing else: a file cannot make it call anything."""

    def find_class(self, module: str, name: str) -> Any:
        package, _, room = module.partition(".")
        if (module, name) == ("datetime", "date"):
            return date
        if package == "strategraph" and room.split(".")[0] in _ROOMS:
            found = getattr(import_module(module), name, None)
            if is_dataclass(found) and isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of a plan")


def _part(path: Path, start: int, size: int) -> bytes:
    with path.open("rb") as stream:
        stream.seek(start)
        return zlib.decompress(stream.read(size))
