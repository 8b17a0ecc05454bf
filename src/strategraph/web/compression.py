"""Compresses answers for readers who accept it; a compressed answer has other bytes, so it has another tag.

Starlette's own compression would compress short answers that come in pieces, does so even where `gzip;q=0` refuses it, and
leaves the tag and the headers of HEAD as they are.
"""

import zlib

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from strategraph.web.entity_tags import accepts_gzip, gzip_tag

__all__ = ["LEAST_BYTES", "Compression", "worth_compressing"]

#: Shorter answers go as they are: they fit into one packet either way (bytes).
LEAST_BYTES = 1400
#: How hard to try: more than this costs more time than it saves on RDF, which shrinks to a twentieth as it is.
LEVEL = 3
#: Pieces from this size on are compressed beside the event loop (bytes).
THREAD_BYTES = 32 * 1024
_WORDS = ("text/", "json", "xml", "javascript", "n-triples", "n-quads", "trig")


class Compression:
    """Compresses by gzip (RFC 1952) what is worth it, piece by piece, so that an answer of any size takes little memory."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; its answer goes back compressed if that is accepted."""
        if scope["type"] == "http":
            accepted = accepts_gzip(", ".join(Headers(scope=scope).getlist("accept-encoding")))
            send = _Packer(send, accepted, scope["method"] == "HEAD")
        await self.app(scope, receive, send)


class _Packer:
    """Sends one answer on, packed if it is to be."""

    def __init__(self, send: Send, accepted: bool, head: bool) -> None:
        self.send = send
        self.accepted = accepted
        self.head = head
        self.start: Message | None = None
        self.deflate: zlib._Compress | None = None

    async def __call__(self, message: Message) -> None:
        """Take the next message of the answer."""
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self.deflate:
            await self._pack(message, self.deflate)
        else:
            await self.send(message)

    async def _begin(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        worth = message["status"] == 200 and worth_compressing(headers)
        if worth or message["status"] in (206, 304):
            headers.add_vary_header("Accept-Encoding")
        if not (worth and self.accepted):
            await self.send(message)
            return
        headers["content-encoding"] = "gzip"
        for name in ("content-length", "accept-ranges"):  # a range is one of the plain bytes
            del headers[name]
        if "etag" in headers:
            headers["etag"] = gzip_tag(headers["etag"])
        if self.head:
            await self.send(message)
        else:
            self.start, self.deflate = message, zlib.compressobj(LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)

    async def _pack(self, message: Message, deflate: "zlib._Compress") -> None:
        content, more = message.get("body", b""), message.get("more_body", False)
        if len(content) < THREAD_BYTES:
            packed = _packed(deflate, content, more)
        else:
            packed = await run_in_threadpool(_packed, deflate, content, more)
        if self.start:
            if not more:
                MutableHeaders(scope=self.start)["content-length"] = str(len(packed))
            await self.send(self.start)
            self.start = None
        if packed or not more:
            await self.send({"type": "http.response.body", "body": packed, "more_body": more})


def _packed(deflate: "zlib._Compress", content: bytes, more: bool) -> bytes:
    packed = deflate.compress(content)
    return packed if more else packed + deflate.flush()


def worth_compressing(headers: Headers) -> bool:
    """True for an answer of words that is long enough, and not compressed yet."""
    kind = headers.get("content-type", "").partition(";")[0].lower()
    size = headers.get("content-length")
    long = size is None or int(size) >= LEAST_BYTES
    return long and "content-encoding" not in headers and any(word in kind for word in _WORDS)
