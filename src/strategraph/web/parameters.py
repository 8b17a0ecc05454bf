"""What a request carries: its parameters and its body, read strictly and within limits."""

import asyncio
from binascii import a2b_qp
from urllib.parse import unquote_to_bytes

from starlette.requests import ClientDisconnect, Request

from strategraph.web.problems import HttpProblem

__all__ = ["Parameters", "read_body", "read_parameters"]

#: Names and values in their order; a name may come more than once.
Parameters = tuple[tuple[str, str], ...]
MAX_FIELDS = 1000


def read_parameters(encoded: bytes, where: str) -> Parameters:
    """Read `application/x-www-form-urlencoded` text (WHATWG URL, 5.1), refusing what is not UTF-8.

    Raises:
        HttpProblem: 400, if it is not UTF-8 or has more than a thousand fields.
    """
    try:
        if encoded.count(b"&") >= MAX_FIELDS:
            raise ValueError
        encoded.decode("utf-8")  # what is not encoded has to be good UTF-8 by itself
        return tuple(_pair(field) for field in encoded.split(b"&") if field)
    except ValueError as fault:
        message = f"The {where} is not a list of name=value in percent-encoded UTF-8, of at most {MAX_FIELDS} fields."
        message_cs = f"Požadavek nemá podobu jméno=hodnota v UTF-8 s kódováním %XX, s nejvýše {MAX_FIELDS} poli."
        raise HttpProblem(400, message, message_cs) from fault


def _pair(field: bytes) -> tuple[str, str]:
    name, _, value = field.partition(b"=")
    return _text(name), _text(value)


def _text(encoded: bytes) -> str:
    """What is percent-encoded, read by the decoder for quoted-printable (RFC 2045, 6.7), which is written in C.

    It has another mark, which is escaped where it stands for itself, and other rules for the ends of lines, of which there
    are none here. A percent sign without two digits after it stands for itself, too, and is left to Python's own function.
    """
    plain = encoded.replace(b"+", b" ")
    if b"%" not in plain:
        return plain.decode("utf-8")
    quoted = plain.replace(b"=", b"=3D").replace(b"%", b"=")
    read = a2b_qp(quoted)
    # each escape becomes two bytes shorter, and nothing else becomes shorter by as much
    if len(quoted) - len(read) != 2 * quoted.count(b"=") or b"\n" in plain or b"\r" in plain:
        read = unquote_to_bytes(plain)
    return read.decode("utf-8")


async def read_body(request: Request, most: int, seconds: float) -> bytes:
    """Read a body of at most `most` bytes that has to arrive within `seconds`.

    Raises:
        HttpProblem: 413 if it is longer, 408 if it comes too slowly, 400 if the client goes away.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.stream():
                body += piece
                if len(body) > most:
                    raise _too_long(most)
    except TimeoutError as fault:
        raise _too_slow(seconds) from fault
    except ClientDisconnect as fault:
        raise HttpProblem(400, "The connection was closed before the body of the request had arrived.") from fault
    return bytes(body)


def _too_long(most: int) -> HttpProblem:
    """What follows is not read, so the connection is of no use any more (RFC 9110, 15.5.14)."""
    return HttpProblem(
        413,
        f"The body of the request is longer than {most} bytes; send a shorter one.",
        f"Tělo požadavku je delší než {most} bajtů; pošlete kratší.",
        {"Connection": "close"},
    )


def _too_slow(seconds: float) -> HttpProblem:
    """The same for what has not come (RFC 9110, 15.5.9)."""
    return HttpProblem(
        408,
        f"The body of the request did not arrive within {seconds:g} seconds; send it again, and faster.",
        f"Tělo požadavku nedošlo do {seconds:g} s; pošlete je znovu a rychleji.",
        {"Connection": "close"},
    )
