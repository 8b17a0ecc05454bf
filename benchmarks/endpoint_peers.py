"""How fast eight typical queries are answered over HTTP, beside `oxigraph serve` in memory and rdflib-endpoint, in one run.

All hold the same made plans (`alignment_data.py`) in one named graph, and the default graph is the union of all. Ours is
measured twice: with its cache of answers off, and on. Before anything is measured every server has to give the same
answer. The rounds of what is compared take turns. rdflib-endpoint is asked by one client only: it answers one query at a
time. It runs in an environment of its own, `build/endpoint-venv`.
"""

import argparse
import contextlib
import csv
import io
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from alignment_data import RESOURCE, graph, plans_for, real
from endpoint_load import Client, Load, load
from endpoint_server import server
from peer_environment import peer_environment
from strategraph.endpoint.result_cache import ResultCache
from targets import told

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE.parent / "build" / "endpoint-venv"
REQUIREMENTS = HERE / "endpoint" / "requirements.lock"
GRAPH = "https://w3id.org/strategraph/graph/made"
NATIVE, OURS, CACHED, RDFLIB = "oxigraph serve", "strategraph", "strategraph, from memory", "rdflib-endpoint"
#: p50 over that of Oxigraph where the engine works for a millisecond or more; for the lookup; its answers per second at 32
#: clients over Oxigraph's; p50 from memory over Oxigraph's; rdflib-endpoint's p50 over ours, for the four heavy queries.
BOUND, LOOKUP, RATE, MEMORY, RDFLIB_TIMES = 1.15, 2.0, 0.5, 1.0, 10.0
ENGINE_SECONDS = 0.001
#: The memory for answers of the server that has some (limits.cache_bytes): half of it is for those to queries.
CACHE_BYTES = 64_000_000
#: Seconds that a query may take: 32 clients that ask for the matrix at once keep two cores busy for longer than the default.
PATIENCE = "110"
CLIENTS = (1, 8, 32)
PREFIXES = """\
PREFIX sg: <https://w3id.org/strategraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <http://schema.org/>
"""
UNIT = f"<{RESOURCE}plan/made-000004/goal/07>"
PLAN, OTHER = (f"<{RESOURCE}plan/made-00000{number}>" for number in (4, 7))
JSON, NT = "application/sparql-results+json", "application/n-triples"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, the media type of its answer, and by how many clients at most it is asked.

    `heavy` ones are held against rdflib-endpoint.
    """

    text: str
    accept: str = JSON
    heavy: bool = False
    most: int = CLIENTS[-1]


QUERIES: Mapping[str, Asked] = {
    "lookup": Asked(f"SELECT ?p ?o {{ {UNIT} ?p ?o }}"),
    "describe": Asked(f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ {UNIT} }} ?s ?p ?o }}", NT),
    "path": Asked(f"SELECT (COUNT(DISTINCT ?plan) AS ?n) {{ {UNIT} sg:hasDescriptor/^sg:hasDescriptor/dcterms:isPartOf ?plan }}"),
    "list": Asked(f"SELECT ?unit ?label {{ ?unit dcterms:isPartOf {PLAN} ; rdfs:label ?label ; skos:notation ?n }} ORDER BY ?n"),
    "facet": Asked("SELECT ?d (COUNT(?unit) AS ?n) { ?unit sg:hasDescriptor ?d } GROUP BY ?d ORDER BY ?d", heavy=True),
    "text scan": Asked('SELECT (COUNT(*) AS ?n) { ?unit dcterms:description ?text FILTER (CONTAINS(LCASE(?text), "bydlen")) }', heavy=True),
    "matrix": Asked(
        f"SELECT ?a ?b (COUNT(?d) AS ?n) {{ ?a dcterms:isPartOf {PLAN} ; sg:hasDescriptor ?d . "
        f"?b sg:hasDescriptor ?d ; dcterms:isPartOf ?plan FILTER (?plan IN ({OTHER}, {PLAN})) }} GROUP BY ?a ?b ORDER BY ?a ?b",
        heavy=True,
    ),
    # 32 answers of 45 MB would be more than limits.answer_bytes, which all that are under way share
    "export": Asked("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", NT, heavy=True, most=8),
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if a target was missed."""
    options = argparse.ArgumentParser(description="Measure the endpoint beside others over HTTP.")
    options.add_argument("--triples", type=int, default=300_000, help="how many are made (default: %(default)s)")
    options.add_argument("--rounds", type=int, default=3, help="how often each is measured (default: %(default)s)")
    options.add_argument("--seconds", type=float, default=1.0, help="how long each time (default: %(default)s)")
    options.add_argument("--queries", nargs="+", choices=QUERIES, default=list(QUERIES), help="which (default: all)")
    options.add_argument("--without-rdflib", action="store_true", help="leave rdflib-endpoint out")
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        triples = Path(folder) / "made.nt"
        size = write(triples, chosen.triples)
        print(f"{size:,} triples", flush=True)
        endpoints = started(stack, triples, Path(folder), not chosen.without_rdflib)
        sizes = same(endpoints)
        met = [
            met
            for name, asked in QUERIES.items()
            if name in chosen.queries
            for met in judged(name, asked, measured(asked, endpoints, chosen.rounds, chosen.seconds), sizes[name])
        ]
    return 0 if all(met) else 1


def write(triples: Path, wanted: int) -> int:
    """Write the made plans as N-Triples; the number of statements is given back."""
    source, _ = real()
    number = 0
    with triples.open("w", encoding="utf-8") as out:
        for line in graph(source, plans_for(source, wanted)):
            out.write(line)
            number += 1
    return number


def started(stack: contextlib.ExitStack, triples: Path, folder: Path, rdflib: bool) -> dict[str, str]:
    """Name → address of each server's endpoint, all over the same statements."""
    quads = folder / "made.nq"
    with triples.open(encoding="utf-8") as lines, quads.open("w", encoding="utf-8") as out:
        out.writelines(f"{line.rstrip().removesuffix('.')} <{GRAPH}> .\n" for line in lines)
    program = str(Path(sys.executable).with_name("oxigraph"))
    port = free_port()
    command = [program, "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    native = f"http://127.0.0.1:{port}"
    stack.enter_context(running(command, native))
    with quads.open("rb") as body:
        httpx.post(f"{native}/store", content=body, headers={"Content-Type": "application/n-quads"}, timeout=600)
    found = {NATIVE: f"{native}/query"}
    for name, cache in ((OURS, "0"), (CACHED, str(CACHE_BYTES))):
        settings = {"STRATEGRAPH_LIMITS_CACHE_BYTES": cache, "STRATEGRAPH_LIMITS_DEADLINE_SECONDS": PATIENCE}
        address, _ = stack.enter_context(server(quads, **settings))
        found[name] = f"{address}sparql"
    if rdflib:
        python, port = peer_environment("rdflib-endpoint", ENVIRONMENT, REQUIREMENTS), free_port()
        command = [
            str(python.with_name("rdflib-endpoint")),
            "serve",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            str(triples),
        ]
        stack.enter_context(running(command, f"http://127.0.0.1:{port}/?query=ASK%7B%7D"))
        found[RDFLIB] = f"http://127.0.0.1:{port}/"
    return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def running(command: Sequence[str], address: str) -> Iterator[None]:
    """A server, once something answers at its address."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while process.poll() is None:
                with contextlib.suppress(httpx.TransportError):
                    httpx.get(address, timeout=60)
                    break
                time.sleep(0.2)
            if process.poll() is not None:
                sys.exit(f"{' '.join(command)} ended early. Nothing is compared.")
            yield
        finally:
            process.kill()


def same(endpoints: Mapping[str, str]) -> dict[str, int]:
    """End the program where two servers answer otherwise; else the bytes of our answer to each query."""
    sizes = {}
    for name, asked in QUERIES.items():
        accept = "text/csv" if asked.accept == JSON else asked.accept
        answers = {}
        for server_name, endpoint in endpoints.items():
            answer = httpx.get(
                endpoint, params={"query": PREFIXES + asked.text}, headers={"Accept": accept}, timeout=600
            )
            answer.raise_for_status()
            answers[server_name] = content(answer.text, accept)
            if server_name == CACHED:
                sizes[name] = len(answer.content)
        for server_name, found in answers.items():
            if found != answers[NATIVE]:
                sys.exit(f"{server_name} answers {name!r} otherwise than {NATIVE}. Nothing is compared.")
    return sizes


def content(text: str, accept: str) -> object:
    """Rows, or statements, without their order and the spelling of strings."""
    if accept == "text/csv":
        return sorted(map(tuple, csv.reader(io.StringIO(text))))
    return sorted(
        {line.replace("^^<http://www.w3.org/2001/XMLSchema#string>", "") for line in text.splitlines() if line}
    )


def measured(asked: Asked, endpoints: Mapping[str, str], rounds: int, seconds: float) -> dict[tuple[str, int], Load]:
    """(Server, clients) → what the clients saw in the round with the median p50; a first answer of each is not counted."""
    seen: dict[tuple[str, int], list[Load]] = {}
    query = PREFIXES + asked.text
    for endpoint in endpoints.values():
        client = Client(endpoint)
        client.ask(query, asked.accept)
        client.close()
    for _ in range(rounds):
        for clients in (one for one in CLIENTS if one <= asked.most):
            for name, endpoint in endpoints.items():
                if name != RDFLIB or clients == 1:
                    seen.setdefault((name, clients), []).append(load(endpoint, query, asked.accept, clients, seconds))
    return {key: statistics_of(loads) for key, loads in seen.items()}


def statistics_of(loads: Sequence[Load]) -> Load:
    """All rounds together: every time, and the median of the rates."""
    return Load(tuple(one for each in loads for one in each.seconds), statistics.median(each.rate for each in loads))


def judged(name: str, asked: Asked, seen: Mapping[tuple[str, int], Load], size: int) -> list[bool]:
    """Print what was seen of a query whose answer has so many bytes, and judge it where there is a target."""
    for (server_name, clients), found in seen.items():
        print(
            f"{name:<10} {clients:>3} clients  {server_name:<26} p50 {found.p50 * 1000:9.3f} ms  {found.rate:9.1f}/s",
            flush=True,
        )
    native = seen[NATIVE, 1].p50
    met = []
    if ResultCache(CACHE_BYTES // 2).takes(size):
        met.append(told(f"{name}: from memory, p50 over Oxigraph's", seen[CACHED, 1].p50 / native, MEMORY))
    else:
        print(f"{name}: no answer of {size:,} bytes is kept in memory")
    if name == "lookup":
        met.append(told(f"{name}: p50 over Oxigraph's", seen[OURS, 1].p50 / native, LOOKUP))
        met.append(
            told(
                f"{name}: answers at 32 clients, Oxigraph's over ours",
                seen[NATIVE, 32].rate / seen[OURS, 32].rate,
                1 / RATE,
            )
        )
    elif native >= ENGINE_SECONDS:
        met.append(told(f"{name}: p50 over Oxigraph's", seen[OURS, 1].p50 / native, BOUND))
    if asked.heavy and (RDFLIB, 1) in seen:
        met.append(
            told(f"{name}: ours over rdflib-endpoint's p50", seen[OURS, 1].p50 / seen[RDFLIB, 1].p50, 1 / RDFLIB_TIMES)
        )
    return met


if __name__ == "__main__":
    sys.exit(main())
