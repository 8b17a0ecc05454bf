"""Candidates: the things whose names may be what somebody wrote in a table, each with how near it comes."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from strategraph.release import Entry, Question, SearchIndex
from strategraph.subjects import folded

__all__ = ["NOTHING", "TYPES", "Candidate", "Wish", "candidates"]

#: Type of things that can be found → the kinds of the search index that it stands for.
TYPES: Mapping[str, tuple[str, ...]] = {
    "descriptor": ("descriptor",),
    "body": ("body",),
    "plan": ("plan",),
    "goal": ("goal", "priority"),
}
#: A type that no thing has.
NOTHING = "nothing"
#: How many of each kind are compared with what was written; of a longer text only the beginning is compared (characters).
_COMPARED, _LONGEST = 20, 300
#: What a score is divided by for each property that a candidate does not have.
_UNLIKE = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: a text, the types that may be (all without one; `nothing` is none), the values of properties, and how many at most."""

    text: str
    types: tuple[str, ...] = ()
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing, its type, and how near its name comes to the text, from 0 to 100; `match` if it is the only one that can be meant."""

    entry: Entry
    type: str
    score: float
    match: bool = False


def candidates(index: SearchIndex, wish: Wish) -> tuple[Candidate, ...]:
    """The nearest first. One is a match if its name, another of its names, or its code is the text, and no other's is.

    A property that a candidate has not halves its score, and keeps it from being a match.
    """
    within = tuple((name, value) for name, values in wish.properties if name == "plan" for value in values[:1])
    found = []
    for kind_type in wish.types or TYPES:
        for kind in TYPES.get(kind_type, ()):
            chosen = (("kind", kind), *(within if not wish.text.strip() else ()))
            hits = index.find(Question(wish.text, chosen), limit=_COMPARED, facets=False).hits
            found += [_weighed(hit.entry, kind_type, hit.score, index, wish) for hit in hits]
    found.sort(key=lambda one: (-one[0].score, -one[1], one[0].entry.iri))
    certain = [one for one, _, exact in found if exact]
    alone = certain[0].entry.iri if len(certain) == 1 else None
    return tuple(Candidate(one.entry, one.type, one.score, one.entry.iri == alone) for one, _, _ in found[: wish.limit])


def _weighed(entry: Entry, kind: str, found: float, index: SearchIndex, wish: Wish) -> tuple[Candidate, float, bool]:
    """A candidate, how well the search found it, and whether it is all that is wished for."""
    wanted = _plain(wish.text)
    names = {_plain(name) for name in (*entry.labels.values(), *entry.texts.values(), *entry.others, *entry.codes)}
    exact = wanted in names and bool(wanted)
    likeness = 1.0 if exact else max((_likeness(wanted, name) for name in names), default=0.0)
    unlike = sum(not _has(entry, name, values, index) for name, values in wish.properties)
    score = round(100 * likeness / _UNLIKE**unlike, 1) if wanted else 100.0 / _UNLIKE**unlike
    return Candidate(entry, kind, score), found, exact and not unlike


def _has(entry: Entry, name: str, values: Sequence[str], index: SearchIndex) -> bool:
    """Whether an entry has one of the values of a property, which may be an IRI, its end, a code or a name."""
    held = {
        "plan": (entry.plan,), "descriptor": entry.descriptors, "body": entry.bodies, "code": entry.codes,
    }.get(name, ())  # fmt: skip
    known = set()
    for one in held:
        known |= {_plain(one), _plain(one.rpartition("/")[2])}
        about = index.entry(one)
        if about:
            known |= {_plain(text) for text in (*about.labels.values(), *about.others, *about.codes)}
    return any(_plain(value) in known for value in values)


def _likeness(wanted: str, name: str) -> float:
    """What share of the pairs of neighbouring letters the texts have in common (Dice's coefficient); never quite 1."""
    pairs, others = _pairs(wanted), _pairs(name)
    both, all_ = (pairs & others).total(), pairs.total() + others.total()
    return min(0.99, 2 * both / all_) if all_ else 0.0


def _pairs(plain: str) -> Counter[str]:
    padded = f" {plain} "
    return Counter(map("".join, itertools.pairwise(padded)))


def _plain(text: str) -> str:
    """Lower case, no diacritics, single spaces, and no dot at the end, which printed codes may have."""
    return " ".join(folded(text[:_LONGEST]).split()).removesuffix(".")
