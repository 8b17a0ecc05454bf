"""The search index of a release: what can be found, in which words, and how a question to it is put together.

In: rows of queries/search/entries.rq, from the store of a release or from the workers of a server.
Out: an index of tantivy, in a folder or in memory, and what it finds for a question.
What may go wrong: `ReleaseError` for an index that cannot be written. A question cannot fail: it is made of words, never
of the syntax of a query language.
"""

from strategraph.release.search.entries import KINDS, Entry, Said, entries_of
from strategraph.release.search.finding import FACETS, MOST_FOUND, Found, Hit, Question, SearchIndex
from strategraph.release.search.folders import form_of, index_in_memory, open_index, write_index
from strategraph.release.search.wanted import Wanted

__all__ = [
    "FACETS",
    "KINDS",
    "MOST_FOUND",
    "Entry",
    "Found",
    "Hit",
    "Question",
    "Said",
    "SearchIndex",
    "Wanted",
    "entries_of",
    "form_of",
    "index_in_memory",
    "open_index",
    "write_index",
]
