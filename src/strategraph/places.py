"""Where the knowledge lies: ontology/, mappings/, queries/ and data/, in a checkout or inside the installed wheel."""

import os
from dataclasses import dataclass
from pathlib import Path

from strategraph.errors import SettingsError

__all__ = ["Places", "find_places"]

FOLDERS = ("ontology", "mappings", "queries", "data")


@dataclass(frozen=True, slots=True)
class Places:
    """The folder that holds the four knowledge folders, and the static files of the pages beside it."""

    home: Path

    @property
    def ontology(self) -> Path:
        """Classes, properties and shapes in Turtle."""
        return self.home / "ontology"

    @property
    def mappings(self) -> Path:
        """How documents become plans, and descriptors and bodies meet other registers."""
        return self.home / "mappings"

    @property
    def queries(self) -> Path:
        """SPARQL files with a header."""
        return self.home / "queries"

    @property
    def data(self) -> Path:
        """The source documents and the vocabularies."""
        return self.home / "data"

    @property
    def is_shipped(self) -> bool:
        """Is this the copy inside the installed wheel, which the next version replaces?"""
        return self.home == Path(__file__).resolve().parent / "shipped"

    def shown(self, path: Path) -> str:
        """The path as an error or a report names it: relative to the home where it lies inside."""
        try:
            return path.relative_to(self.home).as_posix()
        except ValueError:
            return path.as_posix()


def find_places(home: str | os.PathLike[str] | None = None) -> Places:
    """Find the knowledge folders.

    Looked for in this order: `home`, the environment variable STRATEGRAPH_HOME, the checkout this
    package is imported from, the copy shipped inside the wheel.

    Raises:
        SettingsError: if the folder does not hold all four.
    """
    wanted = home or os.environ.get("STRATEGRAPH_HOME")
    package = Path(__file__).resolve().parent
    candidates = [Path(wanted).resolve()] if wanted else [package.parents[1], package / "shipped"]
    for candidate in candidates:
        if all((candidate / folder).is_dir() for folder in FOLDERS):
            return Places(candidate)
    missing = [folder for folder in FOLDERS if not (candidates[-1] / folder).is_dir()]
    raise SettingsError(
        f"{candidates[-1]} has no folder {', '.join(missing)}: point STRATEGRAPH_HOME to a folder with "
        f"{', '.join(FOLDERS)}, or install strategraph again."
    )
