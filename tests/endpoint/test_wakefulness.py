"""The event loop stays awake for a moment after a single question, and only then."""

import asyncio
import os

import pytest

from strategraph.endpoint import wakefulness
from strategraph.endpoint.wakefulness import Wakefulness

TURNS = 50


async def turns() -> int:
    """How often the loop has something to do at once, in so many rounds of waiting for nothing."""
    loop = asyncio.get_running_loop()
    busy = 0
    for _ in range(TURNS):
        await asyncio.sleep(0)
        busy += len(loop._ready) > 0  # type: ignore[attr-defined]
    return busy


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(wakefulness, "AWAKE_SECONDS", 60.0)


def test_it_stays_awake_for_a_single_question_until_the_reply() -> None:
    async def ask() -> tuple[int, int]:
        awake = Wakefulness()
        assert awake.next_is_alone
        awake.begin()
        assert not awake.next_is_alone
        meanwhile = await turns()
        awake.end()
        await asyncio.sleep(0)
        assert awake.next_is_alone
        return meanwhile, await turns()

    assert asyncio.run(ask()) == (TURNS, 0)


def test_it_falls_asleep_when_the_moment_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wakefulness, "AWAKE_SECONDS", 0.01)

    async def ask() -> int:
        awake = Wakefulness()
        awake.begin()
        await asyncio.sleep(0.05)
        return await turns()

    assert asyncio.run(ask()) == 0


def test_it_does_not_stay_awake_for_several_and_one_of_several_is_not_alone() -> None:
    async def ask() -> tuple[int, int]:
        awake = Wakefulness()
        awake.begin()
        awake.begin()
        await asyncio.sleep(0)
        both = await turns()
        awake.end()
        assert not awake.next_is_alone
        return both, await turns()

    assert asyncio.run(ask()) == (0, 0)


def test_a_single_processor_is_left_to_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})

    async def ask() -> int:
        awake = Wakefulness()
        assert not awake.next_is_alone
        awake.begin()
        return await turns()

    assert asyncio.run(ask()) == 0
