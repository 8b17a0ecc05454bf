"""Several workers behind one door: questions wait for a free one, runaways are ended, the dead are replaced."""

import asyncio
import logging
import os
import tempfile
from collections.abc import Coroutine
from typing import Any

from strategraph.endpoint.dataset import Dataset
from strategraph.endpoint.formats import unacceptable
from strategraph.endpoint.messages import Answer, Question, encode_question
from strategraph.endpoint.process import WorkerGoneError, WorkerProcess, start_worker
from strategraph.errors import EndpointError
from strategraph.settings import Limits
from strategraph.web import HttpProblem

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

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes that now live."""
        return tuple(sorted(worker.pid for worker in self._workers))

    async def start(self) -> None:
        """Start all workers.

        Raises:
            EndpointError: if the data cannot be opened.
        """
        await asyncio.gather(*(self._add() for _ in range(self.size)))
        self.network_cut = all(worker.network_cut for worker in self._workers)

    async def stop(self) -> None:
        """End all workers, busy or not."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers))
        self._workers.clear()

    async def ask(self, question: Question) -> Answer:
        """Answer a question completely, or say honestly why not.

        Raises:
            HttpProblem: 400 for a faulty query, 406 if its kind has no wished format, 503 if all workers
                are taken, at the deadline, if the worker died or the answer is too large; 500 if the store failed.
        """
        worker = await self._free_worker()
        reply, answer = None, None
        try:
            async with asyncio.timeout(self.limits.deadline_seconds):
                reply, answer = await worker.ask(encode_question(question, self.dataset.base))
        except TimeoutError as fault:
            raise _deadline(self.limits.deadline_seconds) from fault
        except WorkerGoneError as fault:
            raise _gone() from fault
        finally:
            self._idle.put_nowait(worker) if reply is not None else self._replace(worker)
        if answer is None:
            if reply["status"] == "failed":
                logger.error("the store could not be read: %s", reply["message"])
            raise _refusal(reply, self.limits)
        return answer

    async def _free_worker(self) -> WorkerProcess:
        if self._idle.empty() and self._waiting >= self.limits.waiting:
            raise _busy(f"all workers are busy and {self._waiting} requests wait already")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.deadline_seconds):
                while True:
                    worker = await self._idle.get()
                    if worker in self._workers:
                        return worker
        except TimeoutError as fault:
            waited = f"no worker came free within {self.limits.deadline_seconds:g} seconds"
            raise _busy(waited) from fault
        finally:
            self._waiting -= 1

    async def _add(self) -> None:
        worker = await start_worker(self.dataset, self.limits, self._spool)
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
    """How many workers the setting means: 0 is one per processor, and at least two."""
    return limits.workers or max(2, os.cpu_count() or 1)


def _deadline(seconds: float) -> HttpProblem:
    return HttpProblem(
        503,
        f"The query did not end within {seconds:g} seconds and was stopped; ask for less at once.",
        f"Dotaz neskončil do {seconds:g} sekund a byl zastaven; zeptejte se na méně najednou.",
        {"Retry-After": str(int(seconds) or 1)},
    )


def _gone() -> HttpProblem:
    return HttpProblem(
        503,
        "The process that answered the query was ended, by its limits or from outside; if it happens again, ask for less.",
        "Proces, který dotaz zpracovával, byl ukončen (limitem, nebo zvenčí); stane-li se to znovu, zeptejte se na méně.",
        {"Retry-After": "1"},
    )


def _busy(why: str) -> HttpProblem:
    return HttpProblem(
        503,
        f"The server is busy: {why}; try again in a few seconds.",
        "Server je právě zaneprázdněn; zkuste to znovu za několik sekund.",
        {"Retry-After": "5"},
    )


def _refusal(reply: dict[str, str], limits: Limits) -> HttpProblem:
    message = reply.get("message", "")
    if reply["status"] == "malformed":
        return HttpProblem(400, f"The query cannot be parsed: {message}.", f"Dotaz nelze přečíst: {message}.")
    if reply["status"] == "unanswerable":
        return HttpProblem(400, f"The query cannot be evaluated: {message}.", f"Dotaz nelze vyhodnotit: {message}.")
    if reply["status"] == "unacceptable":
        return unacceptable((reply["kind"],))
    if reply["status"] == "too_large":
        most = limits.answer_bytes
        return HttpProblem(
            503,
            f"The answer is larger than {most} bytes, so none of it is sent; ask for less, or use LIMIT and OFFSET.",
            f"Odpověď je delší než {most} bajtů, proto se neposílá ani její část; omezte dotaz, například pomocí LIMIT.",
        )
    return HttpProblem(500, "The store could not be read; the fault is ours and is in the log of the server.")
