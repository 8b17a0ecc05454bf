"""Several workers behind one door: questions wait for a free one, runaways are ended, the dead are replaced."""

import asyncio
import logging
import os
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from strategraph.endpoint.dataset import Dataset
from strategraph.endpoint.ledger import Ledger
from strategraph.endpoint.messages import Answer, Question, encode_question
from strategraph.endpoint.process import WorkerGoneError, WorkerProcess, start_worker
from strategraph.endpoint.refusals import busy, deadline, gone, refusal
from strategraph.errors import EndpointError
from strategraph.settings import Limits

__all__ = ["Pool", "worker_count"]

logger = logging.getLogger("strategraph.endpoint")
#: Pause before a worker is started again after a failed start (seconds).
PAUSE_SECONDS = 1.0


class Pool:
    """Worker processes for one dataset; to be started, asked and stopped in one event loop."""

    def __init__(self, dataset: Dataset, limits: Limits, size: int) -> None:
        self.dataset = dataset
        self.limits = limits
        self.size = size
        self.network_cut = False
        self._idle: asyncio.Queue[WorkerProcess] = asyncio.Queue()
        self._workers: set[WorkerProcess] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._spool = tempfile.gettempdir()
        self._ledger: Ledger | None = None

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes that now live."""
        return tuple(sorted(worker.pid for worker in self._workers))

    async def start(self) -> None:
        """Start all workers.

        Raises:
            EndpointError: if the data cannot be opened.
        """
        self._ledger = Ledger(self.size)
        await asyncio.gather(*(self._add() for _ in range(self.size)))
        self.network_cut = all(worker.network_cut for worker in self._workers)

    async def stop(self) -> None:
        """End all workers, busy or not."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers))
        self._workers.clear()
        if self._ledger:
            self._ledger.close()
            self._ledger = None

    async def ask(
        self, question: Question, working: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> Answer:
        """Answer a question completely, or say honestly why not; while a worker has it, one is within `working()`.

        Raises:
            HttpProblem: 400 for a faulty query, 406 if the answer cannot be written in a wished format, 503 if all
                workers are taken, at the deadline, if the worker died, the answer is too large or finds no room on the
                disk; 500 if the store failed.
            NoIriError: 400 for a term or a graph that is no IRI.
        """
        worker = await self._free_worker()
        reply, answer = None, None
        try:
            async with asyncio.timeout(self.limits.deadline_seconds):
                with working():
                    reply, answer = await worker.ask(encode_question(question, self.dataset.base))
        except TimeoutError as fault:
            raise deadline(self.limits.deadline_seconds) from fault
        except WorkerGoneError as fault:
            raise gone() from fault
        finally:
            self._idle.put_nowait(worker) if reply is not None else self._replace(worker)
        if answer is None:
            if reply["status"] in ("failed", "unspooled"):
                logger.error("a worker %s: %s", reply["status"], reply["message"])
            raise refusal(reply, self.limits, question.query)
        return answer

    async def _free_worker(self) -> WorkerProcess:
        if self._idle.empty() and self._waiting >= self.limits.waiting:
            raise busy(f"all workers are busy and {self._waiting} requests wait already")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.deadline_seconds):
                while True:
                    worker = await self._idle.get()
                    if worker in self._workers:
                        return worker
        except TimeoutError as fault:
            waited = f"no worker came free within {self.limits.deadline_seconds:g} seconds"
            raise busy(waited) from fault
        finally:
            self._waiting -= 1

    async def _add(self) -> None:
        if self._ledger is None:
            raise EndpointError("The workers have not been started, or have been stopped.")
        worker = await start_worker(self.dataset, self.limits, self._spool, self._ledger)
        self._workers.add(worker)
        self._idle.put_nowait(worker)
        self._spawn(self._watch(worker))

    async def _watch(self, worker: WorkerProcess) -> None:
        """Replace a worker that ends by itself."""
        await worker.process.wait()
        self._replace(worker)

    def _replace(self, worker: WorkerProcess) -> None:
        if worker in self._workers:
            self._workers.discard(worker)
            self._spawn(self._renew(worker))

    async def _renew(self, worker: WorkerProcess) -> None:
        await worker.end()
        while True:
            try:
                await self._add()
                return
            except (EndpointError, OSError) as fault:
                logger.error("a worker process could not be started again: %s", fault)
                await asyncio.sleep(PAUSE_SECONDS)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def worker_count(limits: Limits) -> int:
    """How many workers the setting means: 0 is one per processor, and at least four, so that a few runaways stop nobody."""
    return limits.workers or max(4, os.cpu_count() or 1)
