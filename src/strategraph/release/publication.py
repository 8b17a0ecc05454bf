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
from strategraph.release.making import program, read_making, write_making
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
from strategraph.release.store import build_store, check_store, grow_store, said_in
from strategraph.triples import joined

__all__ = ["Step", "publish"]

Progress = Callable[[str], None]


#: Bytes of N-Quads above which a release takes over what has not changed since the one before; fewer are made anew in seconds.
_WORTH = 200_000_000
#: After so many that grew, one after another, a store is built anew.
_GROWN = 5
#: The store works for so many threads at a time, while Python makes other things.
_THREADS = max(2, len(os.sched_getaffinity(0)))


class Step(StrEnum):
    """What `progress` is told, in this order; CURRENT is the moment of publication.

    Store and answers are begun while the dumps are written, and waited for at their steps.
    """

    ORDER = "order the statements"
    CLEAN = "remove leftovers"
    DUMPS = "write the dumps"
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

    A release that is already there with the very same manifest is kept and made current. If the statements are the same and only
    the metadata differ (another date, another version of the software), the release has the same id but gets a directory of its own,
    `<id>.2`: nothing that was published is ever changed in place. The two releases published last before stay.

    Of many statements, what has not changed is taken over from the release that is current, if that is sound and was made by
    the same program and libraries: files are the same as if they were made anew, and the store holds the same.

    A build that fails or is killed at any point leaves the link `current` as it was.

    Raises:
        ReleaseError: for a statement that cannot be written, a store that differs from the dumps, another
            build at work, or a folder that cannot be written.
    """
    try:
        progress(Step.ORDER)
        stated = {name: joined([graph]) for name, graph in named(graphs, names).items()}
        with locked(output):
            progress(Step.CLEAN)
            clean(output)
            with _aside(output) as rendering, _threads() as pool:
                sound = pool.submit(readable, output)
                ahead = _Ahead(output, rendering / DUMPS, answered, pool)
                progress(Step.DUMPS)
                dumps = render(stated, names, rendering / DUMPS, ahead.begin, lambda: _alike(sound.result()))
                dumps = with_tables(dumps, tables or {})
                if names.named("metadata") in graphs:
                    dumps = with_record(dumps, graphs[names.named("metadata")], names)
                form = form_of(searched) if searched else ""
                manifest = describe(dumps, names, about, form, form_of_answers(answered))
                same = find_same(output, manifest["release"], as_bytes(manifest))
                folder = same or _build(output, dumps, manifest, searched, progress, ahead)
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


class _Ahead:
    """Store and answers of a release, made by threads beside its other files as soon as the N-Quads are there.

    They are begun then unless there is a release of the same statements, which may be the very same. The store grows from that
    of a release before of which little has changed.
    """

    def __init__(self, output: Path, dumps: Path, answered: Sequence[Query], pool: Executor) -> None:
        self.pool = pool
        self._output = output
        self._dumps = dumps
        self._answered = answered
        self._since: Since | None = None
        self._begun: tuple[Path, Future[list[Future[None]]]] | None = None

    def begin(self, release_id: str, since: Since | None) -> None:
        self._since = since
        if (name := free_name(self._output, release_id)) == release_id:
            self._begin(name)

    def finished(self, name: str) -> tuple[Path, list[Future[None]]]:
        """The folder with the store, which no reader looks at, and the answers that are being written into it."""
        folder, made = self._begun or self._begin(name)
        return folder, made.result()

    def _begin(self, name: str) -> tuple[Path, Future[list[Future[None]]]]:
        folder = _shelf(self._output) / f"{name}.tmp-{os.getpid()}"
        folder.mkdir()
        self._begun = folder, self.pool.submit(self._make, folder)
        return self._begun

    def _make(self, folder: Path) -> list[Future[None]]:
        grown = self._grow(folder)
        if not grown:
            build_store(self._dumps / NQUADS, folder / STORE)
        write_making(folder, grown)
        return write_answers(folder / STORE, self._answered, folder / ANSWERS, self.pool) if self._answered else []

    def _grow(self, folder: Path) -> int:
        """From how many stores, one after another, the store in the folder has grown; 0 if it has to be built, since it could not."""
        since = self._since
        making = read_making(since.dumps.parent) if since else None
        if not since or not making or making.grown >= _GROWN:
            return 0
        try:
            grow_store(since.dumps.with_name(STORE), since.changed, folder / STORE)
        except (OSError, RuntimeError):
            for rest in folder.iterdir():
                shutil.rmtree(rest)
            return 0
        return making.grown + 1


def _alike(before: Path | None) -> Path | None:
    """The dumps of a release that is large enough to be taken over and was made by the program and the libraries that are at work."""
    try:
        if before and (before / DUMPS / NQUADS).stat().st_size >= _WORTH:
            making = read_making(before)
            if making and making.program == program() and versions_of(read_manifest(before)) == versions():
                return before / DUMPS
    except (OSError, ReleaseError):  # another program's, or none that can be taken over
        return None
    return None


@contextmanager
def _threads() -> Iterator[ThreadPoolExecutor]:
    """Threads; what none of them has begun when something fails is not begun any more."""
    pool = ThreadPoolExecutor(_THREADS)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _shelf(output: Path) -> Path:
    return Path(os.path.realpath(output / RELEASES))


@contextmanager
def _aside(output: Path) -> Iterator[Path]:
    """A folder beside the releases; afterwards it is gone, and so is all else that is not finished."""
    folder = _shelf(output) / f"dumps.tmp-{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        for rest in folder.parent.glob(f"*.tmp-{os.getpid()}"):
            shutil.rmtree(rest, ignore_errors=True)


def _build(
    output: Path,
    dumps: Dumps,
    manifest: dict[str, Any],
    searched: Query | None,
    progress: Progress,
    ahead: _Ahead,
) -> Path:
    """Make the release under a name that no reader looks at, then give it its own."""
    name = free_name(output, manifest["release"])
    progress(Step.STORE)
    aside, begun = ahead.finished(name)
    dumps.folder.rename(aside / DUMPS)
    (aside / MANIFEST).write_bytes(as_bytes(manifest))
    progress(Step.COMPARE)
    begun.append(ahead.pool.submit(check_store, aside / STORE, manifest["graphs"]))
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
    made = aside.with_name(name)
    aside.rename(made)
    sync(made.parent)
    return made
