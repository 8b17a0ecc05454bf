"""Readers: one per file format, found by the ending of the file's name."""

from collections.abc import Callable
from pathlib import Path

from strategraph.sources.readers.text import read_text

__all__ = ["READERS"]

#: Ending → reader of (bytes, path for messages) to text.
READERS: dict[str, Callable[[bytes, Path], str]] = {".txt": read_text}
