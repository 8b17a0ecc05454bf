"""Why an element has its descriptors: each with its status, its weight, who decided, and the words it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from strategraph.pages.description import Item, Names
from strategraph.pages.lookups import Row
from strategraph.pages.texts import decimal, word_of
from strategraph.subjects import HEADING, Piece, Span, pieces

__all__ = ["Held", "Quoted", "Words", "held", "quoted"]

#: Descriptors that an element has come before those that it might have, and those that it has not.
_ORDER = ("printed", "approved", "assigned", "suggested", "rejected")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the source that speak for a descriptor: where they lead, how strong they are, their line, in a heading or not."""

    text: str
    href: str | None
    weight: str
    line: str
    in_heading: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A descriptor, what is said of it, and why; `who`, `when` and `why` are empty unless a person decided."""

    descriptor: Item
    status: str
    weight: str
    who: str
    when: str
    why: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage that an element is made of, with the words marked that speak for a descriptor."""

    row: Row
    pieces: tuple[Piece, ...]


def held(rows: Sequence[Row], names: Names) -> tuple[Held, ...]:
    """The descriptors of an element from the rows of queries/pages/assignments.rq, those that it has first."""
    found = [_held(list(group), names) for _, group in groupby(rows, key=lambda row: row["assignment"].text)]
    ranked = sorted(found, key=lambda one: (_rank(one[0]), one[1].descriptor.notation))
    return tuple(one for _, one in ranked)


def quoted(passages: Iterable[Row], rows: Sequence[Row]) -> tuple[Quoted, ...]:
    """The passages of queries/pages/passages.rq with the evidence that stands in them."""
    spans = {Span(int(row["start"].text), int(row["end"].text), row["notation"].text) for row in rows if "start" in row}
    return tuple(Quoted(row, _cut(row, spans)) for row in passages)


def _cut(passage: Row, spans: Iterable[Span]) -> tuple[Piece, ...]:
    text = passage["quote"].text
    if "start" not in passage:
        return (Piece(text, ()),)
    first = int(passage["start"].text)
    return pieces(text, (Span(one.start - first, one.end - first, one.code) for one in spans))


def _by_place(row: Row) -> tuple[bool, int, str]:
    """Own words before those of headings, each in the order of the document."""
    return row["where"].text == HEADING, int(row["start"].text), row["evidence"].text


def _rank(status: str) -> int:
    return _ORDER.index(status) if status in _ORDER else len(_ORDER)


def _held(rows: Sequence[Row], names: Names) -> tuple[str, Held]:
    """The status, and the descriptor; the rows differ in the language of the label and in the evidence."""
    first = rows[0]
    labels = {row["label"].language: row["label"].text for row in rows}
    shown = names.of_thing(first["descriptor"].text, labels)
    language = next((tag for tag, label in labels.items() if label == shown), "")
    item = Item(shown, names.links.href(first["descriptor"].text), language, first["notation"].text)
    words = {
        (row["evidence"].text, row["passage"].text): Words(
            row["words"].text,
            names.links.href(row["passage"].text),
            decimal(float(row["termWeight"].text), names.language),
            row["line"].text,
            row["where"].text == HEADING,
        )
        for row in sorted((row for row in rows if "evidence" in row), key=_by_place)
    }
    who, when, why = (first[name].text if name in first else "" for name in ("who", "when", "why"))
    status = first["status"].text
    told = word_of(status, names.language)
    return status, Held(
        item, told, decimal(float(first["weight"].text), names.language), who, when, why, tuple(words.values())
    )
