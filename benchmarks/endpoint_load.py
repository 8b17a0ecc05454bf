"""Clients that ask an endpoint again and again over a connection each, and do as little else as Python can."""

import socket
import statistics
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import quote, urlsplit

__all__ = ["Client", "Load", "load"]

_PIECE = 1 << 20
_END = b"\r\n0\r\n\r\n"


class FailedError(Exception):
    """An answer that is no answer to the query."""


class Client:
    """One connection to an endpoint, opened again when the server has closed it."""

    def __init__(self, endpoint: str, timeout: float = 120) -> None:
        parts = urlsplit(endpoint)
        self._address = (parts.hostname or "", parts.port or 80)
        self._path, self._timeout = parts.path, timeout
        self._line: socket.socket | None = None

    def ask(self, query: str, accept: str) -> bytes:
        """The answer as it came, head and chunks included.

        Raises:
            FailedError: for any status but 200.
            OSError: if the connection breaks or is silent.
        """
        head = f"GET {self._path}?query={quote(query, safe='')} HTTP/1.1\r\nHost: {self._address[0]}:{self._address[1]}\r\n"
        if self._line is None:
            self._line = socket.create_connection(self._address, self._timeout)
            self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._line.sendall(f"{head}Accept: {accept}\r\n\r\n".encode())
            answer = self._receive(self._line)
        except OSError:
            self.close()
            raise
        _, status, rest = answer.split(b" ", 2)
        if status != b"200":
            raise FailedError(f"status {status.decode()}: {rest[-200:]!r}")
        return answer

    def close(self) -> None:
        """End the connection, if there is one."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _receive(self, line: socket.socket) -> bytes:
        answer = bytearray()
        head = -1
        while head < 0:
            answer += self._piece(line)
            head = answer.find(b"\r\n\r\n")
        fields = bytes(answer[:head]).lower()
        if b"\r\ncontent-length:" in fields:
            whole = head + 4 + int(fields.partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0])
            while len(answer) < whole:
                answer += self._piece(line)
        else:
            while not answer.endswith(_END):
                answer += self._piece(line)
        if b"\r\nconnection: close" in fields:
            self.close()
        return bytes(answer)

    @staticmethod
    def _piece(line: socket.socket) -> bytes:
        piece = line.recv(_PIECE)
        if not piece:
            raise ConnectionError("the server closed the connection in the middle of an answer")
        return piece


@dataclass(frozen=True, slots=True)
class Load:
    """What some clients saw together: seconds of each answer, and answers per second."""

    seconds: tuple[float, ...]
    rate: float

    @property
    def p50(self) -> float:
        """The median of the seconds."""
        return statistics.median(self.seconds)


def load(endpoint: str, query: str, accept: str, clients: int, seconds: float) -> Load:
    """Ask one query with so many clients at once for so long, each at least once; an answer that fails ends it.

    Raises:
        FailedError, OSError: what the first of the clients that failed saw.
    """
    seen: list[list[float]] = [[] for _ in range(clients)]
    failed: list[Exception] = []
    ready = threading.Barrier(clients + 1)

    def ask(mine: list[float]) -> None:
        client = Client(endpoint)
        ready.wait()
        until = perf_counter() + seconds
        try:
            while not mine or perf_counter() < until:
                started = perf_counter()
                client.ask(query, accept)
                mine.append(perf_counter() - started)
        except (FailedError, OSError) as fault:
            failed.append(fault)
        finally:
            client.close()

    threads = [threading.Thread(target=ask, args=(mine,)) for mine in seen]
    for thread in threads:
        thread.start()
    ready.wait()
    began = perf_counter()
    for thread in threads:
        thread.join()
    took = perf_counter() - began
    if failed:
        raise failed[0]
    return _together(seen, took)


def _together(seen: Sequence[Sequence[float]], took: float) -> Load:
    seconds = tuple(one for mine in seen for one in mine)
    return Load(seconds, len(seconds) / took)
