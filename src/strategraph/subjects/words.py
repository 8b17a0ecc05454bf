"""Words: a Czech text as the sequence of its words, each with its place, its dictionary form and its sentence.

Lemmas are those of simplemma. A lemma of five letters or more is compared without its inflected ending and
without diacritics, so that a form that the dictionary lacks still meets its like; a shorter one is compared as
it is, because short Czech words differ by little else (`byt` and `být`, `rada` and `řada`).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from simplemma import is_known, lemmatize

__all__ = ["ABBREVIATIONS", "APART", "Words", "folded", "lemma", "likeness", "words_of"]

#: Abbreviations that end in a full stop, as plans print them, and the word that each stands for.
ABBREVIATIONS = {
    "soc": "sociální", "so": "sociální", "zdrav": "zdravotní", "popř": "popřípadě", "příp": "případně", "např": "například",
    "tj": "totiž", "tzv": "takzvaný", "zejm": "zejména", "resp": "respektive", "vč": "včetně", "aj": "a jiné", "apod": "a podobně",
    "atd": "a tak dále", "atp": "a tak podobně", "č": "číslo", "čl": "článek", "odst": "odstavec", "písm": "písmeno", "sb": "sbírka",
    "mj": "mimo jiné", "max": "nejvýše", "min": "nejméně", "obč": "občanský", "kap": "kapitola", "ust": "ustanovení",
}  # fmt: skip
#: Words of different sentences stand at least this far from one another.
APART = 1000
#: What ends a sentence for our purpose; a line feed does where a blank line follows.
_STOPS = frozenset(".;:!?|–—•\n")
_PIECE = re.compile(r"\w+|[.;:!?|–—•]|\n(?=\s*\n)")
#: The same where a letter and its diacritics are signs of their own (Unicode Standard Annex 15), as in some PDF.
_DECOMPOSED = re.compile(r"(?:\w[\u0300-\u036f]*)+|[.;:!?|–—•]|\n(?=\s*\n)")
#: No Czech word has more letters; what follows them is not compared.
_LONGEST = 60
_CACHED_FORMS = 4096
_SHORT = 4
_LEAST_STEM = 3
#: Inflected endings of folded Czech nouns and adjectives; the longest that fits is cut off.
_ENDINGS = frozenset({
    "atech", "etem", "atum", "ach", "ech", "ich", "ych", "ami", "emi", "imi", "ymi", "eho", "iho", "emu", "imu", "ymu",
    "ata", "ete", "eti", "aty", "ovi", "ove", "am", "em", "im", "um", "ym", "us", "es", "ou", "mi", "a", "e", "i", "o", "u", "y",
})  # fmt: skip
_ENDING_LENGTHS = sorted({len(ending) for ending in _ENDINGS}, reverse=True)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: forms (abbreviations written out), first and last code point, and positions.

    Positions count words; between sentences they jump by `APART`, so that nothing is matched across.
    """

    forms: Sequence[str]
    spans: Sequence[tuple[int, int]]
    positions: Sequence[int]


def words_of(text: str) -> Words:
    """Cut a text into words; spans are code points of `text`, from 0, their ends exclusive.

    Forms are composed (Unicode NFC), however the text is written, and no longer than any word: what is remembered of
    words is bounded thereby.
    """
    composed = unicodedata.is_normalized("NFC", text)
    spans = [piece.span() for piece in (_PIECE if composed else _DECOMPOSED).finditer(text)]
    forms = [text[start:end][:_LONGEST] for start, end in spans]
    if not composed:
        forms = [unicodedata.normalize("NFC", form) for form in forms]
    if _STOPS.isdisjoint(forms):
        return Words(forms, spans, range(len(forms)))
    return _without_stops(forms, spans)


def _without_stops(pieces: Iterable[str], places: Iterable[tuple[int, int]]) -> Words:
    """Set sentences apart and write out abbreviations; the full stop of a number or a letter ends nothing."""
    forms: list[str] = []
    spans: list[tuple[int, int]] = []
    positions: list[int] = []
    position = 0
    for piece, place in zip(pieces, places, strict=True):
        if piece not in _STOPS:
            forms.append(piece)
            spans.append(place)
            positions.append(position)
            position += 1
        elif piece != "." or not spans or spans[-1][1] != place[0] or not _abbreviates(forms):
            position += APART
    return Words(forms, spans, positions)


def _abbreviates(forms: list[str]) -> bool:
    """Is the last of these, before a full stop, no end of a sentence? An abbreviation is written out."""
    last = forms[-1]
    whole = ABBREVIATIONS.get(last.lower())
    forms[-1] = whole or last
    return bool(whole) or len(last) == 1 or last.isdigit()


def folded(text: str) -> str:
    """Lower case without diacritics: `Péče` becomes `pece`."""
    lower = text.lower()
    if lower.isascii():
        return lower
    return "".join(sign for sign in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(sign))


@lru_cache(maxsize=_CACHED_FORMS)
def lemma(form: str) -> str:
    """The dictionary form of a word, in lower case; the word itself where simplemma does not know it.

    A word without diacritics that simplemma does not know stays as it is: it may have been typed without them
    (`socialnich`), and the guess would lead elsewhere.
    """
    lower = form.lower()
    return lower if lower.isascii() and not is_known(lower, "cs") else lemmatize(lower, "cs").lower()


@lru_cache(maxsize=_CACHED_FORMS)
def likeness(form: str) -> str:
    """What two words have in common if they are forms of one word; short lemmas are kept apart by a mark."""
    base = lemma(form)
    return f"={base}" if len(base) <= _SHORT else _stem(folded(base))


def _stem(base: str) -> str:
    for length in _ENDING_LENGTHS:
        if len(base) - length >= _LEAST_STEM and base[-length:] in _ENDINGS:
            return base[:-length]
    return base
