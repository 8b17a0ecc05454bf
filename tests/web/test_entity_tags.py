"""Tags of answers: when they are the same, and which a reader has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from strategraph.web import accepts_gzip, entity_tag, gzip_tag, not_modified

TAG, OTHER = entity_tag("a"), entity_tag("b")


def asked(method: str = "GET", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Request({"type": "http", "method": method, "headers": raw})


@given(st.lists(st.text(st.characters(codec=None), max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_different_parts_have_different_tags(one: list[str], other: list[str]) -> None:
    assert (entity_tag(*one) == entity_tag(*other)) is (one == other)


def test_a_tag_is_written_as_http_has_it() -> None:
    assert (TAG[0], TAG[-1], len(TAG)) == ('"', '"', 26)
    assert entity_tag("a", weak=True) == f"W/{TAG}"
    assert gzip_tag('W/"x"') == 'W/"x-gzip"'


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("", False),
        ("gzip", True),
        ("GZip", True),
        ("x-gzip", True),
        ("deflate, gzip;q=1.0, *;q=0.5", True),
        ("br , gzip ; q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000, *", False),
        ("*;q=0", False),
        ("identity", False),
        ("identity, gzip;q=0.5", False),
        ("identity;q=0.5, gzip;q=0.5", True),
        ("gzip;q=2", False),
        ("gzip;level=1", False),
        ("nogzip", False),
        (",,;=", False),
        ("a," * 60 + "gzip", False),
    ],
)
def test_gzip_is_accepted_where_the_header_welcomes_it(header: str, accepted: bool) -> None:
    assert accepts_gzip(header) is accepted


@pytest.mark.parametrize(
    ("held", "encoding", "known"),
    [
        (TAG, "", TAG),
        (f"W/{TAG}", "", TAG),
        (f'"x", {TAG}', "", TAG),
        (f'W/"x",W/{TAG},"y"', "", TAG),
        (gzip_tag(TAG), "gzip", gzip_tag(TAG)),
        (f"{TAG}, {gzip_tag(TAG)}", "gzip", gzip_tag(TAG)),
        (TAG, "gzip", TAG),
        (gzip_tag(TAG), "", None),
        (gzip_tag(TAG), "gzip;q=0", None),
        (gzip_tag(gzip_tag(TAG)), "gzip", None),
        (TAG.strip('"'), "", None),
        ('"x"', "", None),
        ("*", "", None),
        ("", "", None),
    ],
)
def test_a_reader_who_has_it_is_told_so(held: str, encoding: str, known: str | None) -> None:
    answer = not_modified(asked(if_none_match=held, accept_encoding=encoding), [OTHER, TAG])
    assert (answer and (answer.status_code, answer.headers["etag"], answer.body)) == (known and (304, known, b""))


def test_only_reading_is_answered_so() -> None:
    assert not_modified(asked("HEAD", if_none_match=TAG), [TAG]) is not None
    assert not_modified(asked("POST", if_none_match=TAG), [TAG]) is None


def test_a_weak_tag_is_known_too() -> None:
    weak = entity_tag("a", weak=True)
    answer = not_modified(asked(if_none_match=f'"x", {weak}'), [weak])
    assert answer is not None
    assert answer.headers["etag"] == weak
