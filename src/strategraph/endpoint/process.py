"""One worker process as the front sees it: started, asked, ended."""

import asyncio
import contextlib
import json
import socket
import struct
import sys
from asyncio.subprocess import Process
from pathlib import Path
from typing import Any

from strategraph.endpoint.dataset import Dataset
from strategraph.endpoint.ledger import Ledger, SpoolFile
from strategraph.endpoint.messages import Answer
from strategraph.errors import EndpointError
from strategraph.settings import Limits

__all__ = ["WorkerGoneError", "WorkerProcess", "start_worker"]

_SCRIPT = Path(__file__).with_name("worker.py")
#: How long a worker may take to open its data.
START_SECONDS = 120.0


class WorkerGoneError(EndpointError):
    """The worker ended in the middle of a question."""


class WorkerProcess:
    """A running worker; it takes one question at a time."""

    def __init__(self, process: Process, line: socket.socket, ledger: Ledger, place: int) -> None:
        self.process = process
        self.network_cut = False
        self._line = line
        self._ledger = ledger
        self._place = place
        self._ended = False

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self.process.pid

    async def ask(self, frame: bytes) -> tuple[dict[str, Any], Answer | None]:
        """Send a question and wait for the reply and, if there is one, the answer.

        Raises:
            WorkerGoneError: if the process ends first.
        """
        try:
            await asyncio.get_running_loop().sock_sendall(self._line, frame)
            return await self._reply()
        except OSError as fault:
            raise WorkerGoneError(f"The worker process {self.pid} went away: {fault}.") from fault

    async def ready(self, dataset: Dataset) -> None:
        """Wait until the data are open.

        Raises:
            EndpointError: if they cannot be opened.
        """
        try:
            async with asyncio.timeout(START_SECONDS):
                reply, _ = await self._reply()
        except (TimeoutError, OSError, WorkerGoneError) as fault:
            raise EndpointError(f"A worker process could not open {dataset.path}: it gave no sign. {fault}") from fault
        if reply["status"] != "ready":
            raise EndpointError(f"{dataset.path} cannot be served: {reply['message']}.")
        self.network_cut = reply["network_cut"]

    async def end(self) -> None:
        """Kill the process, whatever it does, and wait until it is gone."""
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
        await self.process.wait()
        if not self._ended:
            self._ended = True
            self._line.close()
            self._ledger.take_back(self._place)

    async def _reply(self) -> tuple[dict[str, Any], Answer | None]:
        await self._until_readable()
        head, descriptors, _, _ = socket.recv_fds(self._line, 4, 1)
        file = SpoolFile(descriptors[0], self._ledger, self._place) if descriptors else None
        try:
            head += await self._read(4 - len(head))
            reply: dict[str, Any] = json.loads(await self._read(struct.unpack(">I", head)[0]))
            if reply["status"] != "answered":
                return reply, None
            body = b"" if file else await self._read(reply["bytes"])
        except BaseException:
            if file:
                file.close()
            raise
        return reply, Answer(reply["kind"], reply["format"], reply["bytes"], body, file)

    async def _read(self, size: int) -> bytes:
        body = bytearray()
        while len(body) < size:
            piece = await asyncio.get_running_loop().sock_recv(self._line, size - len(body))
            if not piece:
                raise WorkerGoneError(f"The worker process {self.pid} ended while it answered.")
            body += piece
        return bytes(body)

    async def _until_readable(self) -> None:
        loop = asyncio.get_running_loop()
        readable: asyncio.Future[None] = loop.create_future()
        loop.add_reader(self._line, _mark, readable)
        try:
            await readable
        finally:
            loop.remove_reader(self._line)


def _mark(readable: asyncio.Future[None]) -> None:
    if not readable.done():
        readable.set_result(None)


async def start_worker(dataset: Dataset, limits: Limits, spool: str, ledger: Ledger) -> WorkerProcess:
    """Start a process with `dataset` open, its memory limited, its environment empty, its answers spooled in `spool`.

    What it spools is counted in `ledger`. The interpreter is started afresh; nothing of the front's memory is inherited.

    Raises:
        EndpointError: if the data cannot be opened.
    """
    place = ledger.give()
    try:
        worker = await _spawn(dataset, limits, spool, ledger, place)
    except BaseException:
        ledger.take_back(place)
        raise
    try:
        await worker.ready(dataset)
    except BaseException:
        await worker.end()
        raise
    return worker


async def _spawn(dataset: Dataset, limits: Limits, spool: str, ledger: Ledger, place: int) -> WorkerProcess:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    config = {
        "path": str(dataset.path),
        "on_disk": dataset.on_disk,
        "base": dataset.base,
        "memory_bytes": limits.worker_memory_bytes,
        "answer_bytes": limits.answer_bytes,
        "spool": spool,
        "ledger": ledger.descriptor,
        "place": place,
    }
    arguments = (sys.executable, "-I", str(_SCRIPT), str(theirs.fileno()), json.dumps(config))
    descriptors = (theirs.fileno(), ledger.descriptor)
    with theirs:
        process = await asyncio.create_subprocess_exec(
            *arguments, pass_fds=descriptors, env={}, stdin=asyncio.subprocess.DEVNULL
        )
    return WorkerProcess(process, ours, ledger, place)
