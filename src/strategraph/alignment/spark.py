"""The other engine: Spark, on this machine or on a cluster, which runs the same SQL text; needs the extra `spark` and Java.

Every machine of the cluster has to see the folders of the tables under the same path. No Python runs on them.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from strategraph.alignment.engine import Means, Told, result, statements, step
from strategraph.alignment.tables import COLUMNS, RESULTS
from strategraph.errors import AlignmentError

__all__ = ["in_spark"]

#: Tables are kept as Parquet files beside the result, named by no catalogue that would outlive the run.
_CONFIG = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.legacy.createHiveTableByDefault": "false",
    "spark.sql.shuffle.partitions": "32",  # the most; small tables get fewer
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


#: What goes wrong is told by the errors that are raised; a cluster that lets us wait is told of by its scheduler.
_LOG = """
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = Spark: %m%n
rootLogger.level = off
rootLogger.appenderRef.console.ref = console
logger.scheduler.name = org.apache.spark.scheduler.TaskSchedulerImpl
logger.scheduler.level = warn
"""


def in_spark(master: str, folder: Path, output: Path, sql: Path, means: Means, told: Told) -> None:
    """Run the SQL text over tables in files, and write what it makes into files.

    Args:
        master: where Spark runs, such as `local[2]` or `spark://host:7077`.
        folder: holds a folder of Parquet files for each table of `COLUMNS`.
        output: gets a folder of Parquet files for each table of `RESULTS`.
        sql: the SQL text.
        means: the memory is what the driver and each executor may take; threads are told by `master`.
        told: is told each table that is being made.

    Raises:
        AlignmentError: if Spark cannot be started or reached, or cannot go on.
    """
    with TemporaryDirectory(dir=output, prefix=".spark-") as kept:
        try:
            told(f"starting Spark at {master}")
            with _session(master, means, Path(kept)) as spark:
                _run(spark, folder, output, sql, told)
        except (PySparkException, Py4JError, OSError) as fault:
            raise AlignmentError(
                f"Spark at {master} could not go on ({_first_words(fault)}): see that Java 17 or newer is there (JAVA_HOME), that the "
                "master is up, that its workers see the folders of the tables, and that the memory suffices (--memory)."
            ) from fault


@contextmanager
def _session(master: str, means: Means, kept: Path) -> Iterator[SparkSession]:
    """A session whose tables and files are below the folder `kept`."""
    amount = f"{max(1, means.memory_bytes // 2**20)}m"
    log = kept / "log4j2.properties"
    log.write_text(_LOG, encoding="utf-8")
    config = {
        "spark.driver.memory": amount,
        "spark.executor.memory": amount,
        "spark.sql.warehouse.dir": f"file://{kept / 'warehouse'}",
        "spark.driver.extraJavaOptions": f'"-Dlog4j2.configurationFile={log}"',
    }
    if means.spill_folder:
        config["spark.local.dir"] = means.spill_folder
    if master.startswith("local"):  # nothing outside of this machine has to reach it
        config |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    builder = SparkSession.builder.master(master).appName("strategraph alignment")
    for key, value in (_CONFIG | config).items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def _run(spark: SparkSession, folder: Path, output: Path, sql: Path, told: Told) -> None:
    for name in COLUMNS:
        spark.read.parquet(f"file://{folder / name}").createOrReplaceTempView(name)
    for statement in statements(sql):
        told(step(statement))
        spark.sql(statement)
    for name in RESULTS:
        spark.sql(result(name)).write.parquet(f"file://{output / name}")


def _first_words(fault: Exception) -> str:
    """What a fault says before it lists where it happened."""
    told = re.sub(r"An error occurred while calling \S+\s*:?\s*", "", str(fault))
    told = re.split(r"\n\s*at |\nJVM stacktrace|\n\s*This stopped", told)[0]
    return " ".join(told.split()[:40]).rstrip(".")
