"""The choice of a media type, as a table, and for any header whatever."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.web import negotiate
from strategraph.web.negotiation import MAX_CHARACTERS, read_accept

TURTLE, JSONLD, HTML, JSON = "text/turtle", "application/ld+json", "text/html", "application/json"
OFFERS = (TURTLE, JSONLD, HTML)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, TURTLE),
        ("", TURTLE),
        ("   ", TURTLE),
        ("*/*", TURTLE),
        ("text/turtle", TURTLE),
        ("TEXT/Turtle", TURTLE),
        ("text/html", HTML),
        ("application/*", JSONLD),
        ("text/*", TURTLE),
        (BROWSER, HTML),
        ("text/html;q=0.5, text/turtle;q=0.4", HTML),
        ("text/html;q=0.5, text/turtle;q=0.5", TURTLE),
        ("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", HTML),
        ("text/*, text/turtle;q=0.1", HTML),
        ("*/*, text/turtle;q=0", JSONLD),
        ("text/turtle;q=0", None),
        ("text/turtle;q=0.000, */*;q=0", None),
        ("image/png", None),
        ("image/*", None),
        ("text/turtle; charset=utf-8", TURTLE),
        ("text/turtle;q=1.000", TURTLE),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', JSONLD),
        ('application/ld+json;profile="a,b;c";q=0.2, text/html;q=0.3', HTML),
        ("text/html;level=1;q=0.9, text/html;q=0.1, text/turtle;q=0.5", TURTLE),
        # what is malformed is left unread
        ("text/html;q=2, text/turtle;q=0.1", TURTLE),
        ("text/html;q=0.1234, text/turtle;q=0.1", TURTLE),
        ("text/html;q=abc, text/turtle;q=0.1", TURTLE),
        ("text/html;q, text/turtle;q=0.1", TURTLE),
        ("*/turtle, text/html", HTML),
        (",,, ,text/html,;", HTML),
        ("garbage", TURTLE),
        ("text/", TURTLE),
        ("/", TURTLE),
        ('"unclosed', TURTLE),
    ],
)
def test_the_best_offer_is_chosen(accept: str | None, expected: str | None) -> None:
    assert negotiate(accept, OFFERS) == expected


def test_without_offers_there_is_nothing_to_choose() -> None:
    assert negotiate("*/*", ()) is None
    assert negotiate(None, ()) is None


def test_an_offer_that_is_no_media_type_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError) as fault:
        negotiate("*/*", ("turtle",))
    assert str(fault.value) == "'turtle' is on offer, but is no media type."


def test_what_stands_behind_a_hundred_elements_is_left_unread() -> None:
    assert negotiate("image/png," * 100 + "text/html", OFFERS) is None


@given(st.text(max_size=200))
def test_any_header_gives_an_offer_or_nothing(accept: str) -> None:
    assert negotiate(accept, OFFERS) in (*OFFERS, None)


@given(st.text(alphabet='ab/*;=q01.,"\\ ', max_size=60))
def test_anything_that_looks_like_a_header_gives_an_offer_or_nothing(accept: str) -> None:
    assert negotiate(accept, OFFERS) in (*OFFERS, None)


@given(st.permutations([f"{TURTLE};q=0.2", f"{JSONLD};q=0.9", f"{HTML};q=0.5", "*/*;q=0.1"]))
def test_the_order_of_a_header_means_nothing(elements: list[str]) -> None:
    assert negotiate(", ".join(elements), OFFERS) == JSONLD


@given(st.sampled_from(OFFERS), st.integers(1, 1000))
def test_a_single_type_with_any_weight_but_zero_is_given(media: str, weight: int) -> None:
    assert negotiate(f"{media};q={weight / 1000:.3f}", OFFERS) == media


def test_what_begins_after_four_kilobytes_is_left_unread() -> None:
    start = f"{TURTLE};q=0.1;x={'a' * (MAX_CHARACTERS - 60)}"
    assert negotiate(f"{start},text/html", OFFERS) == HTML
    assert negotiate(f"{start},{' ' * 60}text/html", OFFERS) == TURTLE
    assert negotiate(f"{start},text/html;q=0.{' ' * 60}", OFFERS) == TURTLE


def test_a_quote_that_is_not_closed_reaches_to_the_end() -> None:
    assert len(read_accept('text/html, text/turtle;x="a, text/html')) == 1
    assert len(read_accept('text/html, text/turtle;x="a\\')) == 1
    assert len(read_accept('text/html, text/turtle;x="a", text/html')) == 3


@pytest.mark.parametrize("piece", ['"', '\\"', '"\\', "a/b;", '";', ";q=", " ", "\\", ",", "a", 'a="', "a/"])
def test_a_long_header_is_read_in_little_time(piece: str) -> None:
    header = f'"{piece * 130_000}'
    started = time.process_time()
    for _ in range(20):
        negotiate(header, OFFERS)
        negotiate(header[1:], OFFERS)
    assert time.process_time() - started < 1
