"""Draws pictures in a process of its own, which is started when the first is asked for and ends when nobody asks for a while.

vl-convert holds the lock of the interpreter while it draws, half a second the first time: in the process of a server nothing else would
be answered meanwhile.
"""

import atexit
import base64
import contextlib
import json
import subprocess
import sys
from collections.abc import Sequence
from enum import Enum
from importlib.util import find_spec
from threading import Lock, Timer

from strategraph.errors import PictureError, UsageError
from strategraph.pictures.looks import IN_A_FILE, ON_A_PAGE
from strategraph.pictures.model import Picture
from strategraph.pictures.specification import specification
from strategraph.pictures.svg import marked_up

__all__ = ["Form", "can_draw", "drawn"]

#: No picture takes longer, by far, the start of the process included (seconds).
LONGEST = 60.0


class Form(Enum):
    """What a picture is drawn as: SVG within a page, or a file of its own."""

    PAGE = "page"
    SVG = "svg"
    PNG = "png"


def can_draw() -> bool:
    """Whether the extra `pictures` is installed."""
    return find_spec("vl_convert") is not None


def drawn(pictures: Sequence[Picture], form: Form) -> tuple[bytes, ...]:
    """Each picture as bytes, in the order of the pictures.

    Raises:
        UsageError: if the extra `pictures` is not installed.
        PictureError: if drawing fails or takes too long.
    """
    if not can_draw():
        raise UsageError(
            "Pictures need vl-convert-python, which is not installed: pip install 'strategraph[pictures]'."
        )
    if not pictures:
        return ()
    ground = ON_A_PAGE if form is Form.PAGE else IN_A_FILE
    asked = [{"specification": specification(one, ground), "png": form is Form.PNG} for one in pictures]
    told = _easel.ask(json.dumps(asked, ensure_ascii=True, default=dict).encode())
    if form is Form.PNG:
        return tuple(base64.b64decode(one) for one in told)
    return tuple(marked_up(one, picture).encode() for one, picture in zip(told, pictures, strict=True))


class _Easel:
    """The process that draws, one list of pictures at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, line: bytes) -> list[str]:
        """What is drawn of a list of specifications; a process that has ended meanwhile is replaced once.

        Raises:
            PictureError: if drawing fails or takes too long.
        """
        with self._lock:
            answer = self._answer(line) if self._process else b""
            if not answer:
                self.close()
                self._process = _started()
                answer = self._answer(line)
        if not answer:
            raise PictureError(f"The process that draws pictures ended, or took more than {LONGEST:.0f} s.")
        told = json.loads(answer)
        if "fault" in told:
            raise PictureError(f"A picture could not be drawn: {told['fault']}")
        pictures: list[str] = told["drawn"]
        return pictures

    def _answer(self, line: bytes) -> bytes:
        """One line of answer; empty if the process has ended, or was ended since it took too long."""
        process = self._process
        assert process
        assert process.stdin
        assert process.stdout
        timer = Timer(LONGEST, process.kill)
        timer.start()
        try:
            process.stdin.write(line + b"\n")
            process.stdin.flush()
            return process.stdout.readline()
        except OSError:
            return b""
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            with contextlib.suppress(OSError):  # a line that it did not take
                self._process.communicate()
            self._process = None


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "strategraph.pictures"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


_easel = _Easel()
atexit.register(_easel.close)
