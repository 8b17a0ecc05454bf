"""Alarms ring when they are due, once, unless they are dropped; and one timer serves them all."""

import asyncio
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.web import Alarms


class Loop:
    """An event loop whose time goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: dict[int, tuple[float, Callable[[], None]]] = {}
        self.made = 0

    def time(self) -> float:
        return self.now

    def call_at(self, at: float, call: Callable[[], None]) -> Any:
        self.made += 1
        number, loop = self.made, self
        self.timers[number] = at, call

        class Timer:
            def cancel(self) -> None:
                del loop.timers[number]

        return Timer()

    def go_on(self, until: float) -> None:
        while self.timers:
            number, (at, call) = min(self.timers.items(), key=lambda each: each[1][0])
            if at > until:
                break
            del self.timers[number]
            self.now = max(self.now, at)
            call()
        self.now = until


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> Loop:
    made = Loop()
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: made)
    return made


STEPS = st.one_of(
    st.tuples(st.just("set"), st.sampled_from("abcd"), st.integers(0, 9)),
    st.tuples(st.just("drop"), st.sampled_from("abcd"), st.just(0)),
    st.tuples(st.just("go on"), st.just(""), st.integers(0, 9)),
)


@given(st.lists(STEPS, max_size=40))
def test_each_rings_once_when_it_is_due(steps: list[tuple[str, str, int]]) -> None:
    loop, rung, expected = Loop(), list[tuple[float, str, int]](), list[tuple[float, str, int]]()
    due: dict[str, tuple[float, int]] = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asyncio, "get_running_loop", lambda: loop)
        alarms = Alarms()
        for number, (what, owner, seconds) in enumerate(steps):
            if what == "set":
                due[owner] = loop.now + seconds, number
                alarms.set(owner, loop.now + seconds, lambda o=owner, n=number: rung.append((loop.now, o, n)))  # type: ignore[misc]
            elif what == "drop":
                due.pop(owner, None)
                alarms.drop(owner)
            else:
                until = loop.now + seconds
                for one, (at, set_by) in list(due.items()):
                    if at <= until:
                        expected.append((at, one, set_by))
                        del due[one]
                loop.go_on(until)
            assert sorted(rung) == sorted(expected)
            assert len(alarms) == len(due)
            assert len(loop.timers) <= 1


def test_thousands_that_are_dropped_in_time_need_a_timer_now_and_then(loop: Loop) -> None:
    alarms = Alarms()
    for number in range(5000):
        loop.go_on(loop.now + 0.001)
        alarms.set(number, loop.now + 0.05, lambda: pytest.fail("it was dropped"))
        alarms.drop(number)
    loop.go_on(math.inf)
    assert loop.made <= 102


def test_one_that_rings_may_drop_and_set_others(loop: Loop) -> None:
    alarms, rung = Alarms(), list[str]()

    def first() -> None:
        rung.append("first")
        alarms.drop("second")
        alarms.set("third", loop.now + 1, lambda: rung.append("third, later"))

    alarms.set("first", 1, first)
    alarms.set("second", 1, lambda: rung.append("second"))
    alarms.set("third", 1, lambda: rung.append("third"))
    loop.go_on(1.5)
    assert rung == ["first"]
    loop.go_on(2)
    assert rung == ["first", "third, later"]


def test_a_loop_that_is_a_little_early_does_not_turn_in_vain(loop: Loop) -> None:
    alarms, rung = Alarms(), list[str]()
    alarms.set("one", 1.0004, lambda: rung.append("one"))
    loop.now = 1.0  # time by milliseconds
    ((_, call),) = loop.timers.values()
    loop.timers.clear()
    call()
    assert rung == ["one"]
    assert not loop.timers


def test_one_that_fails_keeps_no_other_from_ringing(loop: Loop) -> None:
    alarms, rung = Alarms(), list[str]()

    def fail() -> None:
        raise OSError("no such file")

    alarms.set("first", 1, fail)
    alarms.set("second", 1, lambda: rung.append("second"))
    alarms.set("third", 2, lambda: rung.append("third"))
    with pytest.raises(OSError, match="no such file"):
        loop.go_on(1)
    assert rung == []
    loop.go_on(1.5)
    assert rung == ["second"]
    loop.go_on(2)
    assert rung == ["second", "third"]
