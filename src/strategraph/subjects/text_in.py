"""A text from outside: taken in only if descriptors can be suggested for it, else refused in one sentence."""

import unicodedata

from simplemma import is_known

from strategraph.errors import TextError
from strategraph.subjects.words import words_of

__all__ = ["read_text"]

_ALLOWED_CONTROLS = frozenset("\t\n\r")
_LEAST_WORDS = 8
#: The dictionary knows 70 % or more of the words of a Czech goal, 58 % without diacritics, 36 % of a Slovak one.
_LEAST_SHARE = 0.5
_MOST_WORDS = 2000


def read_text(data: str | bytes, limit: int, shown: str = "The text") -> str:
    """The text, if it is Czech and has at most `limit` bytes of UTF-8; `shown` opens the message.

    Raises:
        TextError: for a text that is too long, not UTF-8, empty, has control characters, or is not Czech.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(raw) > limit:
        raise TextError(
            f"{shown} has {len(raw)} bytes, {limit} are the limit: send it in parts, one goal or chapter at a time."
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise TextError(f"{shown} is not UTF-8 at byte offset {fault.start}: save it as UTF-8.") from fault
    if not text.strip():
        raise TextError(f"{shown} is empty: write the wording of a goal or measure.")
    _refuse_controls(text, shown)
    _refuse_other_languages(text, shown)
    return text


def _refuse_controls(text: str, shown: str) -> None:
    for offset, sign in enumerate(text):
        if unicodedata.category(sign) == "Cc" and sign not in _ALLOWED_CONTROLS:
            raise TextError(f"{shown} has the control character U+{ord(sign):04X} at offset {offset}: remove it.")


def _refuse_other_languages(text: str, shown: str) -> None:
    """A short text is let through: a few names or abbreviations tell nothing of its language."""
    forms = [form.lower() for form in words_of(text).forms if form.isalpha()][:_MOST_WORDS]
    if not forms:
        raise TextError(f"{shown} has no words: write the wording of a goal or measure.")
    known = sum(is_known(form, "cs") for form in forms)
    if len(forms) >= _LEAST_WORDS and known < _LEAST_SHARE * len(forms):
        raise TextError(
            f"{shown} does not read as Czech ({known} of {len(forms)} words are): write it in Czech, with diacritics."
        )
