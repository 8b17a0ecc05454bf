"""Spark runs the same SQL text and finds the same links as DuckDB, on this machine and on a cluster of two workers."""

import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from strategraph.alignment import RESULTS, AlignedUnit, Statistics, aligned_units, engine_of, run_tables, write_tables
from strategraph.errors import AlignmentError, UsageError
from strategraph.link_steps import read_aligner
from strategraph.pipeline import Work
from strategraph.places import find_places
from strategraph.settings import Alignment

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


#: One candidate and one link for each unit, as among many units few: ties decide what is kept.
NARROW = Alignment(every_pair_units=0, shortlist=1, least_content=0.0, top=1, object_top=1)


#: By whether the units are the hard ones and the search is narrow. n2 has no descriptor, XIX.i is carried by n3 alone. Where one
#: link is kept for each, n3 keeps r1 and not r2, which is alike; r3 keeps n1 and not n4, which shares as much; n4 keeps r3.
LINKED = {
    (True, False): ["n1 r1", "n1 r2", "n1 r3", "n3 r1", "n3 r2", "n4 r1", "n4 r2", "n4 r3"],
    (True, True): ["n1 r1", "n1 r2", "n1 r3", "n3 r1", "n4 r3"],
    (False, False): ["n1 r1", "n2 r1"],
}


@pytest.fixture(scope="module", autouse=True)
def _java() -> Iterator[None]:
    """Nothing listens outwards, and programs that end soon are not compiled as if they ran for days."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        yield


@pytest.fixture
def units(work: Work) -> tuple[AlignedUnit, ...]:
    return aligned_units(zip(work.plans, work.decided, strict=True), work.iris, "all")


Rows = tuple[dict[str, str], list[tuple[object, ...]]]


def rows(folder: Path, table: str) -> Rows:
    """Column → type, and the rows in the order of their keys."""
    files = f"'{folder}/{table}/[!_.]*.parquet'"
    with duckdb.connect() as connection:
        columns = {row[0]: row[1] for row in connection.execute(f"DESCRIBE SELECT * FROM {files}").fetchall()}
        return columns, connection.execute(f"SELECT * FROM {files} ORDER BY {KEYS[table]}").fetchall()


def differences(one: Rows, other: Rows) -> Iterator[str]:
    """Every value of every row: numbers within 1e-9, everything else alike."""
    (columns, expected), (seen, found) = one, other
    if seen != columns:
        yield f"{seen} instead of {columns}"
    if len(found) != len(expected):
        yield f"{len(found)} rows instead of {len(expected)}"
    for row, told in zip(expected, found, strict=False):
        for name, value, other_value in zip(columns, row, told, strict=True):
            if isinstance(value, float) and isinstance(other_value, float):
                alike = abs(value - other_value) <= 1e-9
            else:
                alike = type(value) is type(other_value) and value == other_value
            if not alike:
                yield f"{row}: {name} is {other_value}"


def both(
    work: Work,
    units: tuple[AlignedUnit, ...],
    folder: Path,
    master: str,
    settings: Alignment,
    statistics: Statistics | None = None,
) -> dict[str, int]:
    """Run in both engines, which have to give the same; gives the number of rows of each table."""
    aligner = replace(read_aligner(work), settings=settings, statistics=statistics)
    write_tables(aligner.tables(units), folder / "tables")
    counts = run_tables(folder / "tables", folder / "duckdb", SQL, engine_of("duckdb", "", "1GB", 1))
    assert run_tables(folder / "tables", folder / "spark", SQL, engine_of("spark", master, "900MB", 1)) == counts
    for table in RESULTS:
        assert list(differences(rows(folder / "duckdb", table), rows(folder / "spark", table))) == [], table
    return counts


def test_what_differs_is_seen() -> None:
    columns = {"code": "VARCHAR", "content": "DOUBLE", "subjects": "BIGINT"}
    row = ("IX.a", 0.5, 3)
    assert list(differences((columns, [row]), (columns, [("IX.a", 0.5 + 1e-10, 3)]))) == []
    for other in (
        ("IX.b", 0.5, 3),
        ("IX.a", 0.5 + 1e-8, 3),
        ("IX.a", None, 3),
        ("IX.a", math.nan, 3),
        ("IX.a", 0.5, 3.0),
    ):
        assert len(list(differences((columns, [row]), (columns, [other])))) == 1
    assert list(differences((columns, [row]), (columns, []))) == ["0 rows instead of 1"]
    assert len(list(differences((columns, [row]), (columns | {"subjects": "DOUBLE"}, [row])))) == 1


@pytest.mark.parametrize("few, settings", [(HARD, Alignment()), (HARD, NARROW), (LONELY, Alignment())])
def test_the_edges_are_alike(work: Work, tmp_path: Path, few: tuple[AlignedUnit, ...], settings: Alignment) -> None:
    both(work, few, tmp_path, "local[2]", settings)
    assert linked(tmp_path) == LINKED[few is HARD, settings is NARROW]


def test_what_frozen_statistics_do_not_know_counts_alike(work: Work, tmp_path: Path) -> None:
    """IX.a and one word are known on either side, IX.b and another word on one, XX.d, XIX.i and all other words on none."""
    known = {"IX.a": {"national": 9, "regional": 2}, "IX.b": {"regional": 3}}
    words = {"word:poradna": {"national": 4, "regional": 4}, "word:rodin": {"national": 2}}
    plans = {"a": {"national": 10}, "b": {"regional": 8}}
    both(work, HARD, tmp_path, "local[2]", Alignment(), Statistics(3, "2026-11-27", "all", plans, known, words))
    content = {row[0]: row[1] for row in rows(tmp_path / "duckdb", "information")[1]}
    assert content == pytest.approx(
        {"IX.a": math.log(10 / 9), "IX.b": math.log(8 / 3), "XIX.i": math.log(8), "XX.d": math.log(8)}
    )


def linked(folder: Path) -> list[str]:
    """The pairs that DuckDB links, by name: what both engines agree on is what it should be."""
    with duckdb.connect() as connection:
        return [
            f"{subject} {object_}"
            for subject, object_ in connection.execute(
                f"SELECT s.iri, o.iri FROM '{folder}/duckdb/link/*.parquet' AS l "
                f"JOIN '{folder}/tables/unit/*.parquet' AS s ON s.unit = l.subject "
                f"JOIN '{folder}/tables/unit/*.parquet' AS o ON o.unit = l.object ORDER BY 1, 2"
            ).fetchall()
        ]


def test_on_this_machine_the_five_documents_give_the_same(
    work: Work, units: tuple[AlignedUnit, ...], tmp_path: Path
) -> None:
    statistics = read_aligner(work).statistics
    assert statistics is not None
    assert both(work, units, tmp_path / "žlutý a 1", "local[2]", Alignment(), statistics)["link"] == 903


def test_on_a_cluster_of_two_workers_the_five_documents_give_the_same(
    work: Work, units: tuple[AlignedUnit, ...], tmp_path: Path, cluster: str
) -> None:
    assert both(work, units, tmp_path, cluster, Alignment())["link"] == 903
    for number in (1, 2):
        assert list((tmp_path / f"work-{number}").glob("app-*/*/stderr")), f"worker {number} had nothing to do"


def test_a_master_that_is_not_there_is_named(work: Work, tmp_path: Path) -> None:
    write_tables(read_aligner(work).tables(HARD), tmp_path / "tables")
    with pytest.raises(AlignmentError, match=r"Spark at nonsense could not go on \(.*nonsense.*\): see that Java 17"):
        run_tables(tmp_path / "tables", tmp_path / "out", SQL, engine_of("spark", "nonsense", "1GB", 1))
    assert list((tmp_path / "out").iterdir()) == []


def test_a_machine_without_java_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(UsageError, match=r"Spark needs Java 17 or newer, and no java is on the path: install it"):
        engine_of("spark", "local[2]", "1GB", 1)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """The address of a master with two workers, all on this machine, at ports that the system chose."""
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
        for number, process in zip((1, 2), started[1:], strict=True):
            assert told(tmp_path / f"worker-{number}.log", r"registered with master (\S+)", process) == address
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


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
