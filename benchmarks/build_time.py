"""How long a person waits: for the whole build of the documents, and for the first word of help.

Each measurement is a new process, as a person starts one; the rounds of what is compared alternate, so that a busy
moment of the machine falls on both. Medians are printed in seconds of wall time, and ratios where there is a peer.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD_SECONDS = 10.0
HELP_SECONDS = 0.1
PYTHON = [sys.executable]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if a target was missed."""
    options = argparse.ArgumentParser(description="Measure the build and the start of strategraph.")
    options.add_argument("--rounds", type=int, default=5, help="how often each is measured (default: %(default)s)")
    rounds = options.parse_args(arguments).rounds
    starts = alternate({"help": [*PYTHON, "-m", "strategraph", "--help"], "nothing": [*PYTHON, "-c", "pass"]}, rounds)
    builds = [build() for _ in range(rounds)]
    spread = f"{min(builds):.2f} to {max(builds):.2f}"
    met = [
        told("build of all documents", statistics.median(builds), BUILD_SECONDS, f"rounds {spread} s"),
        told("strategraph --help", starts["help"], HELP_SECONDS, f"{starts['help'] / starts['nothing']:.1f} × python"),
    ]
    return 0 if all(met) else 1


def alternate(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, float]:
    """Name → median seconds, the commands taking turns; one round before the first is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds * 4 + 1):
        for name, command in commands.items():
            seconds = timed(command)
            if number:
                taken[name].append(seconds)
    return {name: statistics.median(times) for name, times in taken.items()}


def build() -> float:
    """Seconds for one build into an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        return timed([*PYTHON, "-m", "strategraph", "build", "--output", folder])


def timed(command: Sequence[str]) -> float:
    """Seconds of wall time that a command takes; one that fails ends the measurement."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def told(what: str, seconds: float, target: float, remark: str) -> bool:
    """Print one line; true if the target was met."""
    verdict = "met" if seconds <= target else "MISSED"
    print(f"{what:<24} {seconds:7.3f} s   target {target:g} s: {verdict}   ({remark})")
    return seconds <= target


if __name__ == "__main__":
    sys.exit(main())
