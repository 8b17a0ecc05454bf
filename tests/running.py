"""A server inside the test process, on a port of its own, over a small file or a release."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette

from strategraph.app import create_app
from strategraph.endpoint import dataset_of_file
from strategraph.pages import PlanAdder
from strategraph.places import find_places
from strategraph.serving import open_dataset
from strategraph.settings import Limits, Settings

SERVING = Path(__file__).parent / "fixtures" / "serving.trig"


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs: its application, its address, and a client that follows no redirects."""

    app: Starlette
    address: str
    client: httpx.Client

    def ask(self, query: str, accept: str = "application/sparql-results+json", **more: str) -> httpx.Response:
        return self.client.get("/sparql", params={"query": query, **more}, headers={"Accept": accept})


@contextmanager
def running(
    limits: Limits | None = None,
    file: Path | None = SERVING,
    output: Path = Path(),
    settings: Settings | None = None,
    adder: PlanAdder | None = None,
) -> Iterator[Running]:
    """Serve until the block ends."""
    settings = settings or Settings(limits=limits or Limits(workers=2))
    dataset = dataset_of_file(file, settings.publication.base) if file else open_dataset(settings, output)[0]
    app = create_app(settings, find_places(), dataset, adder=adder)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(app, lifespan="on", log_config=None, http="httptools", loop="uvloop")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            with httpx.Client(base_url=address, timeout=30) as client:
                yield Running(app, address, client)
        finally:
            server.should_exit = True
            thread.join()


def wait_for(holds: Callable[[], object], seconds: float = 20) -> bool:
    """Whether something comes to hold within so many seconds."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if holds():
            return True
        time.sleep(0.02)
    return False
