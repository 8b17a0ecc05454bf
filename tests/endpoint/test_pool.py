"""Runaways, the dead, the queue, and answers that are too long."""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from running import Running, running
from strategraph.endpoint import Pool, dataset_of_file
from strategraph.errors import EndpointError
from strategraph.settings import Limits

RUNAWAY = "SELECT (COUNT(*) AS ?n) {" + "".join(f"?a{i} ?b{i} ?c{i}." for i in range(12)) + "}"
DEADLINE = 1.5


def timed(server: Running, query: str) -> tuple[int, float]:
    started = time.monotonic()
    return server.ask(query).status_code, time.monotonic() - started


def test_a_runaway_is_ended_at_its_deadline_and_harms_nobody() -> None:
    with running(Limits(workers=2, deadline_seconds=DEADLINE)) as server, ThreadPoolExecutor() as threads:
        before = server.app.state.pool.pids
        runaway = threads.submit(timed, server, RUNAWAY)
        time.sleep(0.2)
        assert [timed(server, "ASK {}")[0] for _ in range(20)] == [200] * 20
        status, took = runaway.result()
        assert status == 503
        assert DEADLINE <= took < DEADLINE + 0.5
        assert wait_for(lambda: len(server.app.state.pool.pids) == 2)
        assert len(set(before) & set(server.app.state.pool.pids)) == 1
        assert timed(server, "ASK {}")[0] == 200


def test_the_deadline_says_when_to_come_again() -> None:
    with running(Limits(workers=1, deadline_seconds=0.3)) as server:
        answer = server.ask(RUNAWAY)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert (
            answer.json()["detail"] == "The query did not end within 0.3 seconds and was stopped; ask for less at once."
        )


def test_a_worker_killed_in_mid_query_is_an_honest_error_and_is_replaced() -> None:
    with running(Limits(workers=1, deadline_seconds=20)) as server, ThreadPoolExecutor() as threads:
        (pid,) = server.app.state.pool.pids
        asked = threads.submit(server.ask, RUNAWAY)
        time.sleep(0.3)
        os.kill(pid, signal.SIGKILL)
        answer = asked.result()
        assert answer.status_code == 503
        assert answer.json()["detail"].startswith("The process that answered the query was ended")
        assert server.ask("ASK {}").status_code == 200
        assert server.app.state.pool.pids != (pid,)


def test_a_worker_killed_while_idle_is_replaced_without_anyone_noticing() -> None:
    with running(Limits(workers=1)) as server:
        (pid,) = server.app.state.pool.pids
        os.kill(pid, signal.SIGKILL)
        assert wait_for(lambda: server.app.state.pool.pids not in ((), (pid,)))
        assert server.ask("ASK {}").status_code == 200


def test_more_than_may_wait_are_sent_away() -> None:
    with running(Limits(workers=1, deadline_seconds=2, waiting=1)) as server, ThreadPoolExecutor() as threads:
        busy = threads.submit(server.ask, RUNAWAY)
        time.sleep(0.3)
        waits = threads.submit(server.ask, "ASK {}")
        time.sleep(0.3)
        sent_away = server.ask("ASK {}")
        assert (sent_away.status_code, sent_away.headers["retry-after"]) == (503, "5")
        assert "1 requests wait already" in sent_away.json()["detail"]
        assert busy.result().status_code == 503
        assert waits.result().status_code in (200, 503)


def test_the_pages_stay_readable_while_the_endpoint_is_busy() -> None:
    with running(Limits(workers=1, deadline_seconds=2)) as server, ThreadPoolExecutor() as threads:
        busy = threads.submit(server.ask, RUNAWAY)
        time.sleep(0.3)
        assert server.client.get("/page/descriptor/IX.c", headers={"Accept": "text/html"}).status_code == 200
        assert not busy.done()


@pytest.mark.parametrize(("repeats", "status"), [(10, 200), (60_000, 200), (130_000, 503)])
def test_an_answer_is_whole_or_not_given(repeats: int, status: int) -> None:
    query = f'SELECT (CONCAT("{"x" * 1000}", STR(?n)) AS ?x) {{ VALUES ?n {{ {"1 " * (repeats // 1000 + 1)} }} }}'
    with running(Limits(workers=1, answer_bytes=100_000)) as server:
        answer = server.ask(query, "text/csv")
        assert answer.status_code == status
        if status == 200:
            assert len(answer.content) == int(answer.headers["content-length"])
            assert answer.content.count(b"\r\n") == repeats // 1000 + 2
        else:
            assert answer.text.startswith("The answer is larger than 100000 bytes, so none of it is sent")


def test_an_answer_that_is_spooled_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    query = f'SELECT (CONCAT("{"x" * 1000}", STR(?n)) AS ?x) {{ VALUES ?n {{ {"1 " * 5000} }} }}'
    with running(Limits(workers=1)) as server:
        assert len(server.ask(query, "text/csv").content) > 5_000_000
    assert list(tmp_path.iterdir()) == []


def test_memory_is_limited() -> None:
    doublings = "".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(32))
    query = f"SELECT (STRLEN(?x32) AS ?n) {{ BIND(STR(RAND()) AS ?x0) {doublings} }}"
    with running(Limits(workers=1, worker_memory_bytes=700_000_000, deadline_seconds=20)) as server:
        answer = server.ask(query)
        assert answer.status_code == 503
        assert answer.json()["detail"].startswith("The process that answered the query was ended, by its limits")
        assert server.ask("ASK {}").status_code == 200


def test_the_workers_cannot_reach_the_network_or_say_so(server: Running) -> None:
    (pid, *_) = server.app.state.pool.pids
    ours = Path("/proc/self/ns/net").readlink()
    assert (Path(f"/proc/{pid}/ns/net").readlink() != ours) is server.app.state.pool.network_cut


def test_workers_know_nothing_of_our_environment(server: Running) -> None:
    (pid, *_) = server.app.state.pool.pids
    assert Path(f"/proc/{pid}/environ").read_bytes() == b""


def test_workers_end_with_the_server() -> None:
    with running() as server:
        pids = server.app.state.pool.pids
        assert len(pids) == 2
    assert [Path(f"/proc/{pid}").exists() for pid in pids] == [False, False]


@pytest.mark.parametrize(
    ("name", "content", "says"), [("bad.ttl", "<a", "cannot be served: "), ("no.txt", "", "has no ending that tells")]
)
def test_data_that_cannot_be_opened_are_refused_by_name(tmp_path: Path, name: str, content: str, says: str) -> None:
    file = tmp_path / name
    file.write_text(content)
    with pytest.raises(EndpointError) as fault:
        open_in_a_worker(file)
    assert str(fault.value).startswith(f"{file} {says}")


def open_in_a_worker(file: Path) -> None:
    asyncio.run(Pool(dataset_of_file(file, "http://x/"), Limits(), 1).start())


def wait_for(holds: Callable[[], bool], seconds: float = 5) -> bool:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if holds():
            return True
        time.sleep(0.02)
    return False
