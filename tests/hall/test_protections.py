"""What a worker process may not do, each in a process of its own, because it cannot be undone."""

import socket
import subprocess
import sys

import pytest

CALLING = """
import sys, pyoxigraph
from strategraph.protections import alone_with, sealed
from strategraph.workers.spool import SpoolPlace
import socket
ours, theirs = socket.socketpair()
line = alone_with(theirs.detach())
place = SpoolPlace(sys.argv[2])
place.open()
def ask():
    try:
        list(pyoxigraph.Store().query(sys.argv[1]))
    except OSError as fault:
        print(fault)
"""


def printed(program: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, env={})
    return done.stdout + done.stderr


def is_called(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize(("folder", "way"), [("/tmp", "sealed"), ("/nowhere", "sealed"), ("/tmp", "open")])
def test_a_sealed_process_calls_nobody_even_with_the_network_at_hand(folder: str, way: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(1)
        listener_address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        query = f"SELECT * {{ SERVICE <{listener_address}> {{ ?s ?p ?o }} }}"
        how = (
            "with sealed(): ask()"
            if way == "sealed"
            else "import threading; threading.Thread(target=ask, daemon=True).start(); import time; time.sleep(1)"
        )
        said = printed(CALLING + how, query, folder)
        assert is_called(listener) is (way == "open")
        assert ("Too many open files" in said) is (way == "sealed")


def test_after_a_question_there_is_room_for_descriptors_again() -> None:
    how = "with sealed(): pass\nwith open('/dev/null') as file: print(file.fileno())"
    assert printed(CALLING + how, "", "/tmp") == "5\n"


def test_a_process_counts_its_threads_and_its_space() -> None:
    program = """
import threading
from strategraph.protections import space, threads
before = threads(), space()
threading.stack_size(64 * 1024 * 1024)
go = threading.Event()
threading.Thread(target=go.wait, daemon=True).start()
print(before[0], threads(), space() - before[1] >= 64 * 1024 * 1024)
go.set()
"""
    assert printed(program) == "1 2 True\n"


def test_no_core_is_dumped_and_signals_for_the_whole_group_do_not_end_it() -> None:
    program = """
import os, resource, signal
from strategraph.protections import without_core_dumps
without_core_dumps()
os.kill(os.getpid(), signal.SIGINT)
os.kill(os.getpid(), signal.SIGTERM)
print(resource.getrlimit(resource.RLIMIT_CORE))
"""
    assert printed(program) == "(0, 0)\n"


def test_memory_is_bounded_and_the_system_ends_it_first() -> None:
    program = """
import resource
from strategraph.protections import bound_memory
bound_memory(500_000_000)
print(resource.getrlimit(resource.RLIMIT_AS), open('/proc/self/oom_score_adj').read().strip())
try:
    bytearray(600_000_000)
except MemoryError:
    print('refused')
"""
    assert printed(program) == "(500000000, 500000000) 1000\nrefused\n"
