"""Runaways, the dead, the queue, and answers that are too long."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from running import SERVING, Running, running, wait_for
from strategraph.endpoint import Answer, Pool, Question, dataset_of_file, worker_count
from strategraph.errors import EndpointError
from strategraph.namespaces import PREFIXES
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


@pytest.mark.parametrize("query", ["ASK {}", f"ASK {{}} #{'x' * 300_000}"], ids=["short", "longer than a socket holds"])
def test_a_worker_killed_before_it_read_its_question_costs_nobody_anything(query: str) -> None:
    with running(Limits(workers=3, query_bytes=400_000)) as server, ThreadPoolExecutor() as threads:
        pids = server.app.state.pool.pids
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        asked = [threads.submit(server.client.post, "/sparql", data={"query": query}) for _ in pids]
        assert wait_for(lambda: not server.app.state.pool.idle)
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        assert [one.result().status_code for one in asked] == [200] * 3
        assert not set(pids) & set(server.app.state.pool.pids)


def test_a_question_is_not_handed_on_for_ever() -> None:
    with running(Limits(workers=1)) as server, ThreadPoolExecutor() as threads:
        (pid,) = server.app.state.pool.pids
        server.app.state.pool.most = 0
        os.kill(pid, signal.SIGSTOP)
        asked = threads.submit(server.ask, "ASK {}")
        assert wait_for(lambda: not server.app.state.pool.idle)
        os.kill(pid, signal.SIGKILL)
        assert asked.result().status_code == 503
        assert asked.result().json()["detail"].startswith("The process that answered the query was ended")


def test_more_than_may_wait_are_sent_away() -> None:
    with running(Limits(workers=1, deadline_seconds=4, waiting=1)) as server, ThreadPoolExecutor() as threads:
        busy = threads.submit(server.ask, RUNAWAY)
        # the one who waits has four seconds of its own: two while the runaway lasts, two for a new worker to start
        time.sleep(2)
        waits = threads.submit(server.ask, "ASK {}")
        assert wait_for(lambda: server.app.state.pool.waiting == 1)
        sent_away = server.ask("ASK {}")
        assert (sent_away.status_code, sent_away.headers["retry-after"]) == (503, "5")
        assert "1 requests wait already" in sent_away.json()["detail"]
        assert busy.result().status_code == 503
        assert waits.result().status_code == 200


def test_the_pages_stay_readable_while_the_endpoint_is_busy() -> None:
    with running(Limits(workers=1, deadline_seconds=2)) as server, ThreadPoolExecutor() as threads:
        busy = threads.submit(server.ask, RUNAWAY)
        time.sleep(0.3)
        assert server.client.get("/page/descriptor/IX.c", headers={"Accept": "text/html"}).status_code == 200
        assert not busy.done()


class Asked:
    """A question that waits."""

    client, limit = "", 1e9


class Busy:
    """A worker that has a question, a long one if it gave way."""

    def __init__(self, gave_way: bool = False) -> None:
        self.gave_way = gave_way


def added(monkeypatch: pytest.MonkeyPatch, workers: list[Busy], ago: float, times: int) -> int:
    """How many workers are added for thirty questions that have waited so many times, the last worker having come free so long ago."""
    grown: list[Pool] = []
    monkeypatch.setattr(Pool, "_grow", lambda pool: grown.append(pool))

    async def wait() -> int:
        pool = Pool(dataset_of_file(SERVING, "http://localhost/"), Limits(worker_memory_bytes=1), 2)
        pool._workers = workers  # type: ignore[assignment]
        pool._last_free = asyncio.get_running_loop().time() - ago
        for _ in range(30):
            pool._see(Asked(), times)  # type: ignore[arg-type]
        assert len(pool.alarms) == 30  # whether one more worker is made or not, it is seen again
        return len(grown)

    return asyncio.run(wait())


def test_no_workers_are_added_to_a_queue_that_moves_until_a_question_has_waited_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    two = [Busy(), Busy()]
    assert [added(monkeypatch, two, ago=0, times=times) for times in (1, 5, 6)] == [0, 0, 1]
    assert added(monkeypatch, two, ago=1, times=1) == 30
    assert added(monkeypatch, [Busy(), Busy(gave_way=True)], ago=0, times=1) == 30
    assert added(monkeypatch, [*two, Busy(gave_way=True)], ago=0, times=1) == 0


@pytest.mark.parametrize(("repeats", "status"), [(10, 200), (60_000, 200), (130_000, 503)])
def test_an_answer_is_whole_or_not_given(repeats: int, status: int) -> None:
    query = f'SELECT (CONCAT("{"x" * 1000}", STR(?n)) AS ?x) {{ VALUES ?n {{ {"1 " * (repeats // 1000 + 1)} }} }}'
    with running(Limits(workers=1, answer_bytes=100_000)) as server:
        answer = server.ask(query, "text/csv")
        assert answer.status_code == status
        if status == 200:
            assert answer.num_bytes_downloaded == int(answer.headers["content-length"])
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


def namespaces_are_allowed() -> bool:
    """Whether the kernel lets a process like ours leave the network (unshare(2), with or without a user namespace)."""
    program = (
        "import ctypes; libc = ctypes.CDLL(None); print(any(libc.unshare(f) == 0 for f in (0x50000000, 0x40000000)))"
    )
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "True\n"


def test_the_workers_leave_the_network_where_the_kernel_lets_them_and_say_so(server: Running) -> None:
    ours = Path("/proc/self/ns/net").readlink()
    left = {Path(f"/proc/{pid}/ns/net").readlink() != ours for pid in server.app.state.pool.pids}
    assert left == {namespaces_are_allowed()}
    assert server.app.state.pool.network_cut is namespaces_are_allowed()


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


@pytest.mark.parametrize(("said", "processors", "count"), [(0, 2, 4), (0, None, 4), (0, 16, 16), (1, 16, 1), (9, 2, 9)])
def test_a_few_runaways_do_not_stop_everybody(
    said: int, processors: int | None, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    assert worker_count(Limits(workers=said)) == count


LONG = f'SELECT (CONCAT("{"x" * 1000}", STR(?n)) AS ?x) {{ VALUES ?n {{ {"1 " * 300} }} }}'
CSV = {"solutions": "csv"}


async def asked_at_once(limits: Limits) -> list[object]:
    """Ask for long answers while the first is still held: sizes, or problems; then once more, when it is given back."""
    pool = Pool(dataset_of_file(SERVING, "http://x/"), limits, 2)
    await pool.start()
    try:
        first = await pool.ask(Question(LONG, CSV))
        asked = (pool.ask(Question(query, CSV)) for query in (LONG, LONG, "SELECT * {}"))
        found = await asyncio.gather(*asked, return_exceptions=True)
        sizes = [answer.size if isinstance(answer, Answer) else str(answer) for answer in found]
        for answer in (first, *found):
            if isinstance(answer, Answer):
                answer.close()
        again = await pool.ask(Question(LONG, CSV))
        again.close()
        return [*sizes, again.size]
    finally:
        await pool.stop()


def test_long_answers_share_one_budget_that_is_given_back() -> None:
    refused = "Long answers of others take up the 400000 bytes that there are for them; try again, or ask for less."
    whole = 300 * 1003 + 3
    assert asyncio.run(asked_at_once(Limits(answer_bytes=400_000))) == [refused, refused, 4, whole]
    assert asyncio.run(asked_at_once(Limits(answer_bytes=4_000_000))) == [whole, whole, 4, whole]


def test_what_a_killed_worker_wrote_counts_no_more() -> None:
    endless = f'SELECT (CONCAT("{"x" * 1000}", STR(?a)) AS ?x) {{ {" ".join(f"?a{i} ?b{i} ?a." for i in range(9))} }}'
    with running(Limits(workers=1, deadline_seconds=0.5, answer_bytes=10**12)) as server:
        assert server.ask(endless).status_code == 503
        assert wait_for(lambda: len(server.app.state.pool.pids) == 1)
        assert server.app.state.pool._ledger.total == 0


def test_a_full_disk_is_no_fault_of_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "gone"
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with running(Limits(workers=1)) as server:
        answer = server.ask(LONG)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
        assert answer.json()["detail"].startswith("The server has no room on its disk for so long an answer")
        folder.mkdir()
        assert server.ask(LONG).status_code == 200


def test_a_description_is_the_same_from_every_worker_its_prefixes_sorted() -> None:
    answers = set()
    for _ in range(3):
        with running(Limits(workers=2)) as server:
            answers |= {server.client.get("/data/plan/plan-a/goal/2.1.a.ttl").text for _ in range(3)}
    (turtle,) = answers
    prefixes = [line for line in turtle.splitlines() if line.startswith("@prefix")]
    assert len(prefixes) == len(PREFIXES)
    assert prefixes == sorted(prefixes)
