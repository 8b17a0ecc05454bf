"""Freezes the graphs into a release: a directory that never changes and that anyone can verify.

In: the graphs (`dict[URIRef, Graph]`, statements as given), the output folder, the date and the sources.
Out: `<output>/releases/<id>/` with dumps, store, search index, manifest and checksums, what it changes in `<output>/changes/`, and the link
`<output>/current`;
the id is a hash of all statements but those of the graph `metadata`.
What may go wrong: `ReleaseError` for a statement that cannot be written, a store that does not hold what the
dumps hold, a second build at the same time, a full disk, and, on opening, for any file that was damaged; `UsageError`
for a question about a thing that the release does not know.
The release that is published stays as it is until the next one is complete.

Three parts have doors of their own, because what they rest on is slow to import, and the command line enters them when it
is asked to: the self-check (`strategraph.release.checking`), sending a release to another store
(`strategraph.release.sending`) and asking an endpoint (`strategraph.release.asking`). The last two raise `RemoteStoreError`.
"""

from strategraph.release.answers import brought_answer
from strategraph.release.changes import changes_told, known_changes, read_changes
from strategraph.release.model import Release
from strategraph.release.naming import check_names, what_they_are
from strategraph.release.publication import Step, publish
from strategraph.release.querying import GRAPH_FORMATS, SOLUTION_FORMATS, answer, open_store
from strategraph.release.search import (
    FACETS,
    KINDS,
    MOST_FOUND,
    Entry,
    Found,
    Hit,
    Question,
    Said,
    SearchIndex,
    Wanted,
    entries_of,
    form_of,
    index_in_memory,
    open_index,
)
from strategraph.release.shelf import current_edition, held, kept, open_edition, open_release, published

__all__ = [
    "FACETS",
    "GRAPH_FORMATS",
    "KINDS",
    "MOST_FOUND",
    "SOLUTION_FORMATS",
    "Entry",
    "Found",
    "Hit",
    "Question",
    "Release",
    "Said",
    "SearchIndex",
    "Step",
    "Wanted",
    "answer",
    "brought_answer",
    "changes_told",
    "check_names",
    "current_edition",
    "entries_of",
    "form_of",
    "held",
    "index_in_memory",
    "kept",
    "known_changes",
    "open_edition",
    "open_index",
    "open_release",
    "open_store",
    "publish",
    "published",
    "read_changes",
    "what_they_are",
]
