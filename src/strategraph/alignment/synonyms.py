"""Synonyms: words and phrases that mean the same to whoever plans social services, read from mappings/synonyms/.

A row names a concept, a term for it and why. Terms are written and found like those of the lexicon: in any form, with up
to two other words between, `*` at the end of a stem, and only as written where `exact` says so ("ÚP").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from strategraph.errors import RegisterError
from strategraph.sources import read_rows
from strategraph.subjects import Matcher, words_of

__all__ = ["COLUMNS", "Synonym", "Synonyms", "read_synonyms"]

COLUMNS = ("concept", "term", "exact", "note_cs")
_STEM = re.compile(r"[^\W\d_]{3,}\*")


@dataclass(frozen=True, slots=True)
class Synonym:
    """A term and the concept that it names; `exact` words match only as written."""

    concept: str
    term: str
    exact: bool = False


class Synonyms:
    """Finds in a text the concepts that its words name."""

    def __init__(self, rows: Sequence[Synonym] = ()) -> None:
        """Compile the rows; without any, nothing is found."""
        self._matcher = Matcher((row.term, row.exact) for row in rows)
        self._concepts: dict[int, list[str]] = {}
        for row, number in zip(rows, self._matcher.numbers, strict=True):
            self._concepts.setdefault(number, []).append(row.concept)

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        """Concepts in the order of the text, each once, with the words that name it as the text has them."""
        words = words_of(text)
        seen = set()
        for found in self._matcher.find(words):
            for concept in self._concepts[found.pattern]:
                if concept not in seen:
                    seen.add(concept)
                    yield concept, text[words.spans[found.at[0]][0] : words.spans[found.at[-1]][1]]


def read_synonyms(folder: Path) -> Synonyms:
    """Read the tables of a folder.

    Raises:
        RegisterError: naming file, line and remedy, for a row without concept, term or note, a stem of fewer than three
            letters, `exact` that is not yes, no or empty, or a row that repeats another.
    """
    rows: dict[tuple[str, str], Synonym] = {}
    for path in sorted(folder.glob("*.csv")):
        for line, row in read_rows(path, COLUMNS):
            told = _fault(row)
            if (row["concept"], row["term"].lower()) in rows:
                told = f"repeats {row['term']!r} for {row['concept']!r}; keep one of the two."
            if told:
                raise RegisterError(f"{path}, line {line}: {told}")
            rows[row["concept"], row["term"].lower()] = Synonym(row["concept"], row["term"], row["exact"] == "yes")
    return Synonyms(tuple(rows.values()))


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
