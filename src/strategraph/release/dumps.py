"""Writes the graphs as files to download: N-Quads and TriG of everything, Turtle of each graph."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Quad, RdfFormat, Triple, serialize
from rdflib import Graph, URIRef

from strategraph.catalogue import NQUADS, RECORD, TRIG, DumpFile, turtle_path, whole_record
from strategraph.graph_names import GraphNames
from strategraph.namespaces import PREFIXES
from strategraph.release.differences import Changed, changed
from strategraph.release.turtle import HEAD, indented, renewed, sorted_bodies
from strategraph.release.writing import write_file
from strategraph.triples import Lines, in_order, lines_of_graph, viewed

__all__ = ["Dumps", "Since", "pretty", "render", "with_record", "with_tables"]

#: A release before of which more than this share has changed is of no use.
_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Dumps:
    """The files of a release, the distinct statements per graph, and the id that follows from them.

    `files` maps a path below `folder` to the size and the SHA-256 of the file. `id` is the first 16 hexadecimal digits of
    the SHA-256 of the sorted N-Quads without the graph `metadata`, which holds the date and the versions of the
    software: the same statements have the same id, whoever builds them and whenever.
    """

    id: str
    counts: Mapping[URIRef, int]
    files: Mapping[str, DumpFile]
    folder: Path


@dataclass(frozen=True, slots=True)
class Since:
    """The dumps of a release before of which little has changed, and what."""

    dumps: Path
    changed: Changed


def render(
    graphs: Mapping[URIRef, Graph],
    names: GraphNames,
    folder: Path,
    written: Callable[[str, Since | None], None] = lambda release_id, since: None,
    earlier: Callable[[], Path | None] = lambda: None,
) -> Dumps:
    """Render the graphs themselves, because a store would rewrite their literals, into a new folder.

    The N-Quads come first; `written` is told the id of the release as soon as they are there, and what has changed since the
    release with the dumps that `earlier` gives, if that is little. Of its Turtle files only what has changed is made anew then.

    Raises:
        ReleaseError: for a term that no file can hold, or a blank node (see `skolems.named`).
    """
    folder.mkdir(parents=True)
    lines = {name: lines_of_graph(graphs[name]) for name in sorted(graphs)}
    counts = {name: sum(one.count for one in parts) for name, parts in lines.items()}
    files: dict[str, DumpFile] = {}
    rest = sha256()
    files[NQUADS] = _nquads(lines, names, folder, rest.update)
    since = _since(earlier(), folder)
    written(rest.hexdigest()[:16], since)
    subjects = since.changed.subjects() if since else {}
    with viewed(folder / NQUADS) as nquads:
        for name, parts in lines.items():
            path, graph = turtle_path(names, name), f"<{name}>".encode()
            with ExitStack() as opened:
                old = since.dumps / path if since and counts[name] else None
                there = opened.enter_context(viewed(old)) if old and old.is_file() else b""
                if there[: len(HEAD)] == HEAD:
                    content = renewed(there, subjects.get(graph, ()), nquads, graph)
                else:
                    content = chain([HEAD] if counts[name] else [], sorted_bodies(parts, folder))
                files[path] = write_file(folder / path, content)
    turtle = {name: folder / turtle_path(names, name) for name in lines if counts[name]}
    files[TRIG] = write_file(folder / TRIG, _trig(turtle))
    return Dumps(rest.hexdigest()[:16], counts, dict(sorted(files.items())), folder)


def _since(earlier: Path | None, folder: Path) -> Since | None:
    found = changed(folder / NQUADS, earlier / NQUADS, _SHARE) if earlier else None
    return Since(earlier, found) if earlier and found else None


def _trig(turtle: Mapping[URIRef, Path]) -> Iterator[bytes]:
    """TriG of graphs that are there as Turtle."""
    yield HEAD if turtle else b""
    for name, path in turtle.items():
        yield f"<{name}> {{\n".encode()
        with viewed(path) as content:
            yield from indented(content)
        yield b"}\n"


def _nquads(
    lines: Mapping[URIRef, Sequence[Lines]], names: GraphNames, folder: Path, identify: Callable[[bytes], None]
) -> DumpFile:
    """All statements, sorted; `identify` is given those that the id follows from."""
    ends = {name: f" <{name}> .\n".encode() for name in lines}
    left_out = ends.get(names.named("metadata"), b"\n\n")

    def seen(piece: bytes) -> None:
        if left_out in piece:
            piece = b"".join(line for line in piece.splitlines(keepends=True) if not line.endswith(left_out))
        identify(piece)

    parts = (one.read().replace(b" .\n", ends[name]) for name, found in lines.items() for one in found)
    with TemporaryDirectory(dir=folder, prefix=".sorting-") as spill:
        return write_file(folder / NQUADS, map(b"".join, in_order(parts, Path(spill))), seen)


def with_tables(dumps: Dumps, tables: Mapping[str, bytes]) -> Dumps:
    """The same with files that hold what the graphs hold in another form (path → content)."""
    files = {path: write_file(dumps.folder / path, [content]) for path, content in tables.items()}
    return replace(dumps, files=dict(sorted({**dumps.files, **files}.items())))


def with_record(dumps: Dumps, metadata: Graph, names: GraphNames) -> Dumps:
    """The same with the catalogue record, which says of each file how large it is and what its SHA-256 is.

    Raises:
        KeyError: if the graph `metadata` lists a file that is not there.
    """
    record = whole_record(metadata, names.base, dumps.id, dumps.files)
    content = [HEAD, *sorted_bodies(lines_of_graph(record), dumps.folder)]
    return with_tables(dumps, {RECORD: b"".join(content)})


def pretty(statements: Iterable[Triple] | Iterable[Quad], form: RdfFormat) -> bytes:
    """Turtle or TriG with our prefixes; the prefixes come in alphabetical order, the statements as given."""
    lines = (serialize(statements, format=form, prefixes=PREFIXES) or b"").splitlines(keepends=True)
    count = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join(sorted(lines[:count]) + lines[count:])
