"""What a term, a match and an assignment are: frozen values, each with the words that speak for it; no RDF here."""

from dataclasses import dataclass
from typing import NamedTuple

from strategraph.plans import Passage

__all__ = [
    "APPROVED", "ASSIGNED", "BELOW", "DECIDED", "GENERAL", "HEADING", "LEXICON", "OWN", "REJECTED", "SUGGESTED", "THEME",
    "Assignment", "Context", "Lexicon", "Match", "Subject", "Term",
]  # fmt: skip

#: Where words stand that speak for a descriptor.
OWN, HEADING = "own", "heading"
#: What a rule says of a descriptor; below the second threshold it says nothing.
ASSIGNED, SUGGESTED, BELOW = "assigned", "suggested", ""
#: What a person says of it.
APPROVED, REJECTED = "approved", "rejected"
#: How a statement came about: by words, or by a person where words say nothing or too little.
LEXICON, DECIDED = "lexicon", "decision"
#: Layers of the lexicon: a longer term silences a shorter one only in its own layer.
THEME, GENERAL = "theme", "general"


@dataclass(frozen=True, slots=True)
class Term:
    """A row of the lexicon: words that speak for a descriptor with weight 1, 2 or 3; `exact` words match as written."""

    code: str
    text: str
    weight: int
    exact: bool
    note: str
    layer: str

    @property
    def is_full(self) -> bool:
        """Whole words only, no stem marked by `*`."""
        return "*" not in self.text


@dataclass(frozen=True, slots=True)
class Context:
    """Words after or around which terms do not count; the kinds are explained in contexts.py."""

    kind: str
    pattern: str
    note: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms and contexts in the order of their files; the version names what the matcher sees of them."""

    terms: tuple[Term, ...]
    contexts: tuple[Context, ...]
    version: str


class Match(NamedTuple):
    """Words of a text that a term stands for; a named tuple, since thousands are made in a second.

    `start` and `end` are code points in the element's text, or in that of the heading with the number
    `heading` (from 0; -1 for own text). `places` are the same characters in the source document, one passage
    for each line; empty for a text without a document.
    """

    term: str
    weight: int
    where: str
    heading: int
    start: int
    end: int
    words: str
    places: tuple[Passage, ...] = ()


class Assignment(NamedTuple):
    """A descriptor that a text gets by its words: total, status and the matches, in the order of the text."""

    code: str
    score: float
    status: str
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is said of one element and one descriptor, by rule or by a person.

    `status` is assigned, suggested, approved or rejected; `method` is `lexicon`, or `decision` where a person decided
    and words alone reach no threshold: `matches` are then the few that speak for it. The last four are empty unless a
    person decided; `decision` is their own word for it.
    """

    kind: str
    key: str
    code: str
    score: float
    status: str
    method: str
    matches: tuple[Match, ...]
    who: str = ""
    when: str = ""
    why: str = ""
    decision: str = ""
