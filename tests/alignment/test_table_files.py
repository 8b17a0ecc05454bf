"""Tables in files: what is written and run again gives the links that a release has, and faulty tables are refused."""

import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from strategraph.alignment import RESULTS, aligned_units, engine_of, run_tables, write_tables
from strategraph.errors import AlignmentError, UsageError
from strategraph.namespaces import SG
from strategraph.pipeline import Work, read_aligner
from strategraph.places import find_places

SQL = find_places().queries / "alignment" / "links.sql"
DUCKDB = engine_of("duckdb", "", "1GB", 1)


def write(work: Work, folder: Path) -> Path:
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris, "all")
    write_tables(read_aligner(work).tables(units), folder)
    return folder


@pytest.fixture(scope="module")
def tables(work: Work, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(work, tmp_path_factory.mktemp("tables"))


def test_tables_that_are_written_and_run_give_the_links_of_the_release(
    work: Work, tables: Path, tmp_path: Path
) -> None:
    counts = run_tables(tables, tmp_path / "out", SQL, DUCKDB)
    assert counts == {"information": 28, "link": 903, "link_descriptor": 1800, "link_word": 3039}
    graph = work.graphs[work.names.named("alignments")]
    published = {
        (str(graph.value(link, SG.nationalObjective)), str(graph.value(link, SG.regionalPriority))): (
            graph.value(link, SG.score).toPython(),  # type: ignore[union-attr]
            graph.value(link, SG.subjectRank).toPython(),  # type: ignore[union-attr]
        )
        for link in graph.subjects(SG.score)
    }
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT s.iri, o.iri, score, subject_rank FROM '{tmp_path}/out/link/*.parquet' AS l "
            f"JOIN '{tables}/unit/*.parquet' AS s ON s.unit = l.subject JOIN '{tables}/unit/*.parquet' AS o ON o.unit = l.object"
        ).fetchall()
    assert len(found) == len(published)
    for subject, object_, score, rank in found:
        told, told_rank = published[subject, object_]
        assert abs(told - Decimal(score)) <= Decimal("0.0003"), "each share is rounded, so that they sum"
        assert rank == told_rank
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(RESULTS)


def test_several_files_and_threads_give_the_same(tables: Path, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    for table in tables.iterdir():
        (parts / table.name).mkdir(parents=True)
        with duckdb.connect() as connection:
            for number in (0, 1):
                connection.execute(
                    f"COPY (SELECT * FROM (SELECT *, ROW_NUMBER() OVER () AS n FROM '{table}/*.parquet') WHERE n % 2 = {number}) "
                    f"TO '{tmp_path}/half.parquet' (FORMAT parquet)"
                )
                connection.execute(
                    f"COPY (SELECT * EXCLUDE n FROM '{tmp_path}/half.parquet') TO '{parts}/{table.name}/part-{number}.parquet' "
                    "(FORMAT parquet)"
                )
    (parts / "unit" / "_SUCCESS").write_bytes(b"")
    run_tables(tables, tmp_path / "one", SQL, DUCKDB)
    run_tables(parts, tmp_path / "two", SQL, engine_of("duckdb", "", "1GB", 2))
    with duckdb.connect() as connection:
        one, two = (
            connection.execute(
                f"SELECT subject, object, ROUND(score, 9), subject_rank, object_rank FROM '{tmp_path}/{name}/link/*.parquet' "
                "ORDER BY subject, object"
            ).fetchall()
            for name in ("one", "two")
        )
    assert one == two


def changed(sql: str) -> Callable[[Path], None]:
    """Rewrites one table by a query over its rows (`old`)."""
    table, _, query = sql.partition(": ")

    def change(folder: Path) -> None:
        file = folder / table / "part-0.parquet"
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE old AS SELECT * FROM '{file}'")
            connection.execute(f"COPY ({query}) TO '{file}' (FORMAT parquet)")

    return change


@pytest.mark.parametrize(
    "change, told",
    [
        (lambda folder: (folder / "setting" / "part-0.parquet").unlink(),
         "setting holds no Parquet file: the tables are unit, unit_descriptor, unit_token, setting; "
         "`strategraph alignment tables` writes them."),
        (lambda folder: (folder / "unit" / "part-0.parquet").write_bytes(b"PAR1?"), "Table unit in "),
        (changed("unit_token: SELECT * EXCLUDE form FROM old"), "it has the columns unit, token, weight, form, origin."),
        (changed("unit_token: SELECT * REPLACE (CAST(weight AS VARCHAR) AS weight) FROM old"),
         "is VARCHAR: write it as DOUBLE."),
        (changed("unit: SELECT * FROM old UNION ALL SELECT * FROM old WHERE unit = 3"), "has unit 3 twice"),
        (changed("unit: SELECT * REPLACE ('both' AS side) FROM old"),
         "on a side that is neither 'subject' nor 'object'"),
        (changed("unit: SELECT 100 - unit AS unit, iri, side FROM old"),
         "does not number its units in the order of their IRIs"),
        (changed("unit_descriptor: SELECT * FROM old UNION ALL SELECT 999, 'IX.a', 1.0, 'printed'"),
         "names unit 999, which table unit does not have"),
        (changed("unit_token: SELECT * FROM old UNION ALL SELECT 999, 'dům', 1.0, 'dům', 'own'"),
         "names unit 999, which table unit does not have"),
        (changed("unit_descriptor: SELECT * FROM old UNION ALL SELECT * FROM old"), "twice: correct it and run again."),
        (changed("setting: SELECT * FROM old WHERE false"), "has 0 rows, not one: correct it and run again."),
    ],
)  # fmt: skip
def test_tables_that_cannot_be_used_are_refused_before_anything_runs(
    work: Work, tmp_path: Path, change: Callable[[Path], None], told: str
) -> None:
    folder = write(work, tmp_path / "tables")
    change(folder)
    with pytest.raises(AlignmentError) as caught:
        run_tables(folder, tmp_path / "out", SQL, DUCKDB)
    assert told in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_in_use_is_not_written_into(work: Work, tables: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("kept")
    for act in (lambda: write(work, tmp_path), lambda: run_tables(tables, tmp_path, SQL, DUCKDB)):
        with pytest.raises(AlignmentError, match=r"is not empty: name a new folder, or remove what is in it first\."):
            act()
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(
    "memory, told", [("3MB", "DuckDB could not go on with 3MB of memory"), ("much", "'much' is no amount of memory")]
)
def test_an_engine_that_fails_leaves_nothing(tables: Path, tmp_path: Path, memory: str, told: str) -> None:
    with pytest.raises(AlignmentError, match=told):
        run_tables(tables, tmp_path / "out", SQL, engine_of("duckdb", "", memory, 1))
    assert list((tmp_path / "out").iterdir()) == []


def test_spark_that_is_not_installed_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "strategraph.alignment.spark", raising=False)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(
        UsageError, match=r"Spark is not installed: run pip install 'strategraph\[spark\]'; it needs Java 17"
    ):
        engine_of("spark", "local[2]", "1GB", 1)
