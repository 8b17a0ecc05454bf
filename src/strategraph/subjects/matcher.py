"""The matcher: finds all terms of a lexicon in one pass over the words of a text.

Terms are sequences of symbols in one tree (a trie); a symbol is a word's likeness, a stem, or an exact word.
Between two words of a term may stand up to two others of the same sentence ("sociálních a zdravotních služeb").
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from strategraph.subjects.words import Words, folded, lemma, likeness, words_of

__all__ = ["GAP", "Found", "Matcher"]

#: How many other words may stand between two words of a term.
GAP = 2
_CACHED_FORMS = 16_384


class Found(NamedTuple):
    """A pattern found in a text: its number, and which words of the text it took."""

    pattern: int
    at: tuple[int, ...]


class Matcher:
    """Finds patterns, each a text and whether its words are exact; alike patterns share one number, the first."""

    def __init__(self, patterns: Iterable[tuple[str, bool]]) -> None:
        """Build the tree; `numbers[i]` is the number under which pattern i is found."""
        self._symbols: dict[str, int] = {}
        self._children: list[dict[int, int]] = [{}]
        self._ends: list[int] = [-1]
        self.numbers = [self._add(number, _symbols_of(text, exact)) for number, (text, exact) in enumerate(patterns)]
        self._stems = {name[:-1]: code for name, code in self._symbols.items() if name.endswith("*")}
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._known = lru_cache(maxsize=_CACHED_FORMS)(self._symbols_in)

    def find(self, words: Words) -> list[Found]:
        """All patterns in the order in which they end; of one pattern that ends at a word, the narrowest."""
        children, ends, positions = self._children, self._ends, words.positions
        found: list[Found] = []
        waiting: list[tuple[int, int, tuple[int, ...]]] = []
        for index, (symbols, first) in enumerate(map(self._known, words.forms)):
            if not first and not (symbols and waiting):
                continue
            position = positions[index]
            reached: dict[int, tuple[int, ...]] = dict.fromkeys(first, (index,))
            alive = []
            for state in waiting:
                if position - state[1] <= GAP + 1:
                    alive.append(state)
                    following = children[state[0]]
                    for symbol in symbols:
                        if symbol in following:
                            child = following[symbol]
                            reached[child] = max(reached.get(child, ()), (*state[2], index))
            waiting = alive
            for node, at in reached.items():
                if ends[node] >= 0:
                    found.append(Found(ends[node], at))
                if children[node]:
                    waiting.append((node, position, at))
        return found

    def _add(self, number: int, symbols: Sequence[str]) -> int:
        node = 0
        for symbol in symbols:
            code = self._symbols.setdefault(symbol, len(self._symbols))
            if code not in self._children[node]:
                self._children[node][code] = len(self._children)
                self._children.append({})
                self._ends.append(-1)
            node = self._children[node][code]
        if self._ends[node] < 0:
            self._ends[node] = number
        return self._ends[node]

    def _symbols_in(self, form: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Every symbol of the tree that a word of a text satisfies, and the nodes to which they lead from the root."""
        named = {self._symbols.get(name) for name in (f"!{form}", f"!{form.lower()}", f"~{likeness(form)}")}
        for base in {folded(form), folded(lemma(form))}:
            named.update(self._stems.get(base[:length]) for length in self._lengths)
        symbols = tuple(sorted(symbol for symbol in named if symbol is not None))
        root = self._children[0]
        return symbols, tuple(root[symbol] for symbol in symbols if symbol in root)


def _symbols_of(text: str, exact: bool) -> list[str]:
    """The symbols of a pattern's words: `!ÚP` as written, `deinstitucionaliz*` a stem, `~sluzb` any form."""
    symbols = []
    for piece in text.split():
        words = words_of(piece.rstrip("*"))
        forms = words.forms
        last = len(forms) - 1
        for index, form in enumerate(forms):
            if piece.endswith("*") and index == last:
                symbols.append(f"{folded(form)}*")
            else:
                symbols.append(f"!{form}" if exact else f"~{likeness(form)}")
    return symbols
