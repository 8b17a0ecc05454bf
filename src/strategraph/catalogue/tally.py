"""Tally: all statements as rows of numbers in a database on the disk, counted there, however many they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from pyoxigraph import RdfFormat, serialize
from rdflib import Graph, URIRef

from strategraph.catalogue.counts import Counts, vocabularies_of
from strategraph.catalogue.uses import Use
from strategraph.triples import as_quads, kept_in

__all__ = ["Tally", "tallied"]

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
#: Bytes of lines that are taken in at a time, and memory of the database.
_BYTES, _MEMORY = 50_000_000, "1GB"
#: Terms are the last 64 bits of the MD5 of their text (among ten million, two are the same by a chance of 1 in 400,000);
#: hash() of DuckDB is ten times as fast, and gave 350 of 400,000 objects to others.
#: `value` is the class where the property is rdf:type, `datatype` that of a literal.
_TABLES = """
CREATE TABLE statement (graph USMALLINT, subject UBIGINT, property VARCHAR, object UBIGINT, value VARCHAR, datatype VARCHAR);
CREATE TABLE target (number USMALLINT, space VARCHAR);
CREATE TABLE link (number USMALLINT, subject UBIGINT, property VARCHAR, object UBIGINT);
"""
#: A line of the file is the number of a graph, a tab, and a statement: canonical N-Triples escape tabs in literals, and have
#: one space after the subject, one after the property, and one before the full stop.
_TAKE_IN = r"""
CREATE TEMP TABLE taken AS
SELECT graph, split_part(line, ' ', 1) AS subject, split_part(line, ' ', 2) AS property,
       line[length(split_part(line, ' ', 1)) + length(split_part(line, ' ', 2)) + 3 : -3] AS object
FROM read_csv($file, columns = {'graph': 'USMALLINT', 'line': 'VARCHAR'},
    header = false, auto_detect = false, delim = '\t', quote = '', escape = '', new_line = '\n', max_line_size = 50000000);
INSERT INTO statement
SELECT graph, md5_number_lower(subject), property, md5_number_lower(object),
       CASE WHEN property = $type AND starts_with(object, '<') THEN object END,
       CASE WHEN NOT starts_with(object, '"') THEN NULL
            WHEN ends_with(object, '"') THEN 'http://www.w3.org/2001/XMLSchema#string'
            WHEN ends_with(object, '>') THEN regexp_extract(object, '\^\^<([^>]*)>$', 1)
            ELSE 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString' END
FROM taken;
INSERT INTO link
SELECT target.number, md5_number_lower(subject), property, md5_number_lower(object)
FROM taken JOIN target ON starts_with(object, target.space)
WHERE starts_with(subject, $ours);
DROP TABLE taken;
"""
_UNION = """
CREATE TABLE whole AS SELECT DISTINCT subject, property, object, value, datatype FROM statement;
CREATE TABLE typed AS SELECT DISTINCT subject, value FROM whole WHERE value IS NOT NULL;
"""


class Tally:
    """Counts over all statements together, each once, or over those of one graph."""

    def __init__(self, database: duckdb.DuckDBPyConnection, names: Iterable[URIRef]) -> None:
        """Count in a database that holds the statements of these graphs."""
        self._database = database
        self._numbers = {name: number for number, name in enumerate(names)}
        graphs = "SELECT graph, COUNT(*), COUNT(DISTINCT subject), COUNT(DISTINCT object) FROM statement GROUP BY graph"
        self._sizes = {row[0]: row[1:] for row in self._rows(graphs)}
        self._classes = self._by_graph("value, COUNT(DISTINCT subject)", "value IS NOT NULL")
        self._properties = self._by_graph("property, COUNT(*)", "true")

    def of_graph(self, name: URIRef) -> Counts:
        """Counts of one graph."""
        number = self._numbers[name]
        sizes = self._sizes.get(number, (0, 0, 0))
        return _counts(sizes, self._classes.get(number, {}), self._properties.get(number, {}))

    def of_all(self) -> Counts:
        """Counts of the union."""
        sizes = self._rows("SELECT COUNT(*), COUNT(DISTINCT subject), COUNT(DISTINCT object) FROM whole")[0]
        classes = dict(self._rows("SELECT value, COUNT(*) FROM typed GROUP BY value"))
        return _counts(sizes, classes, dict(self._rows("SELECT property, COUNT(*) FROM whole GROUP BY property")))

    def uses(self) -> Mapping[str, Mapping[str, Use]]:
        """Class → property → use, over the union, in the order of their IRIs."""
        of_class = "FROM whole JOIN typed AS t ON t.subject = whole.subject"
        found: dict[str, dict[str, Use]] = {}
        for kind, property_, number in self._rows(
            f"SELECT t.value, property, COUNT(*) {of_class} GROUP BY ALL ORDER BY ALL"
        ):
            found.setdefault(kind[1:-1], {})[property_[1:-1]] = Use(number)
        for kind, property_, datatype, number in self._rows(
            f"SELECT t.value, property, datatype, COUNT(*) {of_class} WHERE datatype IS NOT NULL GROUP BY ALL ORDER BY ALL"
        ):
            found[kind[1:-1]][property_[1:-1]].datatypes[datatype] = number
        for kind, property_, other, number in self._rows(
            f"SELECT t.value, property, o.value, COUNT(*) {of_class} JOIN typed AS o ON o.subject = whole.object "
            "WHERE datatype IS NULL GROUP BY ALL ORDER BY ALL"
        ):
            found[kind[1:-1]][property_[1:-1]].classes[other[1:-1]] = number
        return found

    def links(self) -> list[tuple[int, str, int]]:
        """The number of a target, a property, and how many distinct statements with it lead there from things of ours."""
        query = "SELECT number, property, COUNT(DISTINCT (subject, object)) FROM link GROUP BY ALL ORDER BY ALL"
        return [(number, property_[1:-1], count) for number, property_, count in self._rows(query)]

    def _rows(self, query: str) -> list[Any]:
        return self._database.execute(query).fetchall()

    def _by_graph(self, what: str, where: str) -> dict[int, dict[str, int]]:
        found: dict[int, dict[str, int]] = {}
        for graph, name, number in self._rows(f"SELECT graph, {what} FROM statement WHERE {where} GROUP BY ALL"):
            found.setdefault(graph, {})[str(name)] = number
        return found


@contextmanager
def tallied(graphs: Mapping[URIRef, Graph], ours: str, spaces: Iterable[str]) -> Iterator[Tally]:
    """A tally of graphs; links are counted that lead from IRIs that begin with `ours` to such that begin with one of `spaces`."""
    with TemporaryDirectory(prefix="strategraph-tally-") as folder:
        config: dict[str, str | bool | int | float | list[str]] = {"memory_limit": _MEMORY, "temp_directory": folder}
        with duckdb.connect(f"{folder}/tally.duckdb", config=config) as database:
            database.execute(_TABLES)
            for number, space in enumerate(spaces):
                database.execute("INSERT INTO target VALUES (?, ?)", [number, f"<{space}"])
            file = Path(folder) / "lines.tsv"
            for lines in _batches(graphs):
                file.write_bytes(b"".join(lines))
                given = {"file": str(file), "type": _TYPE, "ours": f"<{ours}"}
                for statement in _TAKE_IN.split(";\n")[:-1]:
                    used = {name: value for name, value in given.items() if f"${name}" in statement}
                    database.execute(statement, used)
            database.execute(_UNION)
            yield Tally(database, graphs)


def _batches(graphs: Mapping[URIRef, Graph]) -> Iterator[list[bytes]]:
    """Lines, each with the number of its graph before it, so many at a time that they fit into memory."""
    lines: list[bytes] = []
    size = 0
    for number, graph in enumerate(graphs.values()):
        start = f"{number}\t".encode()
        for part in _parts(graph):
            lines.append((start + part.replace(b"\n", b"\n" + start))[: -len(start)])
            size += len(lines[-1])
            if size > _BYTES:
                yield lines
                lines, size = [], 0
    yield lines


def _parts(graph: Graph) -> Iterator[bytes]:
    """The statements of a graph as lines, unnamed nodes included."""
    kept = kept_in(graph)
    if kept is not None:
        yield from (one.read() for one in kept)
    else:
        yield serialize({quad.triple for quad in as_quads(graph)}, format=RdfFormat.N_TRIPLES) or b""


def _counts(sizes: Sequence[int], classes: Mapping[str, int], properties: Mapping[str, int]) -> Counts:
    named = {iri[1:-1]: classes[iri] for iri in sorted(classes)}
    used = {iri[1:-1]: properties[iri] for iri in sorted(properties)}
    return Counts(sizes[0], sizes[1], sizes[2], named, used, vocabularies_of((*named, *used)))
