"""Visits a site that may be anybody's: no redirect leads to another host, no answer is read without end.

An answer is read up to a stated length and time, and never decompressed; what does not fit is an answer that cannot be used.
"""

import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

import httpx

from strategraph.errors import UsageError

__all__ = ["LONGEST", "Answer", "Visitor", "visiting"]

#: So many bytes of an answer are read; so many seconds it may take, and all answers together; so long the line may be silent; so
#: many redirects are followed on the same host.
LONGEST = 8_000_000
SECONDS = 30.0
ALTOGETHER = 300.0
SILENCE = 10.0
HOPS = 5
#: Of a header so many characters are shown and read.
_HEADER = 4_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came for a request: the request in one line, the status (0 if no answer came), headers by lower-case name, the body.

    `hops` are the status lines of the redirects on the way; `fault` says why an answer cannot be used.
    """

    request: str
    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes
    hops: tuple[str, ...] = ()
    fault: str = ""

    def header(self, name: str) -> str:
        """The value of a header, empty if there is none."""
        return self.headers.get(name, "")

    def lines(self, *names: str) -> list[str]:
        """What shows how it was: request, redirects, status line, and the headers of these names."""
        status = f"{self.status} {self.reason}".strip() if self.status else "no answer"
        shown = [f"{name}: {self.headers[name]}" for name in names if name in self.headers]
        return [self.request, *self.hops, status, *shown, *([self.fault] if self.fault else [])]


class Visitor:
    """Asks one site, and remembers what it was told: the same request is made once."""

    def __init__(self, client: httpx.Client, start: httpx.URL) -> None:
        self.start = start
        self._client = client
        self._until = time.monotonic() + ALTOGETHER
        self._known: dict[tuple[str, str, str, bytes, int], Answer] = {}

    def visit(
        self,
        method: str,
        path: str,
        accept: str = "",
        more: Mapping[str, str] | None = None,
        body: bytes = b"",
        hops: int = HOPS,
    ) -> Answer:
        """The answer to a request for a path on the site, after at most so many redirects on the same host."""
        headers = {
            "Accept-Encoding": "identity",
            "User-Agent": "strategraph",
            **({"Accept": accept} if accept else {}),
            **(more or {}),
        }
        shown = (
            f"{method} /"
            + path.removeprefix("/")
            + "".join(f" ({name}: {value})" for name, value in (("Accept", accept), *(more or {}).items()) if value)
        )
        key = (method, path, str(sorted(headers.items())), body, hops)
        if key not in self._known:
            self._known[key] = self._start(method, path, headers, body, shown, hops)
        return self._known[key]

    def _start(self, method: str, path: str, headers: Mapping[str, str], body: bytes, shown: str, hops: int) -> Answer:
        """Ask for a path, unless what the site named as one leads to another host (`//elsewhere`)."""
        nothing = Answer(shown, 0, "", {}, b"")
        try:
            url = self.start.join(path)
        except (httpx.InvalidURL, ValueError):
            return _unusable(nothing, "what is no address is not asked for")
        if not self._is_here(url):
            return _unusable(nothing, f"another host, {url.host[:100]}, is not asked")
        return self._follow(method, url, headers, body, shown, hops)

    def _is_here(self, url: httpx.URL) -> bool:
        return (url.scheme, url.host, url.port) == (self.start.scheme, self.start.host, self.start.port)

    def _follow(
        self, method: str, url: httpx.URL, headers: Mapping[str, str], body: bytes, shown: str, hops: int
    ) -> Answer:
        passed: list[str] = []
        while True:
            answer = self._ask(method, url, headers, body, shown, tuple(passed))
            target = answer.header("location")
            if not hops or answer.status not in (301, 302, 303, 307, 308) or not target:
                return answer
            if len(passed) >= hops:
                return _unusable(answer, f"more than {hops} redirects")
            try:
                url = url.join(target)
            except httpx.InvalidURL:
                return _unusable(answer, "a redirect to something that is no address")
            if not self._is_here(url):
                return _unusable(answer, f"a redirect to another host, {url.host[:100]}, which is not followed")
            passed.append(f"{answer.status} {answer.reason} → {url.raw_path.decode('ascii', 'replace')[:200]}")
            if answer.status == 303:
                method, body = ("GET" if method == "POST" else method), b""

    def _ask(
        self, method: str, url: httpx.URL, headers: Mapping[str, str], body: bytes, shown: str, hops: tuple[str, ...]
    ) -> Answer:
        """One request, given up when its time is over, even if the site sends its head letter by letter."""
        nothing = Answer(shown, 0, "", {}, b"", hops)
        left = min(SECONDS, self._until - time.monotonic())
        if left <= 0:
            return _unusable(nothing, f"the site has taken more than {ALTOGETHER:g} s altogether, and is asked no more")
        came: list[Answer] = []
        asking = threading.Thread(
            target=lambda: came.append(self._asked(method, url, headers, body, nothing)), daemon=True
        )
        asking.start()
        asking.join(left)
        return (
            came[0]
            if came
            else _unusable(nothing, f"an answer that takes longer than {left:.3g} s, which is not waited for")
        )

    def _asked(self, method: str, url: httpx.URL, headers: Mapping[str, str], body: bytes, nothing: Answer) -> Answer:
        try:
            with self._client.stream(method, url, headers=dict(headers), content=body or None) as response:
                said = {name.lower(): value[:_HEADER] for name, value in response.headers.items()}
                answer = replace(
                    nothing, status=response.status_code, reason=response.reason_phrase[:100], headers=said
                )
                if method == "HEAD" or said.get("content-encoding", "identity") != "identity":
                    return answer
                read = bytearray()
                for part in response.iter_raw():
                    read += part
                    if len(read) > LONGEST:
                        return _unusable(answer, f"an answer of more than {LONGEST} bytes, which is not read on")
                return replace(answer, body=bytes(read))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, RuntimeError, ValueError) as fault:
            return _unusable(nothing, f"{type(fault).__name__}: {fault}"[:300])


@contextmanager
def visiting(url: str, transport: httpx.BaseTransport | None = None) -> Iterator[Visitor]:
    """A visitor of the site at an address, for as long as it is needed; `transport` takes the place of the network.

    Raises:
        UsageError: if it is no http(s) address, or holds a user.
    """
    try:
        start = httpx.URL(url if url.endswith("/") else f"{url}/")
    except httpx.InvalidURL as fault:
        raise UsageError(f"The address of the site cannot be read: {fault}.") from fault
    if start.scheme not in ("http", "https") or not start.host or start.userinfo or start.query or start.fragment:
        raise UsageError(
            f"{url!r} is no address of a site: write one such as https://data.example.org/, without a user or a query."
        )
    verify = ssl.create_default_context() if start.scheme == "https" and transport is None else False
    with httpx.Client(
        transport=transport, verify=verify, timeout=SILENCE, follow_redirects=False, trust_env=transport is None
    ) as client:
        yield Visitor(client, start)


def _unusable(answer: Answer, fault: str) -> Answer:
    return replace(answer, body=b"", fault=fault)
