"""How long alignment takes among many units, beside the same in polars, plain SPARQL in pyoxigraph, and the reasoner.

Each run is a process of its own that reads Parquet files and writes Parquet files: `strategraph alignment run`, which checks
the tables too, against `alignment/polars_links.py`, which does not. The rounds of what is compared take turns. Before anything
is measured, both have to find the same links. The machine may be busy with other work: where one thread is used, only
processor time is judged. polars runs in an environment of its own, `build/alignment-venv`.
"""

import argparse
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import duckdb

from alignment_data import plans_for, real, set_extent, write
from measured_run import Taken, medians, run
from peer_environment import peer_environment
from strategraph.alignment import RESULTS

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE.parent / "build" / "alignment-venv"
REQUIREMENTS = HERE / "alignment" / "requirements.lock"
TINY, SMALL, MEDIUM, LARGE, SEED_PLANS = 3_000, 30_000, 300_000, 3_000_000, 5
#: Beside polars, beside plain SPARQL, and at the largest size (seconds, megabytes).
POLARS, SPARQL, SECONDS, MEGABYTES = 1.0, 20.0, 120.0, 4000.0
#: What tells the rows of a result apart, and numbers that differ by less are equal.
KEYS = {
    "information": ("code",),
    "link": ("subject", "object"),
    "link_descriptor": ("subject", "object", "code"),
    "link_word": ("subject", "object", "place"),
}
EQUAL = 1e-9


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if a target was missed."""
    options = argparse.ArgumentParser(description="Measure alignment among many units.")
    options.add_argument("--rounds", type=int, default=3, help="how often each is measured (default: %(default)s)")
    options.add_argument("--large", action="store_true", help="also 3 million triples")
    chosen = options.parse_args(arguments)
    polars = [str(peer_environment("polars", ENVIRONMENT, REQUIREMENTS)), str(HERE / "alignment" / "polars_links.py")]
    with tempfile.TemporaryDirectory() as folder:
        tables = {size: made(size, Path(folder)) for size in (TINY, SMALL, MEDIUM, *([LARGE] if chosen.large else []))}
        met = [same(tables[SMALL], polars)]
        for size in (TINY, SMALL):
            print_recall(tables[size], size)
        small = beside_polars(tables[SMALL], polars, chosen.rounds, SMALL)
        medium = beside_polars(tables[MEDIUM], polars, chosen.rounds, MEDIUM)
        met += [judged(medium, threads) for threads in (1, 2)]
        met += [beside_sparql(SMALL, small["duckdb", 1]), beside_sparql(MEDIUM, medium["duckdb", 1])]
        beside_owlrl()
        sizes = {SMALL: small["duckdb", 1], MEDIUM: medium["duckdb", 1]}
        if chosen.large:
            large = {threads: ours(tables[LARGE], threads) for threads in (1, 2)}
            met += [largest(taken, threads) for threads, taken in large.items()]
            sizes[LARGE] = large[1]
    print_growth(sizes)
    return 0 if all(met) else 1


def made(size: int, folder: Path) -> Path:
    """Tables of about so many triples."""
    tables = folder / str(size)
    plans = plans_for(real()[0], size)
    write(plans, tables)
    print(f"{size:,} triples: {plans} plans made", flush=True)
    return tables


@contextmanager
def output() -> Iterator[Path]:
    """A new folder for results."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "found"


def ours(tables: Path, threads: int, results: Path | None = None) -> Taken:
    """One run of the SQL text in DuckDB, as a person runs it; three quarters of the memory are for its tables."""
    with output() as folder:
        command = [sys.executable, "-m", "strategraph", "alignment", "run", str(tables)]
        options = ["--memory", f"{MEGABYTES * 3 / 4:.0f}MB", "--threads", str(threads)]
        return run([*command, "--output", str(results or folder), *options])


def theirs(tables: Path, polars: Sequence[str], threads: int, results: Path | None = None) -> Taken:
    """One run of the same in polars."""
    with output() as folder:
        return run([*polars, str(tables), str(results or folder)], {"POLARS_MAX_THREADS": str(threads)})


def same(tables: Path, polars: Sequence[str]) -> bool:
    """Whether both find the same, every value of every row."""
    with output() as one, output() as other:
        ours(tables, 1, one)
        theirs(tables, polars, 1, other)
        different = {name: differing(one / name, other / name, KEYS[name]) for name in RESULTS}
    for name, number in different.items():
        print(f"{name}: {number or 'no'} rows differ between DuckDB and polars", flush=True)
    return not any(different.values())


def differing(one: Path, other: Path, keys: Sequence[str]) -> int:
    """How many rows of two tables differ, or are in one only."""
    with duckdb.connect() as connection:
        kinds = {row[0]: row[1] for row in connection.execute(f"DESCRIBE FROM '{one}/*.parquet'").fetchall()}
        alike = [
            f"(a.{name} IS NOT DISTINCT FROM b.{name}"
            + (f" OR abs(a.{name} - b.{name}) <= {EQUAL})" if kind == "DOUBLE" else ")")
            for name, kind in kinds.items()
        ]
        row = connection.execute(
            f"SELECT COUNT(*) FROM '{one}/*.parquet' AS a FULL JOIN '{other}/*.parquet' AS b USING ({', '.join(keys)}) "
            f"WHERE ({' AND '.join(alike)}) IS NOT TRUE"
        ).fetchone()
    return int(row[0]) if row else 0


def beside_polars(tables: Path, polars: Sequence[str], rounds: int, size: int) -> dict[tuple[str, int], Taken]:
    """Engine and threads → medians, the engines taking turns."""
    taken: dict[tuple[str, int], list[Taken]] = {}
    for _ in range(rounds):
        for threads in (1, 2):
            taken.setdefault(("duckdb", threads), []).append(ours(tables, threads))
            taken.setdefault(("polars", threads), []).append(theirs(tables, polars, threads))
    found = {key: medians(runs) for key, runs in taken.items()}
    for (engine, threads), one in found.items():
        print_taken(f"{size:,} triples, {engine}, {threads} thread{'s'[: threads - 1]}", one)
    return found


def judged(medium: Mapping[tuple[str, int], Taken], threads: int) -> bool:
    """Whether DuckDB is not slower than polars: by processor time of one thread, by wall time of two."""
    one, other = medium["duckdb", threads], medium["polars", threads]
    if threads == 1:
        return told("processor time beside polars, 1 thread", one.processor / other.processor, POLARS, False)
    return told("wall time beside polars, 2 threads", one.seconds / other.seconds, POLARS, False)


def beside_sparql(size: int, one: Taken) -> bool:
    """How many times as long plain SPARQL takes for less, by processor time; there is a target at the larger size."""
    command = [sys.executable, str(HERE / "alignment_peers.py"), "sparql", str(plans_for(real()[0], size))]
    seconds = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(f"{size:,} triples, plain SPARQL, reckoned from a sample: {seconds:.1f} s processor", flush=True)
    if size == SMALL:
        print(f"  {seconds / one.processor:.1f} × as long as DuckDB", flush=True)
        return True
    return told("plain SPARQL beside DuckDB", seconds / one.processor, SPARQL, True)


def beside_owlrl() -> None:
    """The reasoner says only which units share a descriptor; it is measured at the size of the real plans."""
    peer = run([sys.executable, str(HERE / "alignment_peers.py"), "owlrl", str(SEED_PLANS)])
    with tempfile.TemporaryDirectory() as folder:
        write(SEED_PLANS, Path(folder) / "tables")
        one = ours(Path(folder) / "tables", 1)
    print_taken(f"{SEED_PLANS} plans, owlrl", peer)
    print_taken(f"{SEED_PLANS} plans, duckdb, 1 thread", one)


def largest(taken: Taken, threads: int) -> bool:
    """The targets at the largest size: by processor time of one thread, by wall time of two, as beside polars."""
    print_taken(f"{LARGE:,} triples, duckdb, {threads} thread{'s'[: threads - 1]}", taken)
    by, seconds = ("processor", taken.processor) if threads == 1 else ("wall", taken.seconds)
    return all(
        [
            told(f"seconds of {by} time, {LARGE:,} triples", seconds, SECONDS, False),
            told(f"megabytes, {LARGE:,} triples", taken.megabytes, MEGABYTES, False),
        ]
    )


def print_recall(tables: Path, size: int) -> None:
    """How many of the ten best of each objective the shortlist finds: of all links, and of those that are not general."""
    with output() as short:
        ours(tables, 2, short)
        for name, least in (("sharing a descriptor", 0.0), ("sharing one that is not general", 1.0)):
            with tempfile.TemporaryDirectory() as folder, output() as exact:
                set_extent(tables, Path(folder) / "tables", 10**9, least, 10, 3)
                ours(Path(folder) / "tables", 2, exact)
                print(
                    f"{size:,} triples: of the ten best {name}, the shortlist finds {recall(short, exact):.3f}",
                    flush=True,
                )


def recall(short: Path, exact: Path) -> float:
    """The share of the subjects' ten best links that are in another result too."""
    with duckdb.connect() as connection:
        row = connection.execute(
            f"SELECT AVG(CASE WHEN b.subject IS NULL THEN 0.0 ELSE 1.0 END) FROM '{exact}/link/*.parquet' AS a "
            f"LEFT JOIN '{short}/link/*.parquet' AS b ON b.subject = a.subject AND b.object = a.object "
            "WHERE a.subject_rank <= 10"
        ).fetchone()
    return float(row[0]) if row and row[0] is not None else 1.0


def print_growth(sizes: Mapping[int, Taken]) -> None:
    """By which power of the number of triples processor time grows from one size to the next."""
    ordered = sorted(sizes.items())
    for (fewer, one), (more, other) in pairwise(ordered):
        exponent = math.log(other.processor / one.processor) / math.log(more / fewer)
        print(f"processor time grows with n^{exponent:.2f} from {fewer:,} to {more:,} triples", flush=True)


def print_taken(what: str, one: Taken) -> None:
    """Print one line of figures."""
    print(f"{what:<44} {one.seconds:8.2f} s wall {one.processor:8.2f} s processor {one.megabytes:7.0f} MB", flush=True)


def told(what: str, value: float, target: float, more: bool) -> bool:
    """Print one line; true if the target was met."""
    met = value >= target if more else value <= target
    print(
        f"{what:<44} {value:8.2f}   target {'≥' if more else '≤'} {target:g}: {'met' if met else 'MISSED'}", flush=True
    )
    return met


if __name__ == "__main__":
    sys.exit(main())
