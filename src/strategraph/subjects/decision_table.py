"""The table of decisions: what people approved, rejected or added, one row each, in mappings/decisions/<plan>.csv.

Whoever withdraws a decision takes its row out of the table, and words count again.
"""

import csv
import fcntl
import io
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import NamedTuple

from strategraph.errors import RegisterError
from strategraph.sources import read_rows
from strategraph.subjects.decision_rows import (
    COLUMNS,
    GIVING,
    NONE,
    WITHDRAWN,
    Decision,
    Place,
    contradictions,
    decision_fault,
)

__all__ = ["Taken", "merged", "read_decisions", "take_over", "write_decisions"]


class Taken(NamedTuple):
    """How many rows of a table are new, changed, the same as before, and gone."""

    new: int
    changed: int
    same: int
    withdrawn: int


def read_decisions(path: Path, codes: Collection[str]) -> tuple[Decision, ...]:
    """Read one table; no file means that nobody has decided anything. `codes` are the known descriptors.

    Raises:
        RegisterError: naming file, line, column and remedy, for an unknown code or decision, a missing value, a
            malformed day or digest, a second decision on the same element and descriptor, or a row that says that no
            descriptor fits an element to which another gives one.
    """
    if not path.is_file():
        return ()
    decisions: list[Decision] = []
    seen: dict[tuple[str, str, str], int] = {}
    for line, row in read_rows(path, COLUMNS):
        told = decision_fault(row, codes)
        one = Decision(**row, where=f"{path.name}, line {line}")
        first = seen.setdefault(one.subject, line)
        if not told and first != line:
            told = f"column code: {one.code or NONE!r} is decided for {one.kind} {one.key} again, after line {first}. Keep one of the two rows."
        if told:
            raise RegisterError(f"{path}, line {line}, {told}")
        decisions.append(one)
    for one, told in contradictions(decisions):
        raise RegisterError(f"{path.parent / one.where}, {told}")
    return tuple(decisions)


def merged(old: Iterable[Decision], new: Iterable[Decision], order: Mapping[Place, int]) -> tuple[Decision, ...]:
    """Old and new rows together; of two on the same element and descriptor, or that contradict, the new one counts.

    `order` ranks the elements of the plan; rows on an element that is gone stand at the end, and stay. A new row that
    is `withdrawn` takes the old one out.
    """
    rows = {one.subject: one for one in old}
    for one in new:
        against = GIVING if one.decision == NONE else (NONE,) if one.decision in GIVING else ()
        rows = {what: row for what, row in rows.items() if row.place != one.place or row.decision not in against}
        rows[one.subject] = one
    kept = (one for one in rows.values() if one.decision != WITHDRAWN)
    return tuple(sorted(kept, key=lambda one: (order.get(one.place, len(order)), *one.subject)))


def take_over(path: Path, new: Sequence[Decision], codes: Collection[str], order: Mapping[Place, int]) -> Taken:
    """Read a table, merge new rows into it and write it, while nobody else does.

    Raises:
        RegisterError: for a table that cannot be read; it stays as it is.
    """
    with _deciding(path):
        old = read_decisions(path, codes)
        rows = merged(old, new, order)
        write_decisions(path, rows)
    before = {one.subject: one.told for one in old}
    after = {one.subject: one.told for one in rows}
    met = {one.subject for one in new} & after.keys()
    same = sum(before.get(what) == after[what] for what in met)
    fresh = len(met - before.keys())
    return Taken(fresh, len(met) - fresh - same, same, len(before.keys() - after.keys()))


@contextmanager
def _deciding(path: Path) -> Iterator[None]:
    """Be the only one who reads, merges and writes a table, so that two people at work lose nothing (flock(2))."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write a table in one step, so that a fault on the way leaves the old one whole (rename(2))."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(one)[: len(COLUMNS)] for one in decisions)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.tmp-{os.getpid()}")
    try:
        aside.write_text(text.getvalue(), encoding="utf-8", newline="")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
