"""Sections: headings without the word of a level under which a document groups its goals."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

import regex

from strategraph.drafting.choosing import Choice
from strategraph.drafting.entries import Entry
from strategraph.drafting.heads import Head
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.vocabulary import Vocabulary

__all__ = ["find_sections", "heading_entry"]

#: One heading above all goals is a chapter of the document; so many of one form, each above some, group the goals.
LEAST_MEMBERS = 2
#: A heading in capitals, or one that stands right above numbers that begin anew, is not longer than this.
LONGEST = 120
FEWEST_LETTERS = 4
#: A number before the words of a heading; what stands before a word that goes on with others ("vize, cíle a opatření").
_NUMBER, _JOINED = (
    regex.compile(r"^(?:\d+(?:\.\d+)*|[ivx]+)[.)]?\s+"),
    (",", " a", " i", " and", " und", ":", "–", "-", "/"),
)


def find_sections(choice: Choice, roots: Sequence[Entry], sheet: Sheet, vocabulary: Vocabulary) -> list[Entry]:
    """The headings that group the topmost elements (`roots`, in order), themselves in order."""
    headings = sorted([*_chapters(choice), *_capitals(sheet, vocabulary)], key=lambda entry: entry.index)
    indexes = [entry.index for entry in headings]
    members: dict[tuple[str, str], dict[int, Entry]] = defaultdict(dict)
    holds = [_holds(headings, place, sheet, vocabulary) for place in range(len(headings))]
    for root in roots:
        place = _around(headings, holds, bisect_left(indexes, root.index) - 1, root, sheet)
        if place >= 0:
            members[headings[place].signature][place] = headings[place]
    enough = [found for found in members.values() if len(found) >= LEAST_MEMBERS]
    if enough:
        best = max(enough, key=len)
        return [best[place] for place in sorted(best)]
    return _above_beginnings(roots, sheet)


def _around(headings: Sequence[Entry], holds: Sequence[bool], place: int, root: Entry, sheet: Sheet) -> int:
    """The heading around an element: of a higher rank, and not one that merely says that goals follow ("Cíle a opatření"); or -1."""
    own = _marked(root, sheet)
    while place >= 0 and (holds[place] or (own is not None and (_marked(headings[place], sheet) or 0) >= own)):
        rank = _rank(headings[place], sheet)
        place = next((one for one in range(place - 1, -1, -1) if _rank(headings[one], sheet) < rank), -1)
    return place


def _holds(headings: Sequence[Entry], place: int, sheet: Sheet, vocabulary: Vocabulary) -> bool:
    """The heading says that goals follow, or whose right below the heading that they are grouped by ("Priority v oblasti Bydlení")."""
    text, names = sheet.texts[headings[place].index].lower().strip(" :|"), vocabulary.lists["containers"]
    below = place > 0 and _rank(headings[place - 1], sheet) < _rank(headings[place], sheet)
    plain = _NUMBER.sub("", text)
    said = (plain.removesuffix(name).rstrip() for name in names if plain.endswith(name))
    whole = any(not rest or rest.endswith(_JOINED) for rest in said) or text.endswith(
        tuple(name for name in names if " " in name)
    )
    return whole or (below and text.startswith(tuple(f"{name} " for name in names)))


def _rank(entry: Entry, sheet: Sheet) -> int:
    marked = _marked(entry, sheet)
    return max(len(entry.parts), 1) if marked is None else marked


def _marked(entry: Entry, sheet: Sheet) -> int | None:
    """The level of the heading, if the file marks it as one."""
    place = sheet.lines[entry.index].place
    return place.heading if place is not None else None


def _chapters(choice: Choice) -> list[Entry]:
    for entry in choice.chapters:
        assert entry.code is not None
        entry.signature = ("", f"chapter {entry.code.shape}")
    return choice.chapters


def _capitals(sheet: Sheet, vocabulary: Vocabulary) -> list[Entry]:
    """Lines in capitals, and lines that the file itself marks as headings."""
    plain = set(vocabulary.lists["chapters"])
    found = []
    for index in sheet.filled():
        text = sheet.texts[index]
        place = sheet.lines[index].place
        level = place.heading if place is not None else None
        head = sheet.heads.get(index)
        opens = head is not None and (head.strong or head.code is not None)
        if not sheet.is_open(index) or opens or sheet.continues_heading(index) or text.lower().strip(" :") in plain:
            continue
        capitals = text.isupper() and sum(one.isalpha() for one in text) >= FEWEST_LETTERS and len(text) <= LONGEST
        if level is not None or capitals:
            found.append(heading_entry(sheet, index, f"heading {level}" if level is not None else "capitals"))
    return found


def _above_beginnings(roots: Sequence[Entry], sheet: Sheet) -> list[Entry]:
    """Lines that stand right above numbers that begin anew, if there is one above each."""
    firsts = [root for root in roots if root.code and len(root.parts) == 1 and root.code.last == 1]
    if len(firsts) < LEAST_MEMBERS:
        return []
    found = []
    for root in firsts:
        above = next((index for index in range(root.index - 1, max(root.index - 4, -1), -1) if sheet.texts[index]), -1)
        text = sheet.texts[above] if above >= 0 and sheet.is_open(above) and above not in sheet.heads else ""
        if text and len(text) <= LONGEST and not text.endswith((".", ",", ";")):
            found.append(heading_entry(sheet, above, "above numbers"))
    return found if len(found) >= len(firsts) - 1 else []


def heading_entry(sheet: Sheet, index: int, form: str) -> Entry:
    """A whole line as an entry of that form."""
    text = sheet.lines[index].text
    start = len(text) - len(text.lstrip(" \t|\u00a0#"))
    head = Head(index, "", "", None, "", (0, 0), (start, len(text.rstrip(" \t|\u00a0"))), False)
    return Entry(head, sheet.texts[index].strip("|# "), index, signature=("", form))
