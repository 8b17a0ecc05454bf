"""Wording: which words of a text could become terms of the lexicon, offered after a person added a descriptor.

The person knew better than the lexicon; its next version should know it too. Offered are runs of one to three
neighbouring words that no term of the descriptor covers yet: those that name a thing before those that say what is
done or end with a mere quality, and then those first that stand in few other elements, since a term that stands
everywhere tells nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from strategraph.subjects.matcher import Matcher
from strategraph.subjects.scoring import Indexer
from strategraph.subjects.words import APART, Words, lemma, likeness, words_of

__all__ = ["Offer", "Wording"]

_LONGEST = 3
_LEAST_LETTERS = 4
#: A word that stands in a larger share of the elements joins sentences or names every plan's business.
_COMMON_SHARE = 0.1
_OFFERED = 5


#: Ends of the basic forms of verbs; of nouns that end so (rozpočet) the worst that comes is a later place.
_VERB = re.compile(r"(?:[aeěiíýá]t|out|[cí]ci|ct)\Z")
#: Ends of the basic forms of adjectives: all in -ý, and those in -ní that are not made of a verb, as bydlení is.
_ADJECTIVE = re.compile(r"(?:ý|(?<![aáeěií])ní)\Z")


class Offer(NamedTuple):
    """Words that could become a term, and in how many elements of the plans they stand."""

    words: str
    elements: int


class Wording:
    """Offers words of a text for the lexicon, by what stands in the elements of the plans."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Count in how many of the texts each word stands, in any of its forms."""
        self._texts = [words_of(text) for text in texts]
        self._share = Counter(like for words in self._texts for like in {likeness(form) for form in words.forms})

    def offers(self, text: str, code: str, indexer: Indexer) -> tuple[Offer, ...]:
        """The best words of a text for a descriptor: names of things first, and among those the rarest and then the longest."""
        words = words_of(text)
        covered = {
            index
            for match in indexer.matches(text).get(code, ())
            for index, (start, end) in enumerate(words.spans)
            if match.start <= start and end <= match.end
        }
        runs = dict.fromkeys(
            " ".join(words.forms[start:end])
            for start in range(len(words.forms))
            for end in range(start + 1, min(start + _LONGEST, len(words.forms)) + 1)
            if self._may_stand(words, range(start, end), covered)
        )
        counted = [Offer(run, number) for run, number in zip(runs, self._count(tuple(runs)), strict=True)]
        return tuple(sorted(counted, key=_place)[:_OFFERED])

    def _may_stand(self, words: Words, run: range, covered: set[int]) -> bool:
        """A run of words of one sentence, each long and rare enough to mean something, none taken by a term."""
        if words.positions[run[-1]] - words.positions[run[0]] >= APART or not covered.isdisjoint(run):
            return False
        most = max(1, _COMMON_SHARE * len(self._texts))
        return all(
            len(form) >= _LEAST_LETTERS and form.isalpha() and self._share[likeness(form)] <= most
            for form in (words.forms[index] for index in run)
        )

    def _count(self, runs: Sequence[str]) -> list[int]:
        """In how many texts each run stands, as the lexicon would find it."""
        matcher = Matcher((run, False) for run in runs)
        found = Counter(number for words in self._texts for number in {one.pattern for one in matcher.find(words)})
        return [found[number] for number in matcher.numbers]


def _place(offer: Offer) -> tuple[bool, int, int, str]:
    """Where an offer stands among others: names first, then rare words, then long runs."""
    lemmas = [lemma(form) for form in offer.words.split()]
    names = not any(map(_VERB.search, lemmas)) and not _ADJECTIVE.search(lemmas[-1])
    return (not names, offer.elements, -len(lemmas), offer.words)
