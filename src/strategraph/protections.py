"""What keeps a question or a file from doing harm outside its process: no network, no new descriptors, bounded memory and time.

A process takes these upon itself and cannot undo them.
"""

import contextlib
import ctypes
import fcntl
import os
import resource
import signal
import socket
from pathlib import Path

__all__ = [
    "alone_with",
    "bound_files",
    "bound_memory",
    "bound_time",
    "leave_the_network",
    "sealed",
    "space",
    "threads",
    "without_core_dumps",
]

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
#: Where memory is short the system ends workers first (proc(5), oom_score_adj).
_FIRST_TO_END = "1000"
#: The line to the front gets the number after those of the standard streams; then comes the file of an answer.
_LINE = 3
_SEALED = _LINE + 2


def leave_the_network() -> bool:
    """Move into a network namespace without interfaces (namespaces(7)); False where the kernel does not allow it.

    Processes that are forked later are there too. Only a process without further threads may do this.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    flags = (_CLONE_NEWUSER | _CLONE_NEWNET, _CLONE_NEWNET)
    return any(libc.unshare(wanted) == 0 for wanted in flags)


def without_core_dumps() -> None:
    """Write no image of the memory when the process is ended, and leave its end to the front.

    A terminal and a service manager send their signals to all processes; what is being answered should be finished.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def bound_memory(most: int) -> None:
    """Let the process have so many bytes of address space, the shared data included (setrlimit(2), RLIMIT_AS)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_END, encoding="ascii")
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def space() -> int:
    """The bytes of address space that the process has now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()


def threads() -> int:
    """How many threads the process has."""
    return len(list(Path("/proc/self/task").iterdir()))


def alone_with(line: int) -> socket.socket:
    """Close all descriptors but the standard streams and the line to the front, which gets the number after them."""
    aside = fcntl.fcntl(line, fcntl.F_DUPFD, 256)
    os.closerange(_LINE, aside)
    os.dup2(aside, _LINE, inheritable=False)
    os.close(aside)
    return socket.socket(fileno=_LINE)


def bound_time(most: int) -> None:
    """Let the process compute for so many seconds; then the system ends it (setrlimit(2), RLIMIT_CPU)."""
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))


def bound_files(most: int) -> None:
    """Let no file that the process writes grow beyond so many bytes (setrlimit(2), RLIMIT_FSIZE)."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


class sealed:  # noqa: N801 - a context, entered for each question: a generator would take longer
    """While a question is worked on, no file and no socket can be opened, whatever the kernel says of namespaces.

    All descriptors below the limit (setrlimit(2), RLIMIT_NOFILE) are in use: of a worker the standard streams, the line,
    and the file for the answer. Outside, the limit is high, or descriptors that wait in other sockets could keep one from being
    sent (unix(7), ETOOMANYREFS).
    """

    def __init__(self, descriptors: int = _SEALED) -> None:
        self._open = resource.getrlimit(resource.RLIMIT_NOFILE)
        self._shut = descriptors, self._open[1]

    def __enter__(self) -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, self._shut)

    def __exit__(self, *fault: object) -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, self._open)
