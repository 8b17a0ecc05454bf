"""Terms are found in every form, across up to two words, and never across sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.subjects.matcher import Matcher
from strategraph.subjects.words import words_of

PATTERNS = ["sociální služba", "služba pro rodinu", "deinstitucionaliz*", "byt", "soc. služba", "ohrožený chudoba"]


def found(text: str, *patterns: str, exact: bool = False) -> list[tuple[str, str]]:
    """Pattern and the words that it took."""
    words = words_of(text)
    return [
        (patterns[one.pattern], " ".join(text[slice(*words.spans[at])] for at in one.at))
        for one in Matcher((pattern, exact) for pattern in patterns).find(words)
    ]


@pytest.mark.parametrize(
    "text, taken",
    [
        ("Síť sociálních služeb", "sociálních služeb"),
        ("SOCIÁLNÍ SLUŽBY", "SOCIÁLNÍ SLUŽBY"),
        ("sociálních a zdravotních služeb", "sociálních služeb"),
        ("podpora soc.služeb", "soc služeb"),
        ("sociální, i zdravotní služby", "sociální služby"),
        ("sociálních, zdravotních a jiných služeb", ""),
        ("sociální. Služby", ""),
        ("služby sociální", ""),
        ("sociální – služby", ""),
        ("sociální sociální služby", "sociální služby"),
    ],
)
def test_words_of_a_term_stand_near_one_another_in_order(text: str, taken: str) -> None:
    assert found(text, "sociální služba") == ([("sociální služba", taken)] if taken else [])


def test_of_two_ways_to_the_same_end_the_narrowest_counts() -> None:
    text = "sociální podpora sociální služba"
    words = words_of(text)
    assert [one.at for one in Matcher([("sociální služba", False)]).find(words)] == [(2, 3)]


def test_every_term_is_found_and_alike_terms_are_one() -> None:
    assert found("sociální služby pro rodiny", *PATTERNS) == [
        ("sociální služba", "sociální služby"),
        ("služba pro rodinu", "služby pro rodiny"),
    ]
    assert Matcher((pattern, False) for pattern in PATTERNS).numbers == [0, 1, 2, 3, 0, 5]


@pytest.mark.parametrize("text", ["Deinstitucionalizace", "deinstitucionalizovaných", "deinstitucionalizaci"])
def test_a_stem_is_the_beginning_of_a_word(text: str) -> None:
    assert found(f"podpora {text} péče", *PATTERNS) == [("deinstitucionaliz*", text)]
    assert found(f"ne{text}", *PATTERNS) == []


@pytest.mark.parametrize("text, hit", [("pracovníci ÚP ČR", True), ("úp", False), ("ÚPN", False), ("Úp", False)])
def test_an_exact_word_is_that_very_word(text: str, hit: bool) -> None:
    assert bool(found(text, "ÚP", exact=True)) is hit


@pytest.mark.parametrize("text, hit", [("byt", True), ("Byt", True), ("byty", False), ("být", False)])
def test_an_exact_word_in_small_letters_may_open_a_sentence(text: str, hit: bool) -> None:
    assert bool(found(text, "byt", exact=True)) is hit


def test_short_words_keep_their_diacritics() -> None:
    assert found("aby byly k dispozici a mohly být", "byt") == []
    assert found("nabídka bytů", "byt") == [("byt", "bytů")]


@given(st.lists(st.sampled_from(["sociální", "služby", "a", "pro", "rodiny", ".", "byt"]), max_size=30))
def test_the_same_text_is_always_read_alike(pieces: list[str]) -> None:
    text = " ".join(pieces)
    matcher = Matcher((pattern, False) for pattern in PATTERNS)
    first = matcher.find(words_of(text))
    assert (
        matcher.find(words_of(text)) == first == Matcher((pattern, False) for pattern in PATTERNS).find(words_of(text))
    )
    assert all(list(one.at) == sorted(set(one.at)) for one in first)
