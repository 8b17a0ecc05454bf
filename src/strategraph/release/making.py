"""Making: how a release was made, noted beside its files, so that the next one knows what it may take over from it."""

import json
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from strategraph.batch import digests
from strategraph.release.model import MAKING

__all__ = ["Making", "program", "read_making", "write_making"]


@dataclass(frozen=True, slots=True)
class Making:
    """A hash over the program that wrote the statements down, and from how many stores, one after another, the store has grown."""

    program: str
    grown: int


@cache
def program() -> str:
    """The hash over the program that is at work: a version may be worked on."""
    package = Path(__file__).resolve().parents[1]
    files = [package / "namespaces.py", *(package / "release").glob("*.py"), *(package / "triples").glob("*.py")]
    return sha256("\n".join(digests(files, package)).encode()).hexdigest()


def read_making(folder: Path) -> Making | None:
    """How the release in a folder was made; None if it does not say so."""
    try:
        said = json.loads((folder / MAKING).read_text(encoding="utf-8"))
        return Making(str(said["program"]), int(said["grown"]))
    except (OSError, ValueError, TypeError, LookupError):
        return None


def write_making(folder: Path, grown: int) -> None:
    """Note how a release is being made."""
    (folder / MAKING).write_text(json.dumps(asdict(Making(program(), grown))) + "\n", encoding="utf-8")
