"""The choice between Czech and English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.web import choose_language


@pytest.mark.parametrize(
    ("asked", "accepted", "expected"),
    [
        (None, None, "cs"),
        (None, "", "cs"),
        (None, "en", "en"),
        (None, "en-GB,en;q=0.9,cs;q=0.8", "en"),
        (None, "cs-CZ,cs;q=0.9,en;q=0.8", "cs"),
        (None, "de,en;q=0.5", "en"),
        (None, "de", "cs"),
        (None, "sk,en;q=0.8", "cs"),
        (None, "*", "cs"),
        (None, "cs;q=0, *", "en"),
        (None, "cs;q=0, en;q=0", "cs"),
        (None, "en;q=7", "cs"),
        ("en", "cs", "en"),
        ("cs", "en", "cs"),
        ("de", "en", "en"),
        ("", "en", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_else_accepted(
    asked: str | None, accepted: str | None, expected: str
) -> None:
    assert choose_language(asked, accepted) == expected


@given(st.text(max_size=100), st.text(max_size=100))
def test_any_header_gives_a_language(asked: str, accepted: str) -> None:
    assert choose_language(asked, accepted) in ("cs", "en")
