"""Who asks and how: the address by which a client is counted, and whether it came by http or https."""

from collections.abc import Container, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

__all__ = ["client_of", "is_direct_from_here", "scheme_of"]

#: One subscriber has at least so much of IPv6 (RFC 6177, 2), so addresses within it are one client.
IPV6_PREFIX = 64
#: The longest text of an address with a port, and with a zone.
_LONGEST = 100
#: What a proxy adds (RFC 7239; RFC 9110, 7.6.3; and by custom).
_FORWARDING = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


def client_of(peer: str | None, forwarded: Sequence[str] = ()) -> str:
    """The client of a request: an IPv4 address, an IPv6 network, or `unknown` where there is no address.

    `forwarded` are the values of the header in which a trusted proxy names the client, in their order. Of a list the last
    address counts: it is the one that the proxy saw, while those before it came with the request. Without one that can
    be read the peer counts.
    """
    last = forwarded[-1].rpartition(",")[2] if forwarded else ""
    return _client(last.strip()[:_LONGEST], peer or "")


@lru_cache(maxsize=1024)
def _client(forwarded: str, peer: str) -> str:
    address = _address(forwarded) or _address(peer)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), IPV6_PREFIX), strict=False))
    return str(address) if address else "unknown"


def is_direct_from_here(peer: str | None, headers: Container[str], header: str) -> bool:
    """Whether a client runs on this machine and no proxy speaks for it, in one of the usual headers or in the trusted `header`."""
    address = _address(peer or "")
    is_forwarded = any(name in headers for name in (*_FORWARDING, header) if name)
    return address is not None and address.is_loopback and not is_forwarded


def scheme_of(scheme: str, forwarded: Sequence[str]) -> str:
    """`http` or `https`: what a trusted proxy says in the values of X-Forwarded-Proto, else the scheme of the connection."""
    last = forwarded[-1].rpartition(",")[2].strip().lower() if forwarded else ""
    return last if last in ("http", "https") else scheme


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address in a text, which may have a port (`192.0.2.1:80`, `[2001:db8::1]:80`) or a zone (`fe80::1%eth0`)."""
    text = text.strip().strip('"')[:_LONGEST]
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
