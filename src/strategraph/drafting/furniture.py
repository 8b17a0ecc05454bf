"""Furniture: what stands on pages and is no part of a plan: page numbers, running heads, tables of contents."""

from collections import defaultdict

import regex

from strategraph.drafting.sheet import Sheet
from strategraph.drafting.vocabulary import Vocabulary

__all__ = ["claim_contents", "claim_footnotes", "claim_pages", "claim_repeats", "claim_rulers"]

_LEADER = regex.compile(r".*?(?:[.…·_]\s?){4,}\s*\d{0,4}\s*\|?|.*?…{2,}\s*\d{0,4}")
_ENDS_WITH_PAGE = regex.compile(r".*?\p{L}.*?\s\d{1,3}\s*\|?")
_DIGITS = regex.compile(r"\d+")
_RULER = regex.compile(r"[\s|+=_*~.·•\-–—:]+")
#: A running head stands on this many pages at least, and this many lines apart on average.
LEAST_REPEATS, LEAST_APART = 3, 5
#: What a word has behind it that calls a note, and the note itself, at most so many lines below.
_CALL = regex.compile(r"\p{Ll}{2}[.,;:)“”\"]?(\d{1,3})(?![\d\p{L}]|[.,:/]\d)")
_NOTE = regex.compile(r"(?P<number>\d{1,3})\s+\p{L}.*")
NOTE_LINES = 80
#: A line of contents that goes on in the next is followed by its page number within so many lines.
WRAPPED = 2


def claim_rulers(sheet: Sheet) -> None:
    """Lines without a letter or a digit: borders of tables, rulers."""
    for index in sheet.filled():
        if sheet.is_open(index) and _RULER.fullmatch(sheet.texts[index]):
            sheet.claim(index, "furniture", "ruler")


def claim_pages(sheet: Sheet, vocabulary: Vocabulary) -> None:
    """Lines that hold a page number alone: `12`, `- 12 -`, `Strana 3 z 40`."""
    page = regex.compile(
        rf"[\W_]*(?:{vocabulary.said('pages')}\.?\s*)?(?!(?:19|20)\d\d\W*$)\d{{1,4}}(?:\s*(?:z|/|of|ze)\s*\d{{1,4}})?[\W_]*",
        regex.IGNORECASE,
    )
    named = regex.compile(rf"[\W_]*\d{{1,4}}\.?\s*{vocabulary.said('pages')}[\W_]*", regex.IGNORECASE)
    for index in sheet.filled():
        text = sheet.texts[index]
        if len(text) < 24 and sheet.is_open(index) and (page.fullmatch(text) or named.fullmatch(text)):
            sheet.claim(index, "furniture", "page number")


def claim_footnotes(sheet: Sheet) -> None:
    """Notes at the foot of a page: a number without a dot that a word above calls, and a sentence or the end of a page."""
    able = {
        index for index in sheet.filled() if sheet.texts[index][0].isdigit() and _NOTE.fullmatch(sheet.texts[index])
    }
    called: dict[str, int] = {}
    for index in sheet.filled() if able else ():
        text = sheet.texts[index]
        found = _NOTE.fullmatch(text) if index in able and sheet.is_open(index) else None
        if found and index - called.get(found["number"], -NOTE_LINES) < NOTE_LINES:
            below = sheet.next_filled(index)
            ends = below is None or sheet.names[below] in {"page number", "running head"}
            if ends or text.endswith(".") or "www" in text or "http" in text:
                sheet.claim(index, "furniture", "footnote")
        for number in _CALL.findall(text):
            called[number] = index


def claim_repeats(sheet: Sheet, vocabulary: Vocabulary) -> None:
    """Running heads and feet: a line that comes again and again, but for its numbers, pages apart; no name of a level."""
    names = vocabulary.one.keys() | vocabulary.many.keys()
    seen: dict[str, list[int]] = defaultdict(list)
    titles = {sheet.texts[index] for index in sheet.filled() if sheet.uses[index] == "title"}
    for index in sheet.filled():
        text = sheet.texts[index]
        sentence = text.endswith((":", ".", ",")) or text[0].islower()
        if text.lower() in names:
            continue
        able = sheet.is_open(index) and not _labels_cell(sheet, index) and (index not in sheet.heads or text in titles)
        if (able or sheet.uses[index] == "title") and len(text) <= 160 and not sentence:
            seen[_DIGITS.sub("#", text.lower()).strip(" #|-–")].append(index)
    for key, places in seen.items():
        letters = sum(one.isalpha() for one in key)
        apart = (places[-1] - places[0]) / max(len(places) - 1, 1)
        if len(places) >= LEAST_REPEATS and letters >= 3 and apart >= LEAST_APART:
            for index in filter(sheet.is_open, places):
                sheet.claim(index, "furniture", "running head")


def _labels_cell(sheet: Sheet, index: int) -> bool:
    """The line is the first of a row of a table that has more lines: what stands beside it is a list."""
    place, below = sheet.lines[index].place, sheet.lines[index + 1].place if index + 1 < len(sheet.lines) else None
    if place is None or below is None or place.table is None or not place.cells:
        return False
    return (place.sheet, place.table, place.row) == (below.sheet, below.table, below.row)


def claim_contents(sheet: Sheet, vocabulary: Vocabulary) -> None:
    """Tables of contents: lines with leaders to a page number, and what follows the head of such a table."""
    heads = set(vocabulary.lists["contents"])
    inside = leaders = False
    for index in sheet.filled():
        text = sheet.texts[index]
        if not sheet.is_open(index):
            continue
        if text.lower().strip(" :.") in heads:
            inside, leaders = True, False
            sheet.claim(index, "furniture", "table of contents")
        elif _LEADER.fullmatch(text) and any(one.isalpha() for one in text):
            leaders = True
            _claim_wrapped(sheet, index, inside)
            sheet.claim(index, "furniture", "table of contents")
        elif inside:
            inside = _goes_on(sheet, index, leaders)
            if inside:
                sheet.claim(index, "furniture", "table of contents")


def _claim_wrapped(sheet: Sheet, index: int, inside: bool) -> None:
    """The first line of an entry whose leaders stand on its second."""
    above = index - 1
    if not inside and sheet.is_open(above) and above in sheet.heads and sheet.texts[index][:1].islower():
        sheet.claim(above, "furniture", "table of contents")


def _goes_on(sheet: Sheet, index: int, leaders: bool) -> bool:
    """The line, or one right after it, ends with a page number, behind leaders if the table has them."""
    for other in range(index, min(index + WRAPPED + 1, len(sheet.texts))):
        text = sheet.texts[other]
        if not text:
            return False
        if _LEADER.fullmatch(text) or (not leaders and _ENDS_WITH_PAGE.fullmatch(text)):
            return True
    return False
