"""A text from outside is refused in one sentence that says what to do."""

import pytest

from strategraph.errors import TextError
from strategraph.subjects import read_text

GOAL = "Zvyšovat dostupnost bydlení pro osoby ohrožené vyloučením z bydlení nebo po jeho ztrátě."
SLOVAK = "Zabezpečiť dostupné bývanie pre rodiny s deťmi a pre osoby ohrozené sociálnym vylúčením v regiónoch krajiny"
ENGLISH = "Ensure affordable housing for families with children and persons at risk of social exclusion"
GERMAN = "Bezahlbaren Wohnraum für Familien mit Kindern und von Ausgrenzung bedrohte Personen in den Regionen sichern"


def refusal(data: str | bytes, limit: int = 65_536) -> str:
    with pytest.raises(TextError) as caught:
        read_text(data, limit)
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [GOAL, GOAL.encode(), f"{GOAL}\n\n\tDruhý odstavec.\r\n", "APZ", "Zvysit dostupnost bydleni pro rodiny s detmi"],
)
def test_czech_is_taken_as_it_is(text: str | bytes) -> None:
    assert read_text(text, 65_536) == (text.decode() if isinstance(text, bytes) else text)


@pytest.mark.parametrize(
    "data, told",
    [
        ("", "The text is empty: write the wording of a goal or measure."),
        (" \n\xa0", "The text is empty: write the wording of a goal or measure."),
        ("… – ?!", "The text has no words: write the wording of a goal or measure."),
        ("1234 5678", "The text has no words: write the wording of a goal or measure."),
        (b"\xff\xfe", "The text is not UTF-8 at byte offset 0: save it as UTF-8."),
        ("bydlen\udcc3", "The text is not UTF-8 at byte offset 6: save it as UTF-8."),
        ("bydlení\x00", "The text has the control character U+0000 at offset 7: remove it."),
        ("bydlení\x1b[31m", "The text has the control character U+001B at offset 7: remove it."),
        ("byd\x85lení", "The text has the control character U+0085 at offset 3: remove it."),
    ],
)
def test_what_is_no_text_is_refused(data: str | bytes, told: str) -> None:
    assert refusal(data) == told


def test_a_megabyte_is_too_long() -> None:
    told = "The text has 1000000 bytes, 65536 are the limit: send it in parts, one goal or chapter at a time."
    assert refusal("a" * 1_000_000) == told
    assert refusal(GOAL, len(GOAL.encode()) - 1).startswith(f"The text has {len(GOAL.encode())} bytes")
    assert read_text(GOAL, len(GOAL.encode())) == GOAL


@pytest.mark.parametrize("text, known", [(SLOVAK, "4 of 13"), (ENGLISH, "2 of 14"), (GERMAN, "2 of 15")])
def test_another_language_is_refused(text: str, known: str) -> None:
    assert refusal(text) == f"The text does not read as Czech ({known} words are): write it in Czech, with diacritics."
