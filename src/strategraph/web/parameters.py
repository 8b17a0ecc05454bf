"""What a request carries: its parameters and its body, read strictly and within limits."""

import asyncio
from urllib.parse import parse_qsl

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
        text = encoded.decode("utf-8")
        pairs = parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError as fault:
        message = f"The {where} is not a list of name=value in percent-encoded UTF-8, of at most {MAX_FIELDS} fields."
        message_cs = f"Požadavek nemá podobu jméno=hodnota v UTF-8 s kódováním %XX, s nejvýše {MAX_FIELDS} poli."
        raise HttpProblem(400, message, message_cs) from fault
    return tuple(pairs)


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
