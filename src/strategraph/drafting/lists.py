"""Lists: elements that stand in bullets, numbers or plain lines below the name of their level, such as "Cíle:"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from strategraph.drafting.cells import cell_head
from strategraph.drafting.heads import BORDER, Head, HeadReader
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.tables import Piece
from strategraph.drafting.vocabulary import Vocabulary, alternatives

__all__ = ["Item", "ListReader"]

#: A label may say more than the level, up to so many words, if a colon ends it.
MORE_WORDS = 5
#: Plain lines are items if they are no longer than this, in characters.
LONGEST_PLAIN = 170
#: Numbers below a label count on through so many lines.
MOST_APART = 200
#: Levels from this rank on are listed in a cell, beside the label.
LISTED_RANK = 50


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its head, the id of its level, and the index of the label above the list."""

    head: Head
    level: str
    label: int


class ListReader:
    """Finds lists by their labels."""

    def __init__(self, vocabulary: Vocabulary, reader: HeadReader) -> None:
        """Compile the expression of labels."""
        self.vocabulary = vocabulary
        self.reader = reader
        forms = vocabulary.one | vocabulary.many
        more = rf"(?:(?:\s+[^\s:]+){{0,{MORE_WORDS}}}\s*:|\s*:?)"
        self._label = regex.compile(rf"{BORDER}(?P<word>(?i:{alternatives(forms)}))(?![\w-]){more}\s*[|\s]*")
        self._label_of_cell = regex.compile(
            rf"{BORDER}(?P<word>(?i:{alternatives(vocabulary.many)}))(?:\s+[^\s:|]+){{0,{MORE_WORDS}}}\s*:?[|\s]*"
        )
        self._forms = forms
        self._many = {form: level for form, level in vocabulary.many.items() if form not in vocabulary.one}

    def read(self, sheet: Sheet) -> list[Item]:
        """All items, in order; labels and items are claimed."""
        items: list[Item] = []
        for index in list(sheet.filled()):
            beside = self._beside(sheet, index)
            if beside is not None:
                sheet.claim(index, "element", beside.level)
                sheet.heads.pop(index, None)
                items.append(beside)
                continue
            level = self._level(sheet, index)
            if level:
                found = list(self._items(sheet, index, level))
                if found:
                    sheet.claim(index, "list", level)
                    sheet.heads.pop(index, None)
                elif self._name_numbered(sheet, index, level):
                    sheet.claim(index, "list", level)
                for item in found:
                    sheet.claim(item.head.index, "element", level)
                    sheet.heads.pop(item.head.index, None)
                items += found
        return items

    def _beside(self, sheet: Sheet, index: int) -> Item | None:
        """The only item of a list of measures or activities, in the cell beside its label."""
        place = sheet.lines[index].place
        if place is None or len(place.cells) != 2 or not sheet.is_open(index):
            return None
        label, cell = place.cells
        text = sheet.lines[index].text
        level = self._listed(text[label.start : label.end])
        if not level or not text[cell.start : cell.end].strip():
            return None
        head = cell_head(
            sheet, Piece(index, cell.column, cell.start, cell.end, text[cell.start : cell.end]), "", self.reader
        )
        return Item(replace(head, bullet="", strong=False, named=False), level, index) if not head.word else None

    def _listed(self, label: str) -> str:
        """The level of what is listed beside a label that stands in a cell of its own, if levels so low are."""
        found = self._label_of_cell.fullmatch(label)
        level = self._many.get(" ".join(found["word"].lower().split()), "") if found else ""
        return level if level and self.vocabulary.levels[level].rank >= LISTED_RANK else ""

    def _name_numbered(self, sheet: Sheet, label: int, level: str) -> bool:
        """Heads below the label whose numbers have several parts and count on are elements of its level, whatever stands between."""
        below = sheet.next_filled(label, 2)
        first = sheet.heads.get(below) if below is not None else None
        if below is None or first is None or first.word or first.code is None or first.code.depth < 2:
            return False
        last = first.code.parts
        sheet.heads[below] = replace(first, word=level)
        for index in range(below + 1, min(below + MOST_APART, len(sheet.lines))):
            head = sheet.heads.get(index)
            if _is_heading(sheet, index) and not _is_heading(sheet, below):
                break
            if head is None or head.code is None or head.code.depth == 1:
                continue
            follows = head.code.parts[:-1] == last[:-1] and head.code.shape == first.code.shape
            if head.word or not follows:
                break
            sheet.heads[index] = replace(head, word=level)
        return True

    def _level(self, sheet: Sheet, index: int) -> str:
        found = self._label.fullmatch(sheet.lines[index].text) if sheet.is_open(index) else None
        row = _row(sheet, index)
        if found is None and row is not None and sheet.is_open(index) and index + 1 < len(sheet.lines):
            return self._listed(sheet.texts[index]) if _row(sheet, index + 1) == row else ""
        if not found or not found["word"][0].isupper():
            return ""
        head = sheet.heads.get(index)
        if head is not None and head.code is not None:
            return ""
        return self._forms[" ".join(found["word"].lower().split())]

    def _items(self, sheet: Sheet, label: int, level: str) -> Iterator[Item]:
        style: tuple[str, str] | None = None
        cell = list(self._cell(sheet, label, level))
        if cell:
            yield from cell
            return
        index = sheet.next_on_page(label, 2)
        plain = list(self._plain(sheet, label, level)) if sheet.texts[label].endswith(":") else []
        last: Head | None = None
        while index is not None and not (style and _is_heading(sheet, index) and not _counts_on(sheet, last, index)):
            if last is not None and last.code is not None and sheet.uses[index] == "field":
                index = self._counted_on(sheet, index, last)
                continue
            if not sheet.is_open(index):
                break
            head = self._item(sheet, index)
            if head is None:
                if style is None or not _wrapped(sheet, index):
                    break
            else:
                own = (head.bullet, head.code.shape if head.code else "")
                if style not in (None, own):
                    if head.code is not None:
                        break
                else:
                    style, last = own, head
                    yield Item(head, level, label)
            index = sheet.next_on_page(index)
        if style is None:
            yield from plain

    def _counted_on(self, sheet: Sheet, index: int, last: Head) -> int | None:
        """The line behind fields of an item that goes on with its numbers."""
        below: int | None = index
        while below is not None and sheet.uses[below] == "field":
            below = sheet.next_on_page(below)
        head = self._item(sheet, below) if below is not None and sheet.is_open(below) else None
        if head is None or head.code is None or last.code is None or head.code.shape != last.code.shape:
            return None
        return below if head.code.last == (last.code.last or 0) + 1 else None

    def _cell(self, sheet: Sheet, label: int, level: str) -> Iterator[Item]:
        """The lines of the cell beside the one that holds the label."""
        row = _row(sheet, label)
        index = label + 1
        while row is not None and index < len(sheet.lines) and _row(sheet, index) == row and sheet.is_open(index):
            place = sheet.lines[index].place
            if place is None or len(place.cells) != 1:
                break
            yield Item(self._item(sheet, index) or self._numbered(sheet, index), level, label)
            index += 1

    def _numbered(self, sheet: Sheet, index: int) -> Head:
        """The line with its number, if it has one of several parts, or as a whole."""
        head = sheet.heads.get(index)
        able = head is not None and head.code is not None and not head.word and not head.alone
        return head if head is not None and able else _whole(sheet, index, "")

    def _item(self, sheet: Sheet, index: int) -> Head | None:
        """The line as an item: a bullet, or a number of one part without the word of a level."""
        head = sheet.heads.get(index)
        if head is not None:
            return head if not head.word and head.code is not None and head.code.depth == 1 else None
        place = sheet.lines[index].place
        bulleted = self.reader.bullet(index, sheet.lines[index].text)
        if bulleted is None and place is not None and place.depth is not None:
            return _whole(sheet, index, "•")
        return bulleted

    def _plain(self, sheet: Sheet, label: int, level: str) -> Iterator[Item]:
        """Two or more plain lines right below the label, each beginning with a capital and not ending as a sentence."""
        found: list[int] = []
        index = label + 1
        while sheet.is_open(index) and index not in sheet.heads:
            text = sheet.texts[index]
            if not text[0].isupper() or len(text) > LONGEST_PLAIN or text.endswith((".", ":")):
                break
            found.append(index)
            index += 1
        over = index < len(sheet.texts) and sheet.is_open(index) and index not in sheet.heads
        if len(found) >= 2 and not over:
            yield from (Item(_whole(sheet, one, ""), level, label) for one in found)


def _counts_on(sheet: Sheet, last: Head | None, index: int) -> bool:
    """The heading has the rank of the item above, which is one itself, and the number that follows: items in bold letters."""
    head = sheet.heads.get(index)
    if last is None or last.code is None or head is None or head.code is None or not _is_heading(sheet, last.index):
        return False
    one, other = sheet.lines[last.index].place, sheet.lines[index].place
    alike = one is not None and other is not None and one.heading == other.heading
    return alike and head.code.shape == last.code.shape and head.code.last == (last.code.last or 0) + 1


def _is_heading(sheet: Sheet, index: int) -> bool:
    place = sheet.lines[index].place
    return place is not None and place.heading is not None


def _row(sheet: Sheet, index: int) -> tuple[object, ...] | None:
    """The row of a table that the line stands in."""
    place = sheet.lines[index].place
    return (place.sheet, place.table, place.row) if place is not None and place.cells else None


def _whole(sheet: Sheet, index: int, bullet: str) -> Head:
    text = sheet.lines[index].text
    start = len(text) - len(text.lstrip())
    return Head(index, "", "", None, bullet, (0, 0), (start, len(text.rstrip())), False)


def _wrapped(sheet: Sheet, index: int) -> bool:
    """The line goes on from the one above."""
    return bool(sheet.texts[index - 1]) and not sheet.texts[index][0].isupper()
