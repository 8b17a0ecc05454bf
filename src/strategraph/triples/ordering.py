"""Ordering: any number of lines of N-Triples or N-Quads in the order of their bytes, through files where they are many."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from rdflib import Graph

from strategraph.triples.lines import Lines, kept_in, lines_graph
from strategraph.triples.serialisation import ntriples
from strategraph.triples.viewing import first_line, viewed

__all__ = ["in_order", "joined", "lines_of_graph"]

#: Bytes that are sorted in memory at a time, and lines that are given at a time, both roughly.
_RUN_BYTES, _GIVEN = 50_000_000, 50_000
#: Subjects are noted so much more often in each file than lists are cut, so that lists stay short however many files there are.
_CLOSER = 50


def lines_of_graph(graph: Graph) -> Sequence[Lines]:
    """The statements of a graph as lines, as it is kept or written for this.

    Raises:
        ReleaseError: for a blank node (see `ntriples`).
    """
    kept = kept_in(graph)
    return kept if kept is not None else [Lines.of(ntriples(graph))]


def joined(graphs: Iterable[Graph]) -> Graph:
    """The statements of graphs that have none in common, kept as lines."""
    return lines_graph(part for graph in graphs for part in lines_of_graph(graph))


def in_order(
    parts: Iterable[bytes], folder: Path, run_bytes: int = _RUN_BYTES, given: int = _GIVEN
) -> Iterator[list[bytes]]:
    """All lines of some parts, sorted, a list after another; the lines of one subject are in one list.

    `folder` takes files meanwhile, which are removed by whoever removes the folder.
    """
    runs: list[Path] = []
    marks: list[bytes] = []
    lines: list[bytes] = []
    size, step = 0, max(1, given // _CLOSER)
    for part in parts:
        lines += part.splitlines(keepends=True)
        size += len(part)
        if size >= run_bytes:
            runs.append(_written(lines, folder / f"run-{len(runs)}", marks, step))
            lines, size = [], 0
    lines.sort()
    if not runs:
        yield lines
        return
    runs.append(_written(lines, folder / f"run-{len(runs)}", marks, step))
    del lines
    yield from _merged(runs, sorted(set(sorted(marks)[given // step :: given // step])))


def _written(lines: list[bytes], path: Path, marks: list[bytes], step: int) -> Path:
    """Sort lines into a file, and note the subjects at equal distances."""
    lines.sort()
    marks += (line[: line.index(b" ") + 1] for line in lines[::step])
    path.write_bytes(b"".join(lines))
    return path


def _merged(runs: Sequence[Path], marks: Sequence[bytes]) -> Iterator[list[bytes]]:
    with ExitStack() as opened:
        views = [opened.enter_context(viewed(path)) for path in runs]
        cuts = [[0, *(first_line(view, mark) for mark in marks), len(view)] for view in views]
        for number in range(len(marks) + 1):
            found: list[bytes] = []
            for view, ends in zip(views, cuts, strict=True):
                found += view[ends[number] : ends[number + 1]].splitlines(keepends=True)
            found.sort()  # of runs that are sorted, which takes hardly longer than to merge them
            if found:
                yield found
