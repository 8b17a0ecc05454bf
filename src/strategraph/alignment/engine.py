"""The engine: DuckDB with the tables of the units, in which the one SQL text has been run."""

import csv
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb

from strategraph.alignment.tables import COLUMNS, Row

__all__ = ["linked", "statements"]


def linked(rows: Mapping[str, Iterator[Row]], sql: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory with the given tables and those that the SQL text makes; to be closed by the caller.

    One thread, so that sums of floats are the same in every run.
    """
    connection = duckdb.connect(config={"threads": 1})
    with tempfile.TemporaryDirectory() as folder:
        for name, columns in COLUMNS.items():
            _load(connection, name, columns, rows[name], Path(folder))
    for statement in statements(sql):
        connection.execute(statement)
    return connection


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
