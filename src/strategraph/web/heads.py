"""Gives up connections on which the head of a request does not come: each holds a descriptor, and there are not many."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["heads_within"]


def heads_within(seconds: float) -> type[H11Protocol]:
    """Uvicorn's protocol, by which the head of the next request has to arrive whole within `seconds`.

    The time runs from the connection, or from the first byte of a later request; between requests uvicorn's own holds.
    Nothing is answered: whoever is that slow has asked for nothing yet.
    """

    class _Protocol(H11Protocol):
        _late: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._watch()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._watch()

        def connection_lost(self, exc: Exception | None) -> None:
            self._forget()
            super().connection_lost(exc)

        def _watch(self) -> None:
            """Set the clock if a head is awaited and it does not run yet; stop it once the head is there."""
            if not self._awaits_head():
                self._forget()
            elif self._late is None:
                self._late = self.loop.call_later(seconds, self._give_up)

        def _awaits_head(self) -> bool:
            cycle: Any = self.cycle
            return self.conn.their_state is h11.IDLE and (cycle is None or cycle.response_complete)

        def _give_up(self) -> None:
            self._late = None
            if self._awaits_head() and not self.transport.is_closing():
                self.transport.close()

        def _forget(self) -> None:
            if self._late is not None:
                self._late.cancel()
                self._late = None

    return _Protocol
