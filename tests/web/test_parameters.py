"""Reading parameters and bodies strictly."""

import asyncio
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from strategraph.web import HttpProblem, read_body, read_parameters


def request_with(*pieces: bytes, stalls: bool = False) -> Request:
    waiting = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    waiting += [] if stalls else [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if not waiting:
            await asyncio.sleep(60)
        return waiting.pop(0)

    return Request({"type": "http", "method": "POST", "headers": []}, receive)


def test_parameters_keep_their_order_and_their_repetitions() -> None:
    assert read_parameters(b"b=%C4%8D+x&a=1&b=", "query string") == (("b", "č x"), ("a", "1"), ("b", ""))


@pytest.mark.parametrize("encoded", [b"a=%FF", b"a=%ED%A0%80", b"a=\xff", b"&".join([b"a=1"] * 1001)])
def test_what_is_not_utf8_or_too_much_is_refused(encoded: bytes) -> None:
    with pytest.raises(HttpProblem) as fault:
        read_parameters(encoded, "query string")
    assert fault.value.status == 400


@given(st.lists(st.tuples(st.text(), st.text())))
def test_what_was_encoded_is_read_back(pairs: list[tuple[str, str]]) -> None:
    assert read_parameters(urlencode(pairs).encode(), "query string") == tuple(pairs)


def test_a_body_is_read_whole() -> None:
    assert asyncio.run(read_body(request_with(b"ab", b"c"), 3, 1)) == b"abc"


@pytest.mark.parametrize(
    ("request_", "status"), [(request_with(b"abcd"), 413), (request_with(b"a", stalls=True), 408)], ids=["long", "slow"]
)
def test_a_long_or_slow_body_is_refused(request_: Request, status: int) -> None:
    with pytest.raises(HttpProblem) as fault:
        asyncio.run(read_body(request_, 3, 0.05))
    assert fault.value.status == status


@given(st.text(alphabet="%=&+ aF0Ž\r\n\t;#", max_size=40) | st.text(max_size=20).map(quote))
def test_fields_are_read_as_python_reads_them(text: str) -> None:
    encoded = text.encode()
    try:
        expected = tuple(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000))
    except ValueError:
        with pytest.raises(HttpProblem):
            read_parameters(encoded, "query string")
    else:
        assert read_parameters(encoded, "query string") == expected
