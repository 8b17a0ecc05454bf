"""Spark: plans prepared on the machines of a cluster, or on this one; needs the extra `spark` and Java.

Every machine has to see the plans, the knowledge folders and the folder of the results under the same paths, and to have
strategraph installed where the driver has it. Results go through Parquet files, whose rows are what is kept of each plan.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from strategraph.batch.entries import Entry
from strategraph.batch.kept import Shelf, packed
from strategraph.batch.preparing import Workshop
from strategraph.batch.processes import Tools
from strategraph.errors import SourceError, StrategraphError

__all__ = ["prepare_in_spark"]

_COLUMNS = "key string, content binary, reason string"
_CONFIG = {
    "spark.sql.catalogImplementation": "in-memory",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
Row = tuple[str, bytes | None, str | None]


def prepare_in_spark(
    wanted: Mapping[str, Entry], tools: Tools, master: str, parts: int, told: Callable[[int], None]
) -> Iterator[tuple[str, str]]:
    """Prepare plans (key → entry) in so many parts and keep what comes of them; gives the key of each that failed, and why.

    Args:
        wanted: the plans.
        tools: where knowledge, results and drafts are, seen from every machine.
        master: where Spark runs, such as `local[2]` or `spark://host:7077`.
        parts: into how many tasks the plans are dealt.
        told: is called with the number of plans when all are done.

    Raises:
        SourceError: if Spark cannot be started or reached, or cannot go on.
    """
    with TemporaryDirectory(dir=tools.kept, prefix=".spark-") as folder:
        try:
            with _session(master, Path(folder)) as spark:
                dealt = spark.sparkContext.parallelize(list(wanted.items()), max(1, min(parts, len(wanted))))
                rows = dealt.mapPartitions(lambda some: _prepared(some, tools))
                spark.createDataFrame(rows, _COLUMNS).write.parquet(f"file://{folder}/plans")
        except (PySparkException, Py4JError, OSError) as fault:
            first = " ".join(str(fault).split()[:40]).rstrip(".")
            raise SourceError(
                f"Spark at {master} could not prepare the plans ({first}): see that Java 17 is there (JAVA_HOME), that the master "
                "is up, and that its workers have strategraph and see the same folders."
            ) from fault
        yield from _taken(Path(folder) / "plans", Shelf(tools.kept))
        told(len(wanted))


def _prepared(some: Iterable[tuple[str, Entry]], tools: Tools) -> Iterator[Row]:
    """What a task does with its plans, on whichever machine."""
    workshop = Workshop(tools.places, tools.settings, tools.drafts)
    for key, entry in some:
        try:
            yield key, packed(workshop.prepare(entry)), None
        except StrategraphError as fault:
            yield key, None, str(fault)
        except OSError as fault:
            yield key, None, f"{entry.path} could not be prepared: {fault}."


def _taken(folder: Path, shelf: Shelf) -> Iterator[tuple[str, str]]:
    """Keep what the rows hold, a few at a time."""
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT key, content, reason FROM read_parquet($files) ORDER BY key", {"files": f"{folder}/*.parquet"}
        )
        while some := rows.fetchmany(100):
            for key, content, reason in some:
                if content is None:
                    yield key, reason
                else:
                    shelf.put_packed(key, content)


@contextmanager
def _session(master: str, folder: Path) -> Iterator[SparkSession]:
    """A session that writes below a folder only, and whose tasks run in this Python with these packages."""
    paths = os.pathsep.join(os.path.abspath(path) for path in sys.path if path)  # noqa: PTH100
    config = _CONFIG | {
        "spark.sql.warehouse.dir": f"file://{folder / 'warehouse'}",
        "spark.pyspark.python": sys.executable,
        "spark.executorEnv.PYTHONPATH": paths,
    }
    if master.startswith("local"):  # nothing outside of this machine has to reach it
        config |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    builder = SparkSession.builder.master(master).appName("strategraph batch")
    for key, value in config.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    try:
        yield spark
    finally:
        spark.stop()
