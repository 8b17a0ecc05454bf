"""Who is counted as one client."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.web.clients import client_of


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("192.0.2.1", (), "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", (), "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", (), "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", (), "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.1", (), "192.0.2.1"),
        ("fe80::1%eth0", (), "fe80::/64"),
        (None, (), "unknown"),
        ("a socket", (), "unknown"),
        ("192.0.2.1", ("198.51.100.7",), "198.51.100.7"),
        # what came with the request stands before what the proxy added
        ("192.0.2.1", ("203.0.113.5, 198.51.100.7",), "198.51.100.7"),
        ("192.0.2.1", ("203.0.113.5", "198.51.100.7"), "198.51.100.7"),
        ("192.0.2.1", ("198.51.100.7:4711",), "198.51.100.7"),
        ("192.0.2.1", ('"[2001:db8::1]:4711"',), "2001:db8::/64"),
        ("192.0.2.1", ("[2001:db8::1]",), "2001:db8::/64"),
        ("192.0.2.1", ("unknown",), "192.0.2.1"),
        ("192.0.2.1", ("198.51.100.7, ",), "192.0.2.1"),
        ("192.0.2.1", ("",), "192.0.2.1"),
    ],
)
def test_a_client_is_its_address_or_its_network(peer: str | None, forwarded: tuple[str, ...], client: str) -> None:
    assert client_of(peer, forwarded) == client


@given(st.text(max_size=60))
def test_whatever_a_header_says_somebody_is_counted(text: str) -> None:
    assert client_of("192.0.2.1", (text,))


@given(st.ip_addresses())
def test_every_address_is_read(address: object) -> None:
    assert client_of(str(address)) != "unknown"
