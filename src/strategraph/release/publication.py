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
from strategraph.release.dumps import Dumps, render, with_record, with_tables
from strategraph.release.manifest import as_bytes, describe
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
from strategraph.release.store import build_store, check_store, said_in
from strategraph.triples import joined

__all__ = ["Step", "publish"]

Progress = Callable[[str], None]


class Step(StrEnum):
    """What `progress` is told, in this order, each before its work begins; CURRENT is the moment of publication."""

    ORDER = "order the statements"
    CLEAN = "remove leftovers"
    STORE = "build the store"
    DUMPS = "write the dumps"
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

    A build that fails or is killed at any point leaves the link `current` as it was.

    Raises:
        ReleaseError: for a statement that cannot be written, a store that differs from the dumps, another
            build at work, or a folder that cannot be written.
    """
    try:
        progress(Step.ORDER)
        stated = {name: joined([graph]) for name, graph in named(graphs, names).items()}
        with locked(output), _aside(output) as rendering, ThreadPoolExecutor(1) as pool:
            ahead = _StoreAhead(output, rendering, pool)
            dumps = with_tables(render(stated, names, rendering / DUMPS, ahead.begin), tables or {})
            if names.named("metadata") in graphs:
                dumps = with_record(dumps, graphs[names.named("metadata")], names)
            form = form_of(searched) if searched else ""
            manifest = describe(dumps, names, about, form, form_of_answers(answered))
            progress(Step.CLEAN)
            clean(output, rendering)
            content = as_bytes(manifest)
            folder = find_same(output, manifest["release"], content) or _build(
                output, dumps, manifest, searched, answered, progress, ahead
            )
            progress(Step.CURRENT)
            release = Release(manifest["release"], folder, manifest)
            if folder.name != current_edition(output):
                note_changes(release.changes_path, folder, readable(output), comparable(output, folder))
            point(output, folder)
            progress(Step.PRUNE)
            prune(output)
    except OSError as fault:
        raise ReleaseError(
            f"The release cannot be written below {output}: {fault}. What was published before is untouched."
        ) from fault
    return release


class _StoreAhead:
    """The store, which is built beside the other dumps as soon as the N-Quads are there, unless their release is there, too.

    The pool waits at its end until nothing is written any more.
    """

    def __init__(self, output: Path, aside: Path, pool: Executor) -> None:
        self._output = output
        self._aside = aside
        self._pool = pool
        self._begun: Future[None] | None = None

    def begin(self, release_id: str) -> None:
        if free_name(self._output, release_id) == release_id:
            self._begun = self._pool.submit(build_store, self._aside / DUMPS / NQUADS, self._aside / STORE)

    def put(self, nquads: Path, folder: Path) -> None:
        if self._begun:
            self._begun.result()
            (self._aside / STORE).rename(folder)
        else:
            build_store(nquads, folder)


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
        progress(Step.INDEX)
        if searched:
            write_index(entries_of(said_in(aside / STORE, searched)), aside / INDEX)
        progress(Step.ANSWERS)
        if answered:
            write_answers(aside / STORE, answered, aside / ANSWERS)
        progress(Step.SUMS)
        write_sums(aside)
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
    """The statements, as files and as a store that was compared with them."""
    folder.mkdir()
    progress(Step.STORE)
    ahead.put(dumps.folder / NQUADS, folder / STORE)
    progress(Step.DUMPS)
    dumps.folder.rename(folder / DUMPS)
    (folder / MANIFEST).write_bytes(as_bytes(manifest))
    progress(Step.COMPARE)
    check_store(folder / STORE, manifest["graphs"])
