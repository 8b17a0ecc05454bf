"""Finding: a question becomes a query of terms, and the best entries come back with counts by facet.

Every piece of a question has to be found, as a code or as words, in any of the fields; where no entry has all of them,
those that have some are given, which is said. No text of a reader is ever read as a query language.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tantivy import DocAddress, Document, Index, Occur, Query, Schema, Searcher

from strategraph.release.search.entries import Entry
from strategraph.release.search.wanted import Piece, Wanted, Word, exact, is_ambiguous, pieces_of

__all__ = ["FACETS", "MOST_FOUND", "Found", "Hit", "Question", "SearchIndex"]

#: By what results are narrowed down; of the first three a thing has one, of the others several.
FACETS = ("kind", "plan", "level", "descriptor", "body")
_SINGLE = ("kind", "plan", "level")
#: Results beyond this number are counted, but not given one by one.
MOST_FOUND = 10_000
_FACET_VALUES = 30
#: Fields of words: whatever is said of a thing, its names, its hidden names.
FIELDS = ("any", "name", "hidden")
#: How much it adds that a field has the word in any form, and in the very form that was typed but for diacritics.
_WEIGHTS = {"any": (0.0, 0.5), "name": (4.0, 2.0), "hidden": (2.0, 1.0)}
_WHOLE, _CODE, _BELOW, _PHRASE, _BEGUN, _DOUBTFUL = 30.0, 20.0, 2.0, 3.0, 0.5, 0.6
#: Words that stand in more than this share of all entries are not required: they say little, and a title may lack them.
_COMMON = 0.25
_LEAST_BEGINNING = 2
_EXPANSIONS = 40
_PAIRS = 8
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: the words as typed, and the facets chosen (name, IRI or kind); `typing`: the last word may go on."""

    text: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    typing: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, and how well it fits, which can be compared within one answer only."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one page and the number of all, how many there are by facet, and the words to mark.

    `whole` is false if no entry has all the words and these have some of them.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    wanted: Wanted
    whole: bool = True


class SearchIndex:
    """An index that is open; it can be asked from several threads at once."""

    def __init__(self, index: Index) -> None:
        self._schema: Schema = index.schema
        self._searcher: Searcher = index.searcher()
        #: The entry of a thing by its IRI, if it is one that can be found; those named in facets are asked for again and again.
        self.entry = lru_cache(maxsize=_REMEMBERED)(self._stored)

    def __len__(self) -> int:
        """The number of entries."""
        return self._searcher.num_docs

    def find(self, question: Question, offset: int = 0, limit: int = 20, facets: bool = True) -> Found:
        """The entries that fit best, from the place `offset` on; without words all of them, in the order of the index."""
        pieces = pieces_of(question.text)
        asked = _Asked(self._schema, self._searcher, pieces, question.typing)
        sought, whole = asked.every(), True
        result = self._search(_within(self._schema, sought, question.chosen), offset, limit)
        if not result.count and len(pieces) > 1:
            sought, whole = asked.some(), False
            result = self._search(_within(self._schema, sought, question.chosen), offset, limit)
        hits = tuple(Hit(self._entry(self._searcher.doc(place)), float(score)) for score, place in result.hits)
        counts = self._facets(sought, question.chosen) if facets else {}
        return Found(hits, result.count, counts, asked.wanted, whole)

    def _stored(self, iri: str) -> Entry | None:
        hits = self._searcher.search(Query.term_query(self._schema, "iri", iri), 1).hits
        return self._entry(self._searcher.doc(hits[0][1])) if hits else None

    def _search(self, query: Query, offset: int, limit: int) -> "_Result":
        found = self._searcher.search(query, max(1, min(limit, MOST_FOUND - offset)), offset=min(offset, MOST_FOUND))
        return _Result(found.count, found.hits if offset < MOST_FOUND else [])  # type: ignore[attr-defined]

    def _entry(self, document: Document) -> Entry:
        content = document.get_first("entry")
        assert content is not None  # every document has it
        return Entry.of_bytes(bytes(content))

    def _facets(self, sought: Query, chosen: Sequence[tuple[str, str]]) -> dict[str, tuple[tuple[str, int], ...]]:
        """Counts by facet; of one that a thing has once, what there would be if another value were chosen."""
        alone = [name for name in _SINGLE if any(name == other for other, _ in chosen)]
        counts = self._counts(_within(self._schema, sought, chosen), [name for name in FACETS if name not in alone])
        for name in alone:
            others = [one for one in chosen if one[0] != name]
            counts |= self._counts(_within(self._schema, sought, others), [name])
        return counts

    def _counts(self, query: Query, names: Sequence[str]) -> dict[str, tuple[tuple[str, int], ...]]:
        asked = {name: {"terms": {"field": name, "size": _FACET_VALUES}} for name in names}
        found = self._searcher.aggregate(query, asked)
        return {
            name: tuple(
                sorted(
                    ((str(one["key"]), int(one["doc_count"])) for one in found[name]["buckets"]),
                    key=lambda one: (-one[1], one[0]),
                )
            )
            for name in names
        }


@dataclass(frozen=True, slots=True)
class _Result:
    count: int
    hits: list[tuple[float, DocAddress]]


class _Asked:
    """The pieces of a question as queries, and what they look for."""

    def __init__(self, schema: Schema, searcher: Searcher, pieces: Sequence[Piece], typing: bool) -> None:
        self._schema = schema
        self._searcher = searcher
        self._pieces = pieces
        last = len(pieces) - 1
        self._words = [
            [self._word(word, typing and number == last and word == piece.words[-1]) for word in piece.words]
            for number, piece in enumerate(pieces)
        ]
        words = [word for some in self._words for word in some]
        self.wanted = Wanted(
            frozenset(word.form for word in words),
            frozenset(key for word in words for key in word.keys),
            tuple(word.form for word in words if word.begins),
        )

    def every(self) -> Query:
        """Entries that have every piece; those that have it in their name, the words side by side, or no others, come first."""
        if not self._pieces:
            return Query.all_query()
        required = [number for number in range(len(self._pieces)) if not self._is_common(number)]
        clauses = [
            (Occur.Must if number in required or not required else Occur.Should, self._piece(number))
            for number in range(len(self._pieces))
        ]
        return Query.boolean_query([*clauses, *((Occur.Should, query) for query in self._lifting())])

    def some(self) -> Query:
        """Entries that have at least one piece."""
        pieces = [self._piece(number) for number in range(len(self._pieces))]
        return Query.boolean_query([(Occur.Should, query) for query in (*pieces, *self._lifting())])

    def _piece(self, number: int) -> Query:
        """A piece as a code, or as its words, all of them; what no entry has is left out."""
        piece, words = (self._pieces[number], [self._query(word) for word in self._words[number]])
        choices = self._terms([("exact", piece.code, _CODE), ("below", piece.code, _BELOW)])
        if piece.is_code and len(words) > 1:
            choices.append(Query.phrase_query(self._schema, "any_key", [word.key for word in piece.words]))
        else:
            choices.append(words[0] if len(words) == 1 else Query.boolean_query([(Occur.Must, word) for word in words]))
        return choices[0] if len(choices) == 1 else Query.boolean_query([(Occur.Should, one) for one in choices])

    def _query(self, word: "_Sought") -> Query:
        """A word in any of its forms; every form of the text leads to one of the keys, so that mostly one term is asked for."""
        terms = [("any_key", key, _DOUBTFUL if number else 1.0) for number, key in enumerate(word.keys)]
        terms += [("any_form", form, _BEGUN) for form in word.begins] + [("exact", form, _BELOW) for form in word.codes]
        choices = self._terms(terms)
        if len(choices) < 2:
            return choices[0] if choices else Query.empty_query()
        return Query.boolean_query([(Occur.Should, one) for one in choices])

    def _lifting(self) -> list[Query]:
        """What lifts an entry that is found: the field and the form of a word, words side by side, a name of no other words."""
        words = [word for some in self._words for word in some]
        whole = exact([word for piece in self._pieces for word in piece.words])
        terms = [("exact", token, _WHOLE) for token in whole]
        for field, (any_form, this_form) in _WEIGHTS.items():
            for word in words:
                terms += [(f"{field}_key", key, any_form) for key in word.keys if any_form]
                terms.append((f"{field}_form", word.form, this_form))
                terms += [(f"{field}_form", form, _BEGUN * any_form) for form in word.begins if any_form]
        lifting = self._terms(terms)
        if len(words) > 1:
            keys = [word.keys[0] for word in words]
            phrases = {field: Query.phrase_query(self._schema, f"{field}_key", list(keys)) for field in FIELDS}
            lifting += [
                Query.boost_query(query, _PHRASE * (1 + _WEIGHTS[field][0])) for field, query in phrases.items()
            ]
        return lifting

    def _terms(self, terms: Iterable[tuple[str, str, float]]) -> list[Query]:
        """Field, token and weight as queries, without those that no entry has."""
        return [
            Query.boost_query(Query.term_query(self._schema, field, token), weight)
            for field, token, weight in terms
            if self._searcher.doc_freq(field, token)
        ]

    def _word(self, word: Word, typing: bool) -> "_Sought":
        form, keys = word.form, dict.fromkeys([word.key])
        if is_ambiguous(word):
            keys.update(dict.fromkeys(token.partition("|")[2] for token in self._beginning("pair", f"{form}|", _PAIRS)))
        begins: tuple[str, ...] = ()
        codes: tuple[str, ...] = ()
        if typing and len(form) >= _LEAST_BEGINNING:
            begins = tuple(self._beginning("any_form", form, _EXPANSIONS))
            codes = tuple(self._beginning("exact", form, _EXPANSIONS))
        return _Sought(form, tuple(keys), tuple(sorted(begins)), codes)

    def _beginning(self, field: str, beginning: str, limit: int) -> list[str]:
        return [term for term, _ in self._searcher.terms_with_prefix(field, beginning, limit=limit)]

    def _is_common(self, number: int) -> bool:
        """Is this piece one word that very many entries have?"""
        words = self._words[number]
        most = _COMMON * self._searcher.num_docs
        return len(words) == 1 and any(self._searcher.doc_freq("any_form", word.form) > most for word in words)


@dataclass(frozen=True, slots=True)
class _Sought:
    """A word that is looked for: its form, its keys, and the forms and names that begin with it while somebody types."""

    form: str
    keys: tuple[str, ...]
    begins: tuple[str, ...]
    codes: tuple[str, ...]


def _within(schema: Schema, sought: Query, chosen: Iterable[tuple[str, str]]) -> Query:
    """The query within the facets that are chosen, which do not count for the score."""
    narrowed = [Query.const_score_query(Query.term_query(schema, name, value), 0.0) for name, value in chosen]
    return Query.boolean_query([(Occur.Must, sought), *((Occur.Must, one) for one in narrowed)]) if narrowed else sought
