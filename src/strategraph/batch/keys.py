"""Keys: one hash over everything that what is made of a plan depends on; the same key, the same result."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from strategraph.batch.entries import Entry
from strategraph.errors import SourceError
from strategraph.places import Places
from strategraph.settings import Settings

__all__ = ["Keys", "digests"]

#: Libraries whose version may change what is read, found or written.
_LIBRARIES = ("lxml", "pyoxigraph", "pypdfium2", "rdflib", "regex", "simplemma")
#: What of the program takes part, beside the single files that all may use.
_ROOMS = ("sources", "plans", "drafting", "triples", "concepts", "subjects", "batch")
#: Tables that are read for every plan; what concerns one plan alone is in that plan's own key.
_TABLES = ("mappings/registers", "mappings/passages", "mappings/lexicon", "mappings/drafting", "data/registers")
_VOCABULARIES = ("levels", "roles", "descriptors")


class Keys:
    """Keys of plans that are prepared with the same code, tables and settings."""

    def __init__(self, places: Places, settings: Settings) -> None:
        """Hash the program, the tables that all plans share, and the settings that count."""
        package = Path(__file__).resolve().parents[1]
        files = [*package.glob("*.py"), *(path for room in _ROOMS for path in (package / room).rglob("*.py"))]
        tables = [path for name in _TABLES for path in (places.home / name).rglob("*") if path.is_file()]
        tables += [places.data / "vocabularies" / f"{name}.csv" for name in _VOCABULARIES]
        told = {
            "libraries": {name: version(name) for name in _LIBRARIES},
            "base": settings.publication.base,
            "settings": [asdict(settings.sources), asdict(settings.subjects)],
            "program": digests(files, package),
            "tables": digests(tables, places.home),
        }
        self.shared = json.dumps(told, sort_keys=True)
        self._decisions = places.mappings / "decisions"

    def of(self, entry: Entry) -> str:
        """The key of one plan, in hexadecimal digits.

        Raises:
            SourceError: if a file cannot be read.
        """
        try:
            told = json.dumps([self.shared, _said(entry), digests(self._files(entry), Path("/"))])
        except OSError as fault:
            raise SourceError(f"{fault.filename} cannot be read: {fault.strerror}.") from fault
        return sha256(told.encode()).hexdigest()

    def _files(self, entry: Entry) -> list[Path]:
        if entry.mapping is None:
            files = [entry.path]
        else:
            files = [path for path in entry.path.iterdir() if path.is_file()]
            files += [entry.mapping] if entry.mapping.parent != entry.path else []
        decisions = self._decisions / f"{entry.plan_id}.csv"
        return [*files, decisions] if decisions.is_file() else files


def _said(entry: Entry) -> list[object]:
    """What counts beside files: for a file without a day in a table, that on which it was last changed."""
    dated = entry.mapping is not None or entry.retrieved
    changed = 0 if dated else int(entry.path.stat().st_mtime) // 86400
    return [
        str(entry.path),
        entry.plan_id,
        entry.issuer,
        entry.territory,
        entry.level,
        entry.retrieved,
        entry.is_own,
        changed,
    ]


def digests(files: Iterable[Path], below: Path) -> list[str]:
    """Name and hash of each file, by name."""
    return sorted(f"{_name(path, below)} {_digest(path)}" for path in files)


def _name(path: Path, below: Path) -> str:
    return path.relative_to(below).as_posix() if path.is_relative_to(below) else path.as_posix()


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
