"""Asides: chapters beside the plan itself, such as analyses, what became of the last plan, lists of abbreviations."""

from collections import Counter
from collections.abc import Iterable

import regex

from strategraph.drafting.entries import Entry
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.vocabulary import Vocabulary

__all__ = ["find_asides", "outside"]

#: The head of a chapter is not longer than this, in characters.
LONGEST = 90
#: Entries of a word are left out if so many times as many, and so many at least, stand elsewhere.
ELSEWHERE, LEAST = 0.25, 2
_NUMBER = regex.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|\p{Lu})[.)]?\s+(?=\p{L})")


def find_asides(sheet: Sheet, vocabulary: Vocabulary) -> set[int]:
    """The lines of such chapters, each up to the next heading of its rank, as the file or the numbers tell it, and of such sheets."""
    beginnings = vocabulary.lists["beside"]
    found: set[int] = set()
    aside: int | None = None
    for index in sheet.filled():
        place = sheet.lines[index].place
        if place is not None and place.sheet and place.sheet.lower().startswith(beginnings):
            found.add(index)
        rank = _rank(sheet, index)
        if rank is not None and (aside is None or rank <= aside):
            text = _NUMBER.sub("", sheet.texts[index], count=1).lower()
            aside = rank if text.startswith(beginnings) and len(text) <= LONGEST else None
        if aside is not None:
            found.add(index)
    return found


def _rank(sheet: Sheet, index: int) -> int | None:
    """The rank of a heading: that of the file, or 1 for a chapter with one number and none of a level."""
    place = sheet.lines[index].place
    if place is not None and place.heading is not None:
        return place.heading
    head = sheet.heads.get(index)
    if place is not None or head is None or head.word or head.code is None or head.bullet:
        return None
    shape = head.code.shape
    return (
        1 if head.code.depth == 1 and shape in ("d", "d.", "R", "R.") and len(sheet.texts[index]) <= LONGEST else None
    )


def outside(entries: Iterable[Entry], asides: set[int]) -> tuple[list[Entry], list[Entry]]:
    """The entries without those in asides whose like stands elsewhere, and those; what only an aside has stays."""
    found = list(entries)
    inside = Counter(_word(entry) for entry in found if entry.index in asides)
    elsewhere = Counter(_word(entry) for entry in found if entry.index not in asides)
    left = {word for word, number in inside.items() if elsewhere[word] >= max(LEAST, number * ELSEWHERE)}
    if sum(elsewhere.values()) - elsewhere[""] >= LEAST:
        left.add("")
    kept = [entry for entry in found if entry.index not in asides or _word(entry) not in left]
    return kept, [entry for entry in found if entry.index in asides and _word(entry) in left]


def _word(entry: Entry) -> str:
    return entry.signature[0] if entry.label >= 0 else entry.head.word
