"""Tokens: a unit's texts as weighted words, and as the concepts that words name in one way or another.

A word counts once in each text however often it stands there. Words of the headings and of the level below count less
than the unit's own, and a level below that has many elements counts no more than one with few.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from strategraph.alignment.model import AlignedUnit
from strategraph.alignment.reading import Reader
from strategraph.settings import Alignment

__all__ = ["CONCEPT", "WORD", "Token", "tokens_of"]

#: Marks of tokens: a word in any of its forms, and a concept that a table of synonyms names.
WORD, CONCEPT = "word:", "concept:"


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a unit: its weight, and the words and the origin (own, heading, below) that weigh most."""

    token: str
    weight: float
    form: str
    origin: str


def tokens_of(unit: AlignedUnit, reader: Reader, settings: Alignment) -> tuple[Token, ...]:
    """The tokens of a unit, in the order in which its texts have them."""
    weights: dict[str, float] = {}
    shown: dict[str, tuple[float, str, str]] = {}
    for origin, weight in _weights(settings).items():
        texts = unit.texts.get(origin, ())
        for text in texts:
            for token, form, factor in _found(text, reader, settings):
                share = weight * factor / len(texts)
                weights[token] = weights.get(token, 0.0) + share
                if share > shown.get(token, (0.0, "", ""))[0]:
                    shown[token] = (share, form, origin)
    return tuple(Token(token, weights[token], form, origin) for token, (_, form, origin) in shown.items())


def _weights(settings: Alignment) -> Mapping[str, float]:
    return {"own": 1.0, "heading": settings.heading_weight, "below": settings.below_weight}


def _found(text: str, reader: Reader, settings: Alignment) -> Iterator[tuple[str, str, float]]:
    """Tokens of a text, each once, with the words that stand for it and how much it counts beside a word."""
    for like, form in reader.words(text):
        yield WORD + like, form, 1.0
    for concept, words in reader.concepts(text):
        yield CONCEPT + concept, words, settings.synonym_weight
