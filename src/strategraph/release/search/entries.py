"""Entries: the things that can be found, each with its names, texts and codes, gathered from the rows of a query."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["KINDS", "Entry", "Said", "entries_of"]

#: Kinds of things in the order in which they are listed where nothing is searched for; of two kinds the first later one counts.
KINDS = ("plan", "descriptor", "theme", "body", "territory", "level", "section", "goal", "priority", "measure")
_DIGITS = re.compile(r"(\d+)")


class Said(NamedTuple):
    """A row of queries/search/entries.rq: a thing, what is said of it, and the language of the text, if it is one."""

    thing: str
    kind: str
    field: str
    value: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that can be found. `labels` and `texts` go by language, the empty one where none is stated."""

    iri: str
    kind: str
    labels: Mapping[str, str]
    others: tuple[str, ...]
    hidden: tuple[str, ...]
    texts: Mapping[str, str]
    codes: tuple[str, ...]
    plan: str
    level: str
    descriptors: tuple[str, ...]
    bodies: tuple[str, ...]

    def as_bytes(self) -> bytes:
        """The entry as the index keeps it."""
        values = [getattr(self, name) for name in self.__slots__]
        return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def of_bytes(cls, content: bytes) -> "Entry":
        """An entry as the index keeps it."""
        iri, kind, labels, others, hidden, texts, codes, plan, level, descriptors, bodies = json.loads(content)
        return cls(
            iri, kind, labels, tuple(others), tuple(hidden), texts, tuple(codes), plan, level, tuple(descriptors), tuple(bodies)
        )  # fmt: skip


def entries_of(rows: Iterable[Said]) -> tuple[Entry, ...]:
    """The things that the rows describe: by kind, then by IRI, numbers in it by their size."""
    said: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        said[row.thing]["kind"].add((row.kind, ""))
        said[row.thing][row.field].add((row.value, row.language))
    return tuple(sorted((_entry(iri, fields) for iri, fields in said.items()), key=_order))


def _entry(iri: str, fields: Mapping[str, set[tuple[str, str]]]) -> Entry:
    values = {name: tuple(sorted({value for value, _ in found})) for name, found in fields.items()}
    by_language = {
        name: {language: value for value, language in sorted(fields.get(name, ()), reverse=True)}
        for name in ("label", "text")
    }
    return Entry(
        iri,
        max(values["kind"], key=KINDS.index),  # a priority is a goal, too
        dict(sorted(by_language["label"].items())),
        values.get("other", ()),
        values.get("hidden", ()),
        dict(sorted(by_language["text"].items())),
        values.get("code", ()),
        min(values.get("plan", ("",))),
        min(values.get("level", ("",))),
        values.get("descriptor", ()),
        values.get("body", ()),
    )


def _order(entry: Entry) -> tuple[int, list[tuple[bool, int, str]]]:
    parts = _DIGITS.split(entry.iri)
    return KINDS.index(entry.kind), [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]
