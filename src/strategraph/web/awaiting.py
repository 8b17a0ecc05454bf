"""Connections on which the head of a request is awaited, counted by client: one client may hold open so many and no more."""

from typing import Protocol

from strategraph.web.clients import client_of

__all__ = ["Awaiting", "Line"]


class Line(Protocol):
    """A connection that can be ended."""

    def end(self) -> None:
        """Hang up."""


class Awaiting:
    """The connections that wait; of one client at most so many (0 sets no limit), and one more ends the one that has waited longest.

    So a new connection, on which a head may come at once, is never the one that is turned away.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._lines: dict[str, dict[Line, None]] = {}

    def enter(self, line: Line, peer: str | None) -> None:
        """A head is awaited on a connection from now on."""
        if not self.most:
            return
        lines = self._lines.setdefault(client_of(peer), {})
        lines[line] = None
        if len(lines) > self.most:
            oldest = next(iter(lines))
            del lines[oldest]
            oldest.end()

    def leave(self, line: Line, peer: str | None) -> None:
        """The head is there, or nobody waits for it any more; whoever does not wait may leave, too."""
        client = client_of(peer) if self.most else ""
        lines = self._lines.get(client, {})
        lines.pop(line, None)
        if not lines:
            self._lines.pop(client, None)
