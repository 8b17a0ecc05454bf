"""Tables of alignment in files: a folder of Parquet files for each, written, checked, and run through the one SQL text."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path

import duckdb

from strategraph.alignment.engine import in_duckdb, loaded, parquet
from strategraph.alignment.tables import COLUMNS, RESULTS, Row
from strategraph.errors import AlignmentError, UsageError

__all__ = ["ENGINES", "engine_of", "run_tables", "write_tables"]

#: Runs the SQL text over a folder of tables, and writes what it makes into another.
Engine = Callable[[Path, Path, Path], None]
ENGINES = ("duckdb", "spark")
#: What each table has to satisfy beside its columns: a query that gives a row that does not, and what is wrong with it.
_SOUND = (
    ("unit", "SELECT unit FROM unit GROUP BY unit HAVING COUNT(*) > 1", "has unit {} twice"),
    ("unit", "SELECT unit FROM unit WHERE side IS NULL OR side NOT IN ('subject', 'object')",
     "has unit {} on a side that is neither 'subject' nor 'object'"),
    ("unit", "SELECT unit FROM (SELECT unit, iri, LAG(iri) OVER (ORDER BY unit) AS before FROM unit) "
     "WHERE iri IS NULL OR before >= iri", "does not number its units in the order of their IRIs (unit {})"),
    ("unit_descriptor", "SELECT unit FROM unit_descriptor WHERE unit NOT IN (SELECT unit FROM unit)",
     "names unit {}, which table unit does not have"),
    ("unit_descriptor", "SELECT unit || ' ' || code FROM unit_descriptor GROUP BY unit, code HAVING COUNT(*) > 1",
     "has unit and code {} twice"),
    ("unit_token", "SELECT unit FROM unit_token WHERE unit NOT IN (SELECT unit FROM unit)",
     "names unit {}, which table unit does not have"),
    ("unit_token", "SELECT unit || ' ' || token FROM unit_token GROUP BY unit, token HAVING COUNT(*) > 1",
     "has unit and token {} twice"),
    ("setting", "SELECT COUNT(*) FROM setting HAVING COUNT(*) <> 1", "has {} rows, not one"),
)  # fmt: skip


def write_tables(rows: Mapping[str, Iterator[Row]], folder: Path) -> None:
    """Write each table as `<folder>/<table>/part-0.parquet`.

    Raises:
        AlignmentError: if the folder is not empty.
    """
    _empty(folder)
    with loaded(rows) as connection:
        for name in COLUMNS:
            (folder / name).mkdir()
            connection.table(name).write_parquet(str(folder / name / "part-0.parquet"))


def engine_of(name: str, master: str, memory: str, threads: int) -> Engine:
    """An engine by its name, with what it is given of a machine.

    Raises:
        UsageError: if Spark is asked for and not installed.
    """
    if name == "duckdb":
        return lambda folder, output, sql: in_duckdb(folder, output, sql, memory, threads)
    try:
        spark = import_module("strategraph.alignment.spark")
    except ModuleNotFoundError as fault:
        if fault.name is None or fault.name.partition(".")[0] != "pyspark":
            raise
        raise UsageError(
            "Spark is not installed: run pip install 'strategraph[spark]'; it needs Java 17 too."
        ) from fault
    return lambda folder, output, sql: spark.in_spark(folder, output, sql, master, memory)


def run_tables(folder: Path, output: Path, sql: Path, engine: Engine) -> dict[str, int]:
    """Check the tables, run the SQL text over them, and write what it makes; gives the rows of each table.

    The output appears when it is whole: a run that fails leaves none.

    Raises:
        AlignmentError: for a table that is missing or unsound, an output folder that is not empty, or an engine that fails.
    """
    _check(folder)
    _empty(output)
    making = output / ".making"
    making.mkdir()
    try:
        engine(folder.resolve(), making.resolve(), sql)
        for name in RESULTS:
            (making / name).rename(output / name)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    with duckdb.connect() as connection:
        return {name: _count(connection, f"SELECT COUNT(*) FROM {parquet(output / name)}") for name in RESULTS}


def _empty(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise AlignmentError(f"{folder} is not empty: name a new folder, or remove what is in it first.")


def _check(folder: Path) -> None:
    """Both engines are told the same of tables that they cannot use, before either begins."""
    with duckdb.connect() as connection:
        for name, columns in COLUMNS.items():
            if not any((folder / name).glob("[!_.]*.parquet")):
                raise AlignmentError(
                    f"{folder / name} holds no Parquet file: the tables are {', '.join(COLUMNS)}; "
                    "`strategraph alignment tables` writes them."
                )
            try:
                connection.execute(f"CREATE VIEW {name} AS SELECT {', '.join(columns)} FROM {parquet(folder / name)}")
                found = connection.table(name)
            except duckdb.Error as fault:
                told = str(fault).partition("\n")[0].rstrip(".")
                raise AlignmentError(
                    f"Table {name} in {folder / name} cannot be read ({told}): it has the columns {', '.join(columns)}."
                ) from fault
            for (column, kind), seen in zip(columns.items(), map(str, found.types), strict=True):
                if seen != kind.replace("STRING", "VARCHAR"):
                    raise AlignmentError(
                        f"Column {column} of table {name} in {folder / name} is {seen}: write it as {kind}."
                    )
        for name, query, told in _SOUND:
            if row := connection.execute(f"{query} LIMIT 1").fetchone():
                raise AlignmentError(
                    f"Table {name} in {folder / name} {told.format(row[0])}: correct it and run again."
                )


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
