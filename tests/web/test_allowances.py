"""What one client may use, against a model that remembers everything, with a clock that is moved by hand."""

import math
from dataclasses import dataclass

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from strategraph.settings import Limits
from strategraph.web import Allowances, HttpProblem, Visit

CLIENTS, SECONDS, REQUESTS = "abc", 5.0, 3


@dataclass
class Clock:
    now: float = 1000.25

    def __call__(self) -> float:
        return self.now


def ledger(clock: Clock, **limits: float) -> Allowances:
    chosen = {"client_requests": REQUESTS, "client_seconds": SECONDS, "clients": 3} | limits
    return Allowances(Limits(**chosen), clock)  # type: ignore[arg-type]


def refused(allowances: Allowances, client: str) -> HttpProblem:
    with pytest.raises(HttpProblem) as caught:
        allowances.enter(client)
    return caught.value


def spend(allowances: Allowances, clock: Clock, client: str, seconds: float) -> None:
    visit = allowances.enter(client)
    visit.check()
    with visit.working():
        clock.now += seconds
    visit.leave()


class EverythingRemembered(RuleBasedStateMachine):
    """Three clients with requests that come, work, rest and go, as the ledger counts them and as a list does."""

    visits = Bundle("visits")
    working = Bundle("working")

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.allowances = ledger(self.clock)
        self.open = dict.fromkeys(CLIENTS, 0)
        self.ended: list[tuple[str, float, float]] = []
        self.running: list[tuple[str, float]] = []

    def used(self, client: str, seconds: float, later: float = 0) -> float:
        """The time of a client whose end is less than so many seconds ago, and that of what still runs; now, or later."""
        now = self.clock.now + later
        ended = sum(took for one, end, took in self.ended if one == client and end > now - seconds)
        return ended + sum(now - start for one, start in self.running if one == client)

    def works(self, client: str) -> bool:
        return any(one == client for one, _ in self.running)

    @rule(target=visits, client=st.sampled_from(CLIENTS))
    def enter(self, client: str) -> tuple[str, Visit] | None:
        if self.open[client] >= REQUESTS:
            problem = refused(self.allowances, client)
            assert (problem.status, problem.headers) == (429, {"Retry-After": "1"})
            return None
        self.open[client] += 1
        return client, self.allowances.enter(client)

    @rule(target=working, visit=consumes(visits))
    def begin(self, visit: tuple[str, Visit] | None) -> object:
        if visit is None:
            return None
        within = visit[1].working()
        within.__enter__()
        self.running.append((visit[0], self.clock.now))
        return visit, within, self.clock.now

    @rule(target=visits, work=consumes(working))
    def end(self, work: object) -> object:
        if work is None:
            return None
        (client, visit), within, start = work  # type: ignore[misc]
        within.__exit__(None, None, None)
        self.running.remove((client, start))
        self.ended.append((client, self.clock.now, self.clock.now - start))
        return client, visit

    @rule(visit=consumes(visits))
    def leave(self, visit: tuple[str, Visit] | None) -> None:
        if visit is not None:
            visit[1].leave()
            self.open[visit[0]] -= 1

    @rule(visit=visits)
    def check(self, visit: tuple[str, Visit] | None) -> None:
        """Let in if a minute and a second hold little enough, sent away if a minute holds too much; told when to come."""
        if visit is None:
            return
        client, found = visit
        if not found.wait_seconds:
            found.check()
            assert self.used(client, 60) < SECONDS + 1e-6
            return
        with pytest.raises(HttpProblem) as caught:
            found.check()
        wait = int(caught.value.headers["Retry-After"])
        assert (caught.value.status, wait, found.seconds_left) == (429, found.wait_seconds, 0)
        assert self.used(client, 61) >= SECONDS - 1e-6
        assert 1 <= wait <= 61
        assert self.used(client, 61, wait - 1.001) >= SECONDS - 1e-6 or self.works(client)
        self.clock.now += wait
        assert found.wait_seconds == 0 or self.works(client)

    @rule(seconds=st.sampled_from([0.001, 0.3, 1.0, 2.5, 7.0, 30.0, 59.0, 61.0]))
    def time_goes_by(self, seconds: float) -> None:
        self.clock.now += seconds

    @invariant()
    def nobody_else_is_kept(self) -> None:
        assert len(self.allowances) <= len(CLIENTS)


EverythingRemembered.TestCase.settings = hypothesis_settings(max_examples=150, stateful_step_count=40, deadline=None)
TestEverythingRemembered = EverythingRemembered.TestCase


def test_time_is_given_back_a_minute_after_the_query_ended() -> None:
    clock = Clock(0.0)
    allowances = ledger(clock)
    spend(allowances, clock, "a", 3.0)
    spend(allowances, clock, "a", 3.0)
    visit = allowances.enter("a")
    with pytest.raises(HttpProblem) as caught:
        visit.check()
    assert caught.value.detail == (
        "Queries of your address took 6.0 seconds within a minute, 5 are the limit; go on in 58 seconds, and ask for "
        "less at once."
    )
    assert caught.value.headers == {"Retry-After": "58"}
    clock.now += 57.9
    assert (visit.seconds_left, visit.wait_seconds) == (0, 1)
    clock.now += 0.1
    assert (visit.seconds_left, visit.wait_seconds) == (2.0, 0)
    visit.check()
    clock.now += 3
    assert visit.seconds_left == 5.0


def test_what_still_runs_counts_already() -> None:
    clock = Clock()
    visit = ledger(clock).enter("a")
    with visit.working(), visit.working():
        clock.now += 2
        assert visit.seconds_left == 1
        clock.now += 1
        assert (visit.seconds_left, visit.wait_seconds) == (0, 60)


def test_many_short_queries_count_as_a_long_one_does() -> None:
    clock = Clock()
    allowances = ledger(clock)
    for _ in range(499):
        spend(allowances, clock, "a", 0.01)
    assert allowances.enter("a").seconds_left == pytest.approx(0.01)


def test_one_client_does_not_use_up_what_another_has() -> None:
    clock = Clock()
    allowances = ledger(clock)
    spend(allowances, clock, "a", 9)
    visits = [allowances.enter("a") for _ in range(REQUESTS)]
    assert refused(allowances, "a").detail == (
        "3 requests of your address are under way, which is the limit; wait until one of them is answered."
    )
    allowances.enter("b").check()
    visits[0].leave()
    assert allowances.enter("a").requests_left == 0


def test_a_limit_of_nothing_is_none() -> None:
    clock = Clock()
    allowances = ledger(clock, client_requests=0, client_seconds=0)
    for _ in range(20):
        spend(allowances, clock, "a", 50)
    visits = [allowances.enter("a") for _ in range(1000)]
    visits[0].check()
    assert visits[0].requests_left == visits[0].seconds_left == math.inf


def test_no_more_clients_are_kept_than_there_are_places() -> None:
    clock = Clock()
    allowances = ledger(clock)
    for client in "abcd":
        spend(allowances, clock, client, 4)
    assert len(allowances) == 3
    assert [allowances.enter(client).seconds_left for client in "bcd"] == [1, 1, 1]  # "a" has rested longest
    problem = refused(allowances, "a")
    assert (problem.status, problem.headers) == (503, {"Retry-After": "5"})
    assert problem.detail == "The server is busy: requests from 3 addresses are under way; try again in a few seconds."


def test_a_client_takes_a_place_only_while_there_is_something_to_count() -> None:
    clock = Clock()
    allowances = ledger(clock, clients=100)
    allowances.enter("a").leave()
    assert len(allowances) == 0
    for number in range(90):
        spend(allowances, clock, f"client {number}", 0.01)
    clock.now += 62
    for number in range(90):
        allowances.enter(f"another {number}").leave()
    assert len(allowances) == 0


def test_a_client_that_asks_without_end_is_kept_in_a_minute_of_numbers() -> None:
    clock = Clock()
    allowances = ledger(clock, client_seconds=10_000)
    for _ in range(2000):
        spend(allowances, clock, "a", 0.25)
    assert len(allowances.enter("a")._account.spent) <= 61
