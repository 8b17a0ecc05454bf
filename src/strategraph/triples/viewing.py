"""Viewing: files of sorted lines that are looked at where they are, however long, without being read into memory."""

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["View", "first_line", "viewed"]

View = bytes | mmap.mmap


@contextmanager
def viewed(path: Path) -> Iterator[View]:
    """The content of a file; the system reads what is looked at."""
    with path.open("rb") as stream:
        if not path.stat().st_size:  # which the system refuses to map
            yield b""
            return
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as view:
            yield view


def first_line(view: View, mark: bytes) -> int:
    """Where the first of sorted lines begins that does not come before a mark."""
    low, high = 0, len(view)  # a line begins at both, or the file ends there
    while low < high:
        middle = view.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = view.find(b"\n", middle) + 1
        if view[middle:end] < mark:
            low = end
        else:
            high = middle
    return low
