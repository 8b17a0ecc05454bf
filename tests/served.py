"""A server as a person starts it, for as long as a test asks it things."""

import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def served(command: Sequence[str], cwd: Path, env: Mapping[str, str], seconds: float = 180) -> Iterator[str]:
    """The address that the command prints once it serves; the command and all it started are ended afterwards."""
    with subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as server:
        assert server.stdout
        late = threading.Timer(seconds, os.killpg, (server.pid, signal.SIGKILL))
        late.start()
        try:
            address = address_in(server.stdout)
            drain = threading.Thread(target=server.stdout.read)  # a full pipe would hold the server up
            drain.start()
            yield address
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGTERM)
            server.wait()
            late.cancel()


def address_in(lines: Iterator[str]) -> str:
    said = []
    for line in lines:
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:[1-9]\d*", line):
            return found[0]
    return pytest.fail("No address was printed:\n" + "".join(said))
