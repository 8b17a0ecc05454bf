"""The server as a process: it opens a sound release, serves it, and goes over to the next one that is published."""

import asyncio
import contextlib
import logging
import os
import socket
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from strategraph.app import create_app
from strategraph.endpoint import Dataset, dataset_of_file, dataset_of_release
from strategraph.errors import EndpointError, ReleaseError, StrategraphError
from strategraph.pages import PlanAdder
from strategraph.places import Places
from strategraph.release import held, kept, open_edition, published
from strategraph.settings import Settings
from strategraph.web import ALWAYS, LogLines, Relay, heads_within

__all__ = ["open_dataset", "serve"]

logger = logging.getLogger("strategraph.serving")
#: How many deadlines a release that was succeeded may take to end its answers; one waits, works, and is sent.
_DRAIN_DEADLINES = 6
#: What a head may have beside a query, each byte of which may be three in an address.
_HEADERS_BYTES = 65_536


def open_dataset(settings: Settings, output: Path) -> tuple[Dataset, contextlib.ExitStack]:
    """The published release, or if it is damaged the newest of those kept that is not, which is said loudly.

    Until the stack is closed no build removes it.

    Raises:
        ReleaseError: if there is none, naming the file of the current one that is damaged.
        EndpointError: if its things have another base than the settings.
    """
    faults: list[ReleaseError] = []
    for folder in kept(output):
        try:
            dataset, lock = _open(settings, folder)
        except ReleaseError as fault:
            faults.append(fault)
            continue
        for damage in faults:
            logger.error("%s The older release %s is served in its place.", damage, dataset.name)
        return dataset, lock
    raise faults[0] if faults else ReleaseError(f"There is no release in {output}: make one with `strategraph build`.")


def serve(
    settings: Settings,
    places: Places,
    output: Path,
    file: Path | None,
    host: str,
    port: int,
    adder: PlanAdder | None = None,
) -> None:
    """Serve until the process is told to stop (SIGINT, SIGTERM): an RDF file if one is named, else the release in `output`.

    A release that is published later takes the place of the one that is served, and no request is lost. Port 0 lets the
    system choose one. By the `adder` further plans are added. One line on standard output gives the address once requests are
    answered; standard error has a line on how the worker processes are shut in, and the log.

    Raises:
        ReleaseError: if there is no release, or none whose files are sound.
        EndpointError: if the address cannot be listened on, or the data cannot be loaded.
    """
    # the lines name neither thread nor process, and to look them up takes a third of the time of a line
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    lines = logging.StreamHandler()
    lines.setFormatter(LogLines())
    logging.basicConfig(level=logging.INFO, handlers=[lines])
    seen = published(output)
    if file:
        dataset, lock = dataset_of_file(file, settings.publication.base), contextlib.ExitStack()
    else:
        dataset, lock = open_dataset(settings, output)
    with lock:
        first = create_app(settings, places, dataset, adder=adder)
        relay = Relay(first, lock, _DRAIN_DEADLINES * settings.limits.deadline_seconds)
        follower = None if file else _Follower(settings, places, output, relay, seen, dataset.name, adder)
        with _listen(host, port) as listener:
            server = _Server(_configuration(relay, settings), _address(host, listener), relay, follower)
            with contextlib.suppress(SystemExit):  # uvicorn's way out when the start fails
                server.run(sockets=[listener])
    if not server.started:
        raise relay.fault or EndpointError(f"The server did not start at {host} port {port}; its log says why.")


class _Follower:
    """Looks whether another release was published, and lets it succeed the one that is served."""

    def __init__(
        self,
        settings: Settings,
        places: Places,
        output: Path,
        relay: Relay,
        seen: tuple[str, int],
        served: str,
        adder: PlanAdder | None,
    ) -> None:
        self.settings = settings
        self.places = places
        self.output = output
        self.relay = relay
        self.seen = seen
        self.served = served
        self.adder = adder

    async def run(self) -> None:
        """Look again and again, as often as `serve.look_seconds` says."""
        while self.settings.serve.look_seconds:
            await asyncio.sleep(self.settings.serve.look_seconds)
            now = published(self.output)
            if now != self.seen:
                self.seen = now
                await self._go_over(now[0])

    async def _go_over(self, edition: str) -> None:
        if edition in ("", self.served):
            return
        try:
            app, lock, name = await asyncio.to_thread(self._prepare, edition)
            await self.relay.succeed(app, lock)
        except (StrategraphError, OSError) as fault:
            logger.error("Release %s was published and is not served: %s Release %s is served on.", edition, fault, self.served)  # fmt: skip
            return
        logger.info("release %s is served from now on, in the place of %s", name, self.served)
        self.served = name

    def _prepare(self, edition: str) -> tuple[Starlette, contextlib.ExitStack, str]:
        folder = next((one for one in kept(self.output) if one.name == edition), None)
        if folder is None:
            raise ReleaseError(f"It is no longer in {self.output}.")
        dataset, lock = _open(self.settings, folder)
        with lock:
            before = self.relay.app.state
            app = create_app(self.settings, self.places, dataset, before.allowances, before.meters, self.adder)
            return app, lock.pop_all(), dataset.name


def _open(settings: Settings, folder: Path) -> tuple[Dataset, contextlib.ExitStack]:
    """A release by its folder, locked before it is looked at."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(held(folder))
        dataset = dataset_of_release(open_edition(folder), settings.publication.base)
        return dataset, stack.pop_all()


class _Server(uvicorn.Server):
    """A server that says when it is there, and has a follower at its side while it serves."""

    def __init__(self, config: uvicorn.Config, address: str, relay: Relay, follower: _Follower | None) -> None:
        super().__init__(config)
        self.address = address
        self.relay = relay
        self.follower = follower
        self._following: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, print the address, and begin to follow."""
        await super().startup(sockets)
        if not self.started:
            return
        app = self.relay.app
        cut = (
            "are cut off the network"
            if app.state.pool.network_cut
            else "are NOT cut off the network: the kernel does not allow it"
        )
        print(app.state.pool.zygote.protections, file=sys.stderr, flush=True)  # noqa: T201
        print(  # noqa: T201
            f"Serving {self.address} (release {app.state.pool.dataset.name}; worker processes {cut})", flush=True
        )
        if self.follower:
            self._following = asyncio.get_running_loop().create_task(self.follower.run())

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Follow no more, wait for the answers that are being given, and end."""
        if self._following:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)
        await super().shutdown(sockets)


def _configuration(relay: Relay, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        relay,
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        loop="uvloop",
        http=heads_within(
            settings.limits.body_seconds,
            3 * settings.limits.query_bytes + _HEADERS_BYTES,
            ALWAYS,
            lambda: relay.turn,
            0 if settings.limits.client_header else settings.limits.client_connections,
        ),
        lifespan="on",
        timeout_graceful_shutdown=int(settings.limits.deadline_seconds) + 1,
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as fault:
        said = os.strerror(fault.errno) if fault.errno and fault.errno > 0 else str(fault)
        raise EndpointError(f"Nothing can listen at {host} port {port}: {said}. Choose another with --port.") from fault
    # Inherited by every connection; without it each answer waits 40 ms for an acknowledgement (tcp(7)).
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _address(host: str, listener: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}/"
