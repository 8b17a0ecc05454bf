"""Clients that leave while they are answered, or ask nothing more and wait for their answers."""

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from strategraph.web.alarms import Alarms

__all__ = ["Departing"]

#: So long an answer may take to begin for one that has closed its side; then it counts as gone (seconds).
GRACE_SECONDS = 1.0


class Departing(HttpToolsProtocol):
    """Uvicorn's protocol, in which a client is answered though it has closed its side of the connection (RFC 9112, 9.6).

    It may have left altogether, which looks the same until something is sent to it; so that nobody works for it for long, it is
    waited for a moment only. All requests of a connection learn that it is
    lost, not the last one alone; else the answer to one that others came after would be written to it, which is an error.
    """

    alarms: Alarms
    _answering: RequestResponseCycle | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell all requests (asyncio, Protocol)."""
        self.alarms.drop(self)
        for cycle in self._unanswered():
            cycle.disconnected = True
            cycle.message_event.set()
        super().connection_lost(exc)

    def eof_received(self) -> bool:  # type: ignore[override]
        """Nothing more comes (asyncio, Protocol): whether the connection stays open, for answers to what was asked whole."""
        last: Any = self.cycle
        if last is not None and last.more_body:  # its body will not come: it is not whole (RFC 9112, 8)
            if self.pipeline and self.pipeline[0][0] is last:
                self.pipeline.popleft()
            elif self._answering is last:
                self.transport.close()
        waiting = self._unanswered()
        if waiting:
            waiting[-1].keep_alive = False
        else:
            self.transport.close()
        return self._stays()

    def _stays(self) -> bool:
        """Whether the connection stays open for a moment."""
        self.loop.call_later(GRACE_SECONDS, self._give_over)
        return not self.transport.is_closing()

    def _rest(self) -> None:
        """Hang up if nothing more is asked for as long as uvicorn waits, which sets a timer each time."""
        self.alarms.set(self, self.loop.time() + self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def _unset_keepalive_if_required(self) -> None:
        self.alarms.drop(self)
        super()._unset_keepalive_if_required()

    def _give_over(self) -> None:
        """Hang up, unless an answer is on its way."""
        if not any(cycle.response_started for cycle in self._unanswered()):
            self.transport.close()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._answering = cycle
        super()._start_asgi_task(cycle, app)

    def _unanswered(self) -> list[RequestResponseCycle]:
        """The requests whose answers are not complete, in the order in which they came."""
        first = self._answering
        begun = [first] if first is not None and not first.response_complete else []
        return [*begun, *(cycle for cycle, _ in reversed(self.pipeline))]
