"""What those who run the server are told: readiness, counters, and a line of log for each request."""

import asyncio
import hashlib
import logging
import os
import signal
import time

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request

from running import Running, running
from strategraph.endpoint import Operations
from strategraph.settings import Limits
from strategraph.web import HttpProblem, Meters, RequestLog


def numbers(server: Running) -> dict[str, float]:
    """Name with its labels in the order of the alphabet → number."""
    answer = server.client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(answer.text)
    return {
        " ".join([one.name, *(f"{name}={value}" for name, value in sorted(one.labels.items()))]): one.value
        for family in families
        for one in family.samples
    }


def logged(caplog: pytest.LogCaptureFixture, number: int) -> list[str]:
    """So many lines of the log of requests; each is written after its answer has been sent."""
    for _ in range(1000):
        lines = "\n".join(one.getMessage() for one in caplog.records if one.name == "strategraph.web").splitlines()
        if len(lines) >= number:
            return lines
        time.sleep(0.01)
    return pytest.fail(f"Not {number} lines were logged: {lines}")


def test_requests_and_workers_are_counted() -> None:
    with running(Limits(workers=2, deadline_seconds=20)) as server:
        assert [server.ask("ASK {}").status_code for _ in range(3)] == [200] * 3
        assert server.ask("ASK {").status_code == 400
        assert server.client.get("/made/up").status_code == 404
        found = numbers(server)
        assert found["strategraph_requests_total method=GET place=sparql status=200"] == 3
        assert found["strategraph_requests_total method=GET place=sparql status=400"] == 1
        assert found["strategraph_requests_total method=GET place=other status=404"] == 1
        assert found["strategraph_request_seconds_count place=sparql"] == 4
        assert found["strategraph_sent_bytes_total place=sparql"] > 3 * len('{"head":{},"boolean":true}')
        assert found["strategraph_workers pool=queries state=idle"] == 2
        assert found["strategraph_workers pool=queries state=busy"] == 0
        assert found["strategraph_waiting pool=pages"] == 0
        assert found[f"strategraph_release_info release={server.app.state.pool.dataset.name}"] == 1


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Proto", "X-Forwarded-Host"]
)
def test_counters_are_not_for_clients_of_a_proxy(server: Running, header: str) -> None:
    answer = server.client.get("/metrics", headers={header: "127.0.0.1", "Accept": "application/problem+json"})
    assert (answer.status_code, answer.json()["status"]) == (403, 403)
    assert "serve.public_metrics" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "strategraph_" not in answer.text


def test_counters_are_not_for_clients_that_the_trusted_proxy_names_in_its_own_header() -> None:
    with running(Limits(workers=1, client_header="X-Client")) as server:
        assert server.client.get("/metrics", headers={"x-client": "127.0.0.1"}).status_code == 403
        assert server.client.get("/metrics").status_code == 200


@pytest.mark.parametrize(
    "peer, public, status", [("192.0.2.7", False, 403), ("192.0.2.7", True, 200), ("::1", False, 200)]
)
def test_counters_are_for_this_machine_or_for_all(peer: str, public: bool, status: int) -> None:
    operations = Operations({}, RequestLog(Meters(), 1), public, "")
    request = Request({"type": "http", "client": (peer, 1), "headers": []})
    try:
        answered = asyncio.run(operations.metrics(request)).status_code
    except HttpProblem as problem:
        answered = problem.status
    assert answered == status


def test_addresses_that_readers_make_up_make_no_counters(server: Running) -> None:
    server.client.get("/made-up")
    numbers(server)
    before = set(numbers(server))
    for number in range(20):
        server.client.get(f"/made-up-{number}")
    assert set(numbers(server)) == before


def test_it_is_ready_while_it_can_answer() -> None:
    with running(Limits(workers=1)) as server:
        pool = server.app.state.pool
        answer = server.client.get("/ready")
        assert (answer.status_code, answer.json()) == (200, {"status": "ready", "release": pool.dataset.name})
        os.kill(pool.zygote.pid, signal.SIGSTOP)
        os.kill(pool.zygote.pid, signal.SIGKILL)
        statuses = set()
        while 503 not in statuses or server.client.get("/ready").status_code != 200:
            statuses.add(server.client.get("/ready").status_code)
        assert server.client.get("/health").status_code == 200


def test_a_query_is_logged_by_its_hash_and_without_its_text(server: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    query = 'ASK { ?s ?p "nobody needs to know" }'
    size = len(server.ask(query).content)
    (line,) = logged(caplog, 1)
    assert line.startswith("method=GET path=/sparql status=200 ms=")
    assert line.endswith(f" bytes={size} query={hashlib.sha256(query.encode()).hexdigest()[:16]}")
    assert not any("nobody" in one.getMessage() for one in caplog.records if one.name.startswith("strategraph"))


@pytest.mark.parametrize(
    "accept",
    ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"],
)
def test_the_rows_of_an_answer_are_logged_the_second_time_too(
    server: Running, caplog: pytest.LogCaptureFixture, accept: str
) -> None:
    """An answer from memory has as many as the worker counted."""
    caplog.set_level(logging.INFO)
    query = f"SELECT ?s {{ ?s ?p ?o }} ORDER BY ?s LIMIT 7 # {accept}"
    assert [server.ask(query, accept).status_code for _ in range(2)] == [200, 200]
    assert [line.rpartition(" ")[2] for line in logged(caplog, 2)] == ["rows=7", "rows=7"]


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_statements_are_logged_as_rows(server: Running, caplog: pytest.LogCaptureFixture, accept: str) -> None:
    caplog.set_level(logging.INFO)
    query = "CONSTRUCT { ?s a ?class } WHERE { SELECT DISTINCT ?s ?class { ?s a ?class } ORDER BY ?s LIMIT 5 }"
    assert server.ask(query, accept).status_code == 200
    assert logged(caplog, 1)[0].endswith(" rows=5")


@pytest.mark.parametrize(
    "query", ["ASK {}", "SELECT * {", "SELECT ?nothing { { BIND (1 AS ?a) } UNION { BIND (2 AS ?a) } }"]
)
def test_where_there_are_no_rows_or_they_are_not_known_none_are_logged(
    server: Running, caplog: pytest.LogCaptureFixture, query: str
) -> None:
    caplog.set_level(logging.INFO)
    server.ask(query)
    assert " rows=" not in logged(caplog, 1)[0]


def test_every_address_of_the_site_is_counted_by_its_own_name() -> None:
    with running() as server:
        routes = [route.path for route in server.app.routes]
        firsts = {path.split("/")[1] for path in routes}
        meters = Meters()
        for path in routes:
            meters.note_request("GET", path, "200", 0.1, 1)
        text = meters.text().decode()
        names = {first if first.startswith(".") else first.partition(".")[0] for first in firsts}
        assert [name for name in sorted(names) if f'place="{name}"' not in text] == []
        assert 'place="other"' not in text
