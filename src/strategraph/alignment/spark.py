"""The other engine: Spark, on this machine or on a cluster, which runs the same SQL text; needs the extra `spark` and Java.

Every machine of the cluster has to see the folders of the tables under the same path, and the same version of Python.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from strategraph.alignment.engine import statements
from strategraph.alignment.tables import COLUMNS, RESULTS
from strategraph.errors import AlignmentError

__all__ = ["in_spark"]

#: Tables are kept as Parquet files beside the result, named by no catalogue that would outlive the run.
_CONFIG = {
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.legacy.createHiveTableByDefault": "false",
    "spark.sql.shuffle.partitions": "32",  # the most; small tables get fewer
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


def in_spark(folder: Path, output: Path, sql: Path, master: str, memory: str) -> None:
    """Run the SQL text over tables in files, and write what it makes into files.

    Args:
        folder: holds a folder of Parquet files for each table of `COLUMNS`.
        output: gets a folder of Parquet files for each table of `RESULTS`.
        sql: the SQL text.
        master: where Spark runs, such as `local[2]` or `spark://host:7077`.
        memory: how much the driver and each executor may take, such as `4GB`.

    Raises:
        AlignmentError: if Spark cannot be started or reached, or cannot go on.
    """
    with TemporaryDirectory(dir=output, prefix=".spark-") as warehouse:
        try:
            with _session(master, memory, warehouse) as spark:
                _run(spark, folder, output, sql)
        except (PySparkException, Py4JError, OSError) as fault:
            told = " ".join(str(fault).split()[:40]).rstrip(".")
            raise AlignmentError(
                f"Spark at {master} could not go on ({told}): see that Java 17 or newer is there (JAVA_HOME), that the "
                "master is up, and that its workers see the folders of the tables."
            ) from fault


@contextmanager
def _session(master: str, memory: str, warehouse: str) -> Iterator[SparkSession]:
    builder = SparkSession.builder.master(master).appName("strategraph alignment")
    amount = memory.upper().removesuffix("B").lower()
    sizes = {"spark.driver.memory": amount, "spark.executor.memory": amount, "spark.sql.warehouse.dir": warehouse}
    for key, value in (_CONFIG | sizes).items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def _run(spark: SparkSession, folder: Path, output: Path, sql: Path) -> None:
    for name in COLUMNS:
        spark.read.parquet(str(folder / name)).createOrReplaceTempView(name)
    for statement in statements(sql):
        spark.sql(statement)
    for name in RESULTS:
        spark.table(name).write.parquet(str(output / name))
