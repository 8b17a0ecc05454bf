"""Heads of requests whose fields came before: a client sends the same ones each time, so that only the first line is read."""

import re
from typing import NamedTuple

from starlette.types import Scope

__all__ = ["Fields", "KnownHeads", "PlainRequest"]

#: The fields of a head, names in small letters.
Fields = tuple[tuple[bytes, bytes], ...]
#: How many heads are kept in mind, and how long each may be (bytes).
MOST, LONGEST = 256, 4096
#: A first line that needs no more than to be cut: nothing in the path is escaped.
_LINE = re.compile(rb"GET (?P<path>/[a-z]*)\?(?P<query>[A-Za-z0-9%=&+._~*!'(),:;/?@$-]*) HTTP/1\.1")
_END = b"\r\n\r\n"
#: Fields by which something follows the head, or the connection becomes another one.
_MORE = frozenset((b"content-length", b"transfer-encoding", b"expect", b"upgrade"))


class PlainRequest(NamedTuple):
    """A GET request without a body that came alone, on a connection that stays open; `whole` is all of it."""

    path: str
    query: bytes
    fields: Fields
    whole: bytes


class KnownHeads:
    """What follows the first line of GET requests, byte by byte, with the fields that a parser read there."""

    def __init__(self, longest_line: int) -> None:
        self.longest_line = longest_line
        self._fields: dict[bytes, Fields] = {}

    def __len__(self) -> int:
        return len(self._fields)

    def read(self, request: bytes) -> PlainRequest | None:
        """A request, if its fields came before; else None."""
        line, _, rest = request.partition(b"\r\n")
        fields = self._fields.get(rest)
        found = _LINE.fullmatch(line) if fields is not None and len(line) <= self.longest_line else None
        if found is None or fields is None:
            return None
        return PlainRequest(found["path"].decode(), found["query"], fields, request)

    def learn(self, request: bytes, scope: Scope) -> None:
        """Keep the fields of a whole request in mind that came alone and leaves its connection open, as they were read."""
        line, _, rest = request.partition(b"\r\n")
        if len(rest) > LONGEST or rest in self._fields or not rest.endswith(_END) or rest.count(_END) > 1:
            return
        fields = tuple(scope["headers"])
        if not _LINE.fullmatch(line) or scope["http_version"] != "1.1" or any(name in _MORE for name, _ in fields):
            return
        if len(self._fields) >= MOST:
            del self._fields[next(iter(self._fields))]
        self._fields[rest] = fields
