"""Connections on which bytes are sent that no HTTP client sends."""

import socket
from urllib.parse import urlsplit

__all__ = ["connected", "everything"]


def connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20)


def everything(line: socket.socket) -> bytes:
    """What comes until the other side hangs up; a line on which it still listens is a failure."""
    return b"".join(iter(lambda: line.recv(4096), b""))
