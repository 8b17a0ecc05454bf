"""Clients that leave while they are answered."""

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

__all__ = ["Departing"]


class Departing(HttpToolsProtocol):
    """Uvicorn's protocol, in which all requests of a connection learn that it is lost, not the last one alone.

    Else the answer to one that others came after is written to a connection that is closed, which is an error.
    """

    _answering: RequestResponseCycle | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell all requests (asyncio, Protocol)."""
        for cycle in self._unanswered():
            cycle.disconnected = True
            cycle.message_event.set()
        super().connection_lost(exc)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._answering = cycle
        super()._start_asgi_task(cycle, app)

    def _unanswered(self) -> list[RequestResponseCycle]:
        """The requests whose answers are not complete, in the order in which they came."""
        first = self._answering
        begun = [first] if first is not None and not first.response_complete else []
        return [*begun, *(cycle for cycle, _ in reversed(self.pipeline))]
