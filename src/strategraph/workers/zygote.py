"""Loads the data once, sees no question, and forks a worker whenever the front asks for one.

A frame from the front is a JSON object with two descriptors: the worker's end of its line to the front, and the ledger.
The reply has a descriptor of the new process (pidfd_open(2)), by which the front ends it and sees it end.
"""

import gc
import json
import os
import signal
import socket
import sys
import time
from typing import Any

import pyoxigraph as ox

from strategraph.protections import leave_the_network, space, threads, without_core_dumps
from strategraph.workers.worker import work

__all__ = ["main"]

FRAME_BYTES = 64 * 1024
#: What a worker has to have beside the data and the stack of its thread, or it could answer nothing (bytes).
LEAST_BYTES = 64 * 1024 * 1024
#: How long a thread of the engine may go on after the data are loaded; only a process without threads is forked (seconds).
THREADS_SECONDS = 10.0


def main() -> None:
    """Load the data, say so, and fork until the front hangs up; nothing that a reader typed comes here."""
    control = socket.socket(fileno=int(sys.argv[1]))
    config = json.loads(sys.argv[2])
    without_core_dumps()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system takes away what is left of ended workers (wait(2))
    cut = leave_the_network()
    store, refused = _loaded(config)
    if store is None:
        _reply(control, {"status": "unusable", "message": refused})
        return
    gc.freeze()
    _reply(control, {"status": "ready", "network_cut": cut})
    while frame := socket.recv_fds(control, FRAME_BYTES, 2)[:2]:
        if not frame[0]:
            return
        _fork(control, json.loads(frame[0]), frame[1], store, config)


def _loaded(config: dict[str, Any]) -> tuple[ox.Store | None, str]:
    """The data in memory; or why they cannot be served."""
    store = ox.Store()
    try:
        store.load(path=config["path"], base_iri=config["base"])
    except (OSError, SyntaxError, ValueError) as fault:
        return None, str(fault)
    needed = space() + config["stack_bytes"] + LEAST_BYTES
    if needed > config["memory_bytes"]:
        return None, (
            f"a worker needs {needed} bytes of address space for the data and its stack, and limits.worker_memory_bytes "
            f"is {config['memory_bytes']}; raise it, or serve less"
        )
    return store, ""


def _fork(
    control: socket.socket, asked: dict[str, Any], descriptors: list[int], store: ox.Store, config: dict[str, Any]
) -> None:
    line, ledger = descriptors
    try:
        _until_alone()
        pid = os.fork()
        if pid == 0:
            work(line, ledger, store, config | asked)
        handle = os.pidfd_open(pid)
    except OSError as fault:
        _reply(control, {"status": "failed", "message": str(fault)})
        return
    finally:
        os.close(line)
        os.close(ledger)
    _reply(control, {"status": "forked", "pid": pid}, handle)
    os.close(handle)


def _until_alone() -> None:
    """Wait until no thread of the engine runs: a lock that one holds would stay locked in the forked process."""
    limit = time.monotonic() + THREADS_SECONDS
    while threads() > 1:
        if time.monotonic() > limit:
            raise OSError(f"the engine still has {threads() - 1} threads, and no process is forked beside them")
        time.sleep(0.01)


def _reply(control: socket.socket, reply: dict[str, Any], *handles: int) -> None:
    """Tell the front; if it is gone, so are we."""
    try:
        socket.send_fds(control, [json.dumps(reply).encode()], handles)
    except OSError:
        sys.exit(0)
