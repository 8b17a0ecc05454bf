"""Publishes a release: everything is made aside, proved, put on the disk, and only then becomes current."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from rdflib import Graph, URIRef

from strategraph.catalogue import NQUADS, About
from strategraph.errors import ReleaseError
from strategraph.graph_names import GraphNames
from strategraph.query_files import Query
from strategraph.release.answers import form_of_answers, write_answers
from strategraph.release.changes import note_changes
from strategraph.release.checksums import write_sums
from strategraph.release.dumps import Dumps, Since, render, with_record, with_tables
from strategraph.release.manifest import as_bytes, describe, read_manifest, versions, versions_of
from strategraph.release.model import ANSWERS, DUMPS, INDEX, MANIFEST, RELEASES, STORE, Release
from strategraph.release.search import entries_of, form_of, write_index
from strategraph.release.shelf import (
    clean,
    comparable,
    current_edition,
    find_same,
    free_name,
    locked,
    point,
    prune,
    readable,
    sync,
)
from strategraph.release.skolems import named
from strategraph.release.store import build_store, check_store, grow_store, may_grow, said_in
from strategraph.triples import joined

__all__ = ["Step", "publish"]

Progress = Callable[[str], None]


#: Bytes of N-Quads above which a release takes over what has not changed since the one before; fewer are made anew in seconds.
_WORTH = 200_000_000
#: So many queries are put to the store at a time.
_THREADS = len(os.sched_getaffinity(0))


class Step(StrEnum):
    """What `progress` is told, in this order, each before its work begins; CURRENT is the moment of publication."""

    ORDER = "order the statements"
    DUMPS = "write the dumps"
    CLEAN = "remove leftovers"
    STORE = "finish the store"
    COMPARE = "compare the store"
    INDEX = "write the search index"
    ANSWERS = "answer what is asked again and again"
    SUMS = "write the checksums"
    SYNC = "write through to the disk"
    NAME = "name the release"
    CURRENT = "make current"
    PRUNE = "remove old releases"


def _silent(step: str) -> None:
    """Progress that nobody watches."""


def publish(
    graphs: Mapping[URIRef, Graph],
    output: Path,
    names: GraphNames,
    about: About,
    progress: Progress = _silent,
    tables: Mapping[str, bytes] | None = None,
    searched: Query | None = None,
    answered: Sequence[Query] = (),
) -> Release:
    """Publish the graphs below `output` and make them current; `progress` is called with each `Step`.

    `tables` are files that stand beside the dumps (path below the folder → content): what the graphs hold in another form.
    `searched` is the query whose rows the search finds (queries/search/entries.rq); without it there is no search index.
    `answered` are queries to which the release brings the answers along (release/answers.py).

    A release that is already there with the very same manifest is kept and made current. If the statements are
    the same and only the metadata differ (another date, another version of the software), the release has the
    same id but gets a directory of its own, `<id>.2`: nothing that was published is ever changed in place, and
    the link `current` always leads to a complete release. The two releases published last before stay.

    Of many statements, what has not changed is taken over from the release that is current, if that is sound and was made by
    the same versions: Turtle and store are the same as if they were made anew.

    A build that fails or is killed at any point leaves the link `current` as it was.

    Raises:
        ReleaseError: for a statement that cannot be written, a store that differs from the dumps, another
            build at work, or a folder that cannot be written.
    """
    try:
        progress(Step.ORDER)
        stated = {name: joined([graph]) for name, graph in named(graphs, names).items()}
        with locked(output), _aside(output) as rendering, ThreadPoolExecutor(1) as pool:
            sound = pool.submit(readable, output)
            ahead = _StoreAhead(output, rendering, pool)
            progress(Step.DUMPS)
            dumps = render(stated, names, rendering / DUMPS, ahead.begin, lambda: _alike(sound.result()))
            dumps = with_tables(dumps, tables or {})
            if names.named("metadata") in graphs:
                dumps = with_record(dumps, graphs[names.named("metadata")], names)
            manifest = describe(dumps, names, about, form_of(searched) if searched else "", form_of_answers(answered))
            progress(Step.CLEAN)
            clean(output, rendering)
            content = as_bytes(manifest)
            folder = find_same(output, manifest["release"], content) or _build(
                output, dumps, manifest, searched, answered, progress, ahead
            )
            progress(Step.CURRENT)
            release = Release(manifest["release"], folder, manifest)
            if folder.name != current_edition(output):
                note_changes(release.changes_path, folder, sound.result(), comparable(output, folder))
            point(output, folder)
            progress(Step.PRUNE)
            prune(output)
    except OSError as fault:
        raise ReleaseError(
            f"The release cannot be written below {output}: {fault}. What was published before is untouched."
        ) from fault
    return release


class _StoreAhead:
    """The store, which is made beside the other dumps as soon as the N-Quads are there, unless their release is there, too.

    It grows from that of a release before of which little has changed. The pool waits at its end until nothing is written any more.
    """

    def __init__(self, output: Path, aside: Path, pool: Executor) -> None:
        self._output = output
        self._aside = aside
        self._pool = pool
        self._since: Since | None = None
        self._begun: Future[None] | None = None

    def begin(self, release_id: str, since: Since | None) -> None:
        self._since = since
        if free_name(self._output, release_id) == release_id:
            self._begun = self._pool.submit(self._make, self._aside / DUMPS / NQUADS, self._aside / STORE)

    def put(self, nquads: Path, folder: Path) -> None:
        if self._begun:
            self._begun.result()
            (self._aside / STORE).rename(folder)
        else:
            self._make(nquads, folder)

    def _make(self, nquads: Path, folder: Path) -> None:
        if self._since and may_grow(before := self._since.dumps.with_name(STORE)):
            grow_store(before, self._since.changed, folder)
        else:
            build_store(nquads, folder)


def _alike(before: Path | None) -> Path | None:
    """The dumps of a release that is large enough to be taken over and was made by the versions that are at work now."""
    if (
        before
        and (before / DUMPS / NQUADS).stat().st_size >= _WORTH
        and versions() == versions_of(read_manifest(before))
    ):
        return before / DUMPS
    return None


@contextmanager
def _aside(output: Path) -> Iterator[Path]:
    """A folder beside the releases, gone afterwards."""
    folder = Path(os.path.realpath(output / RELEASES)) / f"dumps.tmp-{os.getpid()}"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _build(
    output: Path,
    dumps: Dumps,
    manifest: dict[str, Any],
    searched: Query | None,
    answered: Sequence[Query],
    progress: Progress,
    ahead: "_StoreAhead",
) -> Path:
    """Make the release under a name that no reader looks at, then give it its own."""
    shelf = Path(os.path.realpath(output / RELEASES))
    name = free_name(output, manifest["release"])
    aside = shelf / f"{name}.tmp-{os.getpid()}"
    try:
        _fill(aside, dumps, manifest, progress, ahead)
        with ThreadPoolExecutor(_THREADS) as pool:  # the store works on while Python makes the index
            progress(Step.COMPARE)
            begun = [pool.submit(check_store, aside / STORE, manifest["graphs"])]
            if answered:
                begun += write_answers(aside / STORE, answered, aside / ANSWERS, pool)
            progress(Step.INDEX)
            if searched:
                write_index(entries_of(said_in(aside / STORE, searched)), aside / INDEX)
            progress(Step.ANSWERS)
            for one in begun:
                one.result()
        progress(Step.SUMS)
        write_sums(aside, {f"{DUMPS}/{path}": file.sha256 for path, file in dumps.files.items()})
        progress(Step.SYNC)
        for path in [*aside.rglob("*"), aside]:
            sync(path)
        progress(Step.NAME)
        aside.rename(shelf / name)
        sync(shelf)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return shelf / name


def _fill(folder: Path, dumps: Dumps, manifest: dict[str, Any], progress: Progress, ahead: "_StoreAhead") -> None:
    """The statements, as a store and as files, with the manifest."""
    folder.mkdir()
    progress(Step.STORE)
    ahead.put(dumps.folder / NQUADS, folder / STORE)
    dumps.folder.rename(folder / DUMPS)
    (folder / MANIFEST).write_bytes(as_bytes(manifest))
