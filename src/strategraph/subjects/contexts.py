"""Contexts: where a text names what it does not mean, and words therefore do not count.

The kinds of mappings/lexicon/contexts.csv: `except`, what follows up to the end of the clause ("kromě");
`list`, what stands in the bracket that follows in the same sentence ("běžně dostupných veřejných služeb
(zdravotnictví, školství)"); `phrase`, the words of the pattern themselves; `harmless`, words that only look like
one of the others ("mimo jiné").
"""

from collections.abc import Iterable, Sequence

from strategraph.subjects.matcher import Found, Matcher
from strategraph.subjects.model import Context
from strategraph.subjects.words import APART, Words

__all__ = ["KINDS", "Contexts", "silenced"]

EXCEPT, LIST, PHRASE, HARMLESS = "except", "list", "phrase", "harmless"
KINDS = (EXCEPT, LIST, PHRASE, HARMLESS)
_CLAUSE_ENDS = frozenset(",()[]")
#: How many words may stand between the words that announce a list and its bracket.
_ANNOUNCED = 3
#: How many words one context silences at most: what runs on for longer is no exception, and a text stays quick to read.
_MOST_WORDS = 60


class Contexts:
    """Finds which words of a text do not count, by the contexts of a lexicon."""

    def __init__(self, contexts: Sequence[Context]) -> None:
        """Compile the contexts; without any, every word counts."""
        self._matcher = Matcher((context.pattern, False) for context in contexts)
        self._kinds: dict[int, list[str]] = {}
        for context, number in zip(contexts, self._matcher.numbers, strict=True):
            self._kinds.setdefault(number, []).append(context.kind)

    def silenced(self, text: str, words: Words) -> frozenset[int]:
        """The numbers of the words that do not count."""
        found = self._matcher.find(words)
        return silenced(((kind, one) for one in found for kind in self._kinds[one.pattern]), text, words)


def silenced(found: Iterable[tuple[str, Found]], text: str, words: Words) -> frozenset[int]:
    """The numbers of the words that do not count, from the kinds and places of the contexts found in a text."""
    contexts = list(found)
    harmless = {index for kind, one in contexts if kind == HARMLESS for index in one.at}
    silent: set[int] = set()
    for kind, one in contexts:
        if not harmless.issuperset(one.at):
            silent.update(_reach(kind, one.at, text, words))
    return frozenset(silent)


def _reach(kind: str, at: tuple[int, ...], text: str, words: Words) -> Iterable[int]:
    if kind == PHRASE:
        return at
    if kind == EXCEPT:
        return range(at[-1] + 1, _clause_end(at[-1], text, words))
    return _bracket(at[-1], text, words)


def _clause_end(last: int, text: str, words: Words) -> int:
    """The number of the first word behind the clause in which word `last` stands."""
    end = min(last + 1 + _MOST_WORDS, len(words.forms))
    for index in range(last + 1, end):
        between = text[words.spans[index - 1][1] : words.spans[index][0]]
        if words.positions[index] - words.positions[index - 1] >= APART or _CLAUSE_ENDS & set(between):
            return index
    return end


def _bracket(last: int, text: str, words: Words) -> list[int]:
    """The words of the bracket that opens soon behind word `last`, as many as count; it need not be closed."""
    behind = range(last + 1, min(last + 1 + _ANNOUNCED + _MOST_WORDS, len(words.forms)))
    if not behind:
        return []
    opened = text.find("(", words.spans[last][1], words.spans[behind[:_ANNOUNCED][-1]][0])
    if opened < 0:
        return []
    closed = _closing(text, opened, words.spans[behind[-1]][1])
    return [index for index in behind if opened < words.spans[index][0] < closed]


def _closing(text: str, opened: int, end: int) -> int:
    depth = 0
    for offset in range(opened, end):
        depth += {"(": 1, ")": -1}.get(text[offset], 0)
        if not depth:
            return offset
    return end
