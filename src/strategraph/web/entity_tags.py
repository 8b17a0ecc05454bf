"""Entity tags: by them a reader who has an answer already is told that it still holds, instead of being sent it again."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["accepts_gzip", "entity_tag", "gzip_tag", "matching", "not_modified"]

#: To be asked again each time: a newer release may be published at any moment, and the tag then tells.
REVALIDATED = "no-cache"
_TAG = re.compile(r'(?:W/)?"(?P<opaque>[\x21\x23-\x7E\x80-\xFF]*+)"')
_CODING = re.compile(r"\s*+(?P<name>[A-Za-z*][\w-]*+|\*)\s*+(?:;\s*+q\s*+=\s*+(?P<q>[01](?:\.\d{0,3})?)\s*+)?\Z")
_GZIP = "-gzip"


def entity_tag(*parts: str | bytes, weak: bool = False) -> str:
    """The tag of what these parts determine; weak where it is the same in meaning only (RFC 9110, 8.8.3)."""
    encoded = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    digest = sha256(b"".join([len(part).to_bytes(8, "big") + part for part in encoded]))
    return ("W/" if weak else "") + f'"{urlsafe_b64encode(digest.digest()[:18]).decode()}"'


def gzip_tag(tag: str) -> str:
    """The tag of the same answer compressed: other bytes need another tag (RFC 9110, 8.8.3.3)."""
    return f'{tag[:-1]}{_GZIP}"'


@lru_cache(maxsize=256)
def accepts_gzip(header: str) -> bool:
    """True if an Accept-Encoding header welcomes gzip (RFC 9110, 12.5.3); what cannot be read does not."""
    weights = {}
    for element in header.split(",")[:50]:
        found = _CODING.match(element)
        if found:
            weights[found["name"].lower()] = float(found["q"] or 1)
    chosen = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    return chosen > 0 and chosen >= weights.get("identity", 0.0)


def matching(if_none_match: str, tag: str, gzip: bool) -> str | None:
    """The tag that the reader has of an answer, plain or (if `gzip` is accepted) compressed; weak comparison (13.1.2)."""
    if if_none_match.strip() == "*":
        return tag
    held = {found["opaque"] for found in _TAG.finditer(if_none_match)}
    offered = (gzip_tag(tag), tag) if gzip else (tag,)
    return next((each for each in offered if each.partition('"')[2][:-1] in held), None)


def not_modified(request: Request, tags: Iterable[str], vary: str = "Accept") -> Response | None:
    """304 for a reader who has one of the answers with these tags (RFC 9110, 15.4.5); None for any other.

    To be asked before the answer is made, so `If-None-Match: *`, which any answer would match, is left for later.
    """
    header, gzip = _header(request, "if-none-match"), accepts_gzip(_header(request, "accept-encoding"))
    if request.method not in ("GET", "HEAD") or header.strip() == "*":
        return None
    held = next(filter(None, (matching(header, tag, gzip) for tag in tags)), None)
    return (
        Response(status_code=304, headers={"ETag": held, "Vary": vary, "Cache-Control": REVALIDATED}) if held else None
    )


def _header(request: Request, name: str) -> str:
    return ", ".join(request.headers.getlist(name))
