"""The plans on which alignment is measured, and the figures that are told of it."""

import hashlib
import math
import statistics
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest
from pyoxigraph import RdfFormat, Store

import alignment_data
import alignment_peers
import alignment_speed
import measured_run
from alignment_data import GENERAL, UNITS, graph, plan, plans_for, real, write
from measured_run import Taken, medians
from strategraph.alignment import COLUMNS, RESULTS, engine_of, run_tables
from strategraph.places import find_places

SQL = find_places().queries / "alignment" / "links.sql"
DUCKDB = engine_of("duckdb", "", "1GB", 1)


def digests(folder: Path) -> Mapping[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.parquet"))
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alignment_data, "PLANS", 2)
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        write(5, tmp_path / name, seed)
    one, same, other = (digests(tmp_path / name) for name in ("one", "same", "other"))
    assert one == same
    assert len(one) == 3 * 3 + 2, "three tables in three files each, no counts, and the setting"
    assert [name for name in one if one[name] == other[name]] == [
        "counted/part-000000.parquet",
        "setting/part-000000.parquet",
        *(f"unit/part-{first:06}.parquet" for first in (0, 2, 4)),
    ]


def test_units_are_numbered_through_all_files_and_can_be_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment_data, "PLANS", 2)
    write(5, tmp_path / "tables")
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"SELECT unit, iri, side FROM '{tmp_path}/tables/unit/*.parquet' ORDER BY unit"
        ).fetchall()
    assert rows == [
        (number * UNITS + place, unit.iri, "object" if number % 2 else "subject")
        for number in range(5)
        for place, unit in enumerate(plan(real()[0], number))
    ]
    counts = run_tables(tmp_path / "tables", tmp_path / "out", SQL, DUCKDB)
    assert counts["link"] > 100
    assert counts.keys() == RESULTS.keys()
    assert {path.name for path in (tmp_path / "tables").iterdir()} == COLUMNS.keys()


def test_the_plans_are_like_the_real_ones() -> None:
    source, _ = real()
    units = [unit for number in range(100) for unit in plan(source, number)]
    carried = Counter(code for unit in units for code in unit.codes)
    general = sorted(code for code, number in carried.items() if number > GENERAL * len(units))
    assert statistics.mean(len(unit.codes) for unit in units) == pytest.approx(statistics.mean(source.numbers), abs=0.1)
    assert {len(unit.codes) for unit in units} == set(source.numbers)
    assert general == ["D.000", "D.001", "D.002", "D.003"], (
        "as many as in the real plans, where they are IX.a to c, VIII.b"
    )
    assert len(carried) == 150
    ranks = [math.log(rank) for rank in range(1, 31)]
    others = [math.log(carried[f"D.{3 + rank:03}"]) for rank in range(1, 31)]
    assert statistics.linear_regression(ranks, others).slope == pytest.approx(-1, abs=0.15)
    lengths = [len(unit.texts["own"][0].split()) for unit in units]
    assert statistics.mean(lengths) == pytest.approx(
        statistics.mean(shape["own"][0] for shape in source.shapes), rel=0.1
    )
    assert {word for unit in units[:50] for word in unit.texts["own"][0].split()} <= set(source.words)


def test_triples_are_those_of_the_graph() -> None:
    source, _ = real()
    plans = plans_for(source, 3000)
    lines = list(graph(source, plans))
    assert len(lines) == pytest.approx(3000, rel=0.05)
    store = Store()
    store.bulk_load(input="".join(lines).encode(), format=RdfFormat.N_TRIPLES)
    assert len(store) == len(set(lines)) == len(lines)
    units = [unit for number in range(plans) for unit in plan(source, number)]
    assert len(lines) == sum(6 + 2 * len(unit.codes) for unit in units)


def test_plain_sparql_finds_the_ten_that_share_most() -> None:
    source, _ = real()
    national, regional = plan(source, 0), plan(source, 1)
    content, store = alignment_peers.content_of(2), alignment_peers.loaded(2)
    for one in national:
        shared = {other.iri: one.codes.keys() & other.codes.keys() for other in regional}
        wanted = {
            iri: sum(content[code] for code in codes)
            for iri, codes in shared.items()
            if any(content[code] >= 1 for code in codes)
        }
        found = dict(alignment_peers.nearest(store, one.iri))
        assert found == pytest.approx({iri: wanted[iri] for iri in found})
        assert sorted(found.values()) == pytest.approx(sorted(wanted.values(), reverse=True)[:10][::-1])
    assert alignment_peers.sparql(2) > 0


def test_the_reasoner_finds_which_units_share_a_descriptor() -> None:
    source, _ = real()
    pairs = [one.codes.keys() & other.codes.keys() for one in plan(source, 0) for other in plan(source, 1)]
    # each direction of sharing, and more: the inverse of each hasDescriptor, the class of elements
    assert alignment_peers.owlrl(2) >= 2 * sum(bool(shared) for shared in pairs) > 100


def test_rows_that_differ_are_counted(tmp_path: Path) -> None:
    tables = {
        "one": "(1, 'a', 0.5), (2, 'b', 0.5), (3, 'c', NULL)",
        "other": "(1, 'a', 0.5000000001), (2, 'x', 0.5), (4, 'd', 1.0)",
    }
    with duckdb.connect() as connection:
        for name, rows in tables.items():
            (tmp_path / name).mkdir()
            connection.execute(
                f"COPY (SELECT CAST(c0 AS BIGINT) AS key, c1 AS word, CAST(c2 AS DOUBLE) AS value FROM (VALUES {rows}) AS v(c0, c1, c2)) "
                f"TO '{tmp_path}/{name}/part-0.parquet' (FORMAT parquet)"
            )
    assert alignment_speed.differing(tmp_path / "one", tmp_path / "other", ["key"]) == 3, "2 differs, 3 and 4 are alone"
    assert alignment_speed.differing(tmp_path / "one", tmp_path / "one", ["key"]) == 0


def test_a_shortlist_as_long_as_the_other_side_misses_nothing_and_one_of_one_misses_much(tmp_path: Path) -> None:
    write(4, tmp_path / "tables")
    for name, shortlist in (("exact", 10**9), ("long", 2 * UNITS), ("short", 1)):
        alignment_data.set_extent(tmp_path / "tables", tmp_path / f"{name}-tables", shortlist, 1.0, 10, 3)
        run_tables(tmp_path / f"{name}-tables", tmp_path / name, SQL, DUCKDB)
    assert alignment_speed.recall(tmp_path / "long", tmp_path / "exact") == 1.0
    assert 0 < alignment_speed.recall(tmp_path / "short", tmp_path / "exact") < 0.9


def test_a_run_tells_time_and_memory_and_one_that_fails_ends_the_measurement() -> None:
    taken = measured_run.run([sys.executable, "-c", "held = bytes(50_000_000); sum(range(10**6))"])
    assert taken.processor > 0
    assert taken.megabytes >= 50
    with pytest.raises(SystemExit) as caught:
        measured_run.run([sys.executable, "-c", "raise ValueError('broken')"])
    assert "ended early. It said last:" in str(caught.value)
    assert "ValueError: broken" in str(caught.value)


def test_figures_are_medians_and_targets_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    found = medians([Taken(1, 9, 100), Taken(5, 7, 300), Taken(3, 8, 200)])
    assert found == Taken(3, 8, 300)
    alignment_speed.print_growth({30: Taken(9, 1, 0), 300: Taken(9, 10, 0), 3000: Taken(9, 1000, 0)})
    faster = {
        ("duckdb", 1): Taken(9, 2, 0),
        ("polars", 1): Taken(1, 4, 0),
        ("duckdb", 2): Taken(9, 1, 0),
        ("polars", 2): Taken(3, 9, 0),
    }
    assert alignment_speed.judged(faster, 1)
    assert not alignment_speed.judged(faster, 2)
    assert alignment_speed.largest(Taken(300, 100, 3000), 1)
    assert not alignment_speed.largest(Taken(100, 130, 3000), 1)
    assert not alignment_speed.largest(Taken(130, 100, 3000), 2)
    assert not alignment_speed.largest(Taken(100, 100, 5000), 2)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "processor time grows with n^1.00 from 30 to 300 triples",
        "processor time grows with n^2.00 from 300 to 3,000 triples",
    ]
    assert sum(line.endswith(": MISSED") for line in lines) == 4
