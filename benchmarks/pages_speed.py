"""How much work a page is for the server, and how long it is: each type of page, the plainest answer beside it.

One release of all documents is built and served with no memory of answers; one client asks over one connection. The target is
held to processor time of all processes of the server together, which other work on the machine hardly changes; the time from
request to last byte is told beside it, as it was.
"""

import argparse
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from endpoint_server import server
from targets import told

MILLISECONDS, KILOBYTES = 50, 100
#: The plainest answer, which asks no worker anything: what the others are compared with.
PLAIN = "/health"
#: Type of page → the address of one.
PAGES = {
    "home": "/",
    "plan": "/page/plan/ap-ssz-2024-2026",
    "goal with links on both sides": "/page/plan/ap-ssz-2024-2026/goal/4.3.d",
    "regional priority": "/page/plan/sprss-ustecky/goal/2.2",
    "measure": "/page/plan/ap-sbsv-2016-2020/measure/p3",
    "section": "/page/plan/ap-ssz-2024-2026/section/4.9",
    "source document": "/page/document/ap-ssz-2024-2026",
    "link": "/page/alignment/ap-ssz-2024-2026/goal/4.3.d/sprss-ustecky/goal/2.2",
    "descriptor": "/page/descriptor/IX.c",
    "body": "/page/body/MPSV",
    "any other thing": "/page/assignment/ap-ssz-2024-2026/goal/4.3.d/IX.f",
    "ontology": "/ontology",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of processor time for one answer, milliseconds from request to last byte at p50, and kB of it, not compressed."""

    processor: float
    wall: float
    kilobytes: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if a target was missed."""
    options = argparse.ArgumentParser(description="Measure the pages.")
    options.add_argument("--rounds", type=int, default=30, help="how often each is asked for (default: %(default)s)")
    options.add_argument("--file", type=Path, help="serve this RDF file instead of a release built now")
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        file = chosen.file or built(Path(folder))
        with server(file, STRATEGRAPH_LIMITS_CACHE_BYTES="0") as (address, process):
            found = {path: measured(address, process, path, chosen.rounds) for path in (PLAIN, *PAGES.values())}
    plain = found[PLAIN]
    print(f"{PLAIN}: {plain.processor:.2f} ms of processor time, {plain.wall:.2f} ms at p50")
    met = []
    for name, path in PAGES.items():
        one = found[path]
        met.append(
            told(
                f"{name}: ms ({one.wall:.0f} ms at p50, {one.wall / plain.wall:.0f} × {PLAIN})",
                one.processor,
                MILLISECONDS,
            )
        )
        met.append(told(f"{name}: kB", one.kilobytes, KILOBYTES))
    return 0 if all(met) else 1


def built(folder: Path) -> Path:
    """The dump of a release of all documents."""
    command = [sys.executable, "-m", "strategraph", "build", "--output", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder / "current" / "dumps" / "strategraph.nq"


def measured(address: str, process: int, path: str, rounds: int) -> Measured:
    """Ask for a page again and again; the first round is left out, which fills what is kept."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
    times, size, before = [], 0, 0.0
    for count in range(rounds + 1):
        started = perf_counter()
        connection.request("GET", path, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        size = len(answer.read())
        if answer.status != 200:
            sys.exit(f"{path} was answered with {answer.status}.")
        times.append(perf_counter() - started)
        if not count:
            before = processor_seconds(process)
    used = processor_seconds(process) - before
    return Measured(used / rounds * 1000, statistics.median(times[1:]) * 1000, size / 1000)


def processor_seconds(process: int) -> float:
    """What a process and all below it have used so far (proc(5): utime and stime, in clock ticks)."""
    ticks, parents = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        number = int(stat.parent.name)
        parents[number], ticks[number] = int(fields[1]), int(fields[11]) + int(fields[12])
    family = {process}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(ticks.get(one, 0) for one in family) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
