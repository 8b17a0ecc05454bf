"""How long a release of many plans takes, and how much memory: from nothing, and again after one plan has changed.

The plans are those of `made_plans`, given to `strategraph build --plans` beside those of `data/sources`. Memory is that of the
command with all processes that it starts, looked at twice a second; what the processes share counts for each.
"""

import argparse
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from made_plans import ELEMENTS, document, write_plan
from targets import told

#: The most: seconds and megabytes of a whole build, seconds up to descriptors after one change, share of a whole build then.
SECONDS, MEGABYTES, AGAIN_SECONDS, SHARE = 900, 4000, 20, 0.5
PLANS = 2000
_STEP = re.compile(r"^ *([0-9.]+) s  (\w+) +(.*)$")


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds by the clock, of them those until descriptors were there, seconds of processor, megabytes at the peak."""

    seconds: float
    described: float
    processor: float
    megabytes: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if a target was missed."""
    options = argparse.ArgumentParser(description="Measure builds of many plans.")
    options.add_argument("--plans", type=int, default=PLANS, help="how many (default: %(default)s)")
    options.add_argument("--folder", type=Path, help="keep plans and releases in this new folder")
    options.add_argument("--jobs", type=int, default=2, help="processes that prepare plans (default: %(default)s)")
    chosen = options.parse_args(arguments)
    with TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        for number in range(chosen.plans):
            write_plan(number, folder / "plans")
        print(f"{chosen.plans} plans of {ELEMENTS} elements", flush=True)
        whole = build(folder, chosen.jobs)
        met = [
            told("whole build, seconds", whole.seconds, SECONDS),
            told("whole build, megabytes", whole.megabytes, MEGABYTES),
        ]
        write_plan(1, folder / "plans", document(1) + "6. Bydlení\n6.1 Podpora dostupného bydlení\n")
        again = build(folder, chosen.jobs)
    met += [
        told("after one change up to descriptors, seconds", again.described, AGAIN_SECONDS),
        told("after one change, share of a whole build", again.seconds / whole.seconds, SHARE),
    ]
    for name, one in (("whole build", whole), ("after one change", again)):
        print(
            f"{name}: {one.processor:.0f} s of processor, {one.described:.1f} s up to descriptors, {one.megabytes:.0f} MB"
        )
    return 0 if all(met) else 1


def build(folder: Path, jobs: int) -> Built:
    """Build the plans of a folder; a build that fails ends the measurement."""
    command = [sys.executable, "-m", "strategraph", "build", "--plans", str(folder / "plans"), "--jobs", str(jobs)]
    before, started = os.times(), time.perf_counter()
    process = subprocess.Popen(
        [*command, "--output", str(folder / "build")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    peaks = [0.0]
    watch = threading.Thread(target=_watch, args=(process, peaks))
    watch.start()
    described, said = 0.0, []
    assert process.stderr
    with process.stderr as lines:
        for line in lines:
            said.append(line)
            if found := _STEP.match(line):
                described = float(found[1]) if found[2] == "subjects" else described
                print(f"    {line.rstrip()}", flush=True)
    if process.wait():
        sys.exit(f"The build failed: {''.join(said[-5:])}")
    watch.join()
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Built(time.perf_counter() - started, described, used, peaks[0])


def _watch(process: "subprocess.Popen[str]", peaks: list[float]) -> None:
    while process.poll() is None:
        peaks[0] = max(peaks[0], sum(map(_megabytes, _tree(process.pid))))
        time.sleep(0.5)


def _tree(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # it has just ended
            continue
        for child in children:
            yield from _tree(int(child))


def _megabytes(pid: int) -> float:
    """What a process holds in memory of its own; files that it looks at through memory are not counted."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0.0
    found = re.search(r"RssAnon:\s+(\d+) kB", status)
    return int(found[1]) * 1024 / 1e6 if found else 0.0


if __name__ == "__main__":
    sys.exit(main())
