"""Progress: how many plans are done, how many a minute, and how long the rest will take."""

import time
from collections.abc import Callable

__all__ = ["Progress"]

_EVERY = 2.0


class Progress:
    """Tells at most every two seconds."""

    def __init__(self, number: int, tell: Callable[[str], None], now: Callable[[], float] = time.monotonic) -> None:
        """Of so many plans; `now` gives seconds."""
        self._number = number
        self._tell = tell
        self._now = now
        self._started = self._told = now()

    def __call__(self, done: int) -> None:
        """So many are done."""
        now = self._now()
        if now - self._told < _EVERY or not done:
            return
        self._told = now
        rate = done / (now - self._started)
        left = (self._number - done) / rate
        self._tell(f"{done} of {self._number} plans, {60 * rate:.0f} a minute, {_span(left)} left")


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
