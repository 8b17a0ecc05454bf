"""Clusters: what runs in Spark is imported only where somebody asks for it, and told of where it is not installed."""

import os
import shutil
from importlib import import_module
from types import ModuleType

from strategraph.errors import UsageError

__all__ = ["spark_module"]


def spark_module(name: str) -> ModuleType:
    """A module of ours that imports pyspark.

    Raises:
        UsageError: if Spark or Java is not installed.
    """
    try:
        module = import_module(name)
    except ModuleNotFoundError as fault:
        if fault.name is None or fault.name.partition(".")[0] not in ("py4j", "pyspark"):
            raise
        raise UsageError(
            "Spark is not installed: run pip install 'strategraph[spark]'; it needs Java 17 too."
        ) from fault
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise UsageError("Spark needs Java 17 or newer, and no java is on the path: install it, or set JAVA_HOME.")
    return module
