"""Tables of alignment in files: a folder of Parquet files for each, written, checked, and run through the one SQL text."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from strategraph.alignment.engine import Means, Told, database, in_duckdb, load, parquet
from strategraph.alignment.tables import COLUMNS, RESULTS, Row
from strategraph.clusters import spark_module
from strategraph.errors import AlignmentError, UsageError

__all__ = ["ENGINES", "Engine", "engine_of", "run_tables", "write_tables"]

ENGINES = ("duckdb", "spark")
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "KI": 2**10, "MI": 2**20, "GI": 2**30, "TI": 2**40}
#: The one column that may have no value: what documents print has no weight.
_OPTIONAL = ("unit_descriptor", "weight")
#: What each table has to satisfy beside its columns: a query that gives a row that does not, and what is wrong with it.
_SOUND = (
    *(
        (name, f"SELECT 1 FROM {name} WHERE {column} IS NULL", f"has a row without {column}")
        for name, columns in COLUMNS.items()
        for column in columns
        if (name, column) != _OPTIONAL
    ),
    ("unit", "SELECT unit FROM unit GROUP BY unit HAVING COUNT(*) > 1", "has unit {} twice"),
    ("unit", "SELECT unit FROM unit WHERE side NOT IN ('subject', 'object')",
     "has unit {} on a side that is neither 'subject' nor 'object'"),
    ("unit", "SELECT unit FROM (SELECT unit, iri, LAG(iri) OVER (ORDER BY unit) AS before FROM unit) WHERE before >= iri",
     "does not number its units in the order of their IRIs (unit {})"),
    ("unit_descriptor", "SELECT unit FROM unit_descriptor WHERE unit NOT IN (SELECT unit FROM unit)",
     "names unit {}, which table unit does not have"),
    ("unit_descriptor", "SELECT unit || ' ' || code FROM unit_descriptor GROUP BY unit, code HAVING COUNT(*) > 1",
     "has unit and code {} twice"),
    ("unit_token", "SELECT unit FROM unit_token WHERE unit NOT IN (SELECT unit FROM unit)",
     "names unit {}, which table unit does not have"),
    ("unit_token", "SELECT unit || ' ' || token FROM unit_token GROUP BY unit, token HAVING COUNT(*) > 1",
     "has unit and token {} twice"),
    ("unit_token", "SELECT weight FROM unit_token WHERE NOT (weight > 0 AND weight < CAST('infinity' AS DOUBLE))",
     "has the weight {}, which is no number above 0"),
    ("counted", "SELECT kind FROM counted WHERE kind NOT IN ('units', 'descriptor', 'word')",
     "has rows of the kind {}, which is none of 'units', 'descriptor' and 'word'"),
    ("counted", "SELECT kind || ' ' || name FROM counted GROUP BY kind, name HAVING COUNT(*) > 1", "has {} twice"),
    ("counted", "SELECT SUM(CASE WHEN kind = 'units' THEN 1 ELSE 0 END) AS heads FROM counted HAVING heads <> 1",
     "has rows and {} of the kind 'units' among them, not one"),
    ("counted", "SELECT c.name FROM counted AS c JOIN counted AS u ON u.kind = 'units' WHERE LEAST(u.subjects, u.objects) < 1 "
     "OR LEAST(c.subjects, c.objects) < 0 OR c.subjects + c.objects < 1 OR c.subjects > u.subjects OR c.objects > u.objects",
     "has numbers of units for {} that cannot be"),
    ("setting", "SELECT COUNT(*) FROM setting HAVING COUNT(*) <> 1", "has {} rows, not one"),
    ("setting", "SELECT LEAST(shortlist, top, object_top) FROM setting WHERE LEAST(shortlist, top, object_top) < 1",
     "has a shortlist, top or object_top of {}, which finds nothing"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Engine:
    """What runs the SQL text over a folder of tables and writes what it makes into another, and with what means."""

    means: Means
    run: Callable[[Path, Path, Path, Means, Told], None]


def write_tables(rows: Mapping[str, Iterator[Row]], folder: Path) -> None:
    """Write each table as `<folder>/<table>/part-0.parquet`.

    Raises:
        AlignmentError: if the folder is not empty.
    """
    _empty(folder)
    with duckdb.connect() as connection:
        load(connection, rows)
        for name in COLUMNS:
            (folder / name).mkdir()
            connection.table(name).write_parquet(str(folder / name / "part-0.parquet"))


def engine_of(name: str, master: str, memory: str, threads: int, spill_folder: str = "") -> Engine:
    """An engine by its name, with what it is given of a machine.

    Args:
        name: one of `ENGINES`.
        master: where Spark runs, such as `local[2]` or `spark://host:7077`.
        memory: such as `4GB`, `512MiB`, or a number of bytes.
        threads: of DuckDB; more are faster, and sums may differ in the last digit.
        spill_folder: where to put what does not fit into memory; empty for beside what is written.

    Raises:
        UsageError: if there is no such amount of memory or number of threads, or Spark is asked for and it or Java is
            not installed.
    """
    if threads < 1:
        raise UsageError(f"{threads} threads do nothing: write 1 or more.")
    means = Means(_bytes(memory), threads, spill_folder)
    if name == "duckdb":
        return Engine(means, in_duckdb)
    spark = spark_module("strategraph.alignment.spark")
    return Engine(means, lambda *given: spark.in_spark(master, *given))


def run_tables(folder: Path, output: Path, sql: Path, engine: Engine, told: Told = lambda told: None) -> dict[str, int]:
    """Check the tables, run the SQL text over them, and write what it makes; gives the rows of each table.

    The output appears when it is whole: a run that fails leaves the folder empty. `told` is told each step.

    Raises:
        AlignmentError: for a table that is missing or unsound, an output folder that is not empty, or an engine that fails.
    """
    _all_there(folder)
    _empty(output)
    with _making(output) as making:
        told("checking the tables")
        with database(engine.means, making) as connection:
            _check(connection, folder)
        engine.run(folder.resolve(), making, sql, engine.means, told)
        for name in RESULTS:
            (making / name).rename(output / name)
    with duckdb.connect() as connection:
        return {name: _count(connection, f"SELECT COUNT(*) FROM {parquet(output / name)}") for name in RESULTS}


def _bytes(memory: str) -> int:
    """The bytes of an amount as people write it."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?) *(|[KMGT]I?)B?", memory.strip().upper())
    amount = int(float(found[1]) * _UNITS[found[2]]) if found else 0
    if not amount:
        raise UsageError(f"{memory!r} is no amount of memory: write it like 4GB.")
    return amount


def _empty(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise AlignmentError(f"{folder} is not empty: name a new folder, or remove what is in it first.")


@contextmanager
def _making(output: Path) -> Iterator[Path]:
    """A folder in the output in which tables are made; what is still in it at the end is removed."""
    making = output.resolve() / ".making"
    making.mkdir()
    try:
        yield making
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _all_there(folder: Path) -> None:
    for name in COLUMNS:
        if not any((folder / name).glob("[!_.]*.parquet")):
            raise AlignmentError(
                f"{folder / name} holds no Parquet file: the tables are {', '.join(COLUMNS)}; "
                "`strategraph alignment tables` writes them."
            )


def _check(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Both engines are told the same of tables that they cannot use, before either begins."""
    for name, columns in COLUMNS.items():
        for column, kind, seen in _columns(connection, name, columns, folder / name):
            if seen != kind.replace("STRING", "VARCHAR"):
                raise AlignmentError(
                    f"Column {column} of table {name} in {folder / name} is {seen}: write it as {kind}."
                )
    for name, query, wrong in _SOUND:
        if row := connection.execute(f"{query} LIMIT 1").fetchone():
            raise AlignmentError(f"Table {name} in {folder / name} {wrong.format(row[0])}: correct it and run again.")


def _columns(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], folder: Path
) -> Iterator[tuple[str, str, str]]:
    """Column, its type as it has to be, and as it is in the files; makes a view of the table."""
    try:
        connection.execute(f"CREATE VIEW {name} AS SELECT {', '.join(columns)} FROM {parquet(folder)}")
        types = connection.table(name).types
    except duckdb.Error as fault:
        first = str(fault).partition("\n")[0].rstrip(".")
        raise AlignmentError(
            f"Table {name} in {folder} cannot be read ({first}): it has the columns {', '.join(columns)}."
        ) from fault
    return zip(columns, columns.values(), map(str, types), strict=True)


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
