"""Wrapping: texts that go on in the next line because the page was too narrow."""

from collections.abc import Iterable

from strategraph.drafting.entries import Entry
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.vocabulary import Vocabulary

__all__ = ["Wrapping"]

#: A text goes on in at most so many further lines; a document is wrapped if this share of its lines is as wide.
MOST_LINES, WIDE_SHARE = 8, 0.9
#: A wrapped line fills this share of the width; pages are not wider than this, in characters.
FULL, WIDEST = 0.7, 140


class Wrapping:
    """Knows how wide the lines of a document are, and finds what a text goes on with."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary) -> None:
        """Measure the lines."""
        self.sheet = sheet
        self.hanging = set(vocabulary.lists["hanging"])
        widths = sorted(len(sheet.texts[index]) for index in sheet.filled())
        self.width = widths[int(len(widths) * WIDE_SHARE)] if widths else 0

    def continue_all(self, entries: Iterable[Entry]) -> dict[int, list[int]]:
        """For each entry, by the line of its text, the lines that its text goes on in; they are claimed."""
        found = {}
        for entry in entries:
            lines = self._lines(entry)
            if lines:
                found[entry.text_index] = lines
        return found

    def _lines(self, entry: Entry) -> list[int]:
        sheet = self.sheet
        lines: list[int] = []
        last = entry.text_index
        capitals = entry.text.isupper() and len(entry.text) > 3
        while len(lines) < MOST_LINES and sheet.is_open(last + 1) and last + 1 not in sheet.heads:
            goes_on = self._goes_on(sheet.texts[last], sheet.texts[last + 1], capitals)
            if not sheet.continues_heading(last + 1) and (sheet.is_apart(last + 1) or not goes_on):
                break
            last += 1
            sheet.claim(last, "continuation", "")
            lines.append(last)
        return lines

    def _goes_on(self, text: str, following: str, capitals: bool) -> bool:
        first = following.lstrip("„“\"'(")[:1]
        if "|" in text or "\t" in text or following.startswith(("|", "•", "-", "–", "*", "●", "▪", "➢")):
            return False
        if capitals and following.isupper() and len(text) >= FULL * min(self.width, WIDEST) / 2:
            return True
        if text.endswith((".", "!", "?")) and not first.islower():
            return False
        if first.islower() or text.rsplit(" ", 1)[-1].lower().strip("(„") in self.hanging:
            return True
        wide = len(text) >= FULL * min(self.width, WIDEST)
        return wide and (text.endswith((",", "–")) or (first.isdigit() and len(following) < len(text)))
