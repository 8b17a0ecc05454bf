"""What a text names in order to leave it out does not count."""

from collections.abc import Callable

import pytest

from strategraph.subjects import Indexer

ROWS = (
    "XVI.d sociální bydlení 2", "XIII.b zdravotnictví 2", "IX.e finanční 2", "VI.h školství 2",
    "except kromě", "except mimo", "harmless mimo jiné", "list veřejné služby", "phrase finanční gramotnost",
)  # fmt: skip


@pytest.mark.parametrize(
    "text, codes",
    [
        ("Rozvoj péče kromě sociálního bydlení", []),
        ("Kromě zdravotnictví, školství se rozvíjí", ["VI.h"]),
        ("Mimo jiné sociální bydlení", ["XVI.d"]),
        ("mimo zdravotnictví. Školství", ["VI.h"]),
        ("veřejných služeb (zdravotnictví, školství, sociální bydlení atd.) a školství", ["VI.h"]),
        ("veřejných služeb (zdravotnictví (i školství) sociální bydlení) a finanční", ["IX.e"]),
        ("veřejných služeb (zdravotnictví, školství", []),
        ("veřejných služeb v oblasti zdravotnictví a jiných věcí, jako je sociální bydlení (školství)", ["VI.h", "XIII.b", "XVI.d"]),
        ("Zvýšení finanční gramotnosti", []),
        ("finanční gramotnost a finanční podpora", ["IX.e"]),
    ],
)  # fmt: skip
def test_words_left_out_do_not_count(made: Callable[..., Indexer], text: str, codes: list[str]) -> None:
    assert sorted(one.code for one in made(*ROWS).assign(text)) == codes


@pytest.mark.parametrize("words", ["kromě ", "mimo jiné ", "veřejných služeb ( ", "kromě sociálního bydlení "])
def test_a_text_that_repeats_a_context_is_read_in_time_that_grows_with_its_length(
    made: Callable[..., Indexer], words: str
) -> None:
    assert made(*ROWS).assign(words * 4000) == ()


def test_an_exception_without_end_is_none(made: Callable[..., Indexer]) -> None:
    text = f"kromě {'slovo ' * 59}školství {'slovo ' * 5}finanční"
    assert [one.code for one in made(*ROWS).assign(text)] == ["IX.e"]
