"""Writing: files that a thread writes and sums while their next piece is being made."""

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from strategraph.catalogue import DumpFile

__all__ = ["write_file"]

#: So many pieces wait at most.
_WAITING = 4


def write_file(path: Path, pieces: Iterable[bytes], also: Callable[[bytes], None] = lambda piece: None) -> DumpFile:
    """Write a file piece by piece, and tell its size and SHA-256; `also` is given each piece, in their order.

    Raises:
        OSError: if it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = sha256(), 0
    waiting: deque[Future[None]] = deque()
    with path.open("wb") as stream, ThreadPoolExecutor(1) as thread:

        def put(piece: bytes) -> None:
            stream.write(piece)
            digest.update(piece)
            also(piece)

        for piece in pieces:
            size += len(piece)
            waiting.append(thread.submit(put, piece))
            if len(waiting) > _WAITING:
                waiting.popleft().result()
        for one in waiting:
            one.result()
    return DumpFile(size, digest.hexdigest())
