"""One application after another behind one address: a request is answered whole by the one that serves when it comes."""

import asyncio
import contextlib
import logging
from functools import cached_property

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from strategraph.errors import StrategraphError
from strategraph.web.again import Again
from strategraph.web.short_way import ShortWay

__all__ = ["Relay", "Turn"]

logger = logging.getLogger("strategraph.web")


class Turn:
    """The time in which an application serves, from its start to its last answer; itself an application."""

    def __init__(self, app: Starlette) -> None:
        self.app = app
        self.ending = contextlib.AsyncExitStack()
        self.requests = 0
        self.idle = asyncio.Event()
        self.idle.set()

    @cached_property
    def again(self) -> Again:
        """The requests that it knows byte by byte."""
        again: Again = self.app.state.again
        return again

    @cached_property
    def short_way(self) -> ShortWay:
        """What takes plain requests before the application does."""
        short_way: ShortWay = self.app.state.short_way
        return short_way

    async def begin(self, kept: contextlib.AbstractContextManager[object]) -> None:
        """Start the application; `kept` ends with it, also if it does not start."""
        async with contextlib.AsyncExitStack() as stack:
            stack.enter_context(kept)
            await stack.enter_async_context(self.app.router.lifespan_context(self.app))
            self.ending = stack.pop_all()

    def enter(self) -> None:
        """A request is being answered from now on."""
        self.requests += 1
        if self.requests == 1:
            self.idle.clear()

    def leave(self) -> None:
        """It has been answered."""
        self.requests -= 1
        if not self.requests:
            self.idle.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        self.enter()
        try:
            await self.app(scope, receive, send)
        finally:
            self.leave()


class Relay:
    """An application made of others: the first one, and whoever succeeds it.

    `kept` is what an application needs for as long as it serves, such as a lock. One that was succeeded answers the
    requests that it has begun, for at most `drain_seconds`. `turn` is that of the one that serves now, `fault` what kept
    the first one from starting.
    """

    def __init__(self, first: Starlette, kept: contextlib.AbstractContextManager[object], drain_seconds: float) -> None:
        self.fault: StrategraphError | None = None
        self.drain_seconds = drain_seconds
        self.turn = Turn(first)
        self._kept = kept
        self._draining: dict[asyncio.Task[None], Turn] = {}

    @property
    def app(self) -> Starlette:
        """The application that serves now."""
        return self.turn.app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; or start and end with the server (ASGI, lifespan)."""
        if scope["type"] != "lifespan":
            await self.turn(scope, receive, send)
            return
        await receive()
        try:
            await self.turn.begin(self._kept)
        except StrategraphError as fault:
            self.fault = fault
            await send({"type": "lifespan.startup.failed", "message": str(fault)})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._end()
        await send({"type": "lifespan.shutdown.complete"})

    async def succeed(self, app: Starlette, kept: contextlib.AbstractContextManager[object]) -> None:
        """Start another application, and pass all further requests to it; the earlier one is not waited for.

        Raises:
            StrategraphError: if it does not start; the earlier one serves on.
        """
        turn = Turn(app)
        await turn.begin(kept)
        before, self.turn = self.turn, turn
        task = asyncio.get_running_loop().create_task(self._drain(before))
        self._draining[task] = before
        task.add_done_callback(lambda done: self._draining.pop(done, None))

    async def _drain(self, turn: Turn) -> None:
        try:
            async with asyncio.timeout(self.drain_seconds):
                await turn.idle.wait()
        except TimeoutError:
            logger.warning("%s requests were still being answered from the release before", turn.requests)
        await turn.ending.aclose()

    async def _end(self) -> None:
        """End all applications; the server has waited for their answers."""
        draining = dict(self._draining)
        for task in draining:
            task.cancel()
        await asyncio.gather(*draining, return_exceptions=True)
        for turn in (*draining.values(), self.turn):
            await turn.ending.aclose()
