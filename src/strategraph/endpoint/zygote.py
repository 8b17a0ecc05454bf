"""The zygote as the front sees it: the process that holds the data and makes workers by fork, started again if it dies."""

import asyncio
import contextlib
import json
import logging
import socket
import sys
import tempfile
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Callable
from typing import Any

from strategraph.endpoint.dataset import Dataset, digest_of
from strategraph.endpoint.ledger import Ledger
from strategraph.endpoint.memory import check_memory
from strategraph.endpoint.process import WorkerProcess, until_readable
from strategraph.errors import EndpointError
from strategraph.settings import Limits
from strategraph.workers import MODULE

__all__ = ["Zygote"]

logger = logging.getLogger("strategraph.endpoint")
#: How long the data may take to be loaded, and a process to be forked (seconds).
LOAD_SECONDS, FORK_SECONDS = 600.0, 30.0
#: Pause before it is started again after a failed start; it doubles with each failure (seconds).
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 60.0
_FRAME_BYTES = 64 * 1024


class Zygote:
    """Holds one dataset for all workers; to be started, asked and stopped in one event loop.

    Its memory is shared by every worker that it forks. It is started afresh and inherits nothing of this process, gets
    no question, and is told only which descriptors a new worker gets. Workers live on when it dies.
    """

    def __init__(self, dataset: Dataset, limits: Limits) -> None:
        self.dataset = dataset
        self.limits = limits
        self.network_cut = False
        self.generation = 0
        self.pid = 0
        self._spool = tempfile.gettempdir()
        self._renewals: list[Callable[[], None]] = []
        self._users = 0
        self._up = asyncio.Event()
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._control: socket.socket | None = None
        self._watch: asyncio.Task[None] | None = None

    @property
    def is_up(self) -> bool:
        """Whether it can fork."""
        return self._up.is_set()

    @property
    def protections(self) -> str:
        """What keeps questions from doing harm, in a sentence for the one who starts the server."""
        limits = self.limits
        network = (
            "are cut off the network"
            if self.network_cut
            else "are NOT cut off the network by the kernel, which allows no namespaces"
        )
        return (
            f"Worker processes {network}; they can open no file and no socket while they work on a query, have "
            f"{limits.worker_memory_bytes / 1e6:.0f} MB of address space and {limits.worker_stack_bytes / 1e6:.0f} MB of "
            f"stack each, write no core dumps, and are killed after {limits.deadline_seconds:g} seconds."
        )

    async def start(self, renewed: Callable[[], None]) -> None:
        """Load the data, unless that is done; `renewed` is called whenever another zygote has taken the place of a dead one.

        Raises:
            EndpointError: if they cannot be loaded, or would not fit into memory.
        """
        self._users += 1
        self._renewals.append(renewed)
        async with self._turn:
            if self._process is None:
                await self._load()
                self._watch = asyncio.get_running_loop().create_task(self._keep())

    async def stop(self) -> None:
        """End the process when the last of its users has left; workers are ended by those who use them."""
        self._users -= 1
        if self._users > 0:
            return
        if self._watch:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self._end()

    async def fork(self, ledger: Ledger, place: int) -> WorkerProcess:
        """A new worker that counts what it spools at a place of a ledger.

        Raises:
            EndpointError: if no process could be made; a zygote that gives no answer is ended, and started again.
        """
        worker = None
        while worker is None:
            await self._up.wait()
            async with self._turn:
                if self._up.is_set():
                    worker = await self._forked(ledger, place)
        try:
            async with asyncio.timeout(FORK_SECONDS):
                await worker.ready()
        except TimeoutError as fault:
            await worker.end()
            raise EndpointError(f"The worker process {worker.pid} gave no sign.") from fault
        except BaseException:
            await worker.end()
            raise
        return worker

    async def _forked(self, ledger: Ledger, place: int) -> WorkerProcess:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            with theirs:
                reply, handles = await self._ask({"place": place}, theirs.fileno(), ledger.descriptor)
            if reply["status"] != "forked":
                raise EndpointError(f"No worker process could be forked: {reply['message']}.")
        except BaseException:
            ours.close()
            raise
        return WorkerProcess(reply["pid"], handles[0], ours, ledger, place, self.generation)

    async def _keep(self) -> None:
        """Start again whenever the process has ended."""
        while True:
            assert self._process is not None
            await self._process.wait()
            logger.error("the zygote %s ended; another one is started", self.pid)
            async with self._turn:
                await self._end()
                await self._load_again()
            for renewed in self._renewals:
                renewed()

    async def _load_again(self) -> None:
        """Load the same data once more, until it succeeds; other data would be another release under this one's name."""
        pause = PAUSE_SECONDS
        while True:
            try:
                if await asyncio.to_thread(digest_of, self.dataset.path) != self.dataset.sha256:
                    raise EndpointError(f"{self.dataset.path} is not what it was when the server started.")
                await self._load()
                return
            except (EndpointError, OSError) as fault:
                logger.error("the zygote could not be started again: %s", fault)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    async def _load(self) -> None:
        """Start the process and wait until it has loaded the data."""
        check_memory(self.dataset, self.limits.memory_share)
        try:
            await self._spawn()
            async with asyncio.timeout(LOAD_SECONDS):
                reply, _ = await self._receive()
            if reply["status"] != "ready":
                raise EndpointError(f"{self.dataset.path} cannot be served: {reply['message']}.")
        except (TimeoutError, OSError) as fault:
            await self._end()
            raise EndpointError(
                f"{self.dataset.path} could not be loaded: the process gave no sign. {fault}"
            ) from fault
        except BaseException:
            await self._end()
            raise
        self.network_cut = reply["network_cut"]
        self.generation += 1
        self._up.set()

    async def _spawn(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.setblocking(False)
        config = {
            "path": str(self.dataset.path),
            "base": self.dataset.base,
            "memory_bytes": self.limits.worker_memory_bytes,
            "stack_bytes": self.limits.worker_stack_bytes,
            "answer_bytes": self.limits.answer_bytes,
            "spool": self._spool,
        }
        with theirs:
            number = theirs.fileno()
            command = (sys.executable, "-I", "-m", MODULE, str(number), json.dumps(config))
            self._process = await asyncio.create_subprocess_exec(
                *command, pass_fds=(number,), env={}, stdin=DEVNULL, stdout=DEVNULL
            )
        self.pid = self._process.pid

    async def _end(self) -> None:
        self._up.clear()
        if self._process:
            if self._process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    self._process.kill()
            await self._process.wait()
            self._process = None
        if self._control:
            self._control.close()
            self._control = None

    async def _ask(self, frame: dict[str, Any], *descriptors: int) -> tuple[dict[str, Any], list[int]]:
        """Send a frame and wait for its reply; whatever comes between ends the process, or the next would get this reply."""
        assert self._control is not None
        try:
            socket.send_fds(self._control, [json.dumps(frame).encode()], descriptors)
            async with asyncio.timeout(FORK_SECONDS):
                return await self._receive()
        except (TimeoutError, OSError) as fault:
            self._give_up()
            raise EndpointError(f"The zygote {self.pid} gave no worker: {fault or 'it is silent'}.") from fault
        except BaseException:
            self._give_up()
            raise

    def _give_up(self) -> None:
        """Let nobody ask this process any more; `_keep` sees its end and starts another."""
        self._up.clear()
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def _receive(self) -> tuple[dict[str, Any], list[int]]:
        assert self._control is not None
        await until_readable(self._control)
        frame, handles, _, _ = socket.recv_fds(self._control, _FRAME_BYTES, 1)
        if not frame:
            raise OSError("it has ended")
        reply: dict[str, Any] = json.loads(frame)
        return reply, handles
