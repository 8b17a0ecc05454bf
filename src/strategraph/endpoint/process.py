"""One worker process as the front sees it: asked, made to give way, ended."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import struct
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from strategraph.endpoint.ledger import Ledger, SpoolFile
from strategraph.endpoint.messages import Answer
from strategraph.errors import EndpointError

__all__ = ["UnreadError", "WorkerGoneError", "WorkerProcess", "until_readable"]

#: How much a worker gives way that has been at one question for a while (setpriority(2)).
NICE = 10
#: A reply, with an answer that is not in a file (`strategraph.workers.spool`), fits in here. All lines are read in one thread,
#: the event loop's, and what was read is taken out at once, so one place does: to have a new one each time takes longer.
_PIECE = memoryview(bytearray(128 * 1024))
_DESCRIPTOR = struct.Struct("=i")
_CONTROL_BYTES = socket.CMSG_SPACE(_DESCRIPTOR.size)
#: What a reply begins with (`strategraph.workers.worker`).
_HEAD = struct.Struct(">IQq")
#: Of the clocks of a process the one that runs while it has a processor (CPUCLOCK_SCHED of Linux).
_PROCESSOR_CLOCK = 2


class WorkerGoneError(EndpointError):
    """The worker ended in the middle of a question."""


class UnreadError(WorkerGoneError):
    """It ended before it had read the whole question, which so did it no harm: another one may be asked."""


#: Who is told of a reply and, if there is one, the answer; or why neither comes.
Told = Callable[[dict[str, Any], Answer | None, Exception | None], None]


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
        self._used_before = 0.0
        self._got = b""
        self._file: SpoolFile | None = None
        self._fault: WorkerGoneError | None = None
        self._told: Told | None = None
        self._rest = memoryview(b"")
        loop = asyncio.get_running_loop()
        loop.add_reader(handle, self._note_end)
        loop.add_reader(line, self._read)

    async def ready(self) -> None:
        """Wait until it takes questions.

        Raises:
            WorkerGoneError: if it ends first.
        """
        replied: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

        def told(reply: dict[str, Any], answer: Answer | None, fault: Exception | None) -> None:
            if not replied.done():
                replied.set_exception(fault) if fault else replied.set_result(reply)

        self._wait(told)
        self._thread = (await replied)["thread"]

    def begin(self, frame: bytes, told: Told) -> None:
        """Send a question; `told` is called once: with the reply and, if there is one, the answer, or with what went wrong.

        That is a WorkerGoneError if the process ends first, an UnreadError if it had not begun, a TimeoutError once
        `expire` is called.
        """
        self._used_before = -1.0
        if not self._wait(told):
            return
        try:
            sent = self._line.send(frame)  # nearly always all of it
        except BlockingIOError:
            sent = 0
        except OSError as fault:
            self._stop_reading(self._unread(fault))
            return
        if sent < len(frame):
            self._rest = memoryview(frame)[sent:]
            asyncio.get_running_loop().add_writer(self._line, self._write)

    def expire(self) -> None:
        """Wait for the reply no longer; whoever is asked after that is told that the process is gone."""
        self._stop_reading(self._gone_away("nobody waits for it any more"), TimeoutError())

    @property
    def seconds(self) -> float:
        """The processor time that the question has taken since one looked for the first time: to short ones nobody does."""
        used = self._used()
        if self._used_before < 0:
            self._used_before = used
        return used - self._used_before

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
            self._stop_reading(self._gone_away("it was ended"))
            self._line.close()
            self._ledger.take_back(self._place)

    def _note_end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._handle)
        os.close(self._handle)
        # whose zygote is gone is the child of the first process, which in a container is this one
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, os.WNOHANG)
        self._gone.set()

    def _used(self) -> float:
        """The processor time of the process (clock_getcpuclockid(3)); 0 once it is gone."""
        try:
            return time.clock_gettime(~self.pid << 3 | _PROCESSOR_CLOCK)
        except OSError:
            return 0.0

    def _wait(self, told: Told) -> bool:
        """Have somebody told of the next reply; if there will be none, at once, which is False."""
        if self._fault:
            told({}, None, self._unread(self._fault))
            return False
        self._told = told
        return True

    def _write(self) -> None:
        """Send what is left of a long question, as far as there is room."""
        try:
            self._rest = self._rest[self._line.send(self._rest) :]
        except BlockingIOError:
            return
        except OSError as fault:
            self._stop_reading(self._unread(fault))
        if not self._rest:
            asyncio.get_running_loop().remove_writer(self._line)

    def _read(self) -> None:
        """Take what has come: a part of a reply, or all of it; a file comes with its first byte."""
        try:
            size, control, _, _ = self._line.recvmsg_into((_PIECE,), _CONTROL_BYTES)
            piece = bytes(_PIECE[:size])
            if control:
                self._file = SpoolFile(_DESCRIPTOR.unpack(control[0][2])[0], self._ledger, self._place)
        except BlockingIOError:
            return
        except ConnectionResetError as fault:  # what the front had sent is not all read (unix_release_sock of Linux)
            self._stop_reading(self._unread(fault))
            return
        except OSError as fault:
            self._stop_reading(self._gone_away(fault))
            return
        if not piece or self._told is None:
            self._stop_reading(self._gone_away("it hung up" if not piece else "it spoke without being asked"))
            return
        self._got = self._got + piece if self._got else piece
        self._deliver(self._told)

    def _deliver(self, told: Told) -> None:
        """Hand over a reply once its size, itself and an answer that is not in a file have come; nothing comes after it."""
        got = self._got
        if len(got) < _HEAD.size:
            return
        length, size, rows = _HEAD.unpack_from(got)
        end = _HEAD.size + length
        if len(got) < end + (0 if self._file else size):
            return
        reply = _reply(got[_HEAD.size : end])
        answer = None
        if reply["status"] == "answered":
            body = b"" if self._file else got[end:]
            answer = Answer(reply["kind"], reply["format"], size, body, self._file, None if rows < 0 else rows)
        self._got, self._file, self._told = b"", None, None
        told(reply, answer, None)

    def _stop_reading(self, fault: WorkerGoneError, said: Exception | None = None) -> None:
        """Read and write no more; whoever waits for a reply, or would, is told why."""
        if self._fault is None:
            self._fault = fault
            asyncio.get_running_loop().remove_reader(self._line)
            if self._rest:
                self._rest = memoryview(b"")
                asyncio.get_running_loop().remove_writer(self._line)
            if self._file:
                self._file.close()
        told, self._told = self._told, None
        if told:
            told({}, None, said or fault)

    def _gone_away(self, why: object) -> WorkerGoneError:
        return WorkerGoneError(f"The worker process {self.pid} went away: {why}.")

    def _unread(self, why: object) -> UnreadError:
        return UnreadError(f"The worker process {self.pid} went away before it had read the question: {why}.")


@lru_cache(maxsize=64)
def _reply(frame: bytes) -> dict[str, Any]:
    """What a worker says, which is nearly always one of a few things; nobody changes it."""
    reply: dict[str, Any] = json.loads(frame)
    return reply


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
