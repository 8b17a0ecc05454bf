"""Writes the graphs as files to download: N-Quads and TriG of everything, Turtle of each graph."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize
from rdflib import Graph, URIRef

from strategraph.catalogue import NQUADS, RECORD, TRIG, DumpFile, turtle_path, whole_record
from strategraph.graph_names import GraphNames
from strategraph.namespaces import PREFIXES
from strategraph.triples import Lines, in_order, lines_of_graph

__all__ = ["Dumps", "pretty", "render", "with_record", "with_tables"]

TYPE = b" <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
#: Stands for TYPE while lines are sorted: before all properties, as a reader expects, and in no line otherwise.
_FIRST = b" \x01 "
#: What stands before the statements, if there are any; the same in Turtle and in TriG.
_HEAD = b"".join(sorted(f"@prefix {prefix}: <{space}> .\n".encode() for prefix, space in PREFIXES.items()))


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


class _File:
    """A file that is written bit by bit and knows its size and hash."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._stream = path.open("wb")
        self._digest = sha256()
        self._size = 0

    def write(self, content: bytes) -> None:
        self._stream.write(content)
        self._digest.update(content)
        self._size += len(content)

    def close(self) -> DumpFile:
        self._stream.close()
        return DumpFile(self._size, self._digest.hexdigest())


def render(
    graphs: Mapping[URIRef, Graph],
    names: GraphNames,
    folder: Path,
    written: Callable[[str], None] = lambda release_id: None,
) -> Dumps:
    """Render the graphs themselves, because a store would rewrite their literals, into a new folder.

    The N-Quads come first; `written` is told the id of the release as soon as they are there.

    Raises:
        ReleaseError: for a term that no file can hold, or a blank node (see `skolems.named`).
    """
    folder.mkdir(parents=True)
    lines = {name: lines_of_graph(graphs[name]) for name in sorted(graphs)}
    files: dict[str, DumpFile] = {}
    rest = sha256()
    files[NQUADS] = _nquads(lines, names, folder, rest.update)
    written(rest.hexdigest()[:16])
    trig = _File(folder / TRIG)
    trig.write(_HEAD if any(one.count for parts in lines.values() for one in parts) else b"")
    for name, parts in lines.items():
        turtle, inside = _File(folder / turtle_path(names, name)), False
        turtle.write(_HEAD if any(one.count for one in parts) else b"")
        with TemporaryDirectory(dir=folder, prefix=".sorting-") as spill:
            for body in _bodies(in_order((one.read().replace(TYPE, _FIRST) for one in parts), Path(spill))):
                turtle.write(body)
                trig.write(b"" if inside else f"<{name}> {{\n".encode())
                trig.write(b"\t" + body.replace(b"\n", b"\n\t")[:-1])
                inside = True
        trig.write(b"}\n" if inside else b"")
        files[turtle_path(names, name)] = turtle.close()
    files[TRIG] = trig.close()
    counts = {name: sum(one.count for one in parts) for name, parts in lines.items()}
    return Dumps(rest.hexdigest()[:16], counts, dict(sorted(files.items())), folder)


def _nquads(
    lines: Mapping[URIRef, Sequence[Lines]], names: GraphNames, folder: Path, identify: Callable[[bytes], None]
) -> DumpFile:
    """All statements, sorted; `identify` is given those that the id follows from."""
    ends = {name: f" <{name}> .\n".encode() for name in lines}
    left_out = ends.get(names.named("metadata"), b"\n\n")
    file = _File(folder / NQUADS)
    parts = (one.read().replace(b" .\n", ends[name]) for name, found in lines.items() for one in found)
    with TemporaryDirectory(dir=folder, prefix=".sorting-") as spill:
        for found in in_order(parts, Path(spill)):
            content = b"".join(found)
            file.write(content)
            if left_out in content:
                content = b"".join(line for line in found if not line.endswith(left_out))
            identify(content)
    return file.close()


def with_tables(dumps: Dumps, tables: Mapping[str, bytes]) -> Dumps:
    """The same with files that hold what the graphs hold in another form (path → content)."""
    files = {path: _put(dumps.folder / path, content) for path, content in tables.items()}
    return replace(dumps, files=dict(sorted({**dumps.files, **files}.items())))


def with_record(dumps: Dumps, metadata: Graph, names: GraphNames) -> Dumps:
    """The same with the catalogue record, which says of each file how large it is and what its SHA-256 is.

    Raises:
        KeyError: if the graph `metadata` lists a file that is not there.
    """
    record = whole_record(metadata, names.base, dumps.id, dumps.files)
    bodies = _bodies(
        [sorted(b"".join(one.read() for one in lines_of_graph(record)).replace(TYPE, _FIRST).splitlines(True))]
    )
    return with_tables(dumps, {RECORD: _HEAD + b"".join(bodies)})


def pretty(statements: Iterable[Triple] | Iterable[Quad], form: RdfFormat) -> bytes:
    """Turtle or TriG with our prefixes; the prefixes come in alphabetical order, the statements as given."""
    lines = (serialize(statements, format=form, prefixes=PREFIXES) or b"").splitlines(keepends=True)
    count = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join(sorted(lines[:count]) + lines[count:])


def _bodies(found: Iterable[list[bytes]]) -> Iterator[bytes]:
    """Turtle without prefixes of sorted lines, list by list, each of whole subjects."""
    for lines in found:
        if lines:
            quads = parse(b"".join(lines).replace(_FIRST, TYPE), RdfFormat.N_TRIPLES)
            statements = (quad.triple for quad in quads)
            yield (serialize(statements, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"")[len(_HEAD) :]


def _put(path: Path, content: bytes) -> DumpFile:
    file = _File(path)
    file.write(content)
    return file.close()
