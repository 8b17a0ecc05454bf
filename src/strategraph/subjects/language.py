"""Whether a text is Czech: how many of its words Czech dictionaries know, and how many those of other languages."""

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from simplemma import is_known
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY

from strategraph.subjects.words import folded, words_of

__all__ = ["czech_words", "seems_foreign"]

#: The languages that texts in this country are likely to be in, if not in Czech; the dictionary that is read fastest first.
_OTHERS = ("en", "sk", "de")
_AKIN = "sk"
_MOST_WORDS = 2000
#: In a text all of capitals a longer word is no abbreviation.
_ABBREVIATION = 5
#: How German letters are written where a keyboard lacks them, by two others or without their dots.
_SPELT_OUT = {"ae": "ä", "oe": "ö", "ue": "ü", "ss": "ß"}
_MARKED = {"a": "ä", "o": "ö", "u": "ü"}
#: Letters that only Czech has among these languages.
_ONLY_CZECH = frozenset("ěřů")
#: Letters that Czech has not.
_ONLY_OTHERS = frozenset("ľĺŕôäöüß")
#: Knows inflected forms beside those of the dictionary.
_CZECH = DefaultStrategy()


def czech_words(text: str) -> tuple[int, int]:
    """How many of the words of a text are Czech, and how many there are; single letters and capitals alone tell nothing.

    A text that has no diacritics anywhere is read as if they had been left out.
    """
    forms = _telling(text)
    return _czech(forms, _plain(text)), len(forms)


def seems_foreign(text: str) -> bool:
    """Is another language likelier than Czech? A word that no dictionary knows, a name for instance, tells nothing.

    Where half of the words are Czech, a letter decides that Czech has not; short of that all words have to be of a language
    that is not akin to it.
    """
    forms, plain = _telling(text), _plain(text)
    czech = _czech(forms, plain)
    if 2 * czech > len(forms):
        return False
    if sum(not _latin(form) for form in forms) > czech:
        return True
    if 2 * czech == len(forms) and _ONLY_OTHERS.isdisjoint(text.lower()):
        return any(_known(forms, tag, plain) == len(forms) for tag in _OTHERS if tag != _AKIN) and bool(forms)
    return any(_known(forms, tag, plain) > czech for tag in _OTHERS)


def _telling(text: str) -> Sequence[str]:
    """The words in lower case, without single letters and abbreviations."""
    forms = [form for form in words_of(text).forms if form.isalpha()][:_MOST_WORDS]
    longest = _ABBREVIATION if text.isupper() else len(text)
    return [form.lower() for form in forms if len(form) > 1 and not (form.isupper() and len(form) <= longest)]


def _plain(text: str) -> bool:
    return all(sign.isascii() for sign in text if sign.isalpha())


def _czech(forms: Sequence[str], plain: bool) -> int:
    return sum(
        not _ONLY_CZECH.isdisjoint(form)
        or _CZECH.get_lemma(form, "cs") is not None
        or (plain and _is_folded_czech(form))
        for form in forms
    )


def _known(forms: Sequence[str], tag: str, plain: bool) -> int:
    return sum(_is_of(form, tag, plain) for form in forms)


def _is_of(form: str, tag: str, plain: bool) -> bool:
    spellings = _german_spellings(form) if plain and tag == "de" else (form,)
    return any(is_known(one, tag, low_memory=True) for one in spellings)


def _german_spellings(form: str) -> Sequence[str]:
    """The word as it is, with two letters for one written as one, and with one of its letters marked."""
    written = form
    for pair, letter in _SPELT_OUT.items():
        written = written.replace(pair, letter)
    places = [place for place, sign in enumerate(form) if sign in _MARKED]
    return [form, written, *(form[:place] + _MARKED[form[place]] + form[place + 1 :] for place in places)]


def _latin(form: str) -> bool:
    return unicodedata.name(form[0], "").startswith("LATIN")


def _is_folded_czech(form: str) -> bool:
    known, wanted = _folded_czech(), hash(form)
    place = bisect_left(known, wanted)
    return place < len(known) and known[place] == wanted


@cache
def _folded_czech() -> "array[int]":
    """The hashes of all Czech forms without their diacritics, in order: 3 MB, where the words would take 55."""
    forms = DEFAULT_DICTIONARY_FACTORY.get_dictionary("cs")
    return array("q", sorted({hash(folded(form)) for form in forms}))
