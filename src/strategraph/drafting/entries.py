"""Entries: what may become elements, from heads that have been read; numbers are settled and repetitions told apart."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from strategraph.drafting.heads import Head, is_part
from strategraph.drafting.numbering import Code
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.vocabulary import Vocabulary

__all__ = ["Entry", "Signature", "mark_listed", "mark_repeats", "settle_codes"]

#: What entries of one level have in common: the id of a level or empty, and the form of their numbers or bullets.
Signature = tuple[str, str]
#: Texts are compared by so many of their letters and digits: a table of contents may cut them.
COMPARED = 24
#: So many items of lists are headings further on, if lists are read as overviews.
LEAST_LISTED = 2
#: Texts with fewer letters may be alike by chance.
FEWEST_ALIKE = 5
#: The last entry of its kind is weighed by so many lines at most.
LAST_LINES = 40
#: Numbers at the end: that of a page in a table of contents without leaders, sums in a table of costs.
_PAGE = regex.compile(r"(?:\s+\d[\d.,]*(?:\s+(?:Kč|tis\.|mil\.|%|EUR|€))*)+$")


@dataclass(slots=True)
class Entry:
    """A head with its text and what is found out about it.

    `text_index` is the line on which the text begins, the head's own or a later one, and `text_span` where it stands there
    (None: the whole line). `label` is the line of the label
    above a list, or -1. `above` is the entry that it stands below; `again` the entry whose heading it repeats.
    """

    head: Head
    text: str
    text_index: int
    text_span: tuple[int, int] | None = None
    label: int = -1
    signature: Signature = ("", "")
    above: "Entry | None" = None
    again: "Entry | None" = None
    uncertain: str = ""

    @property
    def index(self) -> int:
        """The line of the head, from 0."""
        return self.head.index

    @property
    def code(self) -> Code | None:
        """The number, if there is one."""
        return self.head.code

    @property
    def parts(self) -> tuple[str | int, ...]:
        """The parts of the number; none if there is no number."""
        return self.head.code.parts if self.head.code else ()


def settle_codes(heads: Iterable[Head]) -> list[Head]:
    """Decide by all heads together what single letters are: Roman numerals, or letters; a prefix, or a first part."""
    found = list(heads)
    shapes = {head.code.shape for head in found if head.code}
    letters: dict[str, set[str]] = defaultdict(set)
    prefixes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for head in found:
        if head.code and head.code.shape.startswith("L"):
            letters[head.code.shape].add(str(head.code.parts[0]))
        if head.code and head.code.prefix:
            prefixes[_behind_prefix(head)].add(head.code.prefix)
    return [_settled(head, shapes, letters, prefixes) for head in found]


def _behind_prefix(head: Head) -> tuple[str, str]:
    code = head.code
    assert code is not None
    return head.word if head.printed else "", code.shape.removeprefix(code.prefix)


def _settled(
    head: Head, shapes: set[str], letters: dict[str, set[str]], prefixes: dict[tuple[str, str], set[str]]
) -> Head:
    code = head.code
    if code is None:
        return head
    if code.shape.startswith("L") and str(code.parts[0]) in "IVXLC":
        roman = "R" + code.shape[1:]
        others = letters[code.shape]
        if roman in shapes and not others & {"A", "B"}:
            return head.with_romans()
    if len(code.prefix) == 1 and len(prefixes[_behind_prefix(head)]) > 1:
        shape = "L." + code.shape.removeprefix(code.prefix)
        settled = Code(code.printed, shape, "", (code.prefix, *code.parts))
        return replace(head, code=settled, word=head.word if head.printed else "")
    return head


def _key(entry: Entry) -> tuple[object, ...]:
    """What two headings have in common: the number and the text, of which a table of contents may cut the end."""
    letters = "".join(one for one in _PAGE.sub("", entry.text).casefold() if one.isalnum())
    if len(entry.parts) > 1:
        return entry.parts, letters[:COMPARED]
    return entry.parts, entry.head.word if not entry.parts else "", letters


def mark_repeats(entries: Sequence[Entry], sheet: Sheet, vocabulary: Vocabulary) -> None:
    """Of headings that are printed more than once, the one with the most below it counts; the others repeat it."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for position, entry in enumerate(entries):
        if entry.text:
            groups[_key(entry)].append(position)
    doubled = {position for group in groups.values() if len(group) > 1 for position in group}
    weigh = _scale(entries, sheet, {word: level.rank for word, level in vocabulary.levels.items()})
    for group in groups.values():
        sound = [position for position in group if _may_repeat(entries, position, doubled)]
        if len(group) < 2 or len(sound) < len(group) - 1:
            continue
        parts = [
            position for position in group if is_part(entries[position].head, sheet.lines[entries[position].index].text)
        ]
        kept = max(group, key=lambda position: (weigh(position), *_standing(entries[position], sheet), -position))
        kept = parts[0] if len(parts) > 1 else kept
        for position in group:
            if position != kept:
                entries[position].again = entries[kept]
    _keep_openers(entries, groups.values())
    _mark_references(entries)
    _mark_unnumbered(entries)


def _keep_openers(entries: Sequence[Entry], groups: Iterable[Sequence[int]]) -> None:
    """A heading that has elements of its own below it before it is printed again counts itself: cards that name their priority."""
    below: dict[tuple[str | int, ...], list[int]] = defaultdict(list)
    alike: dict[tuple[str | int, ...], list[int]] = defaultdict(list)
    for position, entry in enumerate(entries):
        if entry.parts and entry.again is None:
            below[entry.parts[:-1]].append(position)
        if entry.parts:
            alike[entry.parts].append(position)
    for group in groups:
        parts = entries[group[0]].parts
        kept = next((position for position in group if entries[position].again is None), group[-1])
        child = next((position for position in below[parts] if group[0] < position < kept), None) if parts else None
        if child is None:
            continue
        opener = max(position for position in group if position < child)
        if not any(opener < position < child for position in alike[parts]):
            for position in group:
                entries[position].again = entries[opener] if position != opener else None


def _standing(entry: Entry, sheet: Sheet) -> tuple[bool, bool]:
    """What else speaks for a heading: the word of a level, and the mark of the file."""
    return bool(entry.head.word), sheet.is_heading(entry.index)


def _mark_references(entries: Sequence[Entry]) -> None:
    """Where a label has a number and nothing more, and an element has that number, it is referred to ("Cíl: 1.1")."""
    known = {(entry.head.word, entry.parts): entry for entry in entries if entry.parts and not _says_nothing(entry)}
    for entry in entries:
        if entry.parts and _says_nothing(entry):
            entry.again = known.get((entry.head.word, entry.parts))


def _mark_unnumbered(entries: Sequence[Entry]) -> None:
    """What has no number and reads like one numbered element of its level repeats it: a row in a table of indicators."""
    named: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.parts and entry.again is None:
            named[entry.head.word, _letters(entry.text)].append(entry)
    for entry in entries:
        letters = _letters(entry.text)
        if entry.parts or entry.again is not None or not entry.head.word or len(letters) < FEWEST_ALIKE:
            continue
        alike = named.get((entry.head.word, letters)) or named.get(("", letters), [])
        if len(alike) == 1:
            entry.again = alike[0]


def mark_listed(entries: Sequence[Entry]) -> None:
    """Lists of goals before the headings of the same goals: the headings count, and are goals even without the word."""
    plain: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.label < 0 and entry.again is None:
            plain[_letters(entry.text)].append(entry)
    matches = []
    for entry in entries:
        alike = [
            one
            for one in plain.get(_letters(entry.text), ())
            if one.head.word in ("", entry.signature[0]) and one.index > entry.index and one.parts
        ]
        if entry.label >= 0 and len(alike) == 1 and entry.parts in ((), alike[0].parts):
            matches.append((entry, alike[0]))
    for entry, heading in matches if len(matches) >= LEAST_LISTED else ():
        heading.head = replace(heading.head, word=entry.signature[0], strong=True)
        entry.again = heading


def _letters(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())


def _says_nothing(entry: Entry) -> bool:
    """Its text is its label."""
    return (
        entry.text_index == entry.index and entry.head.text_span[0] <= entry.head.code_span[0] < entry.head.code_span[1]
    )


def _may_repeat(entries: Sequence[Entry], position: int, doubled: set[int]) -> bool:
    """A measure numbered by itself may read like another one; it repeats it only among others that are repeated."""
    entry = entries[position]
    if len(entry.parts) > 1 or entry.head.word not in {"measure", "activity", "sub-measure", ""}:
        return True
    return position - 1 in doubled or position + 1 in doubled


def _scale(entries: Sequence[Entry], sheet: Sheet, ranks: Mapping[str, int]) -> Callable[[int], int]:
    """How many lines that are no heads follow an entry before the next one of its kind, or one that is not below it."""
    filled = [0]
    heads = {entry.index for entry in entries} | {entry.text_index for entry in entries}
    for index, text in enumerate(sheet.texts):
        counts = bool(text) and index not in heads and sheet.uses[index] != "furniture"
        filled.append(filled[-1] + counts)
    ends: list[int] = [0] * len(entries)
    by_word: dict[str, int] = {}
    by_depth: dict[tuple[bool, int], int] = {}
    for position in range(len(entries) - 1, -1, -1):
        entry = entries[position]
        depth, word = len(entry.parts), entry.head.word
        after = [by_word.get(word, len(sheet.texts))] if word else []
        after += [index for other, index in by_word.items() if word and ranks[other] < ranks[word]]
        after += [index for (named, other), index in by_depth.items() if 0 < other <= depth and not (named and word)]
        ends[position] = min(after, default=entry.index + LAST_LINES)
        if not after or ends[position] == len(sheet.texts):  # what stands below the next head of another is not its own
            ends[position] = min(ends[position], entry.index + LAST_LINES, len(sheet.texts))
        if word:
            by_word[word] = entry.index
        by_depth[bool(word), depth] = entry.index
    return lambda position: filled[min(ends[position], len(sheet.texts))] - filled[entries[position].index]
