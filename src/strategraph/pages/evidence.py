"""Why an element has its descriptors: each with its status, its weight, who decided, and the words it rests on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from strategraph.pages.description import Item, Names, best_label
from strategraph.pages.lookups import Row, Value
from strategraph.pages.reckoning import Reckoning, reckoning
from strategraph.pages.texts import decimal, word_of
from strategraph.settings import Subjects
from strategraph.subjects import HEADING, REJECTED, SUGGESTED, Span, pieces

__all__ = ["Chip", "Held", "Marked", "Quoted", "Words", "held", "joined", "labelled", "quoted"]

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
    """A descriptor, what is said of it, and why; `who`, `when` and `why` are empty unless a person decided.

    `reckoning` says how the weight came about, where it is not the sum of the weights of the words.
    """

    descriptor: Item
    status: str
    weight: str
    who: str
    when: str
    why: str
    words: tuple[Words, ...]
    reckoning: Reckoning | None


@dataclass(frozen=True, slots=True)
class Chip:
    """A descriptor beside marked words: its code and label, which of the words speak for it, and if it is a suggestion only."""

    code: str
    label: str
    words: str
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of a passage; its chips are the descriptors for which its words speak, none for the rest."""

    text: str
    chips: tuple[Chip, ...]

    @property
    def is_suggested(self) -> bool:
        """True if its words only suggest."""
        return all(chip.is_suggested for chip in self.chips)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage that an element is made of, with the words marked that speak for a descriptor."""

    row: Row
    pieces: tuple[Marked, ...]


def joined(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Whole rows from those of queries/pages/assignments.rq, each of which tells a part of an assignment.

    Every row then has the status, the weight, one label of the descriptor, the decision if there is one, and one piece
    of evidence if there are any. What is told of an assignment without a labelled descriptor is left out.
    """
    parts: dict[str, list[Row]] = {}
    for row in rows:
        parts.setdefault(row["assignment"].text, []).append(row)
    made: list[Row] = []
    for told in parts.values():
        decided: dict[str, Value] = {}
        for row in reversed(told):
            decided |= {name: row[name] for name in ("who", "when", "why") if name in row}
        evidence = [row for row in told if "evidence" in row] or [{}]
        made += [{**row, **decided, **one} for row in told if "status" in row for one in evidence]
    return tuple(made)


def held(rows: Sequence[Row], names: Names, subjects: Subjects) -> tuple[Held, ...]:
    """The descriptors of an element from the rows of queries/pages/assignments.rq, `joined`, those that it has first."""
    found = [_held(list(group), names, subjects) for _, group in groupby(rows, key=lambda row: row["assignment"].text)]
    ranked = sorted(found, key=lambda one: (_rank(one[0]), one[1].descriptor.notation))
    return tuple(one for _, one in ranked)


def quoted(passages: Iterable[Row], rows: Sequence[Row], names: Names) -> tuple[Quoted, ...]:
    """The passages of queries/pages/passages.rq with the evidence that stands in them.

    Words that speak for what a person rejected are not marked: they do not count.
    """
    speaking = [row for row in rows if "start" in row and row["status"].text != REJECTED]
    spans = {Span(int(row["start"].text), int(row["end"].text), row["notation"].text) for row in speaking}
    suggested = {row["notation"].text for row in speaking if row["status"].text == SUGGESTED}
    labels: dict[str, dict[str, str]] = {}
    for row in speaking:
        labels.setdefault(row["notation"].text, {})[row["label"].language] = row["label"].text
    named = {code: best_label(found, names.language) for code, found in labels.items()}
    return tuple(Quoted(row, _cut(row, spans, named, suggested)) for row in passages)


def _cut(
    passage: Row, spans: Iterable[Span], labels: Mapping[str, str], suggested: Collection[str]
) -> tuple[Marked, ...]:
    """The passage in pieces, each with its descriptors and the words in it that speak for each."""
    text = passage["quote"].text
    if "start" not in passage:
        return (Marked(text, ()),)
    first = int(passage["start"].text)
    inside = [Span(max(0, one.start - first), one.end - first, one.code) for one in sorted(spans) if one.end > first]
    made, offset = [], 0
    for piece in pieces(text, inside):
        end = offset + len(piece.text)
        words = {
            code: ", ".join(
                text[one.start : one.end] for one in inside if one.code == code and offset <= one.start < end
            )
            for code in piece.codes
        }
        made.append(
            Marked(piece.text, tuple(Chip(code, labels[code], words[code], code in suggested) for code in piece.codes))
        )
        offset = end
    return tuple(made)


def _by_place(row: Row) -> tuple[bool, int, str]:
    """Own words before those of headings, each in the order of the document."""
    return row["where"].text == HEADING, int(row["start"].text), row["evidence"].text


def _rank(status: str) -> int:
    return _ORDER.index(status) if status in _ORDER else len(_ORDER)


def _held(rows: Sequence[Row], names: Names, subjects: Subjects) -> tuple[str, Held]:
    """The status, and the descriptor; the rows differ in the language of the label and in the evidence."""
    first, item = rows[0], labelled(rows, names)
    places = {(row["evidence"].text, row["passage"].text): row for row in rows if "evidence" in row}
    evidence = sorted(places.values(), key=_by_place)
    words = tuple(_words(row, names) for row in evidence)
    who, when, why = (first[name].text if name in first else "" for name in ("who", "when", "why"))
    status, weight = first["status"].text, float(first["weight"].text)
    told, shown_weight = word_of(status, names.language), decimal(weight, names.language)
    return status, Held(item, told, shown_weight, who, when, why, words, reckoning(evidence, weight, subjects))


def labelled(rows: Sequence[Row], names: Names) -> Item:
    """The descriptor of rows that differ in the language of its label."""
    first = rows[0]
    labels = {row["label"].language: row["label"].text for row in rows}
    shown = names.of_thing(first["descriptor"].text, labels)
    language = next((tag for tag, label in labels.items() if label == shown), "")
    return Item(shown, names.links.href(first["descriptor"].text), language, first["notation"].text)


def _words(row: Row, names: Names) -> Words:
    return Words(
        row["words"].text,
        names.links.href(row["passage"].text),
        decimal(float(row["termWeight"].text), names.language),
        row["line"].text,
        row["where"].text == HEADING,
    )
