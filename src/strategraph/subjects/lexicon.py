"""The lexicon: which words speak for which descriptor, read from the tables of mappings/lexicon/.

One table for each theme (`IX.csv`) holds rows of its codes; `general.csv`, where it is there, holds what
general statements about social services stand for, in the same columns; `contexts.csv` says where words do not
count. A word that ends in `*` is a stem.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from strategraph.errors import RegisterError
from strategraph.sources import read_rows
from strategraph.subjects.contexts import KINDS
from strategraph.subjects.matcher import Matcher
from strategraph.subjects.model import GENERAL, THEME, Context, Lexicon, Term
from strategraph.subjects.words import words_of

__all__ = ["COLUMNS", "CONTEXT_COLUMNS", "hidden_labels", "make_lexicon", "read_lexicon"]

COLUMNS = ("code", "term", "weight", "exact", "note_cs")
CONTEXT_COLUMNS = ("kind", "pattern", "note_cs")
WEIGHTS = ("1", "2", "3")
#: From this weight on a term is enough by itself, and may stand for its descriptor in a vocabulary.
NAMING_WEIGHT = 2
_GENERAL, _CONTEXTS = "general", "contexts"
_STEM = re.compile(r"[^\W\d_]{3,}\*")


def read_lexicon(folder: Path, codes: Collection[str]) -> Lexicon:
    """Read the tables of a folder; `codes` are the known descriptors.

    Raises:
        RegisterError: naming file, line and remedy, for an unknown code or one of another theme, a weight other
            than 1, 2 or 3, an empty term, a stem of fewer than three letters, a row without a note, a repeated
            row, or a folder without terms.
    """
    terms: list[Term] = []
    contexts: list[Context] = []
    for path in sorted(folder.glob("*.csv")):
        if path.stem == _CONTEXTS:
            contexts = [Context(*row.values()) for row in _sound_rows(path, CONTEXT_COLUMNS, _context_fault)]
        else:
            terms += _read_terms(path, codes)
    if not terms:
        raise RegisterError(f"{folder} holds no terms: add a table for each theme, such as IX.csv.")
    return make_lexicon(terms, contexts)


def make_lexicon(terms: Collection[Term], contexts: Collection[Context] = ()) -> Lexicon:
    """A lexicon of these rows; its version is the start of the SHA-256 (FIPS 180-4) of the sorted rows, notes left out."""
    rows = [f"{term.layer}\t{term.code}\t{term.text}\t{term.weight}\t{term.exact}" for term in terms]
    rows += [f"{context.kind}\t{context.pattern}" for context in contexts]
    digest = hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()
    return Lexicon(tuple(terms), tuple(contexts), digest[:12])


def hidden_labels(lexicon: Lexicon, taken: Collection[str] = ()) -> Mapping[str, tuple[str, ...]]:
    """Code → the full word forms that name this one descriptor, sorted: what may enter the SKOS scheme.

    A hint (weight 1) names nothing, and what stands for several descriptors in any of its forms, or is one of the
    labels `taken` (SKOS S13), belongs to none.
    """
    alike = Matcher((term.text, term.exact) for term in lexicon.terms).numbers
    owners: dict[int, set[str]] = defaultdict(set)
    for term, number in zip(lexicon.terms, alike, strict=True):
        owners[number].add(term.code)
    labels: dict[str, set[str]] = defaultdict(set)
    reserved = {label.lower() for label in taken}
    for term, number in zip(lexicon.terms, alike, strict=True):
        named = term.is_full and term.layer == THEME and term.weight >= NAMING_WEIGHT
        if named and len(owners[number]) == 1 and term.text.lower() not in reserved:
            labels[term.code].add(term.text)
    return {code: tuple(sorted(found)) for code, found in sorted(labels.items())}


def _read_terms(path: Path, codes: Collection[str]) -> list[Term]:
    layer = GENERAL if path.stem == _GENERAL else THEME

    def fault(row: dict[str, str]) -> str:
        if layer == THEME and row["code"] in codes and row["code"].partition(".")[0] != path.stem:
            return f"{row['code']} is no code of theme {path.stem}; move the row to the table of its theme."
        return _term_fault(row, codes)

    return [
        Term(row["code"], row["term"], int(row["weight"]), row["exact"] == "yes", row["note_cs"], layer)
        for row in _sound_rows(path, COLUMNS, fault)
    ]


def _sound_rows(path: Path, columns: tuple[str, ...], fault: Callable[[dict[str, str]], str]) -> list[dict[str, str]]:
    """The rows of a table, none faulty and none with the first two values of another."""
    rows: list[dict[str, str]] = []
    seen: dict[tuple[str, str], int] = {}
    for line, row in read_rows(path, columns):
        told = fault(row)
        first = seen.setdefault((row[columns[0]], row[columns[1]].lower()), line)
        if first != line:
            told = f"repeats {row[columns[1]]!r} for {row[columns[0]]} of line {first}; keep one of the two."
        if told:
            raise RegisterError(f"{path}, line {line}: {told}")
        rows.append(row)
    return rows


def _term_fault(row: dict[str, str], codes: Collection[str]) -> str:
    """What is wrong with a row of terms by itself, or an empty string."""
    if row["code"] not in codes:
        return f"there is no descriptor {row['code']!r}; write a code of data/vocabularies/descriptors.csv."
    if not words_of(row["term"]).forms:
        return f"the term of {row['code']} is {row['term'] or 'empty'}; write the words that speak for the descriptor."
    for word in row["term"].split():
        if "*" in word and not _STEM.fullmatch(word):
            return f"{word!r} is no stem; write at least three letters and one '*' at the end."
    if row["weight"] not in WEIGHTS:
        return (
            f"the weight of {row['term']!r} is {row['weight']!r}; write 1 (hint), 2 (enough by itself) or 3 (names it)."
        )
    if row["exact"] not in ("", "yes", "no"):
        return f"exact is {row['exact']!r}; write yes where the words match only as written, else leave it empty."
    return "" if row["note_cs"] else f"{row['term']!r} has no note; say why it speaks for {row['code']}."


def _context_fault(row: dict[str, str]) -> str:
    """What is wrong with a row of contexts by itself, or an empty string."""
    if row["kind"] not in KINDS:
        return f"there is no context of kind {row['kind']!r}; the kinds are {', '.join(KINDS)}."
    if not words_of(row["pattern"]).forms:
        return f"the pattern of a context is {row['pattern'] or 'empty'}; write its words."
    return ""
