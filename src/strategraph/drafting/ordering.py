"""Ordering: which levels stand above which, as the numbers, the sequence and the words of a document say."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from strategraph.drafting.bullets import STEPS
from strategraph.drafting.entries import Entry, Signature
from strategraph.drafting.vocabulary import Vocabulary

__all__ = ["order_signatures", "restarting"]

#: How much each kind of evidence counts: a number that extends another; more parts; a list below what is open; numbers
#: that begin anew; one without a number right after each numbered one; the usual rank of words; which one comes first.
EXTENDS, PARTS, LISTED, BEGINS, PAIRS, RANK, FIRST = 10, 20, 12, 6, 4, 3, 2
LEAST_PAIRS = 2
Scores = dict[tuple[Signature, Signature], float]


def order_signatures(entries: Sequence[Entry], vocabulary: Vocabulary) -> list[Signature]:
    """All signatures from the top down; bullets that were found below elements stand lowest, whatever begins anew after them."""
    steps = [STEPS] if any(entry.signature == STEPS for entry in entries) else []
    entries = [entry for entry in entries if entry.signature != STEPS]
    signatures = list(dict.fromkeys(entry.signature for entry in entries))
    scores: Scores = defaultdict(float)
    _by_form(signatures, entries, vocabulary, scores)
    _by_extension(entries, vocabulary, scores)
    _by_beginnings(entries, scores)
    _by_pairs(entries, scores)

    def above(one: Signature, other: Signature) -> bool:
        return scores[one, other] > scores[other, one]

    wins = {one: sum(above(one, other) for other in signatures if other != one) for one in signatures}
    return [*sorted(signatures, key=lambda one: (-wins[one], signatures.index(one))), *steps]


def restarting(entries: Sequence[Entry]) -> set[Signature]:
    """Signatures whose one-part numbers do not grow all the way: they are counted anew below each parent."""
    last: dict[Signature, int] = {}
    found: set[Signature] = set()
    for entry in entries:
        if entry.code and len(entry.parts) == 1:
            value = entry.code.last or 0
            if value <= last.get(entry.signature, 0):
                found.add(entry.signature)
            last[entry.signature] = value
    return found


def _by_form(signatures: Sequence[Signature], entries: Sequence[Entry], vocabulary: Vocabulary, scores: Scores) -> None:
    anew = restarting(entries)
    depths = {entry.signature: len(entry.parts) * (entry.signature not in anew) for entry in reversed(entries)}
    for place, one in enumerate(signatures):
        for other in signatures[place + 1 :]:
            words = one[0] in vocabulary.levels and other[0] in vocabulary.levels
            scores[one, other] += FIRST / 2 if words else FIRST
            alike = one[0] == other[0] or not words
            if alike and "list" not in (one[1], other[1]) and depths[one] and depths[other]:
                first, second = (one, other) if depths[one] < depths[other] else (other, one)
                scores[first, second] += PARTS * (depths[one] != depths[other])
            if words:
                difference = vocabulary.levels[other[0]].rank - vocabulary.levels[one[0]].rank
                first, second = (one, other) if difference > 0 else (other, one)
                scores[first, second] += RANK * (difference != 0)


def _by_extension(entries: Sequence[Entry], vocabulary: Vocabulary, scores: Scores) -> None:
    """A number that extends another one; of several levels that have the other one, the last that stands above by its word."""
    known: dict[tuple[str | int, ...], dict[Signature, None]] = defaultdict(dict)
    owner: Entry | None = None
    for entry in entries:
        found = [one for one in known[entry.parts[:-1]] if one != entry.signature] if len(entry.parts) > 1 else []
        usual = [one for one in found if not _is_below(one, entry.signature, vocabulary)]
        above = next(reversed(usual or found), None)
        if above is not None:
            scores[above, entry.signature] += EXTENDS
        if entry.signature[1] == "list":
            if owner is not None:
                scores[owner.signature, entry.signature] += LISTED
        else:
            owner = entry
            if entry.parts:
                known[entry.parts].pop(entry.signature, None)
                known[entry.parts][entry.signature] = None


def _is_below(one: Signature, other: Signature, vocabulary: Vocabulary) -> bool:
    """The words of both say so."""
    levels = vocabulary.levels
    return one[0] in levels and other[0] in levels and levels[one[0]].rank > levels[other[0]].rank


def _by_pairs(entries: Sequence[Entry], scores: Scores) -> None:
    """Where each numbered element is followed by one of a kind without numbers, such as its goal, that stands below it."""
    counted = Counter(entry.signature for entry in entries)
    bare = {entry.signature for entry in entries} - {entry.signature for entry in entries if entry.parts}
    pairs = Counter((one.signature, other.signature) for one, other in pairwise(entries))
    for (one, other), number in pairs.items():
        if one not in bare and number == counted[one] == counted[other] >= LEAST_PAIRS:
            scores[one, other] += PAIRS


def _by_beginnings(entries: Sequence[Entry], scores: Scores) -> None:
    """Where numbers begin anew after an entry of another level, and never go on across one, they stand below it."""
    since: dict[Signature, set[Signature]] = defaultdict(set)
    last: dict[Signature, int] = {}
    votes: dict[tuple[Signature, Signature], int] = defaultdict(int)
    for entry in entries:
        one = entry.signature
        if entry.code and len(entry.parts) == 1:
            value = entry.code.last or 0
            for other in since[one] if one in last else ():
                votes[other, one] += (value <= last[one]) - (value == last[one] + 1)
            last[one] = value
            since[one] = set()
        for other in since.keys() | {one}:
            if other != one:
                since[other].add(one)
    for (one, other), balance in votes.items():
        if balance > 0 and balance > votes.get((other, one), 0):
            scores[one, other] += BEGINS
