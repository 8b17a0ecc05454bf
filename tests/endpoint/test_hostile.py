"""Queries made to bring a server down: each ends in an answer or an error, and the next query is answered."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from running import SERVING, Running, running
from strategraph.endpoint import Pool, Question, dataset_of_file
from strategraph.settings import Limits
from strategraph.web import HttpProblem

SHAPES = {
    "braces": "SELECT * " + "{" * 10_000,
    "brackets": "SELECT * {FILTER(" + "(" * 10_000,
    "closed brackets": "SELECT * {FILTER(" + "(" * 5_000 + "1" + ")" * 5_000 + ")}",
    "calls": "SELECT (" + "STR(" * 2_500,
    "a flat sum": "SELECT (1" + "+1" * 7_000 + " AS ?x) {}",
    "optionals": "SELECT * {" + "OPTIONAL{" * 3_400 + "}" * 3_401,
    "unions": "SELECT * {{}" + "UNION{}" * 8_500 + "}",
    "negations": "SELECT * {FILTER(" + "!" * 60_000 + "1)}",
    "a path": "SELECT * {?s " + "(" * 20_000 + "<http://p>" + ")" * 20_000 + " ?o}",
    "steps": "SELECT * {?s <http://p>" + "/<http://p>" * 5_000 + " ?o}",
    "triple terms": "SELECT * {" + "<<(" * 15_000,
    "lists": "SELECT * {" + "(" * 619 + ")" * 619 + "}",
    "patterns": "SELECT * {" + "?a ?b ?c ." * 400 + "}",
    "values": "SELECT * { VALUES ?x {" + "1 " * 30_000 + "} }",
    "doubling": "SELECT ?x { BIND('ab' AS ?x0)"
    + "".join(f"BIND(CONCAT(?x{i},?x{i}) AS ?x{i + 1})" for i in range(60))
    + "}",
    "nul": "ASK { \x00 }",
    "surrogate escapes": "ASK { ?s ?p '\\uD800' }",
}


CAP = 1_500_000_000


def peak_of(pid: int) -> int:
    """The most address space that a process ever had, in bytes; 0 if it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmPeak")), 0)


@pytest.fixture(scope="module")
def patient() -> Iterator[Running]:
    with running(Limits(workers=2, deadline_seconds=1, worker_memory_bytes=CAP)) as server:
        yield server


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_query_ends_and_the_next_is_answered(patient: Running, shape: str) -> None:
    with ThreadPoolExecutor() as threads, httpx.Client(base_url=patient.address, timeout=10) as good:
        asked = threads.submit(patient.client.post, "/sparql", data={"query": SHAPES[shape]})
        beside = [good.get("/sparql", params={"query": "ASK {}", "format": "json"})]
        while not asked.done():
            beside.append(good.get("/sparql", params={"query": "ASK {}", "format": "json"}))
    assert asked.result().status_code in (200, 400, 413, 503)
    assert {(answer.status_code, answer.text) for answer in beside} == {(200, '{"head":{},"boolean":true}')}
    assert patient.ask("ASK {}").json() == {"head": {}, "boolean": True}
    assert max(peak_of(pid) for pid in patient.app.state.pool.pids) <= CAP


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_that_the_protocol_names_is_not_fetched(server: Running, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        assert server.ask("SELECT * { ?s ?p ?o }", **{name: address}).json()["results"]["bindings"] == []
        assert not is_called(listener)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
        'SELECT * {{FILTER(1<2#>"""\n)SERVICE<{0}>{{?s ?p ?o}}#"""\n}}',
        "SELECT * {{ service<{0}>{{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE#\n#x\n<{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERV\\u0049CE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ \\U00000053ERVICE <{0}> {{ ?s ?p ?o }} }}",
        "PREFIX p: <{0}> SELECT * {{ SERVICE p: {{ ?s ?p ?o }} }}",
        "BASE <{0}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
        "SELECT * {{ VALUES ?x {{ <{0}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
        "SELECT * {{ OPTIONAL {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
        "SELECT * {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
        "SELECT * {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
        "ASK {{ SERVICE <{0}> {{}} }}",
        "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "DESCRIBE ?s {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "LOAD <{0}>",
        "LOAD SILENT <{0}> INTO GRAPH <http://x/>",
    ],
)
def test_nobody_is_called(server: Running, query: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        answer = server.ask(query.format(f"http://127.0.0.1:{listener.getsockname()[1]}/"))
        assert answer.status_code == (200 if "FROM" in query else 400)
        with pytest.raises(TimeoutError):
            listener.accept()


CALL = "SELECT * {{ SERVICE <http://127.0.0.1:{0}/> {{ ?s ?p ?o }} }}"


def is_called(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except TimeoutError:
        return False
    return True


async def asked_of_a_worker(query: str) -> tuple[int, bool]:
    """The status, and whether the workers are cut off the network; nothing looks at the query before a worker does."""
    pool = Pool(dataset_of_file(SERVING, "https://example.org/"), Limits(deadline_seconds=3), 1)
    await pool.start()
    try:
        with pytest.raises(HttpProblem) as refused:
            await pool.ask(Question(query, {"solutions": "json"}))
        return refused.value.status, pool.network_cut
    finally:
        await pool.stop()


def test_a_worker_that_is_cut_off_reaches_nobody_even_if_it_tries() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(1)
        query = CALL.format(listener.getsockname()[1])
        status, cut = asyncio.run(asked_of_a_worker(query))
        # where the kernel does not cut it off, it can open no socket
        assert (status, cut) in ((400, True), (400, False))
        assert not is_called(listener)
        # the same query does call out where nothing keeps it from that
        program = "import sys, pyoxigraph; list(pyoxigraph.Store().query(sys.argv[1]))"
        with subprocess.Popen([sys.executable, "-c", program, query], env={}, stderr=subprocess.DEVNULL):
            assert is_called(listener)
