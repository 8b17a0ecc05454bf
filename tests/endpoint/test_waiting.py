"""Whose turn it is among questions that wait for a worker."""

import asyncio
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from running import SERVING
from strategraph.endpoint import Pool, Question, dataset_of_file
from strategraph.endpoint import pool as pools
from strategraph.endpoint.waiting import Waiting
from strategraph.settings import Limits


@dataclass(frozen=True)
class Asked:
    """A question as far as its turn goes."""

    client: str
    number: int


def filled(clients: str) -> Waiting:
    waiting = Waiting()
    for number, client in enumerate(clients):
        waiting.put(Asked(client, number))  # type: ignore[arg-type]
    return waiting


@pytest.mark.parametrize(
    ("clients", "order"), [("", ""), ("aaa", "012"), ("aaaab", "041" "23"), ("aabbcc", "024135"), ("abacada", "013524" "6")]
)  # fmt: skip
def test_clients_take_turns_and_each_asks_in_its_order(clients: str, order: str) -> None:
    waiting = filled(clients)
    taken = [waiting.take() for _ in clients]
    assert "".join(str(one.number) for one in taken) == order  # type: ignore[union-attr]
    assert waiting.take() is None
    assert len(waiting) == 0


@given(st.text(alphabet="abc", max_size=20), st.sets(st.integers(0, 19)))
def test_who_goes_away_is_passed_over_and_all_others_are_taken_once(clients: str, gone: set[int]) -> None:
    waiting = filled(clients)
    for errand in list(waiting):
        if errand.number in gone:  # type: ignore[attr-defined]
            waiting.drop(errand)
            waiting.drop(errand)
    left = [number for number in range(len(clients)) if number not in gone]
    assert len(waiting) == len(list(waiting)) == len(left)
    taken = [waiting.take().number for _ in left]  # type: ignore[union-attr]
    assert sorted(taken) == left
    for client in "abc":
        its = [number for number in taken if clients[number] == client]
        assert its == sorted(its)


def test_a_question_of_another_client_waits_for_one_of_many_and_not_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "PATIENCE_SECONDS", 60)
    ended: list[str] = []

    async def ask(pool: Pool, client: str, number: int) -> None:
        await pool.ask(Question(f"ASK {{}} # {number}", {"solutions": "json"}), client=client)
        ended.append(f"{client}{number}")

    async def ask_all() -> None:
        pool = Pool(dataset_of_file(SERVING, "http://localhost/"), Limits(), 1)
        try:
            await pool.start()
            await asyncio.gather(*(ask(pool, "a", number) for number in range(6)), ask(pool, "b", 0))
        finally:
            await pool.stop()

    asyncio.run(ask_all())
    assert ended == ["a0", "a1", "b0", "a2", "a3", "a4", "a5"]
