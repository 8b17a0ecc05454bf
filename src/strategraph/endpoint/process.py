"""One worker process as the front sees it: asked, made to give way, ended."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import struct
from typing import Any

from strategraph.endpoint.ledger import Ledger, SpoolFile
from strategraph.endpoint.messages import Answer
from strategraph.errors import EndpointError

__all__ = ["WorkerGoneError", "WorkerProcess", "until_readable"]

#: How much a worker gives way that has been at one question for a while (setpriority(2)).
NICE = 10
#: A reply, with an answer that is not in a file (`strategraph.workers.spool`), fits in here.
PIECE_BYTES = 128 * 1024


class WorkerGoneError(EndpointError):
    """The worker ended in the middle of a question."""


class WorkerProcess:
    """A running worker; it takes one question at a time.

    `handle` is a descriptor of the process (pidfd_open(2)), which never means another one; `generation` tells which
    zygote made it.
    """

    def __init__(self, pid: int, handle: int, line: socket.socket, ledger: Ledger, place: int, generation: int) -> None:
        self.pid = pid
        self.generation = generation
        self.gave_way = False
        self._gone = asyncio.Event()
        self._handle = handle
        self._line = line
        self._ledger = ledger
        self._place = place
        self._thread = 0
        asyncio.get_running_loop().add_reader(handle, self._note_end)

    async def ready(self) -> None:
        """Wait until it takes questions.

        Raises:
            WorkerGoneError: if it ends first.
        """
        try:
            reply, _ = await self._reply()
        except OSError as fault:
            raise WorkerGoneError(f"The worker process {self.pid} went away: {fault}.") from fault
        self._thread = reply["thread"]

    async def ask(self, frame: bytes) -> tuple[dict[str, Any], Answer | None]:
        """Send a question and wait for the reply and, if there is one, the answer.

        Raises:
            WorkerGoneError: if the process ends first.
        """
        try:
            await self._send(frame)
            return await self._reply()
        except OSError as fault:
            raise WorkerGoneError(f"The worker process {self.pid} went away: {fault}.") from fault

    def give_way(self) -> None:
        """Let other processes go first from now on; there is no way back (setpriority(2) acts on one thread)."""
        self.gave_way = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._thread, NICE)

    async def wait(self) -> None:
        """Wait until the process is gone."""
        await self._gone.wait()

    async def end(self) -> None:
        """Kill the process, whatever it does, and wait until it is gone."""
        if not self._gone.is_set():
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        await self._gone.wait()
        if self._line.fileno() >= 0:
            self._line.close()
            self._ledger.take_back(self._place)

    def _note_end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._handle)
        os.close(self._handle)
        # whose zygote is gone is the child of the first process, which in a container is this one
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, os.WNOHANG)
        self._gone.set()

    async def _send(self, frame: bytes) -> None:
        """Send at once what the line takes, which is nearly always all, and the rest when it takes more."""
        try:
            sent = self._line.send(frame)
        except BlockingIOError:
            sent = 0
        if sent < len(frame):
            await asyncio.get_running_loop().sock_sendall(self._line, frame[sent:])

    async def _reply(self) -> tuple[dict[str, Any], Answer | None]:
        """The next reply: its size, the reply, and the answer itself or a descriptor of its file, read in as few turns as they come."""
        await until_readable(self._line)
        piece, descriptors, _, _ = socket.recv_fds(self._line, PIECE_BYTES, 1)
        file = SpoolFile(descriptors[0], self._ledger, self._place) if descriptors else None
        try:
            got = await self._filled(bytearray(piece), 4)
            end = 4 + struct.unpack_from(">I", got)[0]
            reply: dict[str, Any] = json.loads((await self._filled(got, end))[4:end])
            if reply["status"] != "answered":
                return reply, None
            body = b"" if file else bytes((await self._filled(got, end + reply["bytes"]))[end:])
        except BaseException:
            if file:
                file.close()
            raise
        return reply, Answer(reply["kind"], reply["format"], reply["bytes"], body, file, reply["rows"])

    async def _filled(self, got: bytearray, size: int) -> bytearray:
        """The same bytes, once there are so many; nothing comes after a reply, so never more than those of one."""
        while len(got) < size:
            try:
                piece = self._line.recv(size - len(got))
            except BlockingIOError:
                await until_readable(self._line)
                continue
            if not piece:
                raise WorkerGoneError(f"The worker process {self.pid} ended while it answered.")
            got += piece
        return got


async def until_readable(line: socket.socket) -> None:
    """Wait until something can be received, with descriptors, for which asyncio has no function."""
    loop = asyncio.get_running_loop()
    readable: asyncio.Future[None] = loop.create_future()
    loop.add_reader(line, _mark, readable)
    try:
        await readable
    finally:
        loop.remove_reader(line)


def _mark(readable: asyncio.Future[None]) -> None:
    if not readable.done():
        readable.set_result(None)
