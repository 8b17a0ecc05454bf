"""Ten minutes of good and hostile load at once: every good query is answered, and the server is afterwards as large as before.

Good clients ask the typical queries of `endpoint_peers.py`, some of them anew each time so that a worker has to answer.
Hostile ones ask the shapes of `endpoint_isolation.py`, send heads without an end, hang up in the middle of an answer, and
write what is no request.
"""

import argparse
import contextlib
import itertools
import random
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from endpoint_isolation import SHAPES
from endpoint_load import Client, FailedError
from endpoint_peers import PREFIXES, QUERIES, write
from endpoint_server import server
from targets import told

DEADLINE = 2.0
#: A cache that is full before the first weighing: what it may hold is no growth.
SETTINGS = {"STRATEGRAPH_LIMITS_DEADLINE_SECONDS": str(DEADLINE), "STRATEGRAPH_LIMITS_CACHE_BYTES": "2000000"}
#: The slowest good query in a second; how much more memory (MB) and how many more descriptors the front has at the end.
SLOWEST, MEGABYTES, DESCRIPTORS = 1.0, 20.0, 4
#: Good queries whose answers are short.
SHORT = ("lookup", "describe", "path", "list")


@dataclass(slots=True)
class Seen:
    """What the clients saw, and how many hostile requests there were."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    hostile: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Load, print, and return 1 if a target was missed."""
    options = argparse.ArgumentParser(description="Load the endpoint with good and hostile queries.")
    options.add_argument("--minutes", type=float, default=10, help="how long (default: %(default)s)")
    options.add_argument("--triples", type=int, default=30_000, help="how many are made (default: %(default)s)")
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        triples = Path(folder) / "made.nt"
        print(f"{write(triples, chosen.triples):,} triples", flush=True)
        with server(triples, **SETTINGS) as (address, pid):
            load(address, Seen(), 15)  # everything is loaded and warm before it is weighed
            before, seen = weighed(pid), Seen()
            load(address, seen, 60 * chosen.minutes)
            time.sleep(2 * DEADLINE)
            after = weighed(pid)
    return 0 if judged(seen, before, after) else 1


def weighed(pid: int) -> tuple[float, int]:
    """The memory of the front that is its own (MB), and its open descriptors."""
    fields = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    private = sum(int(line.split()[1]) for line in fields if line.startswith("Private_"))
    return private * 1024 / 1e6, len(list(Path(f"/proc/{pid}/fd").iterdir()))


def load(address: str, seen: Seen, seconds: float) -> None:
    """Have all clients ask for so long."""
    until = time.monotonic() + seconds
    parties: list[Callable[[], None]] = [
        *(lambda: good(address, seen, until) for _ in range(4)),
        *(lambda: hostile(address, seen, until) for _ in range(3)),
        lambda: rude(address, seen, until),
    ]
    threads = [threading.Thread(target=party) for party in parties]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def good(address: str, seen: Seen, until: float) -> None:
    """Ask short queries one after another, every second one anew; none may fail."""
    client, numbers = Client(f"{address}sparql"), itertools.count()
    while time.monotonic() < until:
        for name in SHORT:
            anew = f" # {threading.get_ident()} {next(numbers)}" if random.random() < 0.5 else ""
            started = time.perf_counter()
            try:
                client.ask(PREFIXES + QUERIES[name].text + anew, QUERIES[name].accept)
            except (FailedError, OSError) as fault:
                seen.failed.append(f"{name}: {fault}")
            seen.seconds.append(time.perf_counter() - started)
        time.sleep(0.02)
    client.close()


def hostile(address: str, seen: Seen, until: float) -> None:
    """Ask what would bring a server down, by POST, and take whatever comes."""
    parts = urlsplit(address)
    while time.monotonic() < until:
        body = f"query={quote(random.choice(list(SHAPES.values())), safe='')}".encode()
        head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        with (
            contextlib.suppress(OSError),
            socket.create_connection((parts.hostname or "", parts.port or 0), 30) as line,
        ):
            line.sendall(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
            while line.recv(65_536):
                pass
        seen.hostile += 1


def rude(address: str, seen: Seen, until: float) -> None:
    """Send heads without an end and things that are no request, and hang up while a long answer comes."""
    parts = urlsplit(address)
    export = quote(QUERIES["export"].text, safe="")
    starts = (
        b"GET /sparql?query=AS",
        b"\x16\x03\x01\x02\x00\x01",
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n" * 200,
        f"GET /sparql?query={export} HTTP/1.1\r\nHost: x\r\nAccept: application/n-triples\r\n\r\n".encode(),
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nquery=",
    )
    lines: list[socket.socket] = []
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            line = socket.create_connection((parts.hostname or "", parts.port or 0), 5)
            lines.append(line)
            line.sendall(random.choice(starts))
        if len(lines) > 20:
            lines.pop(0).close()
        seen.hostile += 1
        time.sleep(0.05)
    for line in lines:
        line.close()


def judged(seen: Seen, before: tuple[float, int], after: tuple[float, int]) -> bool:
    """Print what was seen, and whether it meets the targets."""
    p95 = statistics.quantiles(seen.seconds, n=20)[-1]
    print(f"{len(seen.seconds):,} good queries beside {seen.hostile:,} hostile requests; p95 {p95 * 1000:.1f} ms")
    for fault in seen.failed[:5]:
        print(f"  failed: {fault}")
    return all(
        [
            told("good queries that failed", len(seen.failed), 0),
            told("slowest good query, s", max(seen.seconds), SLOWEST),
            told("memory of the front that came to it, MB", after[0] - before[0], MEGABYTES),
            told("open descriptors that came to it", after[1] - before[1], DESCRIPTORS),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
