"""In which language a text seems to be: the plans are Czech, with diacritics and without, and so are single words."""

import pytest

from strategraph.pipeline import Work
from strategraph.subjects import folded, read_text, seems_foreign
from strategraph.subjects.language import czech_words

FOREIGN = {
    "Slovak": ["dlhy", "bývanie", "dlhové poradenstvo", "sociálne bývanie", "starostlivosť o deti", "opatrovateľská služba",
               "Podpora rodín s deťmi v núdzi"],
    "English": ["debts", "housing", "debt counselling", "children at risk", "homeless people", "care for the elderly",
                "The plan supports families"],
    "German": ["Schulden", "Pflege", "Schuldnerberatung", "sozialer Wohnungsbau", "Arbeitslosigkeit bekämpfen",
               "Unterstützung von Kindern in Not"],
    "German without diacritics": ["Gefangnis", "Gefaengnis", "Hilfe fur Familien", "Unterstuetzung von Kindern in Not",
                                  "Die Gemeinde baut Wohnungen fuer arme Familien"],
    "Ukrainian": ["житло", "Соціальне житло для сімей"],
}  # fmt: skip
CZECH = {
    "short": ["dluhy", "bydlení", "děti", "Romové", "exekuce", "domov pro seniory", "prevence bezdomovectví", "OSPOD", "APZ",
              "BYDLENÍ", "Praha", "Šluknov", "kamerový systém", "sociální služba"],
    "without diacritics": ["dluhy", "bydleni", "deti", "Romove", "zamestnani", "socialni sluzby", "azylovy dum",
                           "Rozsirit dluhove poradenstvi a socialni bydleni v obcich", "VEZENSTVI"],
    "words that no dictionary knows": ["streetwork", "Xyz", "xq", "a", "Krásnohorskou Olbramovicemi"],
}  # fmt: skip


@pytest.mark.parametrize("text", [text for texts in FOREIGN.values() for text in texts])
def test_a_short_text_in_another_language_is_known_for_what_it_is(text: str) -> None:
    assert seems_foreign(text)


@pytest.mark.parametrize("text", [text for texts in CZECH.values() for text in texts])
def test_a_short_czech_text_is_not_called_foreign(text: str) -> None:
    assert not seems_foreign(text)


@pytest.fixture(scope="module")
def texts(work: Work) -> list[str]:
    return [element.text for plan in work.plans for element in plan.elements]


def test_no_element_of_the_plans_is_called_foreign_or_refused(texts: list[str]) -> None:
    assert len(texts) > 200
    for text in texts:
        for written in (text, folded(text)):
            assert not seems_foreign(written)
            assert read_text(written, 100_000) == written


def test_the_share_of_czech_words_is_that_which_the_threshold_was_set_by(texts: list[str]) -> None:
    def lowest(some: list[str]) -> float:
        return min(known / words for known, words in map(czech_words, some) if words >= 8)

    assert lowest(texts) == pytest.approx(0.73, abs=0.01)
    assert lowest([folded(text) for text in texts]) == pytest.approx(0.63, abs=0.01)
