"""Words keep their places, abbreviations are written out, and forms of one word are alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.subjects.words import APART, folded, lemma, likeness, words_of


@pytest.mark.parametrize(
    "text, forms, printed",
    [
        ("rozvoj soc.služeb", ("rozvoj", "sociální", "služeb"), ["rozvoj", "soc", "služeb"]),
        ("(terénních) so.službách", ("terénních", "sociální", "službách"), ["terénních", "so", "službách"]),
        ("popř.metod práce", ("popřípadě", "metod", "práce"), ["popř", "metod", "práce"]),
        ("státní soc. podpory", ("státní", "sociální", "podpory"), ["státní", "soc", "podpory"]),
        ("sociálně-zdravotní pomezí", ("sociálně", "zdravotní", "pomezí"), ["sociálně", "zdravotní", "pomezí"]),
        ("č. 108/2006 Sb.", ("číslo", "108", "2006", "sbírka"), ["č", "108", "2006", "Sb"]),
        ("", (), []),
        (" –, ", (), []),
    ],
)
def test_a_text_is_cut_into_words(text: str, forms: tuple[str, ...], printed: list[str]) -> None:
    words = words_of(text)
    assert tuple(words.forms) == forms
    assert [text[start:end] for start, end in words.spans] == printed


@pytest.mark.parametrize(
    "text, far",
    [
        ("Bydlení. Péče", True),
        ("Bydlení: péče", True),
        ("Bydlení – péče", True),
        ("Bydlení\n\npéče", True),
        ("Bydlení\npéče", False),
        ("Bydlení, péče", False),
        ("soc. péče", False),
        ("úřadů I.stupně", False),
        ("2. péče", False),
    ],
)
def test_only_the_end_of_a_sentence_sets_words_apart(text: str, far: bool) -> None:
    positions = words_of(text).positions
    assert (positions[-1] - positions[-2] >= APART) is far


@pytest.mark.parametrize(
    "one, other",
    [
        ("služba", "službách"),
        ("SLUŽEB", "služby"),
        ("dítě", "dětí"),
        ("dům", "domech"),
        ("senior", "seniorů"),
        ("deinstitucionalizace", "deinstitucionalizaci"),
        ("sociální", "socialnich"),
        ("ohrožený", "ohroženými"),
    ],
)
def test_forms_of_one_word_are_alike(one: str, other: str) -> None:
    assert likeness(one) == likeness(other)


@pytest.mark.parametrize(
    "one, other", [("byt", "být"), ("byt", "byly"), ("rada", "řadě"), ("rodina", "rodič"), ("péče", "pec")]
)
def test_other_words_are_not(one: str, other: str) -> None:
    assert likeness(one) != likeness(other)


def test_a_lemma_is_lower_case_and_folding_takes_the_diacritics() -> None:
    assert lemma("Azylových") == "azylový"
    assert lemma("xyzqw") == "xyzqw"
    assert folded("Péče ŠKOL") == "pece skol"


@given(st.text(max_size=200))
def test_whatever_the_text_words_lie_in_it_in_order(text: str) -> None:
    words = words_of(text)
    assert len(words.forms) == len(words.spans) == len(words.positions)
    assert list(words.positions) == sorted(set(words.positions))
    ends = 0
    for start, end in words.spans:
        assert ends <= start < end <= len(text)
        ends = end
