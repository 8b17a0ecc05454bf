"""What Python loads when it is first used is there once a reader is sealed, and would not be otherwise."""

import subprocess
import sys

import pytest

USES = {
    "codec": "'ž'.encode('cp1250')",
    "most common": "collections.Counter('aab').most_common(1)",
    "time": "datetime.datetime.strptime('2026', '%Y')",
}
#: The last import of all that the module itself needs; then nothing can be opened, and the use is tried.
SCRIPT = """
import collections, datetime, sys
from strategraph.protections import sealed
from strategraph.sources.readers.late_modules import load_late_modules
for name in ("heapq", "_strptime", "encodings.cp1250"):
    sys.modules.pop(name, None)
if sys.argv[1] == "loaded":
    load_late_modules()
with sealed(3):
    {use}
"""


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_what_is_loaded_late_can_be_used_by_a_sealed_reader(use: str) -> None:
    script = SCRIPT.format(use=use)
    codes = {
        how: subprocess.run([sys.executable, "-c", script, how], capture_output=True).returncode
        for how in ("loaded", "not loaded")
    }
    assert codes["loaded"] == 0
    assert codes["not loaded"] == 1


def test_a_reader_starts_without_a_library_for_rdf() -> None:
    script = "import sys, strategraph.sources.readers; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
