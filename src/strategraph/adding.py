"""Adding plans while the server serves: each look at a plan, and each build with it, is the command `strategraph add` in a process apart.

So nothing that somebody sends is read in the process that answers requests, and what the site shows is what the command says.
"""

import asyncio
import contextlib
import json
import os
import re
import signal
import sys
import tempfile
from collections import OrderedDict
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath
from typing import Any

from strategraph.pages import Occupied, Sent, Unusable
from strategraph.places import Places
from strategraph.settings import Settings

__all__ = ["Adder"]

#: How much such a process gives way to those that answer queries (setpriority(2)).
_NICE = 10
#: How long a look and a build may take (seconds).
_LOOK_SECONDS, _BUILD_SECONDS = 120.0, 1800.0
#: How long one may wait until the one before is done (seconds): a look is, a build mostly is not.
_TURN_SECONDS = 30.0
#: How long one that is ended may take to put things back (seconds).
_UNDO_SECONDS = 10.0
_LONGEST_NAME = 100


class Adder:
    """Runs the command for what is sent to a server; `output` is the folder of its releases. One at a time."""

    def __init__(self, places: Places, settings: Settings, output: Path, settings_file: Path | None = None) -> None:
        self.token = settings.serve.upload_token
        self.can_store = not places.is_shipped
        self.held: OrderedDict[str, tuple[float, Sent]] = OrderedDict()
        self._home = places.home
        self._output = output
        self._settings_file = settings_file
        self._turn = asyncio.Lock()

    async def look(self, sent: Sent) -> dict[str, Any]:
        """What the plan would be (`strategraph add --dry-run --json`); nothing of it stays.

        Raises:
            Unusable: with the sentence of the command, if nothing can be made of it.
            Occupied: if others are still being looked at or built.
        """
        found: dict[str, Any] = json.loads(await self._run(sent, _LOOK_SECONDS, "--dry-run", "--json"))
        return found

    async def store(self, sent: Sent) -> None:
        """Store the plan and build; the server goes over to the new release by itself.

        Raises:
            Unusable: with the sentence of the command; everything is then as it was before.
            Occupied: if others are still being looked at or built.
        """
        await self._run(sent, _BUILD_SECONDS, "--yes", "--output", str(self._output.resolve()))

    async def _run(self, sent: Sent, seconds: float, *options: str) -> bytes:
        async with self._in_turn():
            with tempfile.TemporaryDirectory(prefix="strategraph-") as folder:
                file = Path(folder) / _file_name(sent.name)
                await asyncio.to_thread(file.write_bytes, sent.content)
                named = [f"--{name}={value}" for name, value in sent.named.items() if value]
                if self._settings_file:
                    named.append(f"--settings={self._settings_file.resolve()}")
                command = [sys.executable, "-m", "strategraph", "add", *named, *options, "--", str(file)]
                code, out, told = await self._output_of(command, seconds)
        if code != 0:
            raise Unusable(_sentence(told, folder))
        return out

    @contextlib.asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(_TURN_SECONDS):
                await self._turn.acquire()
        except TimeoutError as fault:
            raise Occupied(
                "Another plan is being looked at or built here: send yours again in a few minutes."
            ) from fault
        try:
            yield
        finally:
            self._turn.release()

    async def _output_of(self, command: list[str], seconds: float) -> tuple[int, bytes, str]:
        env = {name: value for name, value in os.environ.items() if name != "STRATEGRAPH_SERVE_UPLOAD_TOKEN"}
        env["STRATEGRAPH_HOME"] = str(self._home)
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *command, env=env, stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe, start_new_session=True
        )
        try:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
            async with asyncio.timeout(seconds):
                out, told = await process.communicate()
        except TimeoutError as fault:
            raise Unusable(f"The plan took more than {seconds:g} seconds: send a shorter one.") from fault
        finally:
            if process.returncode is None:  # time is up, or the server ends
                await _ended(process)
        return process.returncode or 0, out, told.decode("utf-8", "replace")


async def _ended(process: asyncio.subprocess.Process) -> None:
    """End the command: it has a moment to take back what it wrote, and then it goes with all the processes it started."""
    with contextlib.suppress(ProcessLookupError, TimeoutError):
        process.terminate()
        async with asyncio.timeout(_UNDO_SECONDS):
            await process.wait()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


def _file_name(name: str) -> str:
    """The last part of a name that somebody sent, as a name of a file here."""
    last = PurePosixPath(name.replace("\\", "/")).name
    safe = re.sub(r"[^\w.-]+", "-", last).strip(".-")
    return safe[-_LONGEST_NAME:] or "plan"


def _sentence(told: str, folder: str) -> str:
    """The last line that the command wrote, without the folder in which the file lay for a moment."""
    lines = [line for line in told.splitlines() if line.strip()]
    said = lines[-1] if lines else "The command said nothing."
    return said.replace(f"{folder}/", "").removeprefix("strategraph: ").removeprefix("error: ")
