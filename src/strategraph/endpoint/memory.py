"""Whether data fit into the memory of this machine, told before they are loaded."""

import contextlib
from pathlib import Path

from strategraph.endpoint.dataset import Dataset
from strategraph.errors import EndpointError

__all__ = ["available", "check_memory", "needed"]

#: What a statement takes in memory (bytes): 335 to 432 were measured, long texts and short ones, at 0.1, 0.3 and 3 million.
_STATEMENT_BYTES = 450
#: What a statement takes in a file of another form than one statement a line (bytes): 61 in the TriG of a release.
_WRITTEN_BYTES = 60
_MEMORY = Path("/proc/meminfo")
_GROUP = Path("/sys/fs/cgroup")


def check_memory(dataset: Dataset, share: float) -> None:
    """See that a dataset takes no more than a share of the memory that is free.

    Raises:
        EndpointError: if it would take more.
    """
    wanted, free = needed(dataset), available()
    if wanted > share * free:
        raise EndpointError(
            f"{dataset.path} would take about {_told(wanted)} of memory, and limits.memory_share lets it take {share:g} of "
            f"the {_told(free)} that are free: free some, raise the setting, or serve it on a larger machine."
        )


def needed(dataset: Dataset) -> int:
    """About how many bytes a dataset takes in memory; its number of statements is known, counted, or guessed from its size."""
    if dataset.release is not None:
        return int(dataset.release.manifest["statements"]) * _STATEMENT_BYTES
    if dataset.path.suffix in (".nq", ".nt"):
        with dataset.path.open("rb") as file:
            pieces = iter(lambda: file.read(1 << 20), b"")
            return sum(piece.count(b"\n") for piece in pieces) * _STATEMENT_BYTES
    return dataset.path.stat().st_size // _WRITTEN_BYTES * _STATEMENT_BYTES


def available() -> int:
    """The bytes of memory that can still be used: of the machine (proc(5), MemAvailable), and of the container."""
    free = _numbers(_MEMORY)["MemAvailable:"] * 1024
    with contextlib.suppress(OSError, ValueError):  # without a limit the file is missing, or says "max"
        most, used = (int((_GROUP / name).read_text(encoding="ascii")) for name in ("memory.max", "memory.current"))
        free = min(free, max(0, most - used + _numbers(_GROUP / "memory.stat")["inactive_file"]))
    return free


def _numbers(file: Path) -> dict[str, int]:
    """Name → number, from lines that begin with both."""
    return {
        words[0]: int(words[1]) for line in file.read_text(encoding="ascii").splitlines() if (words := line.split())
    }


def _told(size: int) -> str:
    return f"{size / 1e6:.0f} MB"
