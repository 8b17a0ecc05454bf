"""A server in a thread, over an application that answers when it is let; what it was asked is on record."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import uvicorn
from starlette.types import Receive, Scope, Send

from lines import connected
from running import wait_for
from strategraph.web import heads_within
from strategraph.web.known_heads import PlainRequest
from strategraph.web.short_way import Line

__all__ = ["Serving", "get", "serving"]

ANSWER = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]}


class Waiting:
    """Answers when it is let, and keeps in mind what went wrong; it is the turn of its protocol, too."""

    def __init__(self) -> None:
        self.again = SimpleNamespace(answer=lambda *_: None)
        self.short_way = self
        self.let = asyncio.Event()
        self.lines: list[Line] = []
        self.begun: list[str] = []
        self.ended: list[str] = []

    def enter(self) -> None: ...

    def leave(self) -> None: ...

    def take(self, request: PlainRequest, line: Line) -> bool:
        self.lines.append(line)
        return request.path == "/short"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.begun.append(scope["path"])
        try:
            if scope["path"] == "/stream":
                await self.stream(receive, send)
            else:
                while (await receive()).get("more_body"):
                    continue
                if scope["path"] == "/begun":
                    await send(ANSWER)
                await self.let.wait()
                if scope["path"] != "/begun":
                    await send(ANSWER)
                await send({"type": "http.response.body", "body": b"ok"})
            self.ended.append("well")
        except RuntimeError as fault:
            self.ended.append(str(fault))

    async def stream(self, receive: Receive, send: Send) -> None:
        """Send without end, until the client is gone."""
        await receive()
        gone = asyncio.ensure_future(receive())
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while not gone.done():
            await send({"type": "http.response.body", "body": b"x" * 1000, "more_body": True})
            await asyncio.sleep(0)


class Serving:
    """A server in a thread, over an application that waits."""

    def __init__(self, listener: socket.socket) -> None:
        self.app = Waiting()
        protocol = heads_within(60, 10_000, {}, lambda: self.app)  # type: ignore[arg-type, return-value]
        config = uvicorn.Config(self.app, http=protocol, loop="uvloop", lifespan="off", log_config=None)
        self.server = uvicorn.Server(config)
        self.port = listener.getsockname()[1]
        self.loop: asyncio.AbstractEventLoop | None = None
        self.thread = threading.Thread(target=self.run, args=(listener,))

    def run(self, listener: socket.socket) -> None:
        with asyncio.Runner(loop_factory=self.server.config.get_loop_factory()) as runner:
            self.loop = runner.get_loop()
            runner.run(self.server.serve([listener]))

    def let(self) -> None:
        """Have it answer from now on."""
        assert self.loop
        self.loop.call_soon_threadsafe(self.app.let.set)

    def connected(self) -> socket.socket:
        return connected(f"http://127.0.0.1:{self.port}")

    @property
    def is_left(self) -> bool:
        return not self.server.server_state.connections


@contextmanager
def serving() -> Iterator[Serving]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = Serving(listener)
        serving.thread.start()
        try:
            assert wait_for(lambda: serving.server.started)
            yield serving
        finally:
            serving.let()
            serving.server.should_exit = True
            serving.thread.join()


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
