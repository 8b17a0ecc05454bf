"""Writes the graphs as files to download: N-Quads and TriG of everything, Turtle of each graph."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, serialize
from rdflib import Graph, URIRef

from strategraph.catalogue import NQUADS, RECORD, TRIG, DumpFile, turtle_path, whole_record
from strategraph.graph_names import GraphNames
from strategraph.namespaces import PREFIXES
from strategraph.triples import as_quads, nquads

__all__ = ["Dumps", "pretty", "render", "with_record", "write"]

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@dataclass(frozen=True, slots=True)
class Dumps:
    """The files of a release, the distinct statements per graph, and the id that follows from them.

    `files` maps a path below the dumps folder to the content. `id` is the first 16 hexadecimal digits of the
    SHA-256 of the sorted N-Quads without the graph `metadata`, which holds the date and the versions of the
    software: the same statements have the same id, whoever builds them and whenever.
    """

    id: str
    counts: Mapping[URIRef, int]
    files: Mapping[str, bytes]


def render(graphs: Mapping[URIRef, Graph], names: GraphNames) -> Dumps:
    """Render the graphs themselves, because a store would rewrite their literals.

    Raises:
        ReleaseError: for a term that no file can hold, or a blank node (see `skolems.named`).
    """
    quads = {name: _in_order(as_quads(graphs[name], name)) for name in sorted(graphs)}
    lines = {name: nquads(part).splitlines(keepends=True) for name, part in quads.items()}
    files = {turtle_path(names, name): _turtle(part) for name, part in quads.items()}
    files[NQUADS] = _merged(lines.values())
    files[TRIG] = pretty((quad for part in quads.values() for quad in part), RdfFormat.TRIG)
    rest = _merged(part for name, part in lines.items() if name != names.named("metadata"))
    counts = {name: len(part) for name, part in lines.items()}
    return Dumps(sha256(rest).hexdigest()[:16], counts, dict(sorted(files.items())))


def with_record(dumps: Dumps, metadata: Graph, names: GraphNames) -> Dumps:
    """The same with the catalogue record, which says of each file how large it is and what its SHA-256 is.

    Raises:
        KeyError: if the graph `metadata` lists a file that is not there.
    """
    files = {path: DumpFile(len(content), sha256(content).hexdigest()) for path, content in dumps.files.items()}
    record = whole_record(metadata, names.base, dumps.id, files)
    return replace(dumps, files=dict(sorted({**dumps.files, RECORD: _turtle(_in_order(as_quads(record)))}.items())))


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the rendered files below a folder, making the folders on the way."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def pretty(statements: Iterable[Triple] | Iterable[Quad], form: RdfFormat) -> bytes:
    """Turtle or TriG with our prefixes; the prefixes come in alphabetical order, the statements as given."""
    lines = (serialize(statements, format=form, prefixes=PREFIXES) or b"").splitlines(keepends=True)
    count = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join(sorted(lines[:count]) + lines[count:])


def _merged(parts: Iterable[list[bytes]]) -> bytes:
    """The lines of several graphs as one file; no line stands in two, because it ends with the graph."""
    return b"".join(sorted(line for part in parts for line in part))


def _turtle(quads: list[Quad]) -> bytes:
    return pretty((quad.triple for quad in quads), RdfFormat.TURTLE)


def _in_order(quads: Iterable[Quad]) -> list[Quad]:
    """Distinct, by subject; the type of a thing comes first, as a reader expects."""
    return sorted(set(quads), key=_rank)


def _rank(quad: Quad) -> tuple[str, bool, str, str]:
    predicate = str(quad.predicate)
    return str(quad.subject), predicate != TYPE, predicate, str(quad.object)
