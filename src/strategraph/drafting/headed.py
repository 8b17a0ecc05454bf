"""Headed plans: those whose levels are told by headings alone, as styles or the size of the type mark them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

import regex

from strategraph.drafting.asides import find_asides
from strategraph.drafting.entries import Entry
from strategraph.drafting.sections import heading_entry
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.vocabulary import Vocabulary

__all__ = ["HEADED", "find_headed", "find_headed_below", "find_headed_between"]

#: What the signature of such an entry begins with.
HEADED = "headed"
#: So many headings make a plan, of so many levels at most; a level has so many; a heading is not longer, in characters.
LEAST, MOST_LEVELS, LEAST_MEMBERS, LONGEST = 3, 4, 2, 250
#: Such a share of the lowest elements has headings below it, if those are elements.
SHARE = 0.5
#: Headings that differ in numbers alone are captions, such as "Karta opatření 3".
_NUMBERS = regex.compile(r"\d+")


def find_headed(sheet: Sheet, vocabulary: Vocabulary) -> list[Entry]:
    """The headings of the chapter that holds the plan, or all but those of asides; none if there are few."""
    headings = _headings(sheet, vocabulary)
    inside = _within(sheet, headings, vocabulary)
    counted = Counter(level for _, level in inside)
    levels = sorted(level for level, number in counted.items() if number >= LEAST_MEMBERS)[-MOST_LEVELS:]
    found = [(index, level) for index, level in inside if level in levels]
    if len(found) < LEAST:
        return []
    return [heading_entry(sheet, index, f"{HEADED} {levels.index(level)}") for index, level in found]


def find_headed_below(sheet: Sheet, chosen: Sequence[Entry], vocabulary: Vocabulary) -> list[Entry]:
    """Headings without a word below most elements of the lowest level, where those are headings themselves."""
    levels = {entry.index: _level(sheet, entry.index) for entry in chosen}
    deepest = max((level for level in levels.values() if level is not None), default=None)
    if deepest is None or any(level is None for level in levels.values()):
        return []
    owners = [entry.index for entry in chosen if levels[entry.index] == deepest]
    below: dict[int, list[int]] = {owner: [] for owner in owners}
    places = sorted(levels)
    for index, level in _headings(sheet, vocabulary):
        place = bisect_left(places, index) - 1
        if level == deepest + 1 and place >= 0 and places[place] in below:
            below[places[place]].append(index)
    held = [owner for owner, found in below.items() if found]
    if len(held) < max(LEAST_MEMBERS, SHARE * len(owners)):
        return []
    return [heading_entry(sheet, index, f"{HEADED} below") for owner in held for index in below[owner]]


def find_headed_between(sheet: Sheet, chosen: Sequence[Entry], vocabulary: Vocabulary) -> list[Entry]:
    """Headings without a word between elements that are headings and those below that are not, such as rows of tables."""
    levels = {entry.index: _level(sheet, entry.index) for entry in chosen}
    able = dict(_headings(sheet, vocabulary))
    marked = sorted([*able, *(index for index, level in levels.items() if level is not None)])
    plain = [index for index, level in levels.items() if level is None]
    above: list[int] = []
    for index in plain:
        place = bisect_left(marked, index) - 1
        heading = marked[place] if place >= 0 else -1
        around = next((one for one in reversed(marked[: max(place, 0)]) if one in levels), None)
        if heading in able and around is not None and able[heading] > (levels[around] or 0):
            above.append(heading)
    found = sorted(set(above))
    if len(found) < LEAST_MEMBERS or len(above) < SHARE * len(plain):
        return []
    return [heading_entry(sheet, index, f"{HEADED} between") for index in found]


def _level(sheet: Sheet, index: int) -> int | None:
    place = sheet.lines[index].place
    return place.heading if place is not None else None


def _headings(sheet: Sheet, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Open lines that the file marks as headings, with their levels, but for asides and names of chapters and labels."""
    asides, plain = find_asides(sheet, vocabulary), set(vocabulary.lists["chapters"])
    printed = Counter(_NUMBERS.sub("#", sheet.texts[index].lower()) for index in sheet.filled())
    found = []
    for index in sheet.filled():
        level, text = _level(sheet, index), sheet.texts[index].lower()
        alone = printed[_NUMBERS.sub("#", text)] == 1 and text.strip(" :") not in plain and len(text) <= LONGEST
        if level is None or sheet.continues_heading(index):
            continue
        if sheet.is_open(index) and index not in asides and alone:
            found.append((index, level))
    return found


def _within(sheet: Sheet, headings: Sequence[tuple[int, int]], vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """The headings below the one that names a chapter of goals; all of them if none does."""
    names = vocabulary.lists["containers"]
    marked = [(index, _level(sheet, index) or 0) for index in sheet.filled() if _level(sheet, index) is not None]
    best: list[tuple[int, int]] = []
    for place, (index, level) in enumerate(marked):
        if sheet.texts[index].lower().strip(" :").endswith(names):
            end = next((other for other, rank in marked[place + 1 :] if rank <= level), len(sheet.texts))
            inside = [(other, rank) for other, rank in headings if index < other < end and rank > level]
            best = max(best, inside, key=len)
    return best or list(headings)
