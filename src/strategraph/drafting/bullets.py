"""Bullets: plans whose elements have neither names of levels nor numbers, as portals show them."""

import regex

from strategraph.drafting.entries import Entry
from strategraph.drafting.heads import HeadReader
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.vocabulary import Vocabulary

__all__ = ["claim_legend", "find_bullets"]

#: So many bullets have to stand in a document that has a title and nothing else that could be an element.
LEAST_BULLETS = 3
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


def find_bullets(sheet: Sheet, reader: HeadReader) -> list[Entry]:
    """Every bullet as an entry, its level told by the form of the bullet; none if there are few."""
    found = []
    for index in sheet.filled():
        head = reader.bullet(index, sheet.lines[index].text) if sheet.is_open(index) else None
        if head is not None:
            text = " ".join(sheet.lines[index].text[slice(*head.text_span)].split())
            found.append(Entry(head, text, index, signature=("", f"bullet {head.bullet}")))
    return found if len(found) >= LEAST_BULLETS else []
