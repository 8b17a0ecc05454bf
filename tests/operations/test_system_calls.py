"""What draws pictures lives with the system calls that the service of systemd leaves it (seccomp(2))."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.operations
UNIT = Path(__file__).resolve().parents[2] / "docs" / "operations" / "strategraph.service"
SPECIFICATION = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x"}}}
#: Kills the process at any other call, as systemd does, and becomes the process that draws.
SHUT_IN = """
import ctypes, json, os, sys
calls = ctypes.CDLL("libseccomp.so.2")
calls.seccomp_init.restype = ctypes.c_void_p
calls.seccomp_rule_add.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint]
calls.seccomp_load.argtypes = [ctypes.c_void_p]
filter = calls.seccomp_init(0x80000000)
for name in json.loads(sys.argv[1]):
    number = calls.seccomp_syscall_resolve_name(name.encode())
    if number >= 0:
        assert calls.seccomp_rule_add(filter, 0x7FFF0000, number, 0) == 0, name
assert calls.seccomp_load(filter) == 0
os.execv(sys.executable, [sys.executable, "-P", "-m", "strategraph.pictures"])
"""


def members(name: str) -> set[str]:
    """The calls of a set of systemd, those of the sets within it too (systemd.exec(5), SystemCallFilter)."""
    if not name.startswith("@"):
        return {name}
    told = subprocess.run(["systemd-analyze", "syscall-filter", name], capture_output=True, text=True, check=True)
    lines = [line.strip() for line in told.stdout.splitlines()[1:]]
    return {call for line in lines if line and not line.startswith("#") for call in members(line)}


def drawn_within(*sets: str) -> subprocess.CompletedProcess[bytes]:
    asked = json.dumps([{"specification": SPECIFICATION, "png": True}]).encode() + b"\n"
    allowed = sorted(set().union(*map(members, sets)))
    return subprocess.run([sys.executable, "-c", SHUT_IN, json.dumps(allowed)], input=asked, capture_output=True)


def test_a_picture_is_drawn_within_what_the_unit_allows() -> None:
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    allowed = [one for line in lines if line.startswith("SystemCallFilter=") for one in line.partition("=")[2].split()]
    ran = drawn_within(*allowed)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["drawn"]


def test_without_the_keys_of_memory_it_would_be_killed() -> None:
    """If not, the unit need not allow them."""
    assert drawn_within("@system-service").returncode == -signal.SIGSYS
