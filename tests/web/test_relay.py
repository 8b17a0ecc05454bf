"""One application succeeds another: who has begun to answer ends, who comes later is answered by the new one."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message

from strategraph.errors import EndpointError
from strategraph.web import Relay


class Story:
    """What happened, in order, and what holds an answer back."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.go = asyncio.Event()

    def app(self, name: str, starts: bool = True) -> Starlette:
        @contextlib.asynccontextmanager
        async def lifespan(app: Starlette) -> AsyncIterator[None]:
            if not starts:
                raise EndpointError(f"{name} does not start.")
            self.told.append(f"{name} starts")
            yield
            self.told.append(f"{name} ends")

        async def answer(request: Request) -> Response:
            if request.url.path == "/slow":
                await self.go.wait()
            return PlainTextResponse(name)

        return Starlette(routes=[Route("/{path}", answer)], lifespan=lifespan)

    @contextlib.contextmanager
    def kept(self, name: str) -> Iterator[None]:
        try:
            yield
        finally:
            self.told.append(f"{name} is let go")


async def ask(relay: Relay, path: str) -> str:
    body = b""

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        nonlocal body
        body += message.get("body", b"")

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    await relay(scope, receive, send)
    return body.decode()


@contextlib.asynccontextmanager
async def living(relay: Relay, said: list[str]) -> AsyncIterator[None]:
    """The relay between its start and its end, as a server has it."""
    end, started = asyncio.Event(), asyncio.Event()
    messages = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]

    async def receive() -> Message:
        if len(messages) == 1:
            await end.wait()
        return messages.pop(0)

    async def send(message: Message) -> None:
        said.append(message["type"].removeprefix("lifespan."))
        started.set()

    task = asyncio.create_task(relay({"type": "lifespan"}, receive, send))
    await started.wait()
    yield
    end.set()
    await task


async def changed(drain_seconds: float, free: bool) -> list[str]:
    story, said = Story(), []
    relay = Relay(story.app("old"), story.kept("old"), drain_seconds)
    async with living(relay, said):
        slow = asyncio.create_task(ask(relay, "/slow"))
        await asyncio.sleep(0)
        await relay.succeed(story.app("new"), story.kept("new"))
        story.told.append(f"{await ask(relay, '/quick')} answers")
        if free:
            story.go.set()
        await asyncio.sleep(2 * min(drain_seconds, 0.1))
        story.go.set()
        story.told.append(f"{await slow} answers")
        await asyncio.sleep(0.05)
    return story.told + said


def test_the_earlier_one_ends_after_its_last_answer() -> None:
    ending = ["new ends", "new is let go", "startup.complete", "shutdown.complete"]
    first = ["old starts", "new starts", "new answers"]
    assert asyncio.run(changed(5, True)) == [*first, "old ends", "old is let go", "old answers", *ending]
    # one whose answer never ends is not waited for
    assert asyncio.run(changed(0.1, False)) == [*first, "old ends", "old is let go", "old answers", *ending]


def test_a_server_that_ends_ends_all() -> None:
    async def ended() -> list[str]:
        story = Story()
        relay = Relay(story.app("old"), story.kept("old"), 60)
        async with living(relay, []):
            slow = asyncio.create_task(ask(relay, "/slow"))
            await asyncio.sleep(0)
            await relay.succeed(story.app("new"), story.kept("new"))
        slow.cancel()
        return story.told

    told = ["old starts", "new starts", "old ends", "old is let go", "new ends", "new is let go"]
    assert asyncio.run(ended()) == told


def test_one_that_does_not_start_succeeds_nobody() -> None:
    async def tried() -> tuple[list[str], str]:
        story = Story()
        relay = Relay(story.app("old"), story.kept("old"), 60)
        async with living(relay, []):
            with pytest.raises(EndpointError):
                await relay.succeed(story.app("new", starts=False), story.kept("new"))
            return list(story.told), await ask(relay, "/quick")

    assert asyncio.run(tried()) == (["old starts", "new is let go"], "old")


def test_a_first_one_that_does_not_start_is_told_to_the_server() -> None:
    async def tried() -> tuple[list[str], str, list[str]]:
        story, said = Story(), []
        relay = Relay(story.app("old", starts=False), story.kept("old"), 60)
        async with living(relay, said):
            return said, str(relay.fault), story.told

    assert asyncio.run(tried()) == (["startup.failed"], "old does not start.", ["old is let go"])
