"""Texts are made harmless for spreadsheet programs, and can be had back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.spreadsheets import as_written, harmless


@pytest.mark.parametrize("text", ["=1+1", "+420", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_what_would_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1.1", "'=1", "cíl – 1", " =1", "a=1"])
def test_all_else_stays(text: str) -> None:
    assert harmless(text) == text


@given(st.text().filter(lambda text: not text.startswith("'")))
def test_a_text_without_an_apostrophe_comes_back_as_it_was(text: str) -> None:
    assert as_written(harmless(text)) == text
