"""Scoring: from the words of a text and of the headings above it to descriptors, each with what speaks for it.

The score of a descriptor is the sum of the weights of its terms in the text, each term counted once, and a
share of the same sum over the headings, capped below the threshold of assignment: a heading alone never assigns.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from strategraph.settings import Subjects
from strategraph.subjects.contexts import silenced
from strategraph.subjects.matcher import Found, Matcher
from strategraph.subjects.model import ASSIGNED, BELOW, HEADING, OWN, SUGGESTED, Assignment, Lexicon, Match, Term
from strategraph.subjects.words import Words, words_of

__all__ = ["Indexer"]

_CACHED_HEADINGS = 4096
#: A term found in a text: the term, and which words of the text it took.
_Hit = tuple[Term, tuple[int, ...]]


class Indexer:
    """Gives descriptors to texts by one lexicon; compiled once, then used for any number of texts."""

    def __init__(self, lexicon: Lexicon, subjects: Subjects, remember: bool = True) -> None:
        """Compile the lexicon; `subjects` holds the thresholds.

        Headings stand above many elements of a plan, so what they say is remembered, unless `remember` is false.
        """
        self.lexicon = lexicon
        self.subjects = subjects
        patterns = [(term.text, term.exact) for term in lexicon.terms]
        patterns += [(context.pattern, False) for context in lexicon.contexts]
        self._matcher = Matcher(patterns)
        self._terms: list[list[Term]] = [[] for _ in patterns]
        self._kinds: list[list[str]] = [[] for _ in patterns]
        numbers = iter(self._matcher.numbers)
        for term in lexicon.terms:
            self._terms[next(numbers)].append(term)
        for context in lexicon.contexts:
            self._kinds[next(numbers)].append(context.kind)
        self._above = lru_cache(maxsize=_CACHED_HEADINGS)(self._from_headings) if remember else self._from_headings

    def assign(self, text: str, headings: Sequence[str] = ()) -> tuple[Assignment, ...]:
        """The descriptors assigned or suggested to a text below these headings (from the top), the best first."""
        return _ranked(one for one in self._weighed(text, headings) if one.status)

    def rank(self, text: str, headings: Sequence[str] = ()) -> tuple[Assignment, ...]:
        """Every descriptor for which any word speaks, the best first; below the thresholds its status is empty."""
        return _ranked(self._weighed(text, headings))

    def _weighed(self, text: str, headings: Sequence[str]) -> Iterable[Assignment]:
        weighed = dict(self._above(tuple(headings))) if headings else {}
        for code, own in self.matches(text).items():
            above = weighed.get(code)
            score, matches = (above.score, above.matches) if above else (0.0, ())
            weighed[code] = self._assignment(code, _total(own) + score, own + matches)
        return weighed.values()

    def matches(self, text: str, heading: int = -1) -> dict[str, tuple[Match, ...]]:
        """Code → the words of a text that speak for it, in the order of the text; -1 stands for an element's own text."""
        words = words_of(text)
        found = self._matcher.find(words)
        if not found:
            return {}
        contexts = [(kind, one) for one in found for kind in self._kinds[one.pattern]]
        silent = silenced(contexts, text, words) if contexts else frozenset()
        heard = _close(one for one in found if silent.isdisjoint(one.at))
        by_code: dict[str, list[_Hit]] = defaultdict(list)
        for one, longer in zip(heard, _longer(heard), strict=True):
            layers = {term.layer for other in longer for term in self._terms[other.pattern]} if longer else ()
            for term in self._terms[one.pattern]:
                if term.layer not in layers:
                    by_code[term.code].append((term, one.at))
        return {code: _matches(_apart(hits), text, words, heading) for code, hits in by_code.items()}

    def _from_headings(self, headings: tuple[str, ...]) -> dict[str, Assignment]:
        """What the headings alone say of each code."""
        above: dict[str, tuple[Match, ...]] = {}
        for number, heading in enumerate(headings):
            for code, matches in self.matches(heading, number).items():
                above[code] = above.get(code, ()) + matches
        cap, share = self.subjects.heading_cap, self.subjects.heading_share
        return {code: self._assignment(code, min(cap, share * _total(one)), one) for code, one in above.items()}

    def _assignment(self, code: str, score: float, matches: tuple[Match, ...]) -> Assignment:
        score = round(score, 4)
        status = (
            ASSIGNED if score >= self.subjects.assigned else SUGGESTED if score >= self.subjects.suggested else BELOW
        )
        return Assignment(code, score, status, matches)


def _ranked(weighed: Iterable[Assignment]) -> tuple[Assignment, ...]:
    return tuple(sorted(weighed, key=lambda one: (-one.score, one.code)))


def _close(found: Iterable[Found]) -> list[Found]:
    """Without those that reach over a gap for their second word, where another pattern binds the same first word to its neighbour.

    In "sociální služby a bydlení" the adjective belongs to the services, not to the housing.
    """
    kept = list(found)
    bound = {one.at[0] for one in kept if len(one.at) > 1 and one.at[1] == one.at[0] + 1}
    return [one for one in kept if len(one.at) == 1 or one.at[1] == one.at[0] + 1 or one.at[0] not in bound]


def _longer(found: Sequence[Found]) -> list[Sequence[Found]]:
    """For each pattern found, those longer ones among whose words all of its own lie."""
    by_word: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        if len(one.at) > 1:
            for index in one.at:
                by_word[index].append(one)
    return [
        [other for other in by_word[one.at[0]] if len(other.at) > len(one.at) and set(one.at) < set(other.at)]
        if one.at[0] in by_word
        else ()
        for one in found
    ]


def _apart(hits: list[_Hit]) -> list[_Hit]:
    """The terms of one descriptor that share no word: of those that do, the longest, heaviest, first."""
    if len(hits) == 1 or len({index for _, at in hits for index in at}) == sum(len(at) for _, at in hits):
        return sorted(hits, key=lambda hit: hit[1])
    kept: list[_Hit] = []
    taken: set[int] = set()
    for term, at in sorted(hits, key=lambda hit: (-len(hit[1]), -hit[0].weight, hit[1], hit[0].text)):
        if taken.isdisjoint(at):
            kept.append((term, at))
            taken.update(at)
    return sorted(kept, key=lambda hit: hit[1])


def _matches(hits: Iterable[_Hit], text: str, words: Words, heading: int) -> tuple[Match, ...]:
    where, spans, made = OWN if heading < 0 else HEADING, words.spans, []
    for term, at in hits:
        start, end = spans[at[0]][0], spans[at[-1]][1]
        made.append(Match(term.text, term.weight, where, heading, start, end, text[start:end]))
    return tuple(made)


def _total(matches: Sequence[Match]) -> float:
    """The sum of the weights of the terms, each counted once, at its greatest weight."""
    if len(matches) == 1:
        return float(matches[0].weight)
    weights: dict[str, int] = {}
    for match in matches:
        weights[match.term] = max(match.weight, weights.get(match.term, 0))
    return float(sum(weights.values()))
