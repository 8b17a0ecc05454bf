"""The server as a process: what it prints, what it refuses, and how it ends."""

import os
import re
import select
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from running import SERVING
from small_plans import small_home
from strategraph.errors import EndpointError, ReleaseError
from strategraph.places import Places
from strategraph.serving import open_dataset, serve
from strategraph.settings import Limits, Publication, Settings


@contextmanager
def start(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            yield server
        finally:
            server.terminate()


def below(pid: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [one for child in children for one in below(child)]


def test_it_prints_its_address_serves_and_ends_with_its_workers() -> None:
    with start("--dataset", str(SERVING)) as server:
        assert server.stdout
        said = re.fullmatch(
            r"Serving (http://127\.0\.0\.1:\d+/) \(release (file-[0-9a-f]{12}); worker processes .+\)\n",
            server.stdout.readline(),
        )
        assert said
        answer = httpx.get(said[1] + "sparql", params={"query": "ASK {}"})
        assert answer.json() == {"head": {}, "boolean": True}
        assert answer.headers["strategraph-release"] == said[2]
        workers = below(server.pid)
        assert len(workers) >= 3
        server.terminate()
        assert server.wait(10) in (0, -signal.SIGTERM)
        assert server.stdout.read() == ""
        assert server.stderr
        assert re.match(
            r"Worker processes are (NOT )?cut off the network.*; they can open no file and no socket while they work on a "
            r"query, have 4000 MB of address space and 268 MB of stack each, write no core dumps, and are killed after 10 "
            r"seconds\.\n",
            server.stderr.read(),
        )
    assert [Path(f"/proc/{pid}").exists() for pid in workers] == [False] * len(workers)


def test_a_small_question_is_answered_without_waiting_for_the_network_stack() -> None:
    with start("--dataset", str(SERVING)) as server:
        assert server.stdout
        with httpx.Client(base_url=server.stdout.readline().split()[1]) as client:
            times = []
            for _ in range(21):
                started = time.perf_counter()
                assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
                times.append(time.perf_counter() - started)
        # a connection that holds small answers back until the last one is acknowledged takes 40 ms
        assert statistics.median(times) < 0.03


def test_workers_end_when_the_server_is_killed() -> None:
    with start("--dataset", str(SERVING)) as server:
        assert server.stdout
        assert server.stdout.readline().startswith("Serving")
        handles = [os.pidfd_open(pid) for pid in below(server.pid)]
        server.kill()
        for handle in handles:
            # a descriptor of a process becomes readable when the process ends (pidfd_open(2))
            assert select_one(handle)
            os.close(handle)


def select_one(handle: int) -> bool:
    return select.select([handle], [], [], 5)[0] == [handle]


def test_a_file_that_cannot_be_loaded_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "bad.ttl"
    file.write_text("<a> <b>")
    with start("--dataset", str(file)) as server:
        assert server.wait(30) == 1
        assert server.stderr
        assert server.stderr.read().startswith(f"strategraph: {file} cannot be served: ")


def test_a_taken_port_is_named(places: Places) -> None:
    with start("--dataset", str(SERVING)) as server:
        assert server.stdout
        port = int(server.stdout.readline().split("/")[2].split(":")[1])
        with pytest.raises(EndpointError) as fault:
            serve(Settings(limits=Limits(workers=1)), places, Path(), SERVING, "127.0.0.1", port)
        assert (
            str(fault.value)
            == f"Nothing can listen at 127.0.0.1 port {port}: Address already in use. Choose another with --port."
        )
        server.terminate()


def test_without_a_release_there_is_nothing_to_serve(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError):
        open_dataset(Settings(), tmp_path)


def test_a_damaged_release_is_refused_by_the_name_of_its_file(output: Path, tmp_path: Path) -> None:
    copy = tmp_path / "build"
    shutil.copytree(output, copy, symlinks=True)
    damaged = copy / "current" / "dumps" / "strategraph.nq"
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes()[:-1])
    with pytest.raises(ReleaseError) as fault:
        open_dataset(Settings(), copy)
    assert "strategraph.nq" in str(fault.value)


def test_a_release_is_opened_by_its_real_path(output: Path) -> None:
    dataset, _ = open_dataset(Settings(), output)
    assert dataset.path == (output / "current" / "dumps" / "strategraph.nq").resolve()
    assert "current" not in dataset.path.parts
    assert dataset.name == dataset.path.parents[1].name


def test_a_release_that_was_built_for_another_address_is_refused(output: Path) -> None:
    settings = Settings(publication=Publication(base="https://example.org/"))
    with pytest.raises(EndpointError) as fault:
        open_dataset(settings, output)
    assert str(fault.value).endswith(
        " was built for https://w3id.org/strategraph/, and publication.base is https://example.org/: "
        "build it anew, or change the setting."
    )


def test_a_faulty_lexicon_stops_only_what_needs_it(tmp_path: Path) -> None:
    """The server starts and says so on standard error; /suggest names file and line, in a page as in JSON."""
    home = small_home(tmp_path / "home").home
    table = home / "mappings" / "lexicon" / "IX.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([*lines, "IX.a,nové slovo,9,,proto"]), encoding="utf-8")
    told = (
        f"mappings/lexicon/IX.csv, line {len(lines) + 1}: the weight of 'nové slovo' is '9'; "
        "write 1 (hint), 2 (enough by itself) or 3 (names it)."
    )
    with start("--dataset", str(SERVING), "--home", str(home)) as server:
        assert server.stdout
        said = re.match(r"Serving (\S+)", server.stdout.readline())
        assert said
        with httpx.Client(base_url=said[1]) as client:
            assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
            assert client.get("/", headers={"Accept": "text/html"}).status_code == 200
            sent = client.post("/suggest", json={"text": "dluhové poradenství"}, headers={"Accept": "application/json"})
            assert (sent.status_code, sent.json()["detail"]) == (
                503,
                f"No descriptors are suggested until the lexicon is mended and the server started again: {told}",
            )
            page = client.get("/suggest?lang=cs", headers={"Accept": "text/html"})
            assert page.status_code == 503
            assert "Deskriptory se nenavrhují" in page.text
        server.terminate()
        assert server.wait(10) in (0, -signal.SIGTERM)
        assert server.stderr
        assert f"/suggest answers 503, all else is served: {told}\n" in server.stderr.read()
