"""Heads of columns: what a column of a table holds, by the words at its top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from strategraph.drafting.tables import Row
from strategraph.drafting.vocabulary import Vocabulary, alternatives

__all__ = ["Heading", "HeadingReader"]

#: The head of a column is not longer than this, in characters, and says so many words behind the name of the level.
LONGEST, MORE_WORDS = 70, 5
#: A cell of so many words that ends with a full stop is a sentence and no head.
SENTENCE = 4
#: In a card such a share of the rows of two cells, and so many of them, begin with a known word.
CARD_SHARE, LEAST_LABELS = 0.6, 3
#: So many cells of the head of a table are known words, and this share of them.
LEAST_KNOWN, KNOWN_SHARE = 2, 0.5
#: Such a share of the second row of a head says what the columns below the first row's words are.
SECOND_SHARE = 0.7
#: How the sums of money below are counted: "tis. Kč" in brackets, behind "v", or alone; and for which year, beside that.
_UNIT = regex.compile(r"(?:\(|\bv\s+|^)\s*(?:v\s+)?(?P<unit>(?:(?:tis|mil|mld)\.?\s*)?(?:Kč|EUR|€))(?=\)|\s|$)")
_OF_YEAR = regex.compile(r"(?:rok\s+)?(?P<year>(?:19|20)\d\d)(?!\d)(?!\s*[-–/]\s*\d)")
_YEAR = regex.compile(r"(?:rok\s+)?(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?")


@dataclass(slots=True)
class Heading:
    """The head of a table: for a column the level of its elements; columns of numbers; the texts by column."""

    levels: dict[int, str]
    numbers: set[int]
    texts: dict[int, str]

    def number_of(self, column: int) -> int | None:
        """The column of numbers that belongs to a column of a level: the next one to its left, with no other level between."""
        left = [other for other in self.numbers | self.levels.keys() if other < column]
        return max(left) if left and max(left) in self.numbers else None


class HeadingReader:
    """Tells what a column holds by the words of its head."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        named = vocabulary.one | vocabulary.many
        naming = rf"(?:{vocabulary.said('naming')}\s+)?"
        number = rf"(?:\s+{vocabulary.said('number')})?"
        self._level = regex.compile(
            rf"{naming}(?P<word>{alternatives(named | vocabulary.of)}){number}(?![\w-])(?P<more>.*)"
        )
        self._field = regex.compile(rf"(?P<word>{alternatives(vocabulary.fields)})(?![\w-]).*")
        of = alternatives(named | vocabulary.of)
        self._number = regex.compile(rf"{vocabulary.said('numbers')}\.?(?:\s+{of})?")
        self._peril = regex.compile(rf"{vocabulary.said('perils')}(?![\w-])")
        self._forms = vocabulary.of | named

    def kind(self, text: str) -> str:
        """The id of a level, `number`, `field`, or nothing."""
        plain = text.lower().strip(" .:*")
        if len(plain) > LONGEST or (text.rstrip().endswith((".", "!", "?")) and len(plain.split()) >= SENTENCE):
            return ""
        if self._number.fullmatch(plain):
            return "number"
        if _YEAR.fullmatch(plain) or plain.startswith(self.vocabulary.lists["totals"]):
            return "field"
        level, named = self._level.fullmatch(plain), self._field.fullmatch(plain)
        if named and (not level or level.end("word") < named.end("word")):
            return "field"
        if level and len(level["more"].split()) <= MORE_WORDS and not regex.search(r"\d", level["more"]):
            return self._forms[" ".join(level["word"].split())]
        return ""

    def states(self, text: str) -> tuple[str, str]:
        """The group of a mapping that holds what such a column states, and the unit of its sums or the role of its bodies.

        Both are empty where it states nothing.
        """
        plain, unit = text.lower().strip(" .:*"), _UNIT.search(text)
        year, named = _OF_YEAR.match(text.strip()), self._field.fullmatch(plain)
        if year and unit:
            return f"budget_{year['year']}", unit["unit"]
        if len(plain) > LONGEST or not named:
            return "", ""
        field = self.vocabulary.fields[" ".join(named["word"].split())]
        if field.role:
            return "bodies", field.role
        group = field.states or ("deadline" if field.deadline else "")
        return group, unit["unit"] if unit and group == "budget" else ""

    def has_words(self, row: Row) -> bool:
        """The row names a level."""
        return any(self.kind(row.text(column)) in self.vocabulary.levels for column in row.cells)

    def is_card(self, table: Sequence[Row]) -> bool:
        """The rows have a label and a value each: no cell beside a label is the head of a column."""
        rows = [row for row in table if len(row.cells) > 1]
        known = sum(bool(self.kind(row.text(min(row.cells)))) for row in rows)
        return known >= max(LEAST_LABELS, CARD_SHARE * len(rows)) and all(len(row.cells) == 2 for row in rows)

    def is_value(self, row: Row) -> bool:
        """The cell beside the label of a card says more than the name of a level."""
        text = " ".join(row.text(max(row.cells)).lower().strip(" .:*").split()) if row.cells else ""
        return text not in self._forms

    def read(self, row: Row, second: Row | None = None) -> Heading | None:
        """The row as the head of a table of levels, with a second row that says more, or None."""
        kinds = {column: self.kind(row.text(column)) for column in row.cells}
        if self._is_of_perils(row, kinds):
            return None
        if second is not None:
            kinds = self._together(row, second)
            row = second
        known = sum(bool(kind) for kind in kinds.values())
        levels = {column: kind for column, kind in kinds.items() if kind in self.vocabulary.levels}
        if not levels or known < max(LEAST_KNOWN, KNOWN_SHARE * len(kinds)):
            return None
        numbers = {column for column, kind in kinds.items() if kind == "number"}
        return Heading(levels, numbers, {column: row.text(column) for column in row.cells})

    def _is_of_perils(self, row: Row, kinds: Mapping[int, str]) -> bool:
        """Whether the first column, behind one of numbers, is of perils; a column further on says which a measure has."""
        first = next((row.text(column) for column in sorted(row.cells) if kinds[column] != "number"), "")
        return bool(self._peril.match(first.lower().strip(" .:*")))

    def _together(self, first: Row, second: Row) -> dict[int, str]:
        """What columns hold by two rows of words: "Název" below "Opatření" is the column of measures."""
        kinds: dict[int, str] = {}
        for column in second.cells:
            text = second.text(column).lower().strip(" .:*")
            group = max((other for other in first.cells if other <= column), default=None)
            named = text in self.vocabulary.lists["naming"] and group is not None
            kinds[column] = self.kind(first.text(group)) if named and group is not None else self.kind(text)
        return kinds if sum(map(bool, kinds.values())) >= SECOND_SHARE * len(kinds) else {}
