"""The engine: puts the tables of the units into DuckDB, runs the one SQL text over them, and reads the links."""

import csv
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from strategraph.alignment.model import AlignedUnit
from strategraph.alignment.tokens import Tokens

__all__ = ["TABLES", "connect", "statements"]

#: Table → its columns.
TABLES = {
    "unit": "unit VARCHAR, side VARCHAR",
    "unit_descriptor": "unit VARCHAR, code VARCHAR",
    "unit_token": "unit VARCHAR, token VARCHAR, weight DOUBLE",
}


def connect(units: Sequence[AlignedUnit], tokens: Sequence[Tokens], sql: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory with the tables of the units and the views of the SQL text; to be closed by the caller."""
    rows: dict[str, Iterable[tuple[object, ...]]] = {
        "unit": ((unit.iri, unit.side) for unit in units),
        "unit_descriptor": ((unit.iri, code) for unit in units for code in sorted(unit.codes)),
        "unit_token": (
            (unit.iri, token, weight)
            for unit, found in zip(units, tokens, strict=True)
            for token, weight in found.weights.items()
        ),
    }
    connection = duckdb.connect(config={"threads": 1})  # sums of floats are the same in every run
    with tempfile.TemporaryDirectory() as folder:
        for name, columns in TABLES.items():
            file = Path(folder) / f"{name}.csv"
            with file.open("w", encoding="utf-8", newline="") as handle:
                csv.writer(handle).writerows(rows[name])
            kinds = dict(column.split() for column in columns.split(", "))
            connection.execute(f"CREATE TABLE {name} ({columns})")
            connection.execute(
                f"INSERT INTO {name} SELECT * FROM read_csv($file, header = false, delim = ',', quote = '\"', escape = '\"', "
                f"auto_detect = false, columns = {kinds})",
                {"file": str(file)},
            )
    for statement in statements(sql):
        connection.execute(statement)
    return connection


def statements(sql: Path) -> list[str]:
    """The statements of a file, one by one, as engines take them."""
    return [one.strip() for one in sql.read_text(encoding="utf-8").split(";\n") if one.strip()]
