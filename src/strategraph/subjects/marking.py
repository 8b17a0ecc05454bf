"""Marking: a text cut into pieces, so that the words that speak for a descriptor can be shown where they stand."""

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Piece", "Span", "pieces"]


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of a text that speak for the descriptor `code`."""

    start: int
    end: int
    code: str


class Piece(NamedTuple):
    """A part of a text; `codes` are the descriptors for which any of its words speaks, none for the rest."""

    text: str
    codes: tuple[str, ...]


def pieces(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """The text in pieces that give it whole again when put together; spans that overlap become one piece.

    Spans that lie outside the text are cut off at its ends.
    """
    joined: list[tuple[int, int, set[str]]] = []
    for start, end, code in sorted(Span(max(0, one.start), min(len(text), one.end), one.code) for one in spans):
        if start >= end:
            continue
        if joined and start < joined[-1][1]:
            first, last, codes = joined.pop()
            joined.append((first, max(last, end), codes | {code}))
        else:
            joined.append((start, end, {code}))
    made, position = [], 0
    for start, end, codes in joined:
        made += [Piece(text[position:start], ()), Piece(text[start:end], tuple(sorted(codes)))]
        position = end
    made.append(Piece(text[position:], ()))
    return tuple(one for one in made if one.text)
