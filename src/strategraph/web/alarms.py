"""One timer of the event loop for all that is to be looked at later: timers for each request take a tenth of its time."""

import asyncio
import math
from collections.abc import Callable, Hashable

__all__ = ["Alarms"]

#: The loop keeps time by milliseconds, and may be one early.
_EARLY_SECONDS = 0.001


class Alarms:
    """What is to be called, and when; each owner has one alarm at most. For one event loop.

    The timer stands at the earliest alarm that was ever set since it rang last: nearly all are dropped before that.
    """

    def __init__(self) -> None:
        self._due: dict[Hashable, tuple[float, Callable[[], None]]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._at = math.inf

    def __len__(self) -> int:
        return len(self._due)

    def set(self, owner: Hashable, at: float, ring: Callable[[], None]) -> None:
        """Have `ring` called at a time of the loop, in place of what the owner had set before."""
        self._due[owner] = at, ring
        if at < self._at:
            self._rouse(at)

    def drop(self, owner: Hashable) -> None:
        """The owner wants to be called no more."""
        self._due.pop(owner, None)

    def _rouse(self, at: float) -> None:
        if self._timer:
            self._timer.cancel()
        self._at, self._timer = at, asyncio.get_running_loop().call_at(at, self._ring)

    def _ring(self) -> None:
        self._at, self._timer = math.inf, None
        now = asyncio.get_running_loop().time() + _EARLY_SECONDS
        try:
            for owner, alarm in [(owner, alarm) for owner, alarm in self._due.items() if alarm[0] <= now]:
                if self._due.get(owner) is alarm:  # else another one has dropped or set it
                    del self._due[owner]
                    alarm[1]()
        finally:  # those behind one that fails ring with the next turn of the loop
            earliest = min((at for at, _ in self._due.values()), default=math.inf)
            if earliest < self._at:
                self._rouse(earliest)
