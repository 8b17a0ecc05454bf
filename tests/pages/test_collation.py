"""Names stand in the order of their language, below the right letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.pages.collation import initial, order

CZECH = [
    "abeceda", "cena", "cíl", "čas", "ďábel", "dítě", "dostupné bydlení", "hospodářství", "hrad", "chata", "chudoba",
    "inkluze", "rok", "rovné příležitosti", "řeka", "sad", "Šárka", "škola", "urna", "úřad", "zákon", "životní styl",
]  # fmt: skip
ENGLISH = ["café", "care", "chance", "children", "crime", "éclair", "health", "Österreich", "zinc"]


def shuffled(names: list[str]) -> list[str]:
    """The names in another order."""
    return names[::2][::-1] + names[1::2]


@pytest.mark.parametrize(("language", "names"), [("cs", CZECH), ("en", ENGLISH)])
def test_names_are_in_the_order_of_the_language(language: str, names: list[str]) -> None:
    assert sorted(shuffled(names), key=lambda name: order(name, language)) == names


def test_what_is_one_letter_in_czech_is_two_in_english() -> None:
    names = ["hrad", "chata", "cena"]
    assert sorted(names, key=lambda name: order(name, "cs")) == ["cena", "hrad", "chata"]
    assert sorted(names, key=lambda name: order(name, "en")) == ["cena", "chata", "hrad"]


@pytest.mark.parametrize(
    ("name", "czech", "english"),
    [
        ("chudoba", "Ch", "C"), ("Chudoba", "Ch", "C"), ("cena", "C", "C"), ("čas", "Č", "C"), ("úřad", "U", "U"),
        ("ďábel", "D", "D"), ("řeka", "Ř", "R"), ("šance", "Š", "S"), ("žena", "Ž", "Z"), ("", "#", "#"), ("„Chudoba“", "Ch", "C"), ("–", "#", "#"),
        ("  voda", "V", "V"), ("2. pilíř", "#", "#"), ("<script>", "S", "S"), ("\u202evoda", "V", "V"), ("שלום", "ש", "ש"),
    ],
)  # fmt: skip
def test_a_name_stands_below_its_letter(name: str, czech: str, english: str) -> None:
    assert (initial(name, "cs"), initial(name, "en")) == (czech, english)


@given(st.lists(st.text(max_size=20)), st.sampled_from(["cs", "en", "", "de"]))
def test_any_names_have_one_order_and_a_letter(names: list[str], language: str) -> None:
    found = sorted(names, key=lambda name: order(name, language))
    assert found == sorted(shuffled(found), key=lambda name: order(name, language))
    assert all(initial(name, language) for name in names)
