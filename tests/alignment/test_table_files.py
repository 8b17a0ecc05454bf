"""Tables in files: what is written and run again gives the links that a release has, and faulty tables are refused."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from rdflib import URIRef

from strategraph.alignment import RESULTS, AlignedUnit, Found, Link, aligned_units, engine_of, run_tables, write_tables
from strategraph.alignment.links import found_in
from strategraph.errors import AlignmentError, UsageError
from strategraph.link_steps import read_aligner
from strategraph.namespaces import SG
from strategraph.pipeline import Work
from strategraph.places import find_places

SQL = find_places().queries / "alignment" / "links.sql"
DUCKDB = engine_of("duckdb", "", "1GB", 1)


def units_of(work: Work, layer: str) -> tuple[AlignedUnit, ...]:
    return aligned_units(zip(work.plans, work.decided, strict=True), work.iris, layer)


def write(work: Work, folder: Path, layer: str = "all") -> Path:
    write_tables(read_aligner(work).tables(units_of(work, layer)), folder)
    return folder


@pytest.fixture(scope="module")
def tables(work: Work, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(work, tmp_path_factory.mktemp("tables"))


def found_in_files(tables: Path, output: Path) -> Found:
    with duckdb.connect() as connection:
        for folder in (tables / "unit", *(output / name for name in RESULTS)):
            connection.execute(f"CREATE VIEW {folder.name} AS SELECT * FROM '{folder}/*.parquet'")
        return found_in(connection)


def as_told(link: Link) -> Link:
    """The shares of words to 12 digits: a sum in another order differs in the last bit."""
    return replace(link, words=tuple(replace(word, share=round(word.share, 12)) for word in link.words))


@pytest.mark.parametrize("layer, links", [("all", 903), ("approved", 0), ("printed", 0)])
def test_tables_that_are_written_and_run_give_the_very_links_of_a_build(
    work: Work, tmp_path: Path, layer: str, links: int
) -> None:
    steps: list[str] = []
    tables = write(work, tmp_path / "tables", layer)
    counts = run_tables(tables, tmp_path / "out", SQL, DUCKDB, steps.append)
    assert counts["link"] == links
    built = read_aligner(work).regional(units_of(work, layer))
    found = found_in_files(tables, tmp_path / "out")
    assert found.uses == built.uses
    assert [as_told(one) for one in found.links] == [as_told(one.link) for one in built.links]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(RESULTS)
    assert steps[0] == "checking the tables"
    assert {f"making table {name}" for name in RESULTS} <= set(steps)


def test_what_is_written_is_what_the_release_publishes(work: Work, tables: Path, tmp_path: Path) -> None:
    counts = run_tables(tables, tmp_path / "out", SQL, DUCKDB)
    assert counts == {"information": 28, "link": 903, "link_descriptor": 1800, "link_word": 3039}
    graph = work.graphs[work.names.named("alignments")]
    published = {
        (graph.value(link, SG.nationalObjective), graph.value(link, SG.regionalPriority)): (
            graph.value(link, SG.score).toPython(),  # type: ignore[union-attr]
            graph.value(link, SG.subjectRank).toPython(),  # type: ignore[union-attr]
        )
        for link in graph.subjects(SG.score)
    }
    found = found_in_files(tables, tmp_path / "out").links
    assert published == {(URIRef(one.subject), URIRef(one.object)): (one.score, one.subject_rank) for one in found}


def test_results_have_the_columns_and_types_that_are_stated(tables: Path, tmp_path: Path) -> None:
    run_tables(tables, tmp_path / "out", SQL, DUCKDB)
    with duckdb.connect() as connection:
        for name, columns in RESULTS.items():
            seen = connection.execute(f"DESCRIBE SELECT * FROM '{tmp_path}/out/{name}/*.parquet'").fetchall()
            assert {row[0]: row[1].replace("VARCHAR", "STRING") for row in seen} == columns


def test_a_folder_may_have_any_name(work: Work, tmp_path: Path) -> None:
    odd = tmp_path / "Plány, o'clock a 100 %"
    write(work, odd / "in")
    assert run_tables(odd / "in", odd / "out", SQL, DUCKDB)["link"] == 903


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
         "setting holds no Parquet file: the tables are unit, unit_descriptor, unit_token, counted, setting; "
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
        (changed("unit: SELECT * REPLACE (NULLIF(iri, iri) AS iri) FROM old"), "has a row without iri"),
        (changed("unit_descriptor: SELECT * REPLACE (NULLIF(unit, 3) AS unit) FROM old"), "has a row without unit"),
        (changed("unit_token: SELECT * REPLACE (-weight AS weight) FROM old"), "which is no number above 0"),
        (changed("unit_token: SELECT * REPLACE (CAST('nan' AS DOUBLE) AS weight) FROM old"), "has the weight nan"),
        (changed("counted: SELECT * REPLACE ('words' AS kind) FROM old"), "has rows of the kind words, which is none of 'units', "),
        (changed("counted: SELECT * FROM old UNION ALL SELECT * FROM old WHERE name = 'IX.a'"), "has descriptor IX.a twice"),
        (changed("counted: SELECT * FROM old WHERE kind <> 'units'"), "has rows and 0 of the kind 'units' among them, not one"),
        (changed("counted: SELECT * REPLACE (69::BIGINT AS subjects) FROM old WHERE kind <> 'units' UNION ALL "
                 "SELECT * FROM old WHERE kind = 'units'"), "that cannot be: correct it and run again."),
        (changed("counted: SELECT * REPLACE (0::BIGINT AS objects) FROM old"), "that cannot be: correct it and run again."),
        (changed("counted: SELECT * REPLACE (-1::BIGINT AS objects) FROM old"), "that cannot be: correct it and run again."),
        (changed("setting: SELECT * REPLACE (NULL::BIGINT AS top) FROM old"), "has a row without top"),
        (changed("setting: SELECT * REPLACE (0::BIGINT AS top) FROM old"), "has a shortlist, top or object_top of 0"),
        (changed("setting: SELECT * REPLACE (0::BIGINT AS object_top) FROM old"), "has a shortlist, top or object_top of 0"),
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
    assert not list(tmp_path.glob("out/*"))


def test_a_folder_that_is_in_use_is_not_written_into(work: Work, tables: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("kept")
    for act in (lambda: write(work, tmp_path), lambda: run_tables(tables, tmp_path, SQL, DUCKDB)):
        with pytest.raises(AlignmentError, match=r"is not empty: name a new folder, or remove what is in it first\."):
            act()
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_an_engine_that_fails_leaves_nothing(tables: Path, tmp_path: Path) -> None:
    with pytest.raises(AlignmentError, match=r"DuckDB could not go on with 3 MB of memory and the disk of /.*--memory"):
        run_tables(tables, tmp_path / "out", SQL, engine_of("duckdb", "", "3MB", 1))
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("memory", ["much", "", "0GB", "-1GB", "4 parrots", "nan"])
def test_what_is_no_amount_of_memory_is_refused(memory: str) -> None:
    with pytest.raises(UsageError, match=f"'{memory}' is no amount of memory: write it like 4GB"):
        engine_of("duckdb", "", memory, 1)


@pytest.mark.parametrize(
    "memory, amount",
    [("4GB", 4 * 10**9), ("1.5 gb", 1_500_000_000), ("512MiB", 2**29), ("2g", 2 * 10**9), ("4000000", 4_000_000)],
)
def test_an_amount_of_memory_is_read_as_people_write_it(memory: str, amount: int) -> None:
    assert engine_of("duckdb", "", memory, 1).means.memory_bytes == amount


def test_no_threads_are_refused() -> None:
    with pytest.raises(UsageError, match="0 threads do nothing: write 1 or more"):
        engine_of("duckdb", "", "1GB", 0)


def test_what_does_not_fit_goes_into_the_folder_of_the_settings(tables: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="not-there"):
        run_tables(tables, tmp_path / "out", SQL, engine_of("duckdb", "", "1GB", 1, str(tmp_path / "not-there")))
    spill = tmp_path / "spill"
    spill.mkdir()
    seen: set[str] = set()
    engine = engine_of("duckdb", "", "1GB", 1, str(spill))
    run_tables(tables, tmp_path / "out", SQL, engine, lambda told: seen.update(one.name[:8] for one in spill.iterdir()))
    assert seen == {".duckdb-"}
    assert list(spill.iterdir()) == []


def test_spark_that_is_not_installed_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "strategraph.alignment.spark", raising=False)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(
        UsageError, match=r"Spark is not installed: run pip install 'strategraph\[spark\]'; it needs Java 17"
    ):
        engine_of("spark", "local[2]", "1GB", 1)
