"""Tokens: a unit's texts as weighted words, and pieces of words so that members of one family are alike.

A word counts once in each text however often it stands there. Words of the headings and of the level below count less
than the unit's own, and a level below that has many elements counts no more than one with few.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from strategraph.alignment.model import AlignedUnit
from strategraph.settings import Alignment
from strategraph.subjects import folded, lemma, likeness, words_of

__all__ = ["WORD", "Tokens", "tokens_of"]

#: Marks of tokens: whole words, and pieces of four letters.
WORD, _PIECE = "w:", "p:"
_LEAST_LETTERS = 4
_PIECE_LETTERS = 4


@dataclass(slots=True)
class Tokens:
    """Token → weight, and for each token of a word the form and the origin that weigh most."""

    weights: dict[str, float] = field(default_factory=dict)
    shown: dict[str, tuple[str, str]] = field(default_factory=dict)
    _best: dict[str, float] = field(default_factory=dict)

    def add(self, token: str, weight: float, form: str = "", origin: str = "") -> None:
        """Add to the weight of a token; the form that is shown is that of the greatest weight, the first of equals."""
        self.weights[token] = self.weights.get(token, 0.0) + weight
        if form and weight > self._best.get(token, 0.0):
            self._best[token] = weight
            self.shown[token] = (form, origin)


def tokens_of(unit: AlignedUnit, settings: Alignment) -> Tokens:
    """The tokens of a unit."""
    tokens = Tokens()
    for origin, weight in _weights(settings).items():
        texts = unit.texts.get(origin, ())
        for text in texts:
            for form in _forms(text):
                share = weight / len(texts)
                tokens.add(WORD + likeness(form), share, form, origin)
                pieces = _pieces(form)
                for piece in pieces:
                    tokens.add(_PIECE + piece, share / len(pieces))
    return tokens


def _weights(settings: Alignment) -> Mapping[str, float]:
    return {"own": 1.0, "heading": settings.heading_weight, "below": settings.below_weight}


def _forms(text: str) -> Iterator[str]:
    """The words of a text that may mean something, each likeness once."""
    seen = set()
    for form in words_of(text).forms:
        like = likeness(form)
        if len(form) >= _LEAST_LETTERS and form.isalpha() and like not in seen:
            seen.add(like)
            yield form


def _pieces(form: str) -> list[str]:
    whole = f"^{folded(lemma(form))}$"
    return [whole[at : at + _PIECE_LETTERS] for at in range(max(1, len(whole) - _PIECE_LETTERS + 1))]
