"""Wakefulness: to wake a process on another processor takes longer than a short question, so for a moment nobody falls asleep."""

import asyncio
import os
from time import perf_counter

__all__ = ["Wakefulness"]

#: So long a reply is awaited awake (seconds).
AWAKE_SECONDS = 0.0003


class Wakefulness:
    """Keeps the event loop from falling asleep while a question is new and the only one; it does all else meanwhile.

    Where several are being answered something always comes, and staying awake would take their time. So it would with a
    single processor, which the worker needs.
    """

    def __init__(self) -> None:
        self._is_of_use = len(os.sched_getaffinity(0)) > 1
        self._asked = 0
        self._until = 0.0
        self._turns = False

    @property
    def next_is_alone(self) -> bool:
        """Whether a question would be the only one, so that its worker, too, may stay awake after it."""
        return self._is_of_use and not self._asked

    def begin(self) -> None:
        """A worker begins with a question."""
        self._until = perf_counter() + AWAKE_SECONDS if self.next_is_alone else 0.0
        self._asked += 1
        if self._until and not self._turns:
            self._turns = True
            asyncio.get_running_loop().call_soon(self._turn)

    def end(self) -> None:
        """It has replied, or will not."""
        self._asked -= 1
        self._until = 0.0

    def _turn(self) -> None:
        """Have the loop go round once more."""
        self._turns = perf_counter() < self._until
        if self._turns:
            asyncio.get_running_loop().call_soon(self._turn)
