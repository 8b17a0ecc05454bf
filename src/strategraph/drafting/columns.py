"""Columns: tables whose columns are levels, one element a cell; a blank cell, or one that repeats, stands for the one above."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from strategraph.drafting.cells import CellLines, cell_code, cell_head
from strategraph.drafting.column_heads import Heading, HeadingReader
from strategraph.drafting.entries import Entry
from strategraph.drafting.heads import Head, HeadReader
from strategraph.drafting.sheet import Sheet, squeezed
from strategraph.drafting.tables import Piece, Row, find_tables
from strategraph.drafting.turned import read_turned
from strategraph.drafting.vocabulary import Vocabulary

__all__ = ["Columns", "Stating", "find_columns"]

#: The head of a table stands among so many first rows.
FIRST_ROWS = 15
#: A cell with fewer letters says nothing.
FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Stating:
    """A cell that states something of the element before it on its line: where it begins, and the group of a mapping.

    Of sums and measures the unit is known, of bodies the role.
    """

    start: int
    group: str
    unit: str = ""
    role: str = ""


@dataclass(slots=True)
class Columns:
    """What was found: elements in order, the lines that hold some, lines that texts of cells go on in, cells that state fields."""

    entries: list[Entry] = field(default_factory=list)
    continued: dict[int, list[int]] = field(default_factory=dict)
    stated: dict[int, list[Stating]] = field(default_factory=dict)


def find_columns(sheet: Sheet, vocabulary: Vocabulary, reader: HeadReader) -> Columns:
    """Find such tables; the lines of their rows are claimed, as `row` where they hold elements."""
    found = Columns()
    headings = HeadingReader(vocabulary)
    for table in find_tables(sheet):
        place, heading = _head_of(table, headings)
        if heading is None:
            found.entries += read_turned(sheet, table, headings, reader)
        else:
            stating = _stating(sheet, table[: place + 1], heading, headings)
            _Table(sheet, vocabulary, reader, heading, stating, found).read(table[: place + 1], table[place + 1 :])
    found.entries.sort(key=lambda entry: (entry.index, entry.head.text_span))
    return found


def _head_of(table: Sequence[Row], headings: HeadingReader) -> tuple[int, Heading | None]:
    card = headings.is_card(table)
    for place, row in enumerate(table[:FIRST_ROWS]):
        if card and headings.is_value(row):
            continue
        second = table[place + 1] if place + 2 < len(table) else None
        both = headings.read(row, second) if second is not None and headings.has_words(row) else None
        if both is not None:
            return place + 1, both
        heading = headings.read(row)
        if heading is not None:
            return place, heading
    return 0, None


def _stating(
    sheet: Sheet, heads: Sequence[Row], heading: Heading, headings: HeadingReader
) -> dict[int, tuple[str, str]]:
    """What columns state; one whose unit no single line of the head says is left out, since its sums would mean nothing."""
    lines = [squeezed(sheet.lines[line].text) for row in heads for line in row.lines]
    found = {column: headings.states(text) for column, text in heading.texts.items()}
    return {
        column: (group, more)
        for column, (group, more) in found.items()
        if not more or group == "bodies" or any(more in line for line in lines)
    }


class _Table:
    """Reads the rows of one table."""

    def __init__(
        self,
        sheet: Sheet,
        vocabulary: Vocabulary,
        reader: HeadReader,
        heading: Heading,
        stating: Mapping[int, tuple[str, str]],
        found: Columns,
    ) -> None:
        self.sheet, self.vocabulary, self.reader, self.found = sheet, vocabulary, reader, found
        self.heading, self.stating = heading, stating
        self.opened: dict[int, str] = {}
        self.lines = CellLines(sheet, vocabulary)

    def read(self, heads: Sequence[Row], rows: Sequence[Row]) -> None:
        """Take the elements of all rows; if there are none, nothing is claimed."""
        self._leave_grades(rows)
        headings = {id(row) for row in rows if len(row.cells) == 1 and self._is_heading(row)}
        taken = {id(row): list(self._row(row)) for row in rows if not self._is_aside(row)}
        for head in heads:
            if len(head.cells) > 1 and not self._opens_another(head):
                self._claim(head, "furniture", "head of a table")
        if not any(taken.values()):
            for row in rows if self._refers(rows) else ():
                self._claim(row, "field", "a row of a table")
            return
        for row in rows:
            if id(row) in headings:
                continue
            if id(row) not in taken:
                self._claim(row, "furniture", "head or sum of a table")
                continue
            entries = taken[id(row)]
            held = {line for entry in entries for line in (entry.index, entry.text_index)}
            for line in row.lines:
                if line in held:
                    self.sheet.claim(line, "row", "")
                elif self.sheet.is_open(line) and (entries or line not in self.sheet.heads):
                    self.sheet.claim(line, "field", "a row of a table")
            self.found.entries += entries
            if entries:
                self._state(row, entries[-1])

    def _state(self, row: Row, last: Entry) -> None:
        """The cells behind the last element of a row that stand on its line and in a column of a field."""
        for column, (group, more) in self.stating.items():
            pieces = row.cells.get(column, ()) if group and column not in self.heading.levels else ()
            if len(pieces) == 1 and pieces[0].index == last.text_index and pieces[0].start >= last.head.text_span[1]:
                known = {"role" if group == "bodies" else "unit": more}
                self.found.stated.setdefault(last.text_index, []).append(Stating(pieces[0].start, group, **known))

    def _refers(self, rows: Sequence[Row]) -> bool:
        """Cells of levels hold numbers alone: the rows speak of elements that stand elsewhere."""
        others = [row for row in rows if not self._is_aside(row)]
        cells = [row.text(column) for row in others for column in self.heading.levels if column in row.cells]
        return not any(map(self._names, cells))

    def _names(self, text: str) -> bool:
        """The text says more than which elements it means ("Cíl 1.1, Cíl 1.2")."""
        return _says(text) and not self.reader.refers(text)

    def _claim(self, row: Row, use: str, name: str) -> None:
        for line in row.lines:
            self.sheet.claim(line, use, name)

    def _leave_grades(self, rows: Sequence[Row]) -> None:
        """A column that says of each row how important it is names no elements."""
        grades = set(self.vocabulary.lists["grades"])
        for column in list(self.heading.levels):
            values = [row.text(column).lower().strip(" .") for row in rows if column in row.cells]
            if values and all(value in grades or not _says(value) for value in values):
                del self.heading.levels[column]

    def _is_aside(self, row: Row) -> bool:
        """The head printed again, or a sum."""
        texts = {column: row.text(column) for column in row.cells}
        first = texts[min(texts)].lower().strip(" :.") if texts else ""
        return texts == self.heading.texts or first.startswith(self.vocabulary.lists["totals"])

    def _row(self, row: Row) -> Iterator[Entry]:
        if len(row.cells) == 1 and self._is_heading(row):  # what stands below it is not below what stood above it
            self.opened.clear()
            return
        for column in sorted(self.heading.levels):
            pieces = row.cells.get(column)
            if not pieces or not self._names(row.text(column)):
                continue
            if self.opened.get(column) == row.text(column):
                continue
            self.opened = {other: text for other, text in self.opened.items() if other < column}
            self.opened[column] = row.text(column)
            yield from self._cell(row, column, pieces)

    def _is_heading(self, row: Row) -> bool:
        """The only cell of the row opens an element of another level by its own words."""
        head = self.sheet.heads.get(row.lines[0])
        return head is not None and bool(head.word) and head.word not in self.heading.levels.values()

    def _opens_another(self, row: Row) -> bool:
        """The row stands above the head and opens an element of another level by its word and its number."""
        head = self.sheet.heads.get(row.lines[0])
        if head is None or head.code is None or not head.printed or head.alone:
            return False
        return self.sheet.lines[head.index].text.find(head.printed) < head.code_span[0]

    def _cell(self, row: Row, column: int, pieces: Sequence[Piece]) -> Iterator[Entry]:
        word = self.heading.levels[column]
        last: Entry | None = None
        label: Head | None = None
        for piece in pieces:
            head = cell_head(self.sheet, piece, word, self.reader)
            if label is not None and head.code is None and not head.printed and self._stands_alone(label, row):
                text_span = head.text_span
                head = replace(label, text_span=text_span)
                entry = Entry(head, _piece_text(self.sheet, piece, text_span), piece.index, text_span)
                yield entry
                last, label = entry, None
                continue
            label = head if head.alone and head.code is not None and head.printed else None
            if last is not None and self.lines.describes(last, head, piece):
                continue
            if (
                last is not None
                and not self.lines.opens(last, head, piece, word)
                and not self.lines.is_item(last, piece, word)
            ):
                self.found.continued.setdefault(last.text_index, []).append(piece.index)
                self.sheet.claim(piece.index, "continuation", "")
                continue
            if not _says(piece.text) or head.alone:
                continue
            entry = self._numbered(Entry(head, _text(self.sheet, head), piece.index), row, column, last is None)
            yield entry
            last = entry

    def _stands_alone(self, label: Head, row: Row) -> bool:
        """No other cell of a level has text on the line of the label."""
        return sum(one.index == label.index for pieces in row.cells.values() for one in pieces) == 1

    def _numbered(self, entry: Entry, row: Row, column: int, first: bool) -> Entry:
        """The entry with the number that stands in the column of numbers to its left."""
        number = self.heading.number_of(column)
        pieces = row.cells.get(number, []) if number is not None else []
        number_head = cell_code(self.sheet, pieces[0], entry.head) if len(pieces) == 1 and first else None
        if entry.code is not None or number_head is None:
            return entry
        piece = pieces[0]
        others = [one for other in self.heading.levels for one in row.cells.get(other, ()) if one.index == piece.index]
        if piece.index != entry.index and others:
            return entry
        return Entry(number_head, entry.text, entry.index, entry.head.text_span if piece.index != entry.index else None)


def _says(text: str) -> bool:
    return sum(one.isalpha() for one in text) >= FEWEST_LETTERS


def _piece_text(sheet: Sheet, piece: Piece, span: tuple[int, int]) -> str:
    return " ".join(sheet.lines[piece.index].text[slice(*span)].split())


def _text(sheet: Sheet, head: Head) -> str:
    return " ".join(sheet.lines[head.index].text[slice(*head.text_span)].split())
