"""Reading: which words of a text are compared, and which concepts they name in one way or another.

From mappings/synonyms/: every table but one has a row for each term of a concept. Terms are written and found like those of
the lexicon: in any form, with up to two other words between, `*` at the end of a stem, and only as written where `exact`
says so ("ÚP"). `stop-words.csv` holds words that say nothing by themselves. Words that the contexts of the lexicon silence
("kromě", bracketed lists of what is not meant) are not compared either.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from strategraph.errors import RegisterError
from strategraph.sources import read_rows, read_table
from strategraph.subjects import Context, Contexts, Matcher, likeness, words_of

__all__ = ["COLUMNS", "Reader", "Synonym", "read_synonyms"]

COLUMNS = ("concept", "term", "exact", "note_cs")
STOP_COLUMNS = ("word", "note_cs")
_STOP_WORDS = "stop-words"
_STEM = re.compile(r"[^\W\d_]{3,}\*")
_LEAST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Synonym:
    """A term and the concept that it names; `exact` words match only as written."""

    concept: str
    term: str
    exact: bool = False


class Reader:
    """Reads texts by one set of tables."""

    def __init__(
        self, synonyms: Sequence[Synonym] = (), stop_words: Collection[str] = (), contexts: Sequence[Context] = ()
    ) -> None:
        """Compile the tables; each may be empty."""
        self._matcher = Matcher((row.term, row.exact) for row in synonyms)
        self._concepts: dict[int, list[str]] = {}
        for row, number in zip(synonyms, self._matcher.numbers, strict=True):
            self._concepts.setdefault(number, []).append(row.concept)
        self._stopped = frozenset(map(likeness, stop_words))
        self._contexts = Contexts(contexts)

    def words(self, text: str) -> Iterator[tuple[str, str]]:
        """What forms of one word have in common, each once, with the first form as the text has it, abbreviated or not."""
        words = words_of(text)
        silent, seen = self._contexts.silenced(text, words), set(self._stopped)
        for number, form in enumerate(words.forms):
            like = likeness(form)
            if len(form) >= _LEAST_LETTERS and form.isalpha() and like not in seen and number not in silent:
                seen.add(like)
                yield like, text[slice(*words.spans[number])]

    def concepts(self, text: str) -> Iterator[tuple[str, str]]:
        """Concepts in the order of the text, each once, with the words that name it as the text has them."""
        words = words_of(text)
        silent, seen = self._contexts.silenced(text, words), set()
        for found in self._matcher.find(words):
            for concept in self._concepts[found.pattern] if silent.isdisjoint(found.at) else ():
                if concept not in seen:
                    seen.add(concept)
                    yield concept, text[words.spans[found.at[0]][0] : words.spans[found.at[-1]][1]]


def read_synonyms(folder: Path, contexts: Sequence[Context] = ()) -> Reader:
    """Read the tables of a folder; `contexts` are those of the lexicon.

    Raises:
        RegisterError: naming file, line and remedy, for a row without concept, term or note, a stem of fewer than three
            letters, `exact` that is not yes, no or empty, or a row that repeats another.
    """
    rows: dict[tuple[str, str], Synonym] = {}
    stopped: list[str] = []
    for path in sorted(folder.glob("*.csv")):
        if path.stem == _STOP_WORDS:
            stopped = [row["word"] for row in read_table(path, STOP_COLUMNS, "word")]
            continue
        for line, row in read_rows(path, COLUMNS):
            told = _fault(row)
            if (row["concept"], row["term"].lower()) in rows:
                told = f"repeats {row['term']!r} for {row['concept']!r}; keep one of the two."
            if told:
                raise RegisterError(f"{path}, line {line}: {told}")
            rows[row["concept"], row["term"].lower()] = Synonym(row["concept"], row["term"], row["exact"] == "yes")
    return Reader(tuple(rows.values()), stopped, contexts)


def _fault(row: dict[str, str]) -> str:
    """What is wrong with a row by itself, or an empty string."""
    for name in ("concept", "term"):
        if not words_of(row[name]).forms:
            return f"{name} is {row[name] or 'empty'}; write its words."
    for word in row["term"].split():
        if "*" in word and not _STEM.fullmatch(word):
            return f"{word!r} is no stem; write at least three letters and one '*' at the end."
    if row["exact"] not in ("", "yes", "no"):
        return f"exact is {row['exact']!r}; write yes where the words match only as written, else leave it empty."
    return "" if row["note_cs"] else f"{row['term']!r} has no note; say why it names {row['concept']}."
