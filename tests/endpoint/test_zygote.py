"""The process that holds the data: shared by all workers, replaced when it dies, and refused what does not fit."""

import asyncio
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from running import SERVING, Running, running, wait_for
from strategraph.endpoint import Pool, dataset_of_file
from strategraph.endpoint.memory import available, check_memory, needed
from strategraph.errors import EndpointError
from strategraph.settings import Limits

#: Works for a few seconds, and ends.
LONG = "SELECT (COUNT(*) AS ?n) {" + "".join(f"?a{i} ?b{i} ?c{i}." for i in range(3)) + "}"
RUNAWAY = "SELECT (COUNT(*) AS ?n) {" + "".join(f"?a{i} ?b{i} ?c{i}." for i in range(12)) + "}"


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def zygote_of(server: Running) -> int:
    pid: int = server.app.state.pool.zygote.pid
    return pid


def test_all_workers_are_forked_from_one_process_that_has_one_thread(server: Running) -> None:
    zygote = zygote_of(server)
    assert {parent(pid) for pid in server.app.state.pool.pids} == {zygote}
    assert parent(zygote) == os.getpid()
    assert len(list(Path(f"/proc/{zygote}/task").iterdir())) == 1


def test_workers_do_not_share_their_chance() -> None:
    with running(Limits(workers=4)) as server, ThreadPoolExecutor() as threads:
        asked = list(threads.map(server.ask, ["SELECT (UUID() AS ?x) (RAND() AS ?y) (BNODE() AS ?z) {}"] * 12))
    rows = [answer.json()["results"]["bindings"][0] for answer in asked]
    assert len({row["x"]["value"] for row in rows}) == 12
    assert len({row["y"]["value"] for row in rows}) == 12


def test_when_the_zygote_is_killed_nobody_notices_and_another_takes_its_place() -> None:
    with running(Limits(workers=2)) as server, ThreadPoolExecutor() as threads:
        before, workers = zygote_of(server), set(server.app.state.pool.pids)
        asked = threads.submit(server.ask, LONG)
        time.sleep(0.1)
        os.kill(before, signal.SIGKILL)
        assert [server.ask("ASK {}").status_code for _ in range(50)] == [200] * 50
        assert asked.result().status_code == 200
        assert wait_for(lambda: zygote_of(server) != before)
        # the workers of the dead one hold a copy of the data of their own, so they go as well
        assert wait_for(lambda: len(set(server.app.state.pool.pids) - workers) == 2)
        assert {parent(pid) for pid in server.app.state.pool.pids} == {zygote_of(server)}
        assert server.ask("ASK {}").status_code == 200


def test_a_zygote_that_is_silent_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("strategraph.endpoint.zygote.FORK_SECONDS", 0.3)
    with running(Limits(workers=1)) as server:
        before, (worker,) = zygote_of(server), server.app.state.pool.pids
        os.kill(before, signal.SIGSTOP)
        os.kill(worker, signal.SIGKILL)
        assert wait_for(lambda: zygote_of(server) != before)
        assert server.ask("ASK {}").status_code == 200


def test_workers_and_zygote_killed_at_once_cost_those_who_asked_and_nobody_later() -> None:
    with running(Limits(workers=2)) as server, ThreadPoolExecutor() as threads:
        asked = threads.submit(server.ask, RUNAWAY)
        time.sleep(0.3)
        for pid in (zygote_of(server), *server.app.state.pool.pids):
            os.kill(pid, signal.SIGKILL)
        assert asked.result().status_code == 503
        assert asked.result().json()["detail"].startswith("The process that answered the query was ended")
        assert server.ask("ASK {}").status_code == 200


def test_more_workers_are_made_while_questions_wait_and_go_when_they_are_not_needed() -> None:
    with running(Limits(workers=1, deadline_seconds=3, most_workers=5)) as server, ThreadPoolExecutor() as threads:
        busy = [threads.submit(server.ask, RUNAWAY) for _ in range(4)]
        assert wait_for(lambda: len(server.app.state.pool.pids) == 4)
        assert server.ask("ASK {}").status_code == 200
        assert not any(asked.done() for asked in busy)
        assert [asked.result().status_code for asked in busy] == [503] * 4
        assert wait_for(lambda: len(server.app.state.pool.pids) == 1)


def test_no_more_workers_are_made_than_there_is_memory_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("strategraph.endpoint.pool.available", lambda: 10)
    with running(Limits(workers=1, deadline_seconds=1)) as server, ThreadPoolExecutor() as threads:
        busy = [threads.submit(server.ask, RUNAWAY) for _ in range(2)]
        assert wait_for(lambda: server.app.state.pool.waiting == 1)
        time.sleep(0.3)
        assert len(server.app.state.pool.pids) == 1
        assert [asked.result().status_code for asked in busy] == [503, 503]


def test_who_works_long_lets_others_go_first_and_is_replaced() -> None:
    with running(Limits(workers=1, deadline_seconds=2)) as server, ThreadPoolExecutor() as threads:
        (pid,) = server.app.state.pool.pids
        asked = threads.submit(server.ask, RUNAWAY)
        assert wait_for(lambda: 10 in niceness(pid))
        assert asked.result().status_code == 503
        assert wait_for(lambda: server.app.state.pool.pids not in ((), (pid,)))


def niceness(pid: int) -> set[int]:
    stats = Path(f"/proc/{pid}/task").glob("*/stat")
    return {int(stat.read_text().rpartition(")")[2].split()[16]) for stat in stats}


def test_a_zygote_is_not_started_again_on_other_data(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "x.nt"
    file.write_text("<http://x/a> <http://x/b> <http://x/c> .\n")
    with running(Limits(workers=1), file) as server:
        before = zygote_of(server)
        file.write_text("<http://x/a> <http://x/b> <http://x/d> .\n")
        os.kill(before, signal.SIGKILL)
        assert wait_for(lambda: f"{file} is not what it was when the server started." in caplog.text)
        assert server.ask("ASK { ?s ?p <http://x/c> }").json()["boolean"] is True
        file.write_text("<http://x/a> <http://x/b> <http://x/c> .\n")
        assert wait_for(lambda: zygote_of(server) != before)


def started(file: Path, limits: Limits) -> str:
    async def start() -> None:
        pool = Pool(dataset_of_file(file, "http://x/"), limits, 1)
        try:
            await pool.start()
        finally:
            await pool.stop()

    with pytest.raises(EndpointError) as fault:
        asyncio.run(start())
    return str(fault.value)


def test_data_that_do_not_fit_into_memory_are_refused_before_they_are_loaded() -> None:
    said = started(SERVING, Limits(memory_share=0))
    assert said.startswith(f"{SERVING} would take about 0 MB of memory, and limits.memory_share lets it take 0 of the ")
    assert said.endswith(" that are free: free some, raise the setting, or serve it on a larger machine.")


def test_data_that_leave_a_worker_no_room_are_refused() -> None:
    said = started(SERVING, Limits(worker_memory_bytes=300_000_000))
    assert said.startswith(f"{SERVING} cannot be served: a worker needs ")
    assert said.endswith("limits.worker_memory_bytes is 300000000; raise it, or serve less.")


@pytest.mark.parametrize(("name", "content", "size"), [("x.nq", "a\nb\nc\n", 1350), ("x.ttl", "x" * 600, 4500)])
def test_the_memory_of_a_file_is_told_by_its_statements(tmp_path: Path, name: str, content: str, size: int) -> None:
    file = tmp_path / name
    file.write_text(content)
    assert needed(dataset_of_file(file, "http://x/")) == size


def test_in_a_container_its_own_limit_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("strategraph.endpoint.memory._GROUP", tmp_path)
    free = available()
    for name, said in (
        ("memory.max", "max"),
        ("memory.current", "700"),
        ("memory.stat", "anon 1\ninactive_file 300\n"),
    ):
        (tmp_path / name).write_text(said)
    assert available() > 0.5 * free
    (tmp_path / "memory.max").write_text("1000")
    assert available() == 600
    with pytest.raises(EndpointError):
        check_memory(dataset_of_file(SERVING, "http://x/"), 1.0)
