"""Words of a text as they are compared: without diacritics, without inflection, or both; the same for texts and questions.

Two things are kept of a word: its form, lower case without diacritics, and its key, which all forms of a word share
(`likeness` in subjects/words.py). Somebody who types without diacritics may write what is another word or none
(`bydleni` reads as a form of `bydlet`, `deti` as nothing), so the index has pairs as well: form and key of words whose
form alone leads to another key. They are asked for what a typed form stands for in the texts that are there, unless it
is the dictionary form of a word (`byt` is not `být`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from simplemma import is_known

from strategraph.subjects import folded, lemma, likeness, words_of

__all__ = ["Piece", "Wanted", "Word", "analysed", "exact", "is_ambiguous", "pair", "pieces_of"]

#: A printed code such as 4.2.a or IX.c.
_CODE = re.compile(r"[^\W_]{1,4}(?:\.[^\W_]{1,4})+")
_AROUND = "\"'„“”‚‘’«»()[]{}<>,;:!?…."
#: No code is longer, and no word is compared beyond it.
_LONGEST = 60
_CACHED_WORDS = 16_384


class Word(NamedTuple):
    """A word as it is written, in lower case, its form and its key."""

    written: str
    form: str
    key: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two spaces of a question: as a code, and as the words in it."""

    code: str
    words: tuple[Word, ...]

    @property
    def is_code(self) -> bool:
        """Does it look like a printed code?"""
        return bool(_CODE.fullmatch(self.code))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question looks for in a text: forms, keys, and beginnings of forms while somebody types."""

    forms: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """First and last code point of each word of a text that is looked for, its end exclusive."""
        words = words_of(text)
        for written, span in zip(words.forms, words.spans, strict=True):
            found = _word(written.lower())
            if found.form in self.forms or found.key in self.keys or found.form.startswith(self.beginnings):
                yield span


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a question, each once, in its order; what has neither letter nor digit is none."""
    found = {}
    for part in text.split():
        code, words = folded(part.strip(_AROUND))[:_LONGEST], tuple(analysed(part))
        if words:
            found[code] = Piece(code, words)
    return tuple(found.values())


def analysed(text: str) -> list[Word]:
    """The words of a text; abbreviations are written out."""
    return [_word(part.lower()) for form in words_of(text).forms for part in form.split() if part != "_"]


def exact(words: list[Word]) -> set[str]:
    """The words of a whole name as one token: by their forms, and by their keys."""
    return {"_".join(word.form for word in words), "_".join(word.key for word in words)} - {""}


def is_ambiguous(word: Word) -> bool:
    """May it have been typed without diacritics, and stand for other words?"""
    return word.written.isascii() and not (is_known(word.written, "cs") and lemma(word.written) == word.written)


@lru_cache(maxsize=_CACHED_WORDS)
def pair(word: Word) -> str:
    """Form and key as one token that is found by its form; empty if the form alone leads to the key."""
    return "" if likeness(word.form) == word.key else f"{word.form}|{word.key}"


@lru_cache(maxsize=_CACHED_WORDS)
def _word(written: str) -> Word:
    return Word(written, folded(written), likeness(written))
