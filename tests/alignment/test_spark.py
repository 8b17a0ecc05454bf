"""Spark runs the same SQL text and finds the same links as DuckDB, on this machine and on a cluster of two workers."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from strategraph.alignment import RESULTS, AlignedUnit, aligned_units, engine_of, run_tables, write_tables
from strategraph.errors import AlignmentError
from strategraph.pipeline import Work, read_aligner
from strategraph.places import find_places

pytestmark = pytest.mark.spark

SQL = find_places().queries / "alignment" / "links.sql"
#: What tells the rows of a table apart.
KEYS = {
    "information": "code",
    "link": "subject, object",
    "link_descriptor": "subject, object, code",
    "link_word": "subject, object, place",
}


def unit(name: str, side: str, codes: str, text: str = "") -> AlignedUnit:
    return AlignedUnit(name, side, side, dict.fromkeys(codes.split(), "assigned"), {"own": (text,)})


#: What is hard: alike units, one without descriptors, a descriptor used once, a text without words.
HARD = (
    unit("n1", "national", "IX.a XX.d", "poradna pro rodiny ve vězení"),
    unit("n2", "national", "", "poradna pro rodiny"),
    unit("n3", "national", "XIX.i IX.a", "náhradní rodinná péče"),
    unit("n4", "national", "IX.a IX.b", "terénní služby pro seniory"),
    unit("r1", "regional", "IX.a", "poradna pro rodiny"),
    unit("r2", "regional", "IX.a", "poradna pro rodiny"),
    unit("r3", "regional", "IX.b XX.d", ""),
)
#: One side has a single unit.
LONELY = (
    unit("n1", "national", "IX.a", "poradna pro rodiny"),
    unit("n2", "national", "IX.b", "péče o seniory"),
    unit("r1", "regional", "IX.a IX.b", "poradna pro seniory"),
)


def rows(folder: Path, table: str) -> tuple[list[str], list[tuple[object, ...]]]:
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT * FROM '{folder}/{table}/[!_.]*.parquet' ORDER BY {KEYS[table]}")
        return [column[0] for column in found.description or ()], found.fetchall()


def assert_same(one: Path, other: Path) -> None:
    """Every value of every row: numbers within 1e-9, everything else alike."""
    for table in RESULTS:
        (names, expected), (columns, found) = rows(one, table), rows(other, table)
        assert columns == names
        assert len(found) == len(expected)
        for row, seen in zip(expected, found, strict=True):
            for name, value, told in zip(names, row, seen, strict=True):
                close = (
                    abs(value - told) <= 1e-9 if isinstance(value, float) and isinstance(told, float) else value == told
                )
                assert close, f"{table}, {row}: {name} is {told} in Spark"


def both(work: Work, units: tuple[AlignedUnit, ...], folder: Path, master: str) -> None:
    write_tables(read_aligner(work).tables(units), folder / "tables")
    run_tables(folder / "tables", folder / "duckdb", SQL, engine_of("duckdb", "", "1GB", 1))
    run_tables(folder / "tables", folder / "spark", SQL, engine_of("spark", master, "1GB", 1))
    assert_same(folder / "duckdb", folder / "spark")


@pytest.fixture
def units(work: Work) -> tuple[AlignedUnit, ...]:
    return aligned_units(zip(work.plans, work.decided, strict=True), work.iris, "all")


@pytest.mark.parametrize("few, links", [(HARD, 8), (LONELY, 2), (HARD[:3], 0)])
def test_the_edges_are_alike(work: Work, tmp_path: Path, few: tuple[AlignedUnit, ...], links: int) -> None:
    both(work, few, tmp_path, "local[2]")
    assert len(rows(tmp_path / "duckdb", "link")[1]) == links


def test_on_this_machine_the_five_documents_give_the_same(
    work: Work, units: tuple[AlignedUnit, ...], tmp_path: Path
) -> None:
    both(work, units, tmp_path, "local[2]")


def test_on_a_cluster_of_two_workers_the_five_documents_give_the_same(
    work: Work, units: tuple[AlignedUnit, ...], tmp_path: Path, cluster: str
) -> None:
    both(work, units, tmp_path, cluster)


def test_a_master_that_is_not_there_is_named(work: Work, tmp_path: Path) -> None:
    write_tables(read_aligner(work).tables(HARD), tmp_path / "tables")
    with pytest.raises(AlignmentError, match=r"Spark at nonsense could not go on \(.*see that Java 17"):
        run_tables(tmp_path / "tables", tmp_path / "out", SQL, engine_of("spark", "nonsense", "1GB", 1))
    assert list((tmp_path / "out").iterdir()) == []


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a master with two workers, all on this machine, at ports that the system chose."""
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    here = "org.apache.spark.deploy"
    started: list[subprocess.Popen[bytes]] = []
    try:
        log = tmp_path / "master.log"
        started.append(start(f"{here}.master.Master", ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"], log))
        address = told(log, r"Starting Spark master at (spark://127\.0\.0\.1:\d+)", started[0])
        for number in (1, 2):
            log = tmp_path / f"worker-{number}.log"
            options = ["--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", "0"]
            started.append(
                start(f"{here}.worker.Worker", [*options, "-d", str(tmp_path / f"work-{number}"), address], log)
            )
            told(log, r"Successfully registered with master (\S+)", started[-1])
        yield address
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(30)


def start(name: str, options: list[str], log: Path) -> subprocess.Popen[bytes]:
    """A program of Spark's, started as its own scripts do, by the pyspark that is installed."""
    found = subprocess.run(
        [sys.executable, "-c", "import pyspark; print(pyspark.__path__[0])"], capture_output=True, text=True, check=True
    )
    spark = Path(found.stdout.strip())
    with log.open("wb") as handle:
        return subprocess.Popen(
            [str(spark / "bin" / "spark-class"), name, *options],
            env={**os.environ, "SPARK_HOME": str(spark), "PYSPARK_PYTHON": sys.executable},
            stdout=handle,
            stderr=subprocess.STDOUT,
        )


def told(log: Path, pattern: str, process: subprocess.Popen[bytes]) -> str:
    """Wait for what a program writes into its log, two minutes at most."""
    for _ in range(1200):
        if found := re.search(pattern, log.read_text(errors="replace")):
            return found[1]
        assert process.poll() is None, log.read_text(errors="replace")
        time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace"))
