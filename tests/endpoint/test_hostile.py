"""Queries made to bring a server down: each ends in an answer or an error, and the next query is answered."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from running import SERVING, Running, running, wait_for
from strategraph.endpoint import Pool, Question, dataset_of_file
from strategraph.settings import Limits
from strategraph.web import HttpProblem

#: Rows without end, of any data.
PRODUCT = "{" + "".join(f"?s{i} ?p{i} ?o{i} ." for i in range(1, 13)) + "}"


def nested(opens: str, holds: str, closes: str, number: int, frame: str = "{}") -> str:
    """A query in whose group, within a frame, a text opens so many times, holds another, and closes as often."""
    return "SELECT * {" + frame.format(opens * number + holds + closes * number) + "}"


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
    "groups in groups": nested("{", "", "}", 5_000),
    "unions in unions": nested("{{} UNION {", "", "}}", 3_000),
    "negated groups": nested("?s ?p ?o MINUS {", "", "}", 2_500),
    "groups of a graph": nested("GRAPH ?g {", "", "}", 4_000),
    "queries in queries": nested("{SELECT * {", "", "}}", 3_500),
    "tests of groups": nested("FILTER EXISTS {", "", "}", 3_000),
    "blank nodes in blank nodes": nested("[?p ", "1", "]", 8_000, "?s ?p {}"),
    "conditions": nested("IF(true,", "1", ",2)", 4_000, "BIND({} AS ?x)"),
    "signs": nested("- ", "1", "", 25_000, "FILTER({})"),
    "members": nested("1 IN (", "1", ")", 6_000, "FILTER({})"),
    "triple terms, closed": nested("<<( ?s ?p ", "1", " )>>", 3_500, "?s ?p {}"),
    "reified triples": nested("<< ?s ?p ", "1", " >>", 4_000, "?s ?p {}"),
    "a flat list": "SELECT * {?s ?p (" + "1 " * 30_000 + ")}",
    "a flat disjunction": "SELECT * {FILTER(?x" + "||?x" * 15_000 + ")}",
    "a flat product": "SELECT (1" + "*1" * 30_000 + " AS ?x) {}",
    "a flat membership": "SELECT * {?s ?p ?o FILTER(?o IN (" + ",".join("1" * 30_000) + "))}",
    "bindings": "SELECT * {" + "".join(f"BIND({i} AS ?x{i})" for i in range(3_000)) + "}",
    "graph patterns without end": "SELECT * {" + "{?s ?p ?o}" * 6_000 + "}",
    "alternatives": "SELECT * {?s <http://p>" + "|<http://p>" * 5_500 + " ?o}",
    "stars of stars": "SELECT * {?s " + "(" * 300 + "<http://p>" + "*)*" * 300 + " ?o}",
    "stars in a row": "SELECT * {?s <http://p>*" + "/<http://p>*" * 400 + " ?o}",
    "inverse steps": "SELECT * {?s " + "^(" * 10_000 + "<http://p>" + ")" * 10_000 + " ?o}",
    "a negated set": "SELECT * {?s !(<http://p>" + "|<http://p>" * 5_000 + ") ?o}",
    "a chain": "SELECT * {" + "".join(f"?x{i} ?p{i} ?x{i + 1} ." for i in range(400)) + "}",
    "a chain of optionals": "SELECT * {" + "".join(f"OPTIONAL{{?x{i} ?p{i} ?x{i + 1}}}" for i in range(400)) + "}",
    "a product counted": f"SELECT (COUNT(*) AS ?n) {PRODUCT}",
    "distinct rows of a product counted": f"SELECT (COUNT(DISTINCT *) AS ?n) {PRODUCT}",
    "a product sorted": f"SELECT * {PRODUCT} ORDER BY ?o5 ?s1",
    "a product in one text": f"SELECT (GROUP_CONCAT(STR(?o1)) AS ?x) {PRODUCT}",
    "a product in groups": f"SELECT ?o1 (SAMPLE(?o2) AS ?x) {PRODUCT} GROUP BY ?o1 ?o2 ?o3 ?o4 ?o5",
    "a product of distinct rows": f"SELECT DISTINCT * {PRODUCT}",
    "a product described": f"DESCRIBE * {PRODUCT}",
    "a product constructed": f"CONSTRUCT {{ ?s1 ?p2 ?o3 }} {PRODUCT}",
    "a product of values": "SELECT (COUNT(*) AS ?n) {"
    + "".join(f"VALUES ?v{i} {{{'1 ' * 100}}}" for i in range(8))
    + "}",
    "values of many columns": "SELECT * {VALUES ("
    + "".join(f"?v{i} " for i in range(100))
    + ") {"
    + ("(" + "UNDEF " * 100 + ")") * 95
    + "}}",
    "doubling by replacement": "SELECT ?x9 { BIND('aaaaaaaaaa' AS ?x0)"
    + "".join(f"BIND(REPLACE(?x{i},'a','aaaaaaaaaa') AS ?x{i + 1})" for i in range(9))
    + "}",
    "a slow expression": "SELECT * { FILTER(REGEX('" + "a" * 10_000 + "','(a{1,100}){1,100}{1,100}b')) }",
    "tokens": "ASK {}" + "." * 65_000 + "#service from now",
    "tokens of calls": "ASK {} #" + "now#" * 16_000,
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
    assert wait_for(lambda: patient.app.state.pool.pids), "workers that were ended have been replaced"
    assert max(peak_of(pid) for pid in patient.app.state.pool.pids) <= CAP


def test_every_shape_is_short_enough_to_reach_a_worker() -> None:
    assert [shape for shape, query in SHAPES.items() if len(query.encode()) > Limits().query_bytes] == []


#: What readers ask, with the deadline of hostile queries beside them (seconds).
GOOD = (
    "ASK {}",
    "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 20",
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
)
LONG = 6.0


@pytest.mark.full
def test_good_queries_do_not_wait_for_the_hostile_ones_beside_them() -> None:
    """Each is answered rightly, in five times what it takes alone and a second, however many of the others run to their deadline.

    Every question differs by a comment, so that none is answered from memory.
    """
    limits = Limits(workers=2, deadline_seconds=LONG, worker_memory_bytes=CAP, client_requests=0, client_seconds=0)
    with running(limits) as server, ThreadPoolExecutor(8) as threads, httpx.Client(timeout=120) as hostile:

        def answer(query: str, number: int) -> tuple[float, int, str]:
            begun = time.monotonic()
            got = server.ask(f"{query}#{number}")
            return time.monotonic() - begun, got.status_code, got.text

        alone = {query: [answer(query, -1 - number) for number in range(5)] for query in GOOD}
        address = f"{server.address}/sparql"
        asked = [threads.submit(hostile.post, address, data={"query": query}) for query in SHAPES.values()]
        beside: dict[str, list[tuple[float, int, str]]] = {query: [] for query in GOOD}
        while not all(one.done() for one in asked):
            for query in GOOD:
                beside[query].append(answer(query, len(beside[query])))
        assert {one.result().status_code for one in asked} <= {200, 400, 503}
    for query in GOOD:
        assert {(status, text) for _, status, text in beside[query]} == {(200, alone[query][0][2])}
        idle, slowest = max(took for took, *_ in alone[query]), max(took for took, *_ in beside[query])
        assert slowest < min(1 + 5 * idle, LONG / 2)


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
        "SELECT * {{ S\\u0045R\\U00000056ICE<{0}>{{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE\\u0020<{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ \\u0053\\u0045\\u0052\\u0056\\u0049\\u0043\\u0045 <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE # <x:comment> {{\r<{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ # a comment \\u000A SERVICE <x:y> {{}}\n SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s ?p '\\'#' SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s <x:#> ?o SERVICE <{0}> {{ ?s ?p ?o }} }}",
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


@pytest.mark.parametrize(
    "query",
    [
        "ASK {} # SERVICE <http://x/> {}",
        "ASK {} #\\u0053ERVICE <http://x/> {}",
        "SELECT * { ?s ?p 'SERVICE <http://x/> {}' }",
        'SELECT * { ?s ?p """\n" SERVICE <http://x/> {}""" }',
        "SELECT * { ?s <http://x/#SERVICE> ?service }",
        "PREFIX service: <http://x/> SELECT ?SERVICE { ?SERVICE service:service 1 }",
    ],
)
def test_the_word_alone_calls_nobody_and_is_not_refused(server: Running, query: str) -> None:
    assert server.ask(query).status_code == 200


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
