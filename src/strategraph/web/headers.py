"""The headers that every answer carries: what a browser may do with it, who may read it, which release gave it."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = [
    "ALWAYS",
    "CONTENT_SECURITY_POLICY",
    "MAX_HEADER_BYTES",
    "CommonHeaders",
    "HeaderLimit",
    "common_fields",
    "common_headers",
    "encoded_fields",
    "field_lines",
    "known_lines",
]

#: The longest header of a request (bytes); only the line with the query may be longer.
MAX_HEADER_BYTES = 8192

#: Nothing inline, nothing from elsewhere, no framing (CSP Level 3).
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_POLICY = b"content-security-policy"
_METHODS = "GET, HEAD, OPTIONS"
#: What a script of another site may read beside what it always may (Fetch, CORS-safelisted response-header name).
_EXPOSED = (
    "Strategraph-Release", "Strategraph-Limits", "Accept-Ranges", "Allow", "Content-Encoding", "Content-Range", "ETag", "Link",
    "Retry-After", "RateLimit", "RateLimit-Policy", "Vary",
)  # fmt: skip
#: What such a script may send beside what it always may; none of it says who is asking.
_ALLOWED = "Accept, Accept-Language, Content-Type, If-None-Match, If-Range, Range"


#: What every answer says; reading from any origin is allowed, without credentials (Fetch, CORS protocol).
ALWAYS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": ", ".join(_EXPOSED),
    }
)


def common_headers(release: str) -> Mapping[str, str]:
    """What every answer from a release says."""
    return {**ALWAYS, "Strategraph-Release": release}


def common_fields(release: str) -> list[tuple[bytes, bytes]]:
    """The same as they are sent."""
    return encoded_fields(common_headers(release))


def encoded_fields(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as fields (ASGI), names in small letters."""
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def field_lines(fields: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Fields as lines, each with its end (RFC 9112, 2.1)."""
    return b"".join([b"%b: %b\r\n" % one for one in fields])


@lru_cache(maxsize=8)
def known_lines(fields: tuple[tuple[bytes, bytes], ...]) -> bytes:
    """The same for fields that many answers have, such as the day."""
    return field_lines(fields)


class CommonHeaders:
    """Adds the common headers, and answers OPTIONS (with the preflight of CORS) for every path.

    An answer that states a policy of its own keeps it, as one that carries its style within it has to.

    `posting` are the paths that take POST as well.
    """

    def __init__(self, app: ASGIApp, release: str, posting: frozenset[str] = frozenset()) -> None:
        self.app = app
        self.headers = common_fields(release)
        self.without_policy = [one for one in self.headers if one[0] != _POLICY]
        self.names = frozenset(name for name, _ in self.headers)
        self.posting = posting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an HTTP request on; its answer gets the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [one for one in message["headers"] if one[0] not in self.names or one[0] == _POLICY]
                stated = any(name == _POLICY for name, _ in own)
                message = {**message, "headers": own + (self.without_policy if stated else self.headers)}
            await send(message)

        app = self._options(scope["path"]) if scope["method"] == "OPTIONS" else self.app
        await app(scope, receive, send_with_headers)

    def _options(self, path: str) -> Response:
        methods = _METHODS.replace("HEAD", "HEAD, POST") if path.rstrip("/") in self.posting else _METHODS
        allowed = {
            "Allow": methods,
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": _ALLOWED,
            "Access-Control-Max-Age": "86400",
        }
        return Response(status_code=204, headers=allowed)


class HeaderLimit:
    """Refuses a request with an overlong header (RFC 6585, 5), before anything reads it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if each of its headers is of usual length."""
        app = self.app
        if scope["type"] == "http" and any(len(value) > MAX_HEADER_BYTES for _, value in scope["headers"]):
            app = PlainTextResponse(f"A header of the request is longer than {MAX_HEADER_BYTES} bytes.\n", 431)
        await app(scope, receive, send)
