"""A question on its way: it waits for a worker, is worked on for so long and no longer, and whoever sent it is told once how it ended."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol

from strategraph.endpoint.messages import Answer
from strategraph.endpoint.process import UnreadError, WorkerGoneError, WorkerProcess
from strategraph.endpoint.refusals import busy, deadline, gone, refusal
from strategraph.endpoint.wakefulness import Wakefulness
from strategraph.settings import Limits
from strategraph.web import Alarms, HttpProblem

__all__ = ["Errand", "Outcome", "Workers"]

logger = logging.getLogger("strategraph.endpoint")
#: An answer, or why there is none.
Outcome = Answer | HttpProblem
#: A worker that has taken more processor time for one question lets others go first, and is replaced afterwards. Time that
#: it waited for a processor does not count: where many ask at once, replacing workers would take what answers need.
LONG_SECONDS = 0.5
#: It is not looked at more often.
LEAST_SECONDS = 0.05


class Workers(Protocol):
    """Where the workers come from."""

    limits: Limits
    most: int
    wakefulness: Wakefulness
    alarms: Alarms

    def take_back(self, worker: WorkerProcess, sound: bool) -> None:
        """After a question: whether the worker can be asked again."""

    def hand_on(self, errand: "Errand") -> None:
        """Give a question to another worker."""


class Errand:
    """One question, as a frame (`encode_question`); `told` is called once, with its outcome, in the event loop.

    It ends at `limit`, a time of the event loop. While a worker has it, one is within `working`. `client` tells whose it is. It is
    the owner of an alarm, which whoever has it wait sets.
    """

    def __init__(
        self,
        workers: Workers,
        frame: bytes,
        query: str,
        told: Callable[[Outcome], None],
        working: AbstractContextManager[None],
        client: str,
    ) -> None:
        self.client = client
        self._workers = workers
        self._frame = frame
        self._query = query
        self._told = told
        self._working = working
        self._loop = asyncio.get_running_loop()
        self.limit = self._loop.time() + workers.limits.deadline_seconds
        #: Each worker may be gone when it is asked, if somebody ended them all.
        self._tries = workers.most
        self._worker: WorkerProcess | None = None

    def begin(self, worker: WorkerProcess) -> None:
        """Have a worker work on it."""
        self._worker = worker
        self._workers.alarms.set(self, min(self._loop.time() + LEAST_SECONDS, self.limit), self._look)
        self._working.__enter__()
        self._workers.wakefulness.begin()
        worker.begin(self._frame, self._replied)

    def unserved(self) -> None:
        """Say that no worker came free."""
        self._workers.alarms.drop(self)
        self._told(busy(f"no worker came free within {self._workers.limits.deadline_seconds:g} seconds"))

    def give_up(self) -> None:
        """Nobody waits for the outcome any more; the worker, if one has begun, is not asked again."""
        self._workers.alarms.drop(self)
        if self._worker:
            self._worker.expire()

    def _look(self) -> None:
        """See how long the worker has been at it: it gives way after a while, and is waited for no longer at the limit."""
        assert self._worker is not None
        now, left = self._loop.time(), LONG_SECONDS - self._worker.seconds
        if now >= self.limit:
            self._worker.expire()
            return
        again = now + max(left, LEAST_SECONDS)
        if left <= 0:
            self._worker.give_way()
            again = self.limit
        self._workers.alarms.set(self, min(again, self.limit), self._look)

    def _replied(self, reply: dict[str, Any], answer: Answer | None, fault: Exception | None) -> None:
        assert self._worker is not None
        self._workers.alarms.drop(self)
        self._workers.wakefulness.end()
        self._working.__exit__(None, None, None)
        worker, self._worker = self._worker, None
        self._workers.take_back(worker, fault is None)
        if isinstance(fault, UnreadError) and self._tries > 0:
            self._tries -= 1
            self._workers.hand_on(self)
            return
        self._told(answer or self._refused(reply, fault))

    def _refused(self, reply: dict[str, Any], fault: Exception | None) -> HttpProblem:
        """Why there is no answer, as an error that can be sent."""
        if isinstance(fault, WorkerGoneError):
            return gone()
        if fault:
            return deadline(self._workers.limits.deadline_seconds)
        if reply["status"] in ("failed", "unspooled"):
            logger.error("a worker %s: %s", reply["status"], reply["message"])
        return refusal(reply, self._workers.limits, self._query)
