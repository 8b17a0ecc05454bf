"""A row of decisions: what a person says of an element and a descriptor, and what may be wrong with it.

A row whose decision is `none` speaks of a whole element: somebody read it, and no descriptor fits. Its code is empty.
"""

import datetime
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from strategraph.subjects.model import APPROVED, REJECTED

__all__ = [
    "ADDED", "COLUMNS", "DECISIONS", "GIVING", "NONE", "WITHDRAWN",
    "Decision", "Place", "contradictions", "decision_fault", "one_of", "text_sha",
]  # fmt: skip

COLUMNS = ("kind", "key", "code", "decision", "who", "when", "why", "text_sha")
ADDED = "added"
#: No descriptor fits the element.
NONE = "none"
DECISIONS = (APPROVED, REJECTED, ADDED, NONE)
#: What stands in no table: it takes the row on the same element and descriptor out.
WITHDRAWN = "withdrawn"
#: Those that give a descriptor to an element.
GIVING = (APPROVED, ADDED)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_SHA = re.compile(r"[0-9a-f]{12}\Z")
#: Kind and key of an element.
Place = tuple[str, str]
_EMPTY = {
    "kind": "Write section, goal, priority or measure.",
    "key": "Write the key of the element, such as 1.1.",
    "code": "Write a code of data/vocabularies/descriptors.csv.",
    "decision": "Write approved, rejected, added or none.",
    "who": "Write who decided.",
    "when": "Write the day, such as 2026-11-21.",
    "text_sha": "Write the first twelve digits of the SHA-256 of the element's text.",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: what a person decided on one element and one descriptor, or on all of them (`none`, `code` empty).

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

    @property
    def place(self) -> Place:
        """The element."""
        return self.kind, self.key

    @property
    def subject(self) -> tuple[str, str, str]:
        """What is decided on; a table has one row for each."""
        return self.kind, self.key, self.code

    @property
    def told(self) -> tuple[str, ...]:
        """What the person said of it."""
        return self.decision, self.who, self.when, self.why, self.text_sha


def text_sha(text: str) -> str:
    """The first twelve digits of the SHA-256 of an element's text: enough to see that it changed."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def contradictions(decisions: Iterable[Decision]) -> Iterator[tuple[Decision, str]]:
    """Every row that says that no descriptor fits an element to which another row gives one, and what to do."""
    rows = tuple(decisions)
    giving = {one.place: one for one in reversed(rows) if one.decision in GIVING}
    for one in rows:
        other = giving.get(one.place)
        if one.decision == NONE and other:
            yield (
                one,
                f"column decision: {NONE!r} says that no descriptor fits {one.kind} {one.key}, but {other.code} is "
                f"{other.decision} in {other.where}. Keep one of the two.",
            )


def decision_fault(row: Mapping[str, str], codes: Collection[str]) -> str:
    """What is wrong with a row by itself, its column first, or an empty string."""
    whole = row["decision"] == NONE
    for column, remedy in _EMPTY.items():
        if not row[column] and not (whole and column == "code"):
            return f"column {column}: it is empty. {remedy}"
    if whole and row["code"]:
        return (
            f"column code: {NONE!r} says that no descriptor fits the whole element, and {row['code']!r} stands beside it. "
            "Empty the code, or write rejected."
        )
    if not whole and row["code"] not in codes:
        return f"column code: there is no descriptor {row['code']!r}. {_EMPTY['code']}"
    if row["decision"] not in DECISIONS:
        return f"column decision: {row['decision']!r} is no decision. Write {one_of(DECISIONS)}; remove the row to withdraw one."
    if not row["why"] and row["decision"] != APPROVED:
        asked = "no descriptor fits" if whole else f"{row['code']} was {row['decision']}"
        return f"column why: it is empty. Say why {asked}."
    if not _is_day(row["when"]):
        return f"column when: {row['when']!r} is no day. Write it as 2026-11-21."
    if not _SHA.match(row["text_sha"]):
        return f"column text_sha: {row['text_sha']!r} is no digest. {_EMPTY['text_sha']}"
    return ""


def one_of(words: Sequence[str]) -> str:
    """Words among which a person chooses: `approved, rejected or added`."""
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.match(text)) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False
