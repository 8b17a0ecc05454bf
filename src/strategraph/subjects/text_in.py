"""A text from outside: taken in only if descriptors can be suggested for it, else refused in one sentence."""

import unicodedata

from strategraph.errors import TextError
from strategraph.subjects.language import czech_words
from strategraph.subjects.words import words_of

__all__ = ["read_text"]

_ALLOWED_CONTROLS = frozenset("\t\n\r")
_LEAST_WORDS = 8
#: Of the words of a Czech goal in the plans 73 % or more are known, without diacritics 63 %; of a Slovak one a third.
_LEAST_SHARE = 0.5


def read_text(data: str | bytes, limit: int, shown: str = "The text", shown_cs: str = "Text") -> str:
    """The text, if it is Czech and has at most `limit` bytes of UTF-8; `shown` opens the message.

    Raises:
        TextError: for a text that is too long, not UTF-8, empty, has control characters, or is not Czech.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(raw) > limit:
        raise TextError(
            f"{shown} has {len(raw)} bytes, {limit} are the limit: send it in parts, one goal or chapter at a time.",
            f"{shown_cs} má {len(raw)} bajtů, nejvíce jich smí být {limit}: pošlete jej po cílech nebo kapitolách.",
            too_long=True,
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise TextError(
            f"{shown} is not UTF-8 at byte offset {fault.start}: save it as UTF-8.",
            f"{shown_cs} není od bajtu {fault.start} v UTF-8: uložte jej v UTF-8.",
        ) from fault
    if not text.strip():
        raise TextError(
            f"{shown} is empty: write the wording of a goal or measure.",
            f"{shown_cs} je prázdný: napište znění cíle nebo opatření.",
        )
    _refuse_controls(text, shown, shown_cs)
    _refuse_other_languages(text, shown, shown_cs)
    return text


def _refuse_controls(text: str, shown: str, shown_cs: str) -> None:
    for offset, sign in enumerate(text):
        if unicodedata.category(sign) == "Cc" and sign not in _ALLOWED_CONTROLS:
            raise TextError(
                f"{shown} has the control character U+{ord(sign):04X} at offset {offset}: remove it.",
                f"{shown_cs} má na místě {offset} řídicí znak U+{ord(sign):04X}: odstraňte jej.",
            )


def _refuse_other_languages(text: str, shown: str, shown_cs: str) -> None:
    """A short text is let through: a few names or abbreviations tell nothing of its language."""
    if not any(form.isalpha() for form in words_of(text).forms):
        raise TextError(
            f"{shown} has no words: write the wording of a goal or measure.",
            f"{shown_cs} neobsahuje slova: napište znění cíle nebo opatření.",
        )
    known, words = czech_words(text)
    if words >= _LEAST_WORDS and known < _LEAST_SHARE * words:
        raise TextError(
            f"{shown} does not read as Czech ({known} of {words} words are): write it in Czech, with diacritics.",
            f"{shown_cs} není česky (známých slov: {known} z {words}): napište jej česky, s diakritikou.",
        )
