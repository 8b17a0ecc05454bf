"""Reads one file in a process of its own: `python -m strategraph.sources.readers FILE-AND-LIMITS` (JSON), the bytes on input.

Before the file is looked at, the process gives up the network, core dumps, and memory, time and space on disk beyond its
limits; while it is read, nothing can be opened. What is refused comes back as a sentence; a library that fails ends the
process, and the one who asked says so.
"""

import json
import sys
from dataclasses import asdict
from importlib import import_module
from typing import Any

from strategraph.errors import SourceError
from strategraph.protections import bound_files, bound_memory, bound_time, leave_the_network, sealed, without_core_dumps
from strategraph.sources.blocks import Block, Reading
from strategraph.sources.formats import FORMATS
from strategraph.sources.readers.late_modules import load_late_modules
from strategraph.sources.recognising import recognise
from strategraph.sources.source_file import SourceFile
from strategraph.sources.writing import check_blocks

__all__ = ["main"]

#: The standard streams are all that is open while a file is read.
_STREAMS = 3
#: What the answer may be larger than the text: JSON names the place of every line (factor), and says a little more (bytes).
_ANSWER_FACTOR, _ANSWER_BYTES = 20, 1_000_000


def main() -> None:
    """Answer on standard output: `{"format": …, "blocks": […], "notices": […]}` or `{"refused": "a sentence"}`."""
    config = json.loads(sys.argv[1])
    file = SourceFile(**config["file"])
    without_core_dumps()
    leave_the_network()
    bound_files(_ANSWER_FACTOR * file.max_bytes + _ANSWER_BYTES)
    bound_time(config["seconds"])
    bound_memory(config["memory_bytes"])
    answer = json.dumps(_answer(sys.stdin.buffer.read(), file))
    sys.stdout.write(answer)


def _answer(content: bytes, file: SourceFile) -> dict[str, Any]:
    load_late_modules()
    try:
        with sealed(_STREAMS):
            found = recognise(content, file)
        assert found in FORMATS
        module = import_module(f"strategraph.sources.readers.{found.name}")
        with sealed(_STREAMS):
            reading: Reading = module.read(content, file)
            check_blocks(reading, file)
    except SourceError as fault:
        return {"refused": str(fault)}
    except MemoryError:
        return {"memory": True}
    return {
        "format": found.name,
        "blocks": [_told(block) for block in reading.blocks],
        "notices": reading.notices,
    }


def _told(block: Block) -> dict[str, Any]:
    """A block without what its place does not know."""
    place = {name: value for name, value in asdict(block.place).items() if value not in (None, "", ())}
    if block.place.cells:
        place["cells"] = [(cell.column, cell.start, cell.end) for cell in block.place.cells]
    return {"text": block.text, "place": place}


main()
