"""An answer while it is written: in memory while it is small, then in a file without a name, counted in a shared ledger."""

import mmap
import os
import struct
import tempfile
from typing import BinaryIO

__all__ = ["Ledger", "RefusedError", "SortedPrefixes", "Spool", "SpoolPlace"]

#: Answers up to this size travel with the reply; longer ones in a file.
INLINE_BYTES = 64 * 1024
#: So much is written to the file at once: the engine hands over 8 kB at a time, and each time the ledger is added up.
HELD_BYTES = 512 * 1024


class RefusedError(Exception):
    """No answer is given; the reply says why."""

    def __init__(self, status: str, **more: str) -> None:
        super().__init__(status)
        self.reply = {"status": status, **more}


class Ledger:
    """How many bytes of answers lie on disk, ours among them; shared with the front and the other workers."""

    def __init__(self, descriptor: int, place: int) -> None:
        self.numbers = mmap.mmap(descriptor, 0)  # stays valid when all descriptors are closed
        self.offset = 8 * place

    def write(self, size: int) -> int:
        """Note the size of our answer; the sum of all is given back."""
        struct.pack_into("=Q", self.numbers, self.offset, size)
        return sum(number for (number,) in struct.iter_unpack("=Q", self.numbers[:]))


class SpoolPlace:
    """Holds the file for the next long answer, opened before the question is looked at: later no file can be opened."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._file: BinaryIO | None = None
        self._fault = ""
        self._filler = -1

    def open(self) -> None:
        """Have a file; where none can be had, its descriptor is taken all the same, and `take` says why."""
        if self._file is not None:
            return
        self.close()
        try:
            self._file = tempfile.TemporaryFile(dir=self.folder, buffering=0)  # noqa: SIM115 - closed once it is sent
        except OSError as fault:
            self._fault = str(fault)
            self._filler = os.dup(0)

    def take(self) -> BinaryIO:
        """The file, for an answer that has become long.

        Raises:
            OSError: if there is none.
        """
        file, self._file = self._file, None
        if file is None:
            raise OSError(self._fault)
        return file

    def close(self) -> None:
        """Give back the descriptor that stood for a missing file."""
        if self._filler >= 0:
            os.close(self._filler)
            self._filler = -1


class Spool:
    """Takes an answer of at most `most` bytes as it is written.

    `held` is what no file has yet: all of an answer that stays short, else the last bytes, until `end`.
    """

    def __init__(self, most: int, place: SpoolPlace, ledger: Ledger) -> None:
        self.most = most
        self.place = place
        self.ledger = ledger
        self.size = 0
        self.held = bytearray()
        self.file: BinaryIO | None = None

    def write(self, piece: bytes) -> int:
        """Take the next bytes.

        Raises:
            RefusedError: if the answer becomes too long, for itself or beside others, or the disk has no room.
        """
        self.size += len(piece)
        if self.size > self.most:
            raise RefusedError("too_large")
        self.held += piece
        if len(self.held) > (HELD_BYTES if self.file else INLINE_BYTES):
            self._spool()
        return len(piece)

    def flush(self) -> None:
        """What is held back stays so until the end."""

    def end(self) -> None:
        """Nothing comes after this; a long answer lies whole in its file.

        Raises:
            RefusedError: as `write` does.
        """
        if self.file is not None and self.held:
            self._spool()

    def drop(self) -> None:
        """Give up what was written."""
        if self.file is not None:
            self.file.close()
            self.ledger.write(0)

    def _spool(self) -> None:
        if self.ledger.write(self.size) > self.most:
            if self.file is None:
                self.ledger.write(0)
            raise RefusedError("crowded")
        held, self.held = self.held, bytearray()
        try:
            if self.file is None:
                self.file = self.place.take()
            rest = memoryview(held)
            while rest:
                rest = rest[self.file.write(rest) :]
        except OSError as fault:
            if self.file is None:
                self.ledger.write(0)
            raise RefusedError("unspooled", message=str(fault)) from fault


class SortedPrefixes:
    """Passes Turtle on with its prefixes in the order of their names; the serialiser has another in every process."""

    def __init__(self, spool: Spool, number: int) -> None:
        self.spool = spool
        self.number = number
        self.head: bytes | None = b""

    def write(self, piece: bytes) -> int:
        """Take the next bytes."""
        if self.head is None:
            return self.spool.write(piece)
        self.head += piece
        if self.head.count(b"\n") >= self.number:
            self.flush()
        return len(piece)

    def flush(self) -> None:
        """Write the prefixes, which have one line each, and what came with them."""
        if self.head is not None:
            *lines, rest = self.head.split(b"\n", self.number)
            self.spool.write(b"".join(line + b"\n" for line in sorted(lines)) + rest)
            self.head = None
