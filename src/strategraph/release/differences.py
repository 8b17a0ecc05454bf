"""Differences: the lines that only one of two sorted files has; what both have is passed over in blocks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from strategraph.triples import View, viewed

__all__ = ["Changed", "apart", "changed"]

#: Bytes that are compared at once: at first after a difference, and at most.
_LEAST, _MOST = 256, 1_000_000


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs between two files of N-Quads: lines that came, lines that went, both in their order."""

    added: Sequence[bytes]
    removed: Sequence[bytes]

    def subjects(self) -> Mapping[bytes, Sequence[bytes]]:
        """Graph → the subjects of which it says something else, in their order, each with the space behind it."""
        found: dict[bytes, set[bytes]] = defaultdict(set)
        for line in (*self.added, *self.removed):
            found[line.rsplit(b" ", 2)[1]].add(line[: line.index(b" ") + 1])
        return {graph: sorted(subjects) for graph, subjects in found.items()}


def changed(new: Path, old: Path, share: float) -> Changed | None:
    """What differs between two files of sorted N-Quads; None as soon as it is more than this share of the new one."""
    found: tuple[list[bytes], list[bytes]] = [], []
    left = new.stat().st_size * share
    for line, is_new in apart(new, old):
        left -= len(line)
        if left < 0:
            return None
        found[not is_new].append(line)
    return Changed(*found)


def apart(new: Path, old: Path) -> Iterator[tuple[bytes, bool]]:
    """The lines that only one of two sorted files has, and whether that is the new one."""
    with viewed(new) as one, viewed(old) as other:
        here = there = 0
        while True:
            same = _same(one, here, other, there)
            here, there = here + same, there + same
            first, second = _line(one, here), _line(other, there)
            if not first and not second:
                return
            if first and (not second or first < second):
                yield first, True
                here += len(first)
            else:
                yield second, False
                there += len(second)


def _same(one: View, here: int, other: View, there: int) -> int:
    """The length of the whole lines that two files have alike from some place of each onward."""
    same, size = 0, _LEAST
    while (block := one[here + same : here + same + size]) and block == other[there + same : there + same + size]:
        same, size = same + len(block), min(2 * size, _MOST)
    low, high = 0, len(block)  # so many bytes of the block are the same at least, and at most
    while low < high:
        middle = (low + high + 1) // 2
        if block[:middle] == other[there + same : there + same + middle]:
            low = middle
        else:
            high = middle - 1
    return max(one.rfind(b"\n", here, here + same + low) + 1 - here, 0)


def _line(view: View, place: int) -> bytes:
    return view[place : view.find(b"\n", place) + 1]
