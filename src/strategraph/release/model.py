"""What a release is: its id, its directory and the record of what it holds."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = [
    "ANSWERS",
    "CHANGES",
    "CURRENT",
    "DUMPS",
    "INDEX",
    "MAKING",
    "MANIFEST",
    "RELEASES",
    "STORE",
    "SUMS",
    "Release",
]

#: Names inside the output folder; what a release changes stands beside it, since it may be made current again.
RELEASES = "releases"
CURRENT = "current"
CHANGES = "changes"
#: Names inside a release.
DUMPS = "dumps"
STORE = "store"
INDEX = "index"
ANSWERS = "answers"
MANIFEST = "manifest.json"
MAKING = "making.json"
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Release:
    """One published release.

    `path` is the real directory, never the link `current`, so that it stays valid while a newer release is
    published. Its name is the id, or the id with `.2`, `.3`, … where the same statements were published again
    with other metadata: `edition` tells these apart, `id` does not. `manifest` is the content of manifest.json.
    """

    id: str
    path: Path
    manifest: dict[str, Any]

    @property
    def edition(self) -> str:
        """The name of the directory: different wherever any byte of the dumps is different."""
        return self.path.name

    @property
    def store_path(self) -> Path:
        """The store on disk; open it read-only, and by this path."""
        return self.path / STORE

    @property
    def index_path(self) -> Path:
        """The search index; a release that was published without one has none."""
        return self.path / INDEX

    @property
    def answers_path(self) -> Path:
        """The answers that it brings along; a release that was published without any has no such folder."""
        return self.path / ANSWERS

    @property
    def changes_path(self) -> Path:
        """What it changes against the release that was current before it was last made current."""
        return self.path.parents[1] / CHANGES / f"{self.edition}.json"

    @property
    def dumps_path(self) -> Path:
        """The folder of the dumps that are offered for download."""
        return self.path / DUMPS
