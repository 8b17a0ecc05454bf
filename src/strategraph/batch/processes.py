"""Processes: plans prepared side by side, each process with one plan at a time, so that a plan can only end its own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from socket import socketpair

from strategraph.batch.entries import Entry
from strategraph.places import Places
from strategraph.settings import Settings

__all__ = ["Tools", "prepare_apart"]


@dataclass(frozen=True, slots=True)
class Tools:
    """What processes need to know: the knowledge, the settings, where results and drafts are kept."""

    places: Places
    settings: Settings
    kept: Path
    drafts: Path


@dataclass(slots=True, eq=False)
class _Hand:
    """A process, the line to it, and the plan it has in hand since when."""

    process: "subprocess.Popen[bytes]"
    line: Connection
    entry: Entry | None = None
    since: float = 0.0


def prepare_apart(
    wanted: Mapping[str, Entry], tools: Tools, jobs: int, told: Callable[[int], None]
) -> Iterator[tuple[str, str]]:
    """Prepare plans (key → entry) in so many processes and keep what comes of them; gives the key of each that failed, and why.

    A plan that takes longer than `sources.plan_seconds` or whose process ends has failed; the others go on. `told` is
    called with the number of plans that are done.
    """
    waiting, done = list(wanted.items())[::-1], 0
    keys = {id(entry): key for key, entry in wanted.items()}
    hands = [_start(tools) for _ in range(min(jobs, len(waiting)))]
    try:
        while waiting or any(hand.entry for hand in hands):
            for hand in hands:
                if hand.entry is None and waiting:
                    _give(hand, *waiting.pop())
            for hand, reason in _answers(hands, tools.settings.sources.plan_seconds):
                assert hand.entry is not None
                entry, hand.entry, done = hand.entry, None, done + 1
                if reason:
                    yield keys[id(entry)], reason
                if hand.process.poll() is not None:
                    hands[hands.index(hand)] = _start(tools)
                told(done)
    finally:
        for hand in hands:
            hand.line.close()
            hand.process.kill()
            hand.process.wait()


def _start(tools: Tools) -> _Hand:
    """A program of its own: a fork would copy whatever threads and locks there are, and a spawn would run the caller's script."""
    ours, theirs = socketpair()
    paths = os.pathsep.join(os.path.abspath(path) for path in sys.path if path)  # noqa: PTH100
    command = [sys.executable, "-P", "-m", "strategraph.batch", str(theirs.fileno())]
    environment = {**os.environ, "PYTHONPATH": paths}
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], env=environment)
    theirs.close()
    line = Connection(ours.detach())
    line.send(tools)
    return _Hand(process, line)


def _give(hand: _Hand, key: str, entry: Entry) -> None:
    hand.entry, hand.since = entry, time.monotonic()
    with suppress(BrokenPipeError):  # it has ended; the wait for its answer tells so
        hand.line.send((key, entry))


def _answers(hands: Sequence[_Hand], most: float) -> Iterator[tuple[_Hand, str]]:
    """Processes that are done, each with why its plan failed, or an empty string; returns after a moment if none is."""
    busy = {hand.line: hand for hand in hands if hand.entry}
    for line in wait(list(busy), timeout=0.2):
        assert isinstance(line, Connection)
        hand = busy.pop(line)
        try:
            yield hand, line.recv()
        except (EOFError, ConnectionResetError):
            hand.process.wait()
            status = hand.process.returncode
            assert hand.entry is not None
            yield (
                hand,
                f"{hand.entry.path} ended the process that read it (exit code {status}): look at this plan by itself.",
            )
    for hand in busy.values():
        if hand.entry and time.monotonic() - hand.since > most:
            hand.process.kill()
            hand.process.wait()
            yield (
                hand,
                (
                    f"{hand.entry.path} took longer than the {most:g} s that sources.plan_seconds allows: "
                    "simplify the patterns of its mapping, or raise the setting."
                ),
            )
