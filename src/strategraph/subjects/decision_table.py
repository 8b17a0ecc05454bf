"""The table of decisions: what people approved, rejected or added, one row each, in mappings/decisions/<plan>.csv."""

import csv
import datetime
import fcntl
import hashlib
import io
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from strategraph.errors import RegisterError
from strategraph.sources import read_rows
from strategraph.subjects.model import APPROVED, REJECTED

__all__ = [
    "ADDED",
    "COLUMNS",
    "DECISIONS",
    "Decision",
    "deciding",
    "decision_fault",
    "merged",
    "read_decisions",
    "text_sha",
    "write_decisions",
]

COLUMNS = ("kind", "key", "code", "decision", "who", "when", "why", "text_sha")
ADDED = "added"
DECISIONS = (APPROVED, REJECTED, ADDED)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_SHA = re.compile(r"[0-9a-f]{12}\Z")
#: Kind and key of an element.
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: what a person decided on one element and one descriptor.

    `text_sha` names the text that the person read; `where` is the row's place for messages.
    """

    kind: str
    key: str
    code: str
    decision: str
    who: str
    when: str
    why: str
    text_sha: str
    where: str


def text_sha(text: str) -> str:
    """The first twelve digits of the SHA-256 of an element's text: enough to see that it changed."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_decisions(path: Path, codes: Collection[str]) -> tuple[Decision, ...]:
    """Read one table; no file means that nobody has decided anything. `codes` are the known descriptors.

    Raises:
        RegisterError: naming file, line and remedy, for an unknown code or decision, a missing value, a malformed
            day or digest, or a second decision on the same element and descriptor.
    """
    if not path.is_file():
        return ()
    decisions: list[Decision] = []
    seen: dict[tuple[str, str, str], int] = {}
    for line, row in read_rows(path, COLUMNS):
        told = decision_fault(row, codes)
        first = seen.setdefault((row["kind"], row["key"], row["code"]), line)
        if not told and first != line:
            told = f"decides on {row['kind']} {row['key']} and {row['code']} again, after line {first}; keep one of the two."
        if told:
            raise RegisterError(f"{path}, line {line}: {told}")
        decisions.append(Decision(**row, where=f"{path.name}, line {line}"))
    return tuple(decisions)


def merged(old: Iterable[Decision], new: Iterable[Decision], order: Mapping[Place, int]) -> tuple[Decision, ...]:
    """Old and new rows together; of two on the same element and descriptor the new one counts.

    `order` ranks the elements of the plan; rows on an element that is gone stand at the end, and stay.
    """
    rows = {(one.kind, one.key, one.code): one for one in (*old, *new)}
    last = len(order)
    return tuple(
        sorted(rows.values(), key=lambda one: (order.get((one.kind, one.key), last), one.kind, one.key, one.code))
    )


@contextmanager
def deciding(path: Path) -> Iterator[None]:
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


def decision_fault(row: Mapping[str, str], codes: Collection[str]) -> str:
    """What is wrong with a row by itself, or an empty string."""
    for column in COLUMNS:
        if not row[column] and column != "why":
            return f"{column} is empty; fill it in."
    if row["code"] not in codes:
        return f"there is no descriptor {row['code']!r}; write a code of data/vocabularies/descriptors.csv."
    if row["decision"] not in DECISIONS:
        return f"{row['decision']!r} is no decision; write {', '.join(DECISIONS[:-1])} or {DECISIONS[-1]}."
    if not row["why"] and row["decision"] != APPROVED:
        return f"why is empty; say why {row['code']} was {row['decision']}."
    if not _is_day(row["when"]):
        return f"{row['when']!r} is no day; write it as 2026-11-21."
    if not _SHA.match(row["text_sha"]):
        return f"text_sha is {row['text_sha']!r}; write the first twelve digits of the SHA-256 of the element's text."
    return ""


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.match(text)) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False
