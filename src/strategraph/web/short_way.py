"""The short way of a plain request: it is answered off the connection, before it becomes a request of the application."""

from typing import Any, Protocol

from strategraph.web.known_heads import PlainRequest

__all__ = ["Line", "ShortWay"]


class Line(Protocol):
    """The connection of one plain request."""

    @property
    def peer(self) -> str | None:
        """The address at the other end, if it has one."""

    def write(self, lines: bytes, body: bytes) -> None:
        """Send an answer with status 200; `lines` are its fields, its length among them, with names in small letters."""

    def go_on(self, state: dict[str, Any]) -> None:
        """Have the application answer; `state` becomes part of that of the request (ASGI, `scope["state"]`)."""


class ShortWay(Protocol):
    """Answers requests that are as plain as they can be."""

    def take(self, request: PlainRequest, line: Line) -> bool:
        """Whether the request is taken: exactly one of the two things is then done with its line, now or later."""
