"""Turtle of a graph, from its sorted lines or from the file of a release before in which few subjects have changed.

A file is the prefixes and then a block for each subject, in the order of the lines; so a block can be put in the place of
another without reading the rest.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import RdfFormat, parse, serialize

from strategraph.namespaces import PREFIXES
from strategraph.triples import Lines, View, first_line, in_order

__all__ = ["HEAD", "bodies", "indented", "renewed", "sorted_bodies"]

_TYPE = b" <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
#: Stands for the type while lines are sorted: before all properties, as a reader expects, and in no line otherwise.
_FIRST = b" \x01 "
#: What stands before the statements, if there are any; the same in Turtle and in TriG.
HEAD = b"".join(sorted(f"@prefix {prefix}: <{space}> .\n".encode() for prefix, space in PREFIXES.items()))
#: How a block ends; a line break in a literal is escaped.
_END = b" .\n"
_SPACES = {prefix.encode(): space.encode() for prefix, space in PREFIXES.items()}
_COPIED = 16_000_000


def sorted_bodies(parts: Iterable[Lines], folder: Path) -> Iterator[bytes]:
    """Turtle without prefixes of lines in any number, in pieces of whole blocks; `folder` takes files meanwhile."""
    with TemporaryDirectory(dir=folder, prefix=".sorting-") as spill:
        yield from bodies(in_order((one.read().replace(_TYPE, _FIRST) for one in parts), Path(spill)))


def bodies(found: Iterable[list[bytes]]) -> Iterator[bytes]:
    """Turtle without prefixes of lines of N-Triples, list by list, each sorted with the type first and of whole subjects."""
    for lines in found:
        if lines:
            quads = parse(b"".join(lines).replace(_FIRST, _TYPE), RdfFormat.N_TRIPLES)
            statements = (quad.triple for quad in quads)
            yield (serialize(statements, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"")[len(HEAD) :]


def renewed(old: View, subjects: Sequence[bytes], nquads: View, graph: bytes) -> Iterator[bytes]:
    """The file of a graph, with its prefixes, in which these subjects have the blocks that follow from sorted N-Quads.

    `subjects` are in their order, each with the space behind it. It has to be a file that begins with `HEAD`.
    """
    done = low = len(HEAD)
    yield HEAD
    for subject in subjects:
        low = _place(old, subject, low)
        yield from _pieces(old, done, low)
        done = low = _after(old, low) if _subject(old, low) == subject else low
        yield from bodies([_lines(nquads, subject, graph)])
    yield from _pieces(old, done, len(old))


def indented(turtle: View) -> Iterator[bytes]:
    """The blocks of a file as they stand in TriG."""
    tab = b"\t"
    for piece in _pieces(turtle, len(HEAD), len(turtle)):
        lines = tab + piece.replace(b"\n", b"\n\t")
        ended = lines.endswith(b"\n\t")
        yield lines[:-1] if ended else lines
        tab = b"\t" if ended else b""


def _pieces(view: View, start: int, end: int) -> Iterator[bytes]:
    for place in range(start, end, _COPIED):
        yield view[place : min(place + _COPIED, end)]


def _lines(nquads: View, subject: bytes, graph: bytes) -> list[bytes]:
    """The lines of a subject in a graph as N-Triples, the type first."""
    place, end, found = first_line(nquads, subject), b" " + graph + _END, []
    while nquads[place : place + len(subject)] == subject:
        after = nquads.find(b"\n", place) + 1
        line = nquads[place:after]
        if line.endswith(end):
            found.append(line[: -len(end)].replace(_TYPE, _FIRST) + _END)
        place = after
    return sorted(found)


def _place(view: View, subject: bytes, low: int) -> int:
    """Where the block of a subject begins, or would have to begin."""
    high = len(view)  # a block begins at both, or the file ends there
    while low < high:
        middle = (low + high) // 2
        end = view.rfind(_END, low, middle)
        start = low if end < 0 else end + len(_END)
        if _subject(view, start) < subject:
            low = _after(view, start)
        else:
            high = start
    return low


def _after(view: View, block: int) -> int:
    return view.find(_END, block) + len(_END)


def _subject(view: View, block: int) -> bytes:
    """The subject of a block as it stands in N-Triples, with the space behind it; nothing at the end of the file."""
    written = view[block : view.find(b" ", block)] if block < len(view) else b""
    if written.startswith(b"<") or not written:
        return written and written + b" "
    prefix, _, local = written.partition(b":")
    return b"<" + _SPACES[prefix] + re.sub(rb"\\(.)", rb"\1", local) + b"> "
