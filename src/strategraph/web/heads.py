"""Heads of requests that come too slowly, are too long or are none: each connection holds a descriptor and memory."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from strategraph.web.again import asked
from strategraph.web.alarms import Alarms
from strategraph.web.awaiting import Awaiting
from strategraph.web.departures import Departing
from strategraph.web.headers import encoded_fields, known_lines
from strategraph.web.hosts import Refusal, fault_of_host
from strategraph.web.known_heads import KnownHeads, PlainRequest
from strategraph.web.relay import Turn

__all__ = ["heads_within"]

#: What httptools takes apart (bytes): it counts places in an address with 16 bits. A query is longer once percent-encoded.
_LONGEST_URL = 65_535


def heads_within(
    seconds: float, most_bytes: int, said: Mapping[str, str], turn: Callable[[], Turn], most_lines: int = 0
) -> type[Departing]:
    """Uvicorn's protocol, by which the head of a request has at most so many bytes and arrives whole within `seconds`.

    The time runs from the connection, or from the first byte of a later request; between requests uvicorn's own holds. One client
    may have `most_lines` connections on which a head is awaited (see `Awaiting`); 0 sets no limit. Whoever is that slow has asked
    for nothing yet, and is answered nothing. A head that is too long is 414 or 431, one that cannot be read or says no host (see
    `fault_of_host`) 400, with the headers `said`. Trailer fields, of which nothing is kept (RFC 9110, 6.5), have the same bounds:
    the time once the request has been answered; before that, whoever reads its body sets one. A request that is known by its bytes,
    or whose fields are, is offered to `turn()`, which serves when it comes.
    """
    lines = "".join(f"{name.lower()}: {value}\r\n" for name, value in said.items())
    rules: dict[str, Any] = {"seconds": seconds, "most_bytes": most_bytes, "lines": lines, "turn": staticmethod(turn)}
    rules |= {"said": encoded_fields(said)}
    rules |= {"awaiting": Awaiting(most_lines), "alarms": Alarms(), "known": KnownHeads(min(most_bytes, _LONGEST_URL))}
    return type("HeadsWithin", (_Protocol,), rules)


class _Protocol(Departing):
    """A connection; what `heads_within` was given is in the class."""

    seconds: float
    most_bytes: int
    lines: str
    said: Sequence[tuple[bytes, bytes]]
    turn: Callable[[], Turn]
    known: KnownHeads
    awaiting: Awaiting
    _late: asyncio.TimerHandle | None = None
    _in_head = True
    #: Whether a chunk has been announced and no byte of it came: so it is while trailer fields are read.
    _trailing = False
    _head_bytes = 0
    _begun = _ended = 0
    #: A request that was offered to the short way, whose turn it is, and what came after it.
    _plain: tuple[PlainRequest, Turn] | None = None
    _later = b""
    _last = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        if self._plain:
            self._later += data
            self.flow.pause_reading()
            return
        alone = self._in_head and self._awaits_lines() and not self._head_bytes and not self.flow.write_paused
        if alone and (self._answered(data) or self._started(data)):
            return
        self._head_bytes += len(data)
        self._begun = self._ended = 0
        super().data_received(data)
        if alone and self._begun == self._ended == 1 and self.cycle.keep_alive and not self.cycle.body:
            asked(cast(Scope, self.scope), data)
            self.known.learn(data, cast(Scope, self.scope))
        if self._head_bytes > self.most_bytes and not self.transport.is_closing():
            self._too_long()
        self._watch()

    def eof_received(self) -> bool:  # type: ignore[override]
        self._last = self._plain is not None
        return self._stays() if self._last else super().eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def _answered(self, data: bytes) -> bool:
        """Whether the bytes are those of a request that is known, and has been answered."""
        answer = self.turn().again.answer(data, self.peer, known_lines(tuple(self.server_state.default_headers)))
        if answer is None or self.transport.is_closing():
            return False
        self._unset_keepalive_if_required()
        self._forget()
        self.transport.write(answer)
        self._wait_for_more()
        return True

    def _started(self, data: bytes) -> bool:
        """Whether the bytes are a request with fields that are known, and it goes its way."""
        request = self.known.read(data)
        if request is None or self.transport.is_closing():
            return False
        self._unset_keepalive_if_required()
        self._forget()
        turn = self.turn()
        self._plain = request, turn
        turn.enter()
        if not turn.short_way.take(request, self):
            self.go_on({})
        return True

    def write(self, lines: bytes, body: bytes) -> None:
        """Answer the request that was taken by the short way (`Line`)."""
        self._taken()
        if self.transport.is_closing():
            return
        day = known_lines(tuple(self.server_state.default_headers))
        close = b"connection: close\r\n" if self._last else b""
        self.transport.write(b"".join((b"HTTP/1.1 200 OK\r\n", day, lines, close, b"\r\n", body)))
        if self._last:
            self.transport.close()
        else:
            self._wait_for_more()

    def go_on(self, state: dict[str, Any]) -> None:
        """Have it answered as uvicorn does (`Line`), by the one whose turn it was when it came."""
        request, turn = self._taken()
        if self.transport.is_closing():
            return
        self.on_message_begin()
        self.headers = list(request.fields)
        self.scope |= {
            "method": "GET",
            "path": request.path,
            "raw_path": request.path.encode(),
            "query_string": request.query,
            "headers": self.headers,
        }
        self.scope["state"] |= state
        self.cycle = RequestResponseCycle(
            scope=self.scope,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=self.access_log,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=False,
            keep_alive=not self._last,
            on_response=self.on_response_complete,
        )
        asked(cast(Scope, self.scope), request.whole)
        self.on_message_complete()
        self._start_asgi_task(self.cycle, cast(Any, turn))
        self._take_up()

    def _taken(self) -> tuple[PlainRequest, Turn]:
        """The request is no longer on the short way."""
        assert self._plain is not None
        (request, turn), self._plain = self._plain, None
        turn.leave()
        return request, turn

    def _wait_for_more(self) -> None:
        """A request has been answered: the next one comes now, or is there already."""
        self.server_state.total_requests += 1
        self._rest()
        self._take_up()

    def _take_up(self) -> None:
        """Read what came while a request was on the short way."""
        if self._later:
            later, self._later = self._later, b""
            self.flow.resume_reading()
            self.data_received(later)

    def shutdown(self) -> None:
        """End when the request that is under way has been answered."""
        if self._plain:
            self._last = True
        else:
            super().shutdown()

    def on_message_begin(self) -> None:
        self._begun += 1
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self.url, mark, query = self.url.partition(b"?") if len(self.url) > _LONGEST_URL else (self.url, b"", b"")
        fault = fault_of_host(self.headers, self.parser.get_http_version())
        served = self.app
        self.app = cast(Any, Refusal(fault, self.said)) if fault else served
        super().on_headers_complete()
        self._in_head, self._head_bytes = False, 0
        self.app = served
        if fault:
            self.cycle.keep_alive = False
        if mark:
            self.scope["query_string"] = query.partition(b"#")[0]

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._trailing:
            super().on_header(name, value)

    def on_chunk_header(self) -> None:
        self._trailing = True
        self._head_bytes = 0

    def on_chunk_complete(self) -> None:
        self._trailing = False

    def on_body(self, body: bytes) -> None:
        self._trailing = False
        self._head_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._in_head = True
        self._head_bytes = 0
        self._ended += 1
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Go on; while requests wait that came before their turn, no more are read, or they would pile up without bound."""
        super().on_response_complete()
        if self.pipeline:
            self.flow.pause_reading()

    def send_400_response(self, msg: str) -> None:
        self._refuse(HTTPStatus.BAD_REQUEST, "This cannot be read as a request of HTTP/1.1.")

    def _too_long(self) -> None:
        """Refuse a head that is too long; end a request whose trailer fields are, with an answer if none has begun."""
        if self._in_head:
            status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if self.headers else HTTPStatus.REQUEST_URI_TOO_LONG
            self._refuse(status, f"The head of a request may have {self.most_bytes} bytes, and this one has more.")
        elif self._trailing:
            said = f"The trailer fields of a request may have {self.most_bytes} bytes, and these have more."
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"{said} Send fewer or shorter ones.")
            self.cycle.disconnected = True
            self.cycle.message_event.set()

    def _refuse(self, status: HTTPStatus, sentence: str) -> None:
        """Refuse what is being read; without a word, once what came before is answered, where it would stand in that, or for it."""
        awaited = self._unanswered()
        if self._in_head and awaited:
            awaited[-1].keep_alive = False
            self.flow.pause_reading()
            return
        if self._in_head or (awaited == [self.cycle] and not self.cycle.response_started):
            body = f"{sentence}\n".encode()
            head = f"HTTP/1.1 {status} {status.phrase}\r\n{self.lines}content-type: text/plain; charset=utf-8\r\n"
            self.transport.write(f"{head}content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode() + body)
        self.transport.close()

    def _watch(self) -> None:
        """Set the clock if lines are awaited and it does not run yet; stop it once they are there."""
        if not self._awaits_lines():
            self._forget()
        elif self._late is None:
            self._late = self.loop.call_later(self.seconds, self._give_up)
            self.awaiting.enter(self, self.peer)

    def _awaits_lines(self) -> bool:
        """Whether nothing is under way but a head, or the trailer fields of a request that has been answered."""
        cycle: Any = self.cycle
        reads = self._in_head or self._trailing
        return reads and self._plain is None and (cycle is None or cycle.response_complete)

    def _give_up(self) -> None:
        self._forget()
        if self._awaits_lines():
            self.end()

    def end(self) -> None:
        """Hang up, and wait for nothing more."""
        self._forget()
        if not self.transport.is_closing():
            self.transport.close()

    def _forget(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
            self.awaiting.leave(self, self.peer)

    @property
    def peer(self) -> str | None:
        """The address at the other end, if it has one."""
        return self.client[0] if self.client else None
