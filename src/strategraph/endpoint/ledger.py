"""How much of answers lies on disk: counted in memory that the front shares with its workers.

Each process writes its own number: a worker the bytes of the answer that it is writing, the front those of the
answers that it is sending. Whoever adds to the sum sees the numbers of all.
"""

import io
import mmap
import os
import struct
import threading

from strategraph.errors import EndpointError

__all__ = ["Ledger", "SpoolFile"]

_NUMBER = struct.Struct("=Q")


class Ledger:
    """Numbers of bytes: the first is the front's, each other belongs to the worker that was given its place."""

    def __init__(self, places: int) -> None:
        self._size = _NUMBER.size * (places + 1)
        self.descriptor = os.memfd_create("strategraph-ledger")
        os.ftruncate(self.descriptor, self._size)
        self._numbers = mmap.mmap(self.descriptor, self._size)
        self._free = list(range(places, 0, -1))
        self._lock = threading.Lock()

    @property
    def total(self) -> int:
        """The bytes of all answers that lie on disk."""
        return sum(number for (number,) in _NUMBER.iter_unpack(self._numbers[: self._size]))

    def give(self) -> int:
        """A free place for a new worker.

        Raises:
            EndpointError: if there is none: too many workers are about to end.
        """
        if not self._free:
            raise EndpointError("Too many worker processes are about to end; another one has to wait for them.")
        return self._free.pop()

    def take_back(self, place: int) -> None:
        """The worker at a place is gone, and with it what it wrote."""
        self._write(place, 0)
        self._free.append(place)

    def move(self, place: int) -> int:
        """The answer that a worker has written is the front's from now on; its size is given back."""
        with self._lock:
            size = self._read(place)
            self._write(0, self._read(0) + size)
            self._write(place, 0)
        return size

    def release(self, size: int) -> None:
        """An answer of this size has been sent, or given up."""
        with self._lock:
            self._write(0, self._read(0) - size)

    def close(self) -> None:
        """No worker will be started any more; answers may still be on their way."""
        os.close(self.descriptor)

    def _read(self, place: int) -> int:
        number: int = _NUMBER.unpack_from(self._numbers, _NUMBER.size * place)[0]
        return number

    def _write(self, place: int, number: int) -> None:
        _NUMBER.pack_into(self._numbers, _NUMBER.size * place, number)


class SpoolFile(io.FileIO):
    """The file of an answer; when it is closed, or forgotten, its bytes count no more."""

    def __init__(self, descriptor: int, ledger: Ledger, place: int) -> None:
        super().__init__(descriptor, "rb")
        self._ledger = ledger
        self._size = ledger.move(place)

    def close(self) -> None:
        """Close the file, which has no name and so is gone."""
        if not self.closed:
            super().close()
            self._ledger.release(self._size)
