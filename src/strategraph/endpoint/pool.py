"""Several workers behind one door: questions wait for a free one, runaways are ended, the dead are replaced."""

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any

from strategraph.endpoint.dataset import Dataset
from strategraph.endpoint.errand import Errand, Outcome
from strategraph.endpoint.ledger import Ledger
from strategraph.endpoint.memory import available
from strategraph.endpoint.messages import Answer, Question, encode_question
from strategraph.endpoint.process import WorkerProcess
from strategraph.endpoint.refusals import busy
from strategraph.endpoint.waiting import Waiting
from strategraph.endpoint.wakefulness import Wakefulness
from strategraph.endpoint.zygote import Zygote
from strategraph.errors import EndpointError
from strategraph.settings import Limits
from strategraph.web import Alarms, HttpProblem

__all__ = ["Pool", "worker_count"]

logger = logging.getLogger("strategraph.endpoint")
#: Pause before a worker is started again after a failed start (seconds).
PAUSE_SECONDS = 0.2
#: A question that waits longer gets one more worker, if there may be one: at once if none of the others has come free in that
#: time, else only after so many times, and all that wait together get one in such a time. Where the queue moves, more workers
#: take processors and memory from those that it has.
PATIENCE_SECONDS, MOVING_TIMES = 0.1, 6


class Pool:
    """Worker processes for one dataset; to be started, asked and stopped in one event loop.

    `size` of them stand ready. While all are busy and questions wait, more are made, up to `limits.most_workers`, so
    that long questions do not hold up short ones. Pools of the same dataset may share a zygote, and so its memory. `ended`
    counts the workers that are gone.
    """

    def __init__(self, dataset: Dataset, limits: Limits, size: int, zygote: Zygote | None = None) -> None:
        self.dataset = dataset
        self.limits = limits
        self.size = size
        self.most = max(size, limits.most_workers)
        self.zygote = zygote or Zygote(dataset, limits)
        self._idle: list[WorkerProcess] = []
        self._workers: set[WorkerProcess] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = Waiting()
        self.alarms = Alarms()
        self._coming = 0
        self._last_free = self._last_added = 0.0
        self.ended = 0
        self.wakefulness = Wakefulness()
        self._ledger: Ledger | None = None

    @property
    def network_cut(self) -> bool:
        """Whether the workers are in a network namespace of their own, without a way out."""
        return self.zygote.network_cut

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes that now live."""
        return tuple(sorted(worker.pid for worker in self._workers))

    @property
    def idle(self) -> int:
        """How many workers have nothing to do."""
        return sum(worker in self._workers for worker in self._idle)

    @property
    def waiting(self) -> int:
        """How many questions wait for a worker."""
        return len(self._waiting)

    async def start(self) -> None:
        """Start all workers.

        Raises:
            EndpointError: if the data cannot be opened.
        """
        await self.zygote.start(self._turn_over)
        self._ledger = Ledger(2 * self.most)
        await asyncio.gather(*(self._add() for _ in range(self.size)))

    async def stop(self) -> None:
        """End all workers, busy or not; whoever waits for one is told that none came free."""
        self._send_away()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers))
        self._workers.clear()
        self._send_away()  # those whose worker had not begun with them
        await self.zygote.stop()
        if self._ledger:
            self._ledger.close()
            self._ledger = None

    async def ask(
        self, question: Question, working: Callable[[], AbstractContextManager[None]] = nullcontext, client: str = ""
    ) -> Answer:
        """Answer a question completely, or say honestly why not; while a worker has it, one is within `working()`.

        Where questions wait, clients take turns.

        Raises:
            HttpProblem: 400 for a faulty query, 406 if the answer cannot be written in a wished format, 503 if all
                workers are taken, at the deadline, if the worker died, the answer is too large or finds no room on the
                disk; 500 if the store failed.
            NoIriError: 400 for a term or a graph that is no IRI.
        """
        ended: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

        def told(outcome: Outcome) -> None:
            if not ended.done():
                ended.set_result(outcome)
            elif isinstance(outcome, Answer):
                outcome.close()

        errand = self.send(question, told, working, client)
        try:
            outcome = await ended
        except asyncio.CancelledError:
            self._waiting.drop(errand)
            errand.give_up()
            raise
        if isinstance(outcome, HttpProblem):
            raise outcome
        return outcome

    def send(
        self,
        question: Question,
        told: Callable[[Outcome], None],
        working: Callable[[], AbstractContextManager[None]] = nullcontext,
        client: str = "",
    ) -> Errand:
        """The same without waiting: `told` is called with the answer, or with what `ask` raises, maybe before this returns.

        Raises:
            HttpProblem: 503 if as many questions wait as may.
        """
        if len(self._waiting) >= self.limits.waiting and not self.idle:
            raise busy(f"all workers are busy and {len(self._waiting)} requests wait already")
        frame = encode_question(question, self.dataset.base, self.wakefulness.next_is_alone)
        errand = Errand(self, frame, question.query, told, working(), client)
        self.hand_on(errand)
        return errand

    def hand_on(self, errand: Errand) -> None:
        """Have a worker that has nothing to do begin with a question, or the next that comes free."""
        worker = self._idle_worker()
        if worker:
            errand.begin(worker)
        else:
            self._waiting.put(errand)
            self._be_patient(errand, 1)

    def take_back(self, worker: WorkerProcess, sound: bool) -> None:
        """After a question: keep the worker, or put a fresh one in its place, or do without it."""
        self._last_free = asyncio.get_running_loop().time()
        stays = sound and not worker.gave_way and worker.generation == self.zygote.generation
        if stays and (len(self._workers) <= self.size or self._waiting):
            self._give(worker)
        else:
            self._replace(worker)

    def _idle_worker(self) -> WorkerProcess | None:
        """A worker that has nothing to do, if there is one; those that ended meanwhile are passed over."""
        while self._idle:
            worker = self._idle.pop()
            if worker in self._workers:
                return worker
        return None

    def _give(self, worker: WorkerProcess) -> None:
        """A worker has nothing to do: the question whose turn it is is next."""
        errand = self._waiting.take() if worker in self._workers else None
        if errand is None:
            self._idle.append(worker)
        else:
            errand.begin(worker)

    def _send_away(self) -> None:
        for errand in list(self._waiting):
            self._unserved(errand)

    def _unserved(self, errand: Errand) -> None:
        self._waiting.drop(errand)
        errand.unserved()

    def _be_patient(self, errand: Errand, times: int) -> None:
        """See again, in a while, whether a question still waits."""
        at = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        if at < errand.limit:
            self.alarms.set(errand, at, partial(self._see, errand, times))
        else:
            self._wait_to_the_end(errand)

    def _wait_to_the_end(self, errand: Errand) -> None:
        self.alarms.set(errand, errand.limit, partial(self._unserved, errand))

    def _see(self, errand: Errand, times: int) -> None:
        """One more worker for a question that waits, if the memory that it may take is free; not yet while the queue moves."""
        now = asyncio.get_running_loop().time()
        is_early = times < MOVING_TIMES or now - self._last_added < MOVING_TIMES * PATIENCE_SECONDS
        if is_early and self._moves:
            self._be_patient(errand, times + 1)
            return
        self._wait_to_the_end(errand)
        if self._number < self.most and available() > self.limits.worker_memory_bytes:
            self._last_added = now
            self._grow()

    @property
    def _moves(self) -> bool:
        """Whether workers come free one after another, and no more are held by long questions than were added for them."""
        is_recent = asyncio.get_running_loop().time() - self._last_free < PATIENCE_SECONDS
        return is_recent and sum(not worker.gave_way for worker in self._workers) >= self.size

    @property
    def _number(self) -> int:
        """The workers that live, and those that are being made."""
        return len(self._workers) + self._coming

    def _grow(self) -> None:
        self._coming += 1
        self._spawn(self._grown())

    async def _grown(self) -> None:
        """Make a worker; try again as long as there are fewer than stand ready."""
        try:
            while True:
                try:
                    await self._add()
                    return
                except (EndpointError, OSError) as fault:
                    logger.error("a worker process could not be started: %s", fault)
                    await asyncio.sleep(PAUSE_SECONDS)
                    if len(self._workers) >= self.size:
                        return
        finally:
            self._coming -= 1

    async def _add(self) -> None:
        if self._ledger is None:
            raise EndpointError("The workers have not been started, or have been stopped.")
        place = self._ledger.give()
        try:
            worker = await self.zygote.fork(self._ledger, place)
        except BaseException:
            self._ledger.take_back(place)
            raise
        self._workers.add(worker)
        self._spawn(self._watch(worker))
        self._give(worker)

    async def _watch(self, worker: WorkerProcess) -> None:
        """Replace a worker that ends by itself."""
        await worker.wait()
        self._replace(worker)

    def _replace(self, worker: WorkerProcess) -> None:
        if worker in self._workers:
            self._workers.discard(worker)
            self.ended += 1
            self._spawn(self._renew(worker))

    async def _renew(self, worker: WorkerProcess) -> None:
        await worker.end()
        if self._number < self.size or self._waiting:
            self._grow()

    def _turn_over(self) -> None:
        """Replace the idle workers of a zygote that died; the busy ones follow after their question."""
        for worker in [one for one in self._idle if one.generation != self.zygote.generation]:
            self._idle.remove(worker)
            self._replace(worker)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def worker_count(limits: Limits) -> int:
    """How many workers the setting means: 0 is one per processor, and at least four, so that a few runaways stop nobody."""
    return limits.workers or max(4, os.cpu_count() or 1)
