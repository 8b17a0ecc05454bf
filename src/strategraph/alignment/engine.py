"""The engine: DuckDB with the tables of the units, in which the one SQL text is run, for a build and over files alike."""

import csv
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from strategraph.alignment.tables import COLUMNS, RESULTS, Row
from strategraph.errors import AlignmentError

__all__ = ["Means", "Told", "database", "in_duckdb", "linked", "load", "parquet", "result", "statements", "step"]

#: Is told what is being done.
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Means:
    """What an engine may take of a machine: memory in bytes, threads, and a folder for what does not fit into memory.

    With one thread, sums of floats are the same in every run. Without a folder, one of the system is taken.
    """

    memory_bytes: int
    threads: int = 1
    spill_folder: str = ""


@contextmanager
def linked(rows: Mapping[str, Iterator[Row]], sql: Path, means: Means) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the given tables and those that the SQL text makes of them."""
    with database(means) as connection:
        load(connection, rows)
        _make(connection, sql, lambda told: None)
        yield connection


def in_duckdb(folder: Path, output: Path, sql: Path, means: Means, told: Told) -> None:
    """Run the SQL text over tables in files, and write what it makes into files.

    Args:
        folder: holds a folder of Parquet files for each table of `COLUMNS`.
        output: gets a folder with one Parquet file for each table of `RESULTS`.
        sql: the SQL text.
        means: what does not fit into memory goes into `output` meanwhile, unless another folder is named.
        told: is told each table that is being made.

    Raises:
        AlignmentError: if memory or disk do not suffice.
    """
    with database(means, output) as connection:
        for name in COLUMNS:
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {parquet(folder / name)}")
        _make(connection, sql, told)
        for name in RESULTS:
            (output / name).mkdir()
            file = _quoted(output / name / "part-0.parquet")
            connection.execute(f"COPY ({result(name)}) TO {file} (FORMAT parquet)")


@contextmanager
def database(means: Means, folder: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database that takes no more than its means, in a file below a folder or in memory; gone afterwards.

    Raises:
        AlignmentError: if memory or disk do not suffice.
    """
    with tempfile.TemporaryDirectory(dir=means.spill_folder or folder, prefix=".duckdb-") as spill:
        name = str(Path(spill) / "tables.duckdb") if folder else ":memory:"
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{means.memory_bytes}B",
            "threads": means.threads,
            "temp_directory": spill,
        }
        try:
            with duckdb.connect(name, config=config) as connection:
                yield connection
        except (duckdb.OutOfMemoryException, duckdb.IOException) as fault:
            first = str(fault).partition("\n")[0].rstrip(".")
            raise AlignmentError(
                f"DuckDB could not go on with {means.memory_bytes / 1e6:,.0f} MB of memory and the disk of {Path(spill).parent} "
                f"({first}): give more memory (--memory, or alignment.memory_bytes), make room on the disk "
                "or name another one (alignment.spill_folder), or run the tables in Spark."
            ) from fault


def load(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, Iterator[Row]]) -> None:
    """Make the tables of these rows, through files, which DuckDB reads a hundred times faster than it takes single rows."""
    with tempfile.TemporaryDirectory() as folder:
        for name, columns in COLUMNS.items():
            file = Path(folder) / f"{name}.csv"
            with file.open("w", encoding="utf-8", newline="") as handle:
                csv.writer(handle, quoting=csv.QUOTE_MINIMAL).writerows(rows[name])
            named = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            connection.execute(f"CREATE TABLE {name} ({named})")
            connection.execute(
                f"INSERT INTO {name} SELECT * FROM read_csv($file, header = false, delim = ',', quote = '\"', "
                f"escape = '\"', auto_detect = false, columns = {dict(columns)})",
                {"file": str(file)},
            )


def parquet(folder: Path) -> str:
    """All Parquet files of a folder, as DuckDB reads them; what begins with `_` or `.` is none."""
    return f"read_parquet({_quoted(folder / '[!_.]*.parquet')})"


def result(name: str) -> str:
    """The query for a table of `RESULTS` in the types it is kept in, which engines choose differently."""
    return f"SELECT {', '.join(f'CAST({column} AS {kind}) AS {column}' for column, kind in RESULTS[name].items())} FROM {name}"


def statements(sql: Path) -> list[str]:
    """The statements of a file, one by one, as engines take them."""
    return [one.strip() for one in sql.read_text(encoding="utf-8").split(";\n") if one.strip()]


def step(statement: str) -> str:
    """What a person is told of a statement: the table it makes."""
    found = re.search(r"^CREATE TABLE (\w+)", statement, re.MULTILINE)
    return f"making table {found[1]}" if found else "running a statement"


def _make(connection: duckdb.DuckDBPyConnection, sql: Path, told: Told) -> None:
    for statement in statements(sql):
        told(step(statement))
        connection.execute(statement)


def _quoted(path: Path) -> str:
    """A path as a string of SQL."""
    return "'" + str(path).replace("'", "''") + "'"
