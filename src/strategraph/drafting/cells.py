"""Cells: what the further lines of a cell are: elements of their own, the rest of a text, or a description."""

from dataclasses import replace

import regex

from strategraph.drafting.entries import Entry
from strategraph.drafting.heads import Head, HeadReader
from strategraph.drafting.numbering import BARE, read_code
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.tables import Piece
from strategraph.drafting.vocabulary import Vocabulary

__all__ = ["CellLines", "cell_code", "cell_head"]

#: Levels from this rank on are listed in a cell, a line each.
LISTED_RANK = 50
#: What goes on in a cell of a PDF and ends as a sentence is one if it has so many words.
SENTENCE = 3
_CODE = regex.compile(rf"{BARE}|(?P<code>\d{{1,3}})")


def cell_head(sheet: Sheet, piece: Piece, word: str, reader: HeadReader) -> Head:
    """What a piece of a cell opens: by its own word or number, by a bullet, or as a whole an element of its column's level."""
    text = sheet.lines[piece.index].text[piece.start : piece.end]
    head = reader.read(piece.index, text) or reader.bullet(piece.index, text)
    whole = (piece.start, piece.end)
    if head is None or (head.alone and not head.word):
        return Head(piece.index, word, "", None, "", (0, 0), whole, True, True)
    code = (head.code_span[0] + piece.start, head.code_span[1] + piece.start) if head.code else (0, 0)
    span = (head.text_span[0] + piece.start, head.text_span[1] + piece.start)
    return replace(head, word=head.word or word, code_span=code, text_span=span, strong=True, named=True)


def cell_code(sheet: Sheet, piece: Piece, head: Head) -> Head | None:
    """The head with the number that a cell holds and nothing else, on the line of that cell; None if it holds more."""
    if not _CODE.fullmatch(piece.text):
        return None
    text = sheet.lines[piece.index].text[piece.start : piece.end].rstrip()
    span = piece.start + text.startswith("("), piece.start + len(text) - text.endswith(")")
    return replace(head, index=piece.index, code=read_code(piece.text), code_span=span)


class CellLines:
    """Tells what a line of a cell is by the element that its cell has opened last."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary) -> None:
        """Read cells of a sheet by the words of a vocabulary."""
        self._sheet, self._vocabulary = sheet, vocabulary
        self._hanging = set(vocabulary.lists["hanging"])

    def opens(self, last: Entry, head: Head, piece: Piece, word: str) -> bool:
        """A further line of a cell opens an element of its own: it has a number or a bullet, or reads like an item."""
        if head.code is not None or head.bullet:
            return True
        if last.code is not None and not self._sheet.is_apart(piece.index):
            return False
        place = self._sheet.lines[piece.index].place
        listed = self._vocabulary.levels[word].rank >= LISTED_RANK
        return listed and (piece.text[0].isupper() or (place is not None and place.depth is not None))

    def is_item(self, last: Entry, piece: Piece, word: str) -> bool:
        """A paragraph of its own in a column of activities, though it begins with a small letter."""
        if self._vocabulary.levels[word].rank <= LISTED_RANK or last.code is not None:
            return False
        above, place = self._sheet.lines[last.text_index].place, self._sheet.lines[piece.index].place
        apart = above is not None and place is not None and (bool(place.page) or above.paragraph != place.paragraph)
        hangs = last.text.endswith((",", "-", "–")) or last.text.rsplit(" ", 1)[-1].lower() in self._hanging
        return apart and not hangs

    def describes(self, last: Entry, head: Head, piece: Piece) -> bool:
        """A sentence in a paragraph of its own below an element that has a number says more of that one."""
        own = head.code is not None or bool(head.bullet)
        if own or last.code is None or not piece.text.endswith((".", "!", "?")) or not piece.text[0].isupper():
            return False
        place = self._sheet.lines[piece.index].place
        paged = place is not None and place.page is not None and len(piece.text.split()) >= SENTENCE
        return paged or self._sheet.is_apart(piece.index)
