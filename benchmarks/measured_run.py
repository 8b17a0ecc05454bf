"""A program run in a process of its own, with what it took: wall time, processor time, and the most memory it held."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

__all__ = ["Taken", "medians", "run"]


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of wall time and of processor time (all threads, the system's part included), and megabytes at the peak."""

    seconds: float
    processor: float
    megabytes: float


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Taken:
    """Run a program to its end; one that fails ends the measurement."""
    with tempfile.TemporaryFile() as said:
        started = perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=said, env={**os.environ, **(environment or {})}
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} ended early. It said last:\n{said.read()[-2000:].decode(errors='replace')}")
    # ru_maxrss is in kilobytes, of 1,024 bytes, on Linux
    return Taken(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def medians(runs: Sequence[Taken]) -> Taken:
    """The median of times, and the highest peak of memory."""
    return Taken(
        statistics.median(one.seconds for one in runs),
        statistics.median(one.processor for one in runs),
        max(one.megabytes for one in runs),
    )
