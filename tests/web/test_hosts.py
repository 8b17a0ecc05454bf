"""What a field Host may be."""

import pytest

from strategraph.web.hosts import fault_of_host


@pytest.mark.parametrize(
    "value",
    [
        b"", b":", b":80", b"x", b"x:80", b"example.org", b"example.org.:", b"127.0.0.1:8000", b"a_b-c~d", b"%C5%A1.cz",
        b"[::1]", b"[::1]:80", b"[2001:db8::192.0.2.1]", b"[v1.a:b]", b"a!$&'()*+,;=", b" x\t", b"999.999.999.999",
    ],
)  # fmt: skip
def test_a_host_is_a_name_or_an_address_with_or_without_a_port(value: bytes) -> None:
    assert fault_of_host([(b"accept", b"*/*"), (b"host", value)], "1.1") == ""


@pytest.mark.parametrize(
    "value",
    [
        b"x y", b"x:80:80", b"x:a", b"x/", b"a@b", b"http://x", b"::1", b"[::1", b"::1]", b"[::1]x", b"[:::1]", b"[]", b"[x]",
        b"[fe80::1%25eth0]", b"[fe80::1%eth0]", b"[1::2::3]", b"[v1.]", b"%", b"%4", b"%zz", b"\xc5\xa1.cz", b"x?", b"x#", b'"x"', b"x\\y", b"<x>",
    ],
)  # fmt: skip
def test_all_else_is_none(value: bytes) -> None:
    assert fault_of_host([(b"host", value)], "1.1").startswith("The field Host of the request is no name")
    assert fault_of_host([(b"host", value)], "1.0")


def test_http_1_1_needs_exactly_one() -> None:
    assert fault_of_host([], "1.1").startswith("The request has no field Host;")
    assert fault_of_host([], "1.0") == ""
    assert fault_of_host([(b"host", b"x"), (b"host", b"x")], "1.0") == "The request has 2 fields Host; send one."
