"""A sound site whose answers are asked for once, and sites that differ from it in one thing each."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import httpx

__all__ = ["Change", "Given", "Recorded", "Site"]


@dataclass(frozen=True)
class Given:
    """An answer as it goes over the line."""

    status: int
    headers: dict[str, str]
    body: bytes

    def header(self, name: str, value: str | None) -> "Given":
        rest = {key: held for key, held in self.headers.items() if key != name}
        return replace(self, headers=rest | ({name: value} if value is not None else {}))


#: What a faulty site makes of the sound answer to a request.
Change = Callable[[httpx.Request, Given], Given]


class Recorded:
    """The answers of a site that runs; each is asked for once."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._known: dict[tuple[str, str, str, bytes], Given] = {}

    def answer(self, request: httpx.Request) -> Given:
        wished = ("accept", "accept-encoding", "origin", "content-type")
        said = {name: request.headers[name] for name in wished if name in request.headers}
        key = (request.method, str(request.url), str(sorted(said.items())), request.content)
        if key not in self._known:
            url = self.address + request.url.raw_path.decode()
            with httpx.stream(request.method, url, headers=said, content=request.content, timeout=30) as response:
                body = b"".join(response.iter_raw())
                self._known[key] = Given(
                    response.status_code, {k.lower(): v for k, v in response.headers.items()}, body
                )
        return self._known[key]


class Site(httpx.BaseTransport):
    """The recorded site with one change."""

    def __init__(self, recorded: Recorded, change: Change) -> None:
        self.recorded = recorded
        self.change = change

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        given = self.change(request, self.recorded.answer(request))
        headers = {name: value for name, value in given.headers.items() if name != "transfer-encoding"}
        return httpx.Response(given.status, headers=headers, stream=httpx.ByteStream(given.body))
