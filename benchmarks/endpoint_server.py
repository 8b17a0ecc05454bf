"""Our server as a process of its own, with no bounds on what one client may ask for."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["server"]


@contextlib.contextmanager
def server(served: Path, **settings: str) -> Iterator[tuple[str, int]]:
    """The address at which an RDF file, or the release of a folder, is served, and the process that does it.

    `settings` are variables of the environment.
    """
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0"]
    command += ["--data" if served.is_dir() else "--dataset", str(served)]
    env = {
        **os.environ,
        "STRATEGRAPH_LIMITS_CLIENT_SECONDS": "0",
        "STRATEGRAPH_LIMITS_CLIENT_REQUESTS": "0",
        **settings,
    }
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        try:
            said = process.stdout.readline()
            if not said:
                sys.exit(f"{' '.join(command)} ended early.")
            yield said.split()[1], process.pid
        finally:
            process.terminate()
