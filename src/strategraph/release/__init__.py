"""Freezes the graphs into a release: a directory that never changes and that anyone can verify.

In: the graphs (`dict[URIRef, Graph]`, statements as given), the output folder, the date and the sources.
Out: `<output>/releases/<id>/` with dumps, store, manifest and checksums, what it changes in `<output>/changes/`, and the link
`<output>/current`;
the id is a hash of all statements but those of the graph `metadata`.
What may go wrong: `ReleaseError` for a statement that cannot be written, a store that does not hold what the
dumps hold, a second build at the same time, a full disk, and, on opening, for any file that was damaged.
The release that is published stays as it is until the next one is complete.

The self-check is not part of this door, because SHACL is slow to import: it is
`strategraph.release.checking`, which the command line imports when it is asked for.
"""

from strategraph.release.changes import changes_told
from strategraph.release.model import Release
from strategraph.release.publication import Step, publish
from strategraph.release.querying import GRAPH_FORMATS, SOLUTION_FORMATS, answer, open_store
from strategraph.release.shelf import current_edition, held, open_release

__all__ = [
    "GRAPH_FORMATS",
    "SOLUTION_FORMATS",
    "Release",
    "Step",
    "answer",
    "changes_told",
    "current_edition",
    "held",
    "open_release",
    "open_store",
    "publish",
]
