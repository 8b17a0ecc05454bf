"""How long good queries take beside hostile ones, and how soon a runaway is ended; over HTTP, as others would ask."""

import argparse
import contextlib
import statistics
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import httpx

from endpoint_server import server
from targets import told

DATA = Path(__file__).parents[1] / "tests" / "fixtures" / "serving.trig"
DEADLINE = 2.0
SETTINGS = {"STRATEGRAPH_LIMITS_DEADLINE_SECONDS": str(DEADLINE), "STRATEGRAPH_LIMITS_CACHE_BYTES": "0"}
#: Seconds after its deadline at which a runaway has its answer; the slowest good query; p95 beside a runaway over p95 alone.
LATE, SLOWEST, RATIO = 0.1, 1.0, 2.0
GOOD = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 20"
RUNAWAY = "SELECT (COUNT(*) AS ?n) {" + "".join(f"?a{i} ?b{i} ?c{i}." for i in range(12)) + "}"
SHAPES = {
    "a runaway": RUNAWAY,
    "braces": "SELECT * " + "{" * 10_000,
    "brackets": "SELECT * {FILTER(" + "(" * 30_000,
    "a flat sum": "SELECT (1" + "+1" * 30_000 + " AS ?x) {}",
    "optionals": "SELECT * {" + "OPTIONAL{" * 6_000 + "}" * 6_001,
    "unions": "SELECT * {{}" + "UNION{}" * 8_500 + "}",
    "lists": "SELECT * {" + "(" * 619 + ")" * 619 + "}",
    "patterns": "SELECT * {" + "?a ?b ?c ." * 400 + "}",
    "a path": "SELECT * {?s " + "(" * 20_000 + "<http://p>" + ")" * 20_000 + " ?o}",
    "doubling": "SELECT ?x {BIND('ab' AS ?x0)" + "".join(f"BIND(CONCAT(?x{i},?x{i}) AS ?x{i + 1})" for i in range(60)) + "}",
    "tokens": "ASK {}" + "." * 65_000 + "#service from now",
    "sorting": "SELECT * {" + "".join(f"?a{i} ?b{i} ?c{i}." for i in range(6)) + "} ORDER BY ?a0 ?b5",
    "a long value": "SELECT (GROUP_CONCAT(?a0) AS ?x) {" + "".join(f"?a{i} ?b{i} ?c{i}." for i in range(9)) + "}",
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if a target was missed."""
    options = argparse.ArgumentParser(description="Measure good queries beside hostile ones.")
    options.add_argument("--crowd", type=int, default=12, help="runaways at once (default: %(default)s)")
    chosen = options.parse_args(arguments)
    with server(DATA, **SETTINGS) as (address, _), httpx.Client(base_url=address, timeout=60) as client:
        timed(client, 20)
        alone = timed(client, 100)
        beside, took = beside_hostile(address, client, [RUNAWAY], 100)
        met = [
            told("a runaway after its deadline, s", max(took) - DEADLINE, LATE),
            told("p95 beside a runaway over p95 alone", p95(beside) / p95(alone), RATIO),
        ]
        for name, query in SHAPES.items():
            seen, _ = beside_hostile(address, client, [query] * 2)
            met.append(told(f"slowest beside two of {name}, s", max(seen), SLOWEST))
        seen, _ = beside_hostile(address, client, [RUNAWAY] * chosen.crowd)
        met.append(told(f"slowest beside {chosen.crowd} runaways, s", max(seen), SLOWEST))
    return 0 if all(met) else 1


def beside_hostile(
    address: str, client: httpx.Client, queries: Sequence[str], number: int = 0
) -> tuple[list[float], list[float]]:
    """Seconds of each good query that was asked while hostile ones ran (or `number` of them), and of each hostile one."""
    took: list[float] = []

    def ask(query: str, hostile: httpx.Client) -> None:
        started = time.perf_counter()
        hostile.post("/sparql", data={"query": query})
        took.append(time.perf_counter() - started)

    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(httpx.Client(base_url=address, timeout=60)) for _ in queries]
        threads = [threading.Thread(target=ask, args=one) for one in zip(queries, clients, strict=True)]
        for thread in threads:
            thread.start()
        seen = timed(client, number or 1)
        while any(thread.is_alive() for thread in threads):
            seen += timed(client, 1) if not number else []
    return seen, took


def timed(client: httpx.Client, number: int) -> list[float]:
    """Seconds of good queries, one after another; one that fails ends the measurement."""
    seen = []
    for _ in range(number):
        started = time.perf_counter()
        client.get("/sparql", params={"query": GOOD, "format": "json"}).raise_for_status()
        seen.append(time.perf_counter() - started)
    return seen


def p95(seconds: Sequence[float]) -> float:
    """The time that 95 of 100 stay below."""
    return statistics.quantiles(seconds, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
