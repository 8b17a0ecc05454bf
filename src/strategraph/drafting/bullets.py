"""Bullets: plans whose elements have neither names of levels nor numbers, as portals show them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from strategraph.drafting.entries import Entry, Signature
from strategraph.drafting.heads import HeadReader
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.vocabulary import Vocabulary

__all__ = ["BELOW", "STEPS", "claim_legend", "find_bullets", "find_bullets_below", "find_steps"]

#: So many bullets have to stand in a document that has a title and nothing else that could be an element.
LEAST_BULLETS = 3
#: Bullets below elements are elements if so many have some, and such a share of their level.
LEAST_OWNERS, OWNERS = 2, 0.5
#: The form of such bullets.
BELOW = "bullets"
#: What bullets are that no label introduces, in plans without other activities.
STEPS: Signature = ("activity", BELOW)
#: So many lines of running text may stand between an element and such bullets; a label has so many words at most.
MOST_PROSE, LABEL_WORDS = 3, 5
_LEGEND = regex.compile(r"(?P<mark>-?[.\d]+)\s+[\"„“](?P<name>[^\"“”]+)[\"“”]")


def claim_legend(sheet: Sheet, vocabulary: Vocabulary) -> list[str]:
    """The names of levels that a portal lists with their marks (`-.1 "Priority"`), from the top; the lines are claimed."""
    found = [(index, match) for index in sheet.filled() if (match := _LEGEND.fullmatch(sheet.texts[index]))]
    if not found:
        return []
    above = next((index for index in range(found[0][0] - 1, -1, -1) if sheet.texts[index]), -1)
    if above >= 0 and sheet.texts[above].lower().strip(" :") in vocabulary.lists["legends"]:
        sheet.claim(above, "level-names", "")
    for index, _ in found:
        sheet.claim(index, "level-names", "")
    return [match["name"] for _, match in sorted(found, key=lambda one: one[1]["mark"].count("."))]


def find_bullets_below(
    sheet: Sheet,
    chosen: Sequence[Entry],
    continued: Mapping[int, list[int]],
    vocabulary: Vocabulary,
    reader: HeadReader,
) -> list[Entry]:
    """Bullets right below most elements of the lowest level, where those are goals or have no word."""
    lowest = _lowest(chosen, vocabulary)
    return _below_most((_run(sheet, entry, _last(entry, continued), reader) for entry in lowest), len(lowest))


def find_steps(
    sheet: Sheet,
    chosen: Sequence[Entry],
    continued: Mapping[int, list[int]],
    vocabulary: Vocabulary,
    reader: HeadReader,
) -> list[Entry]:
    """Bullets below most measures, or goals where there are no measures, also behind running text; none beside other activities."""
    kinds = {id(one): vocabulary.levels[one.signature[0]].kind for one in chosen if one.signature[0]}
    if "activity" in kinds.values() or any(one.signature[0] == "" and one.signature[1] == "list" for one in chosen):
        return []
    wanted = "measure" if "measure" in kinds.values() else "goal"
    owners = [one for one in chosen if kinds.get(id(one)) == wanted]
    lasts = [_behind_prose(sheet, _last(entry, continued), vocabulary, reader) for entry in owners]
    runs = (_run(sheet, entry, last, reader) for entry, last in zip(owners, lasts, strict=True) if last is not None)
    return [replace(one, signature=STEPS) for one in _below_most(runs, len(owners))]


def _last(entry: Entry, continued: Mapping[int, list[int]]) -> int:
    """The last line of an element's own text."""
    last: int = max([entry.text_index, *continued.get(entry.text_index, ())])
    return last


def _below_most(runs: Iterable[Iterable[Entry]], owners: int) -> list[Entry]:
    """The bullets below elements, if so many of these elements have some."""
    held = [below for run in runs if (below := list(run))]
    return [one for below in held for one in below] if len(held) >= max(LEAST_OWNERS, OWNERS * owners) else []


def _behind_prose(sheet: Sheet, last: int, vocabulary: Vocabulary, reader: HeadReader) -> int | None:
    """The last line of running text below an element, or its own; None where a label says that the list is another one."""
    for _ in range(MOST_PROSE):
        below = sheet.next_on_page(last)
        if below is None or not sheet.is_open(below) or below in sheet.heads or sheet.is_heading(below):
            return last
        if reader.bullet(below, sheet.lines[below].text) is not None:
            return last
        words = sheet.texts[below].lower().removesuffix(":").split()
        label = sheet.texts[below].endswith(":") and len(words) <= LABEL_WORDS
        if label and not set(words) & set(vocabulary.lists["introducing"]):
            return None
        last = below
    return last


def _lowest(chosen: Sequence[Entry], vocabulary: Vocabulary) -> list[Entry]:
    """The elements with nothing below them, all of one level; none where the plan names its measures."""
    kinds = {vocabulary.levels[entry.signature[0]].kind for entry in chosen if entry.signature[0]}
    if kinds & {"measure", "activity"} or any(entry.signature[1] == "list" for entry in chosen):
        return []
    levels: dict[Signature, int] = {}
    for entry in chosen:
        levels[entry.signature] = max(levels.get(entry.signature, 0), len(entry.parts))
    deepest = max(levels, key=lambda one: (levels[one], one == chosen[-1].signature), default=("", ""))
    return [entry for entry in chosen if entry.signature == deepest]


def _run(sheet: Sheet, owner: Entry, last: int, reader: HeadReader) -> Iterator[Entry]:
    """The bullets right below an element; if it is one itself, those that stand deeper."""
    place = sheet.lines[owner.index].place
    depth = place.depth if place is not None and place.depth is not None else 0
    index = sheet.next_on_page(last)
    while index is not None and sheet.is_open(index) and index not in sheet.heads:
        place, line = sheet.lines[index].place, sheet.lines[index].text
        head = reader.bullet(index, line)
        deeper = place is None or place.depth is None or place.depth > depth
        if head is None or not deeper or sheet.is_heading(index):
            return
        text = " ".join(line[slice(*head.text_span)].split())
        yield Entry(head, text, index, signature=("", BELOW))
        index = sheet.next_on_page(index)


def find_bullets(sheet: Sheet, reader: HeadReader) -> list[Entry]:
    """Every bullet as an entry, its level told by the form of the bullet; none if there are few."""
    found = []
    for index in sheet.filled():
        head = reader.bullet(index, sheet.lines[index].text) if sheet.is_open(index) else None
        if head is not None:
            text = " ".join(sheet.lines[index].text[slice(*head.text_span)].split())
            found.append(Entry(head, text, index, signature=("", f"bullet {head.bullet}")))
    return found if len(found) >= LEAST_BULLETS else []
