"""The command line inside the test process: what a person types and what comes of it, without waiting for a process to start."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess
from unittest import mock

from strategraph.cli import main


def typed(
    *words: str | Path, cwd: Path | None = None, given: bytes = b"", env: Mapping[str, str] | None = None
) -> CompletedProcess[str]:
    """What the command with these words prints and its exit code, as `subprocess.run` tells it; `env` is the whole environment."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        stack.enter_context(mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")))
        if cwd is not None:
            stack.enter_context(contextlib.chdir(cwd))
        if env is not None:
            stack.enter_context(mock.patch.dict(os.environ, env, clear=True))
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:  # so argparse ends a command that it does not understand
            code = left.code if isinstance(left.code, int) else 1
    return CompletedProcess(words, code, *(_read(stream.buffer.getvalue()) for stream in (out, err)))  # type: ignore[attr-defined]


def started(
    *words: str | Path, cwd: Path | None = None, given: bytes = b"", env: Mapping[str, str] | None = None
) -> CompletedProcess[str]:
    """The same from a process of its own, as a person starts it: every command is tested by one, and what may end a process."""
    command = [sys.executable, "-m", "strategraph", *map(str, words)]
    done = subprocess.run(command, input=given, capture_output=True, cwd=cwd, env=env)
    return CompletedProcess(words, done.returncode, _read(done.stdout), _read(done.stderr))


def _read(printed: bytes) -> str:
    """As `subprocess.run` reads text: a line of CSV ends as any other."""
    return printed.decode().replace("\r\n", "\n")
