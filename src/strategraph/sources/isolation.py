"""Reading a file in a process of its own, which may be ended at any time: what it says, or why it said nothing."""

import json
import math
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from typing import IO, Any

from strategraph.errors import SourceError
from strategraph.settings import SourceLimits
from strategraph.sources.blocks import Block, Reading
from strategraph.sources.document import Cell, Place
from strategraph.sources.source_file import SourceFile

__all__ = ["read_apart"]

#: How much of what a library says on its end is looked at, and how much of it is told (characters).
_TAIL, _TOLD = 4_000, 200
#: How Python says that there was no memory, also for a library it wanted to load.
_SHORT = ("MemoryError", "ImportError", "OSError: [Errno 12]")


def read_apart(content: bytes, file: SourceFile, limits: SourceLimits) -> tuple[str, Reading]:
    """The name of the format, and what its reader found.

    Raises:
        SourceError: if the reader refuses the file, fails, or does not end within its limits.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as said:
        given.write(content)
        given.seek(0)
        status = _run(given, answer, said, file, limits)
        answer.seek(0)
        said.seek(0, os.SEEK_END)
        said.seek(max(said.tell() - _TAIL, 0))
        if status != 0:
            raise SourceError(_ended(status, said.read().decode("utf-8", errors="replace"), file, limits))
        found = json.load(answer)
    if "refused" in found:
        raise SourceError(found["refused"])
    if "memory" in found:
        raise SourceError(_too_much(file, limits))
    return found["format"], Reading([_block(one) for one in found["blocks"]], found["notices"])


def _run(given: IO[bytes], answer: IO[bytes], said: IO[bytes], file: SourceFile, limits: SourceLimits) -> int:
    config = {
        "file": asdict(file),
        "seconds": math.ceil(limits.read_seconds),
        "memory_bytes": limits.read_memory_bytes,
    }
    # Nothing of the folder one works in is imported (-P), and of the environment only where packages are.
    command = (sys.executable, "-P", "-m", "strategraph.sources.readers", json.dumps(config))
    paths = os.pathsep.join(os.path.abspath(path) for path in sys.path if path)  # noqa: PTH100
    environment = {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(
        command, stdin=given, stdout=answer, stderr=said, env=environment, start_new_session=True
    )  # fmt: skip
    try:
        return process.wait(timeout=limits.read_seconds)
    except subprocess.TimeoutExpired as fault:
        raise SourceError(
            f"{file.shown} took longer than the {limits.read_seconds:g} s that sources.read_seconds allows: "
            "split it, or save it anew without pictures and drawings."
        ) from fault
    finally:
        process.kill()
        process.wait()


def _ended(status: int, said: str, file: SourceFile, limits: SourceLimits) -> str:
    """Why a reader ended without an answer."""
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "")
    if status == -signal.SIGXCPU:
        return (
            f"{file.shown} took longer than the {limits.read_seconds:g} s that sources.read_seconds allows: "
            "split it, or save it anew without pictures and drawings."
        )
    if last.startswith(_SHORT) or "bad_alloc" in said or status in (-signal.SIGKILL, -signal.SIGABRT):
        return _too_much(file, limits)
    told = f"its reader was ended by {signal.Signals(-status).name}" if status < 0 else last[:_TOLD]
    told = "".join(character if character.isprintable() else " " for character in told).rstrip(" .:")
    return f"{file.shown} is damaged ({told}): open it in the program that made it, and save it anew."


def _too_much(file: SourceFile, limits: SourceLimits) -> str:
    return (
        f"{file.shown} needs more memory to be read than the {limits.read_memory_bytes} bytes that "
        "sources.read_memory_bytes allows: split it, or save it anew without pictures and drawings."
    )


def _block(told: dict[str, Any]) -> Block:
    place = dict(told["place"])
    place["cells"] = tuple(Cell(*cell) for cell in place.get("cells", ()))
    return Block(told["text"], Place(**place))
