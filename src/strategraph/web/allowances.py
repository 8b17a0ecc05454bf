"""What one client may use: requests at once, and query time within a minute; counted in memory that is bounded."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from strategraph.settings import Limits
from strategraph.web.problems import HttpProblem

__all__ = ["WINDOW_SECONDS", "Allowances", "Visit"]

#: Query time counts for so long after the query has ended, and up to a second more: time is kept by whole seconds.
WINDOW_SECONDS = 60


@dataclass(slots=True)
class _Account:
    """What a client has under way, and what it spent: pairs of a second of the clock and the time that ended in it."""

    open: int = 0
    began: list[float] = field(default_factory=list)
    spent: deque[tuple[int, float]] = field(default_factory=deque)

    def forget(self, now: float) -> None:
        """Let go of what ended more than a minute ago."""
        while self.spent and self.spent[0][0] + 1 + WINDOW_SECONDS <= now:
            self.spent.popleft()

    def used(self, now: float) -> float:
        """Query time that counts now, that of queries which still run included (seconds)."""
        self.forget(now)
        return sum(seconds for _, seconds in self.spent) + sum(max(0.0, now - start) for start in self.began)

    def spend(self, seconds: float, now: float) -> None:
        """Note time that has ended; there is one pair for a second, so at most one more than the minute has."""
        self.forget(now)
        second = math.floor(now)
        if self.spent and self.spent[-1][0] == second:
            seconds += self.spent.pop()[1]
        self.spent.append((second, seconds))


class Allowances:
    """The accounts of at most `limits.clients` clients; a limit of 0 is none.

    A client without a request under way is forgotten when its minute is over, or when its place is needed, the one that
    has rested longest first.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self.requests = limits.client_requests or math.inf
        self.seconds = limits.client_seconds or math.inf
        self.clients = limits.clients
        self.clock = clock
        self._present: dict[str, _Account] = {}
        self._resting: dict[str, _Account] = {}

    def __len__(self) -> int:
        return len(self._present) + len(self._resting)

    def enter(self, client: str) -> "Visit":
        """Begin a request of a client; the visit has to be left when it is answered.

        Raises:
            HttpProblem: 429 if the client has as many under way as it may, 503 if all places are taken by others.
        """
        account = self._present.get(client) or self._resting.pop(client, None)
        if account is None:
            self._make_room()
            account = _Account()
        if account.open >= self.requests:
            raise _too_many(account.open)
        account.open += 1
        self._present[client] = account
        return Visit(self, client, account)

    def leave(self, client: str) -> None:
        """A request of a client has been answered."""
        account = self._present[client]
        account.open -= 1
        if not account.open:
            del self._present[client]
            if account.spent:
                self._resting[client] = account

    def _make_room(self) -> None:
        now = self.clock()
        for client, account in list(islice(self._resting.items(), 2)):
            account.forget(now)
            if not account.spent:
                del self._resting[client]
        if len(self) >= self.clients:
            if not self._resting:
                raise _too_many_clients(len(self))
            del self._resting[next(iter(self._resting))]


class Visit:
    """One request of a client."""

    def __init__(self, allowances: Allowances, client: str, account: _Account) -> None:
        self.client = client
        self._allowances = allowances
        self._account = account

    @property
    def requests_left(self) -> float:
        """How many more requests the client may begin now."""
        return self._allowances.requests - self._account.open

    @property
    def seconds_left(self) -> float:
        """How much query time the client has left."""
        if self._allowances.seconds == math.inf:
            return math.inf
        return max(0.0, self._allowances.seconds - self._account.used(self._allowances.clock()))

    @property
    def wait_seconds(self) -> int:
        """How long until there is query time again, in whole seconds; 0 if there is some."""
        if self._allowances.seconds == math.inf:
            return 0
        now = self._allowances.clock()
        left = self._account.used(now)
        if left < self._allowances.seconds:
            return 0
        for second, seconds in self._account.spent:
            left -= seconds
            if left < self._allowances.seconds:
                return max(1, math.ceil(second + 1 + WINDOW_SECONDS - now))
        return WINDOW_SECONDS

    def check(self) -> None:
        """See that there is query time left before a query is let in; one that was let in is finished.

        Raises:
            HttpProblem: 429 if there is none.
        """
        wait = self.wait_seconds
        if wait:
            raise _too_long(self._account.used(self._allowances.clock()), self._allowances.seconds, wait)

    def working(self) -> "_Working":
        """Within this, time counts, however it ends."""
        return _Working(self._allowances, self._account)

    def leave(self) -> None:
        """The request has been answered."""
        self._allowances.leave(self.client)


class _Working:
    """The time of one query."""

    def __init__(self, allowances: Allowances, account: _Account) -> None:
        self._allowances = allowances
        self._account = account
        self._started = 0.0

    def __enter__(self) -> None:
        self._started = self._allowances.clock()
        self._account.began.append(self._started)

    def __exit__(self, *fault: object) -> None:
        self._account.began.remove(self._started)
        now = self._allowances.clock()
        if self._allowances.seconds < math.inf:
            self._account.spend(now - self._started, now)


def _too_many(number: int) -> HttpProblem:
    return HttpProblem(
        429,
        f"{number} requests of your address are under way, which is the limit; wait until one of them is answered.",
        f"Z vaší adresy se už vyřizuje {number} požadavků, víc jich být nesmí; počkejte, až bude některý vyřízen.",
        {"Retry-After": "1"},
    )


def _too_long(used: float, limit: float, wait: int) -> HttpProblem:
    return HttpProblem(
        429,
        f"Queries of your address took {used:.1f} seconds within a minute, {limit:g} are the limit; "
        f"go on in {wait} seconds, and ask for less at once.",
        f"Dotazy z vaší adresy trvaly za minutu celkem {used:.1f} s, smějí nejvýše {limit:g} s; "
        f"pokračujte za {wait} s a ptejte se na méně najednou.",
        {"Retry-After": str(wait)},
    )


def _too_many_clients(number: int) -> HttpProblem:
    return HttpProblem(
        503,
        f"The server is busy: requests from {number} addresses are under way; try again in a few seconds.",
        f"Server je zaneprázdněn požadavky z {number} adres; zkuste to za několik sekund.",
        {"Retry-After": "5"},
    )
