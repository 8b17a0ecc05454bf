"""What was freed between things that stay goes back to the system."""

import re
import subprocess
import sys

PROGRAM = """
import re
from pathlib import Path
from strategraph.memory import give_back

def held():
    return int(re.search(r"RssAnon:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

things = [bytes(600) for _ in range(200_000)]
stay = things[::1000]
del things
before = held()
give_back()
print(before - held(), sum(map(len, stay)))
"""


def test_memory_that_was_freed_between_things_that_stay_is_given_back() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    found = re.fullmatch(r"(-?\d+) 120000\n", done.stdout)
    assert found
    assert int(found[1]) > 60_000, "kilobytes, of 120,000 that were freed"
