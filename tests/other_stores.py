"""Stores of others, started for as long as a test sends them things: `oxigraph serve` and Virtuoso."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

#: As little of a configuration as Virtuoso runs with; it listens on this machine only.
VIRTUOSO = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
MaxClientConnections = 5
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
"""


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """The address of an empty Oxigraph: graph store at /store, endpoint at /query."""
    [port] = free_ports(1)
    program = str(Path(sys.executable).with_name("oxigraph"))
    command = [program, "serve", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"]
    with started(command, folder, port, "/"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso(folder: Path, rows: int = 1_000_000) -> Iterator[str]:
    """The address of an empty Virtuoso that gives so many rows: graph store at /sparql-graph-crud-auth, endpoint at /sparql."""
    http, sql = free_ports(2)
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(http=http, sql=sql, rows=rows), encoding="utf-8")
    command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    with started(command, folder, http, "/sparql?query=ASK%7B%7D"):
        yield f"http://127.0.0.1:{http}"


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on; a store that finds one taken in the meantime ends, and the test with it."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


@contextmanager
def started(command: Sequence[str], folder: Path, port: int, path: str) -> Iterator[None]:
    with (folder / "output.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(server, f"http://127.0.0.1:{port}{path}", folder / "output.log")
        yield
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Until it answers; a server that has ended would mean that another one answers."""
    for _ in range(600):
        try:
            httpx.get(url, timeout=5)
            break
        except httpx.TransportError:
            time.sleep(0.1)
        if server.poll() is not None:
            break
    if server.poll() is not None:
        pytest.fail(f"{server.args!r} ended:\n{log.read_text(encoding='utf-8', errors='replace')}")
