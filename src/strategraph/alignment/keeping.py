"""Keeping: what plans continue of the plan before, as lines, in a file for each two plans named by a hash over all it depends on.

Descriptors and words are counted among the two plans alone, so their links stay the same whichever plans stand beside them. A
file that is damaged, cut short or not ours is taken for one that is not there.
"""

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from rdflib import Graph

from strategraph.alignment.model import AlignedUnit
from strategraph.batch import Keys, digests, sealed, unsealed, write_whole
from strategraph.places import Places
from strategraph.settings import Settings
from strategraph.triples import Lines, lines_of_graph

__all__ = ["KeptLinks", "shared_key"]

_SUFFIX = ".links"


class KeptLinks:
    """Links between two plans each, kept below a folder; without one, nothing is kept."""

    def __init__(self, folder: Path | None, shared: str) -> None:
        """Take up what is kept under `shared`, which is a hash over all that the links of all plans depend on."""
        self._folder = folder
        self._shared = shared
        self._used: set[str] = set()

    def of(self, told: object, units: Sequence[AlignedUnit], find: Callable[[], Graph]) -> Lines:
        """The links between units, as they are kept or else as `find` makes them; `told` is what they depend on beside these."""
        if self._folder is None:
            return _lines(find())
        key = sha256(repr((self._shared, told, units)).encode()).hexdigest()
        path = self._folder / f"{key}{_SUFFIX}"
        self._used.add(path.name)
        kept = unsealed(path)
        if kept is not None:
            return Lines.packed(zlib.decompress(kept))
        found = _lines(find())
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, sealed(zlib.compress(found.read(), 1)))
        return found

    def drop_others(self) -> None:
        """Remove all files but those that were asked for, and what killed builds left."""
        for path in self._folder.glob(f"*{_SUFFIX}*") if self._folder else ():
            if path.name not in self._used:
                path.unlink(missing_ok=True)


def shared_key(places: Places, settings: Settings) -> str:
    """A hash over the program, tables and settings that links depend on."""
    room = Path(__file__).resolve().parent
    tables = [*(places.mappings / "synonyms").glob("*.csv"), *(places.queries / "alignment").glob("*.sql")]
    told = {
        "plans": Keys(places, settings).shared,
        "program": digests(room.glob("*.py"), room),
        "tables": digests(tables, places.home),
        "settings": asdict(settings.alignment),
        "duckdb": version("duckdb"),
    }
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _lines(graph: Graph) -> Lines:
    parts = b"".join(one.read() for one in lines_of_graph(graph))
    return Lines.packed(b"".join(sorted(parts.splitlines(keepends=True))))
