"""How many rows an answer has, counted in its bytes as they pass: the engine writes them and tells no number."""

import re
from collections.abc import Callable
from typing import Protocol

__all__ = ["CountedRows"]


class _Sink(Protocol):
    def write(self, piece: bytes) -> int: ...

    def flush(self) -> None: ...


class CountedRows:
    """Passes an answer on, to SELECT in one of the formats of SPARQL 1.1 or in N-Triples, and counts its rows.

    `number` is None where the bytes do not tell: in JSON a row without any value (`{}`) looks like the end of some strings.
    """

    def __init__(self, out: _Sink, form: str) -> None:
        self.out = out
        self._find = _FINDERS[form]()

    @property
    def number(self) -> int | None:
        """The rows so far."""
        return self._find.number

    def write(self, piece: bytes) -> int:
        """Take the next bytes."""
        self._find.feed(piece)
        return self.out.write(piece)

    def flush(self) -> None:
        """Nothing is held back."""
        self.out.flush()


class _Marks:
    """Counts what a row begins with; a mark may be cut in two by the pieces."""

    def __init__(self, mark: bytes, length: int, unclear: bytes | None = None) -> None:
        self.number: int | None = 0
        self._mark = re.compile(mark)
        self._unclear = re.compile(unclear) if unclear else None
        self._tail = b""
        self._kept = length - 1

    def feed(self, piece: bytes) -> None:
        text = self._tail + piece
        if self.number is not None:
            unclear = self._unclear is not None and b"{}" in text and self._unclear.search(text)
            self.number = None if unclear else self.number + len(self._mark.findall(text))
        self._tail = text[-self._kept :]


class _Lines:
    """Counts lines after those of the head; those inside of quotes are part of a value."""

    def __init__(self, quoted: bool, head: int = 1) -> None:
        self._lines = -head
        self._quoted = quoted
        self._inside = False

    @property
    def number(self) -> int | None:
        return max(0, self._lines)

    def feed(self, piece: bytes) -> None:
        if not self._quoted or (not self._inside and b'"' not in piece):
            self._lines += piece.count(b"\n")
            return
        parts = piece.split(b'"')
        self._lines += sum(part.count(b"\n") for part in parts[self._inside :: 2])
        self._inside ^= len(parts) % 2 == 0


#: Format → what finds its rows. In JSON (SPARQL 1.1 Query Results JSON Format, 3.2.1) no string holds an unescaped quote, so
#: `,{"` outside of strings begins a row, and at the end of one is followed by what comes after a string.
_FINDERS: dict[str, Callable[[], _Marks | _Lines]] = {
    "json": lambda: _Marks(rb'\{"(?<=[\[,]..)[^,}\]:]', 4, rb"[\[,]\{\}"),
    "xml": lambda: _Marks(rb"<result[>/]", 8),
    "csv": lambda: _Lines(quoted=True),
    "tsv": lambda: _Lines(quoted=False),
    "nt": lambda: _Lines(quoted=False, head=0),
}
