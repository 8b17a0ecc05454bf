"""The engine: DuckDB with the tables of the units, in which the one SQL text has been run."""

import csv
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb

from strategraph.alignment.tables import COLUMNS, RESULTS, Row
from strategraph.errors import AlignmentError

__all__ = ["in_duckdb", "linked", "loaded", "parquet", "statements"]


def linked(rows: Mapping[str, Iterator[Row]], sql: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory with the given tables and those that the SQL text makes; to be closed by the caller."""
    connection = loaded(rows)
    for statement in statements(sql):
        connection.execute(statement)
    return connection


def loaded(rows: Mapping[str, Iterator[Row]]) -> duckdb.DuckDBPyConnection:
    """A database in memory with the given tables; to be closed by the caller.

    One thread, so that sums of floats are the same in every run.
    """
    connection = duckdb.connect(config={"threads": 1})
    with tempfile.TemporaryDirectory() as folder:
        for name, columns in COLUMNS.items():
            _load(connection, name, columns, rows[name], Path(folder))
    return connection


def in_duckdb(folder: Path, output: Path, sql: Path, memory: str, threads: int) -> None:
    """Run the SQL text over tables in files, and write what it makes into files.

    Args:
        folder: holds a folder of Parquet files for each table of `COLUMNS`.
        output: gets a folder with one Parquet file for each table of `RESULTS`.
        sql: the SQL text.
        memory: how much is kept in memory, such as `4GB`; what does not fit goes into `output` meanwhile.
        threads: more are faster, and sums may differ in the last digit.

    Raises:
        AlignmentError: if memory or disk do not suffice, or `memory` is no amount.
    """
    with tempfile.TemporaryDirectory(dir=output, prefix=".duckdb-") as spill:
        try:
            _run(folder, output, sql, {"memory_limit": memory, "threads": threads, "temp_directory": spill})
        except (duckdb.OutOfMemoryException, duckdb.IOException) as fault:
            raise AlignmentError(
                f"DuckDB could not go on with {memory} of memory ({_first_line(fault)}): give more with --memory, "
                f"make room on the disk of {output}, or run the tables in Spark."
            ) from fault
        except duckdb.ParserException as fault:
            raise AlignmentError(f"{memory!r} is no amount of memory: write it like 4GB.") from fault


def _run(folder: Path, output: Path, sql: Path, config: Mapping[str, str | int]) -> None:
    database = Path(str(config["temp_directory"])) / "tables.duckdb"
    with duckdb.connect(str(database), config=dict(config)) as connection:
        for name in COLUMNS:
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {parquet(folder / name)}")
        for statement in statements(sql):
            connection.execute(statement)
        for name in RESULTS:
            (output / name).mkdir()
            connection.execute(f"COPY {name} TO {_quoted(output / name / 'part-0.parquet')} (FORMAT parquet)")


def parquet(folder: Path) -> str:
    """All Parquet files of a folder, as DuckDB reads them; what begins with `_` or `.` is none."""
    return f"read_parquet({_quoted(folder / '[!_.]*.parquet')})"


def statements(sql: Path) -> list[str]:
    """The statements of a file, one by one, as engines take them."""
    return [one.strip() for one in sql.read_text(encoding="utf-8").split(";\n") if one.strip()]


def _load(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Iterator[Row], folder: Path
) -> None:
    """Through a file, which DuckDB reads a hundred times faster than it takes single rows."""
    file = folder / f"{name}.csv"
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, quoting=csv.QUOTE_MINIMAL).writerows(rows)
    named = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    kinds = dict(columns)
    connection.execute(f"CREATE TABLE {name} ({named})")
    connection.execute(
        f"INSERT INTO {name} SELECT * FROM read_csv($file, header = false, delim = ',', quote = '\"', escape = '\"', "
        f"auto_detect = false, columns = {kinds})",
        {"file": str(file)},
    )


def _quoted(path: Path) -> str:
    """A path as a string of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def _first_line(fault: Exception) -> str:
    return str(fault).partition("\n")[0].rstrip(".")
