"""How long all reports of the documents take: as values, and as HTML with their pictures, as the command and the site make them.

Each round is a process of its own that opens a release and makes every report with the options that the command has by default. Judged is
processor time, that of the process which draws included; other work on the machine hardly changes it. Beside it stands what the same
machine takes to start Python alone, in the same run.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from strategraph.pictures import can_draw
from strategraph.places import find_places
from strategraph.reports import FORMATS, REPORTS, Options, scope_of
from strategraph.reports_desk import ReportsDesk
from strategraph.settings import Settings
from targets import told

#: Processor seconds for all reports together.
VALUES, WHOLE = 3.0, 3.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if a target was missed."""
    options = argparse.ArgumentParser(description="Measure the reports.")
    options.add_argument("--rounds", type=int, default=5, help="how often they are made (default: %(default)s)")
    options.add_argument("--data", type=Path, help="a folder of releases, if not one that is built now")
    options.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args(arguments)
    if chosen.once:
        print(json.dumps(once(chosen.data)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        data = chosen.data or built(Path(folder))
        starts, rounds = [], list[dict[str, float]]()
        for _ in range(chosen.rounds):
            starts.append(children_of([sys.executable, "-c", "pass"])[0])
            used, said = children_of([sys.executable, __file__, "--once", "--data", str(data)])
            rounds.append(json.loads(said) | {"whole": used})
    start = statistics.median(starts)
    for name in REPORTS:
        seconds = statistics.median(one[name] for one in rounds)
        print(f"{name}: {seconds:.3f} s of processor time, {seconds / start:.1f} × python -c pass")
    values = statistics.median(sum(one[name] for name in REPORTS) for one in rounds)
    whole = statistics.median(one["whole"] for one in rounds)
    drawn = "with pictures" if can_draw() else "WITHOUT pictures"
    met = [
        told(f"all reports as values, s ({values / start:.0f} × python)", values, VALUES),
        told(f"all as HTML {drawn}, from start to end, s ({whole / start:.0f} × python)", whole, WHOLE),
    ]
    return 0 if all(met) else 1


def built(folder: Path) -> Path:
    """A folder with a release of all documents."""
    command = [sys.executable, "-m", "strategraph", "build", "--output", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder


def children_of(command: Sequence[str]) -> tuple[float, str]:
    """Processor seconds that a command took with all that it started and waited for, and what it said."""
    before = seconds(resource.RUSAGE_CHILDREN)
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return seconds(resource.RUSAGE_CHILDREN) - before, said


def once(data: Path) -> dict[str, float]:
    """Report → processor seconds until it is there as a value; each is written as HTML as well."""
    desk, taken = ReportsDesk(find_places(), Settings()), {}
    with desk.of_release(data) as (answers, release):
        for name, make in REPORTS.items():
            before = seconds(resource.RUSAGE_SELF)
            report = make(scope_of(answers, Options(), release))
            taken[name] = seconds(resource.RUSAGE_SELF) - before
            FORMATS["html"].write(report, desk.addresses, "")
    return taken


def seconds(whose: int) -> float:
    """Processor time so far, of this process or of those that it has waited for."""
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
