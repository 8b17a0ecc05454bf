"""The field Host: which one a request has to have, and the answer to a request that has none, several or one that is no host."""

import re
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from ipaddress import AddressValueError, IPv6Address

from starlette.types import Receive, Scope, Send

__all__ = ["Refusal", "fault_of_host"]

#: uri-host [ ":" port ] (RFC 9110, 7.2), of RFC 3986, 3.2.2, which allows an empty one; what stands in brackets is looked at below.
_HOST = re.compile(
    rb"(?:\[(?:(?P<six>[0-9A-Fa-f:.]+)|[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+)\]"
    rb"|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::[0-9]*)?"
)
_BEFORE = ("0.9", "1.0")


def fault_of_host(fields: Iterable[tuple[bytes, bytes]], version: str) -> str:
    """What is wrong with the field Host of a request (RFC 9112, 3.2); nothing if it is as it has to be.

    `fields` have names in small letters. Before HTTP/1.1 a request may have none.
    """
    hosts = [value.strip(b" \t") for name, value in fields if name == b"host"]
    if not hosts:
        return "" if version in _BEFORE else "The request has no field Host; send the name of the host that it asks."
    if len(hosts) > 1:
        return f"The request has {len(hosts)} fields Host; send one."
    if _is_host(hosts[0]):
        return ""
    return "The field Host of the request is no name or address of a host with or without a port; send one such as localhost:8000."


def _is_host(value: bytes) -> bool:
    found = _HOST.fullmatch(value)
    if found is None or found["six"] is None:
        return found is not None
    try:
        IPv6Address(found["six"].decode())
    except AddressValueError:
        return False
    return True


class Refusal:
    """An application that answers each request with 400 and a sentence."""

    def __init__(self, sentence: str, fields: Sequence[tuple[bytes, bytes]]) -> None:
        self.body = f"{sentence}\n".encode()
        self.fields = fields

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI); its body is not read."""
        about = (b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(self.body))
        await send({"type": "http.response.start", "status": HTTPStatus.BAD_REQUEST, "headers": [*self.fields, *about]})
        await send({"type": "http.response.body", "body": self.body})
