"""An environment for a peer, apart from the one of the project: `build/<name>-venv`, from a lock with hashes."""

import hashlib
import subprocess
import sys
from pathlib import Path

__all__ = ["peer_environment"]


def peer_environment(peer: str, folder: Path, lock: Path) -> Path:
    """The Python of the environment, which is made anew where it is missing or its lock has changed.

    Where that fails the program ends, with what pip said last: nothing is compared then.
    """
    python, done = folder / "bin" / "python", folder / ".installed"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not done.is_file() or done.read_text(encoding="utf-8") != wanted:
        options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(lock)]
        for command in (
            [sys.executable, "-m", "venv", "--clear", str(folder)],
            [str(python), "-m", "pip", "install", *options],
        ):
            ran = subprocess.run(command, capture_output=True, text=True)
            if ran.returncode:
                told = f"{peer} could not be installed into {folder}; see that pip reaches what its lock names."
                sys.exit(f"{told} Nothing is compared. It said last:\n{ran.stderr[-2000:]}")
        done.write_text(wanted, encoding="utf-8")
    return python
