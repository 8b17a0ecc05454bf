"""Heads of columns: where a document says how the sums of money below are counted, or for which year they are."""

import regex

from strategraph.errors import MappingError
from strategraph.plans.mapping import Mapping
from strategraph.plans.model import Passage
from strategraph.sources import Document, Line

__all__ = ["HEAD_USES", "Heads"]

#: What a line is used for that may be the head of columns.
HEAD_USES = frozenset({"furniture", "label", "level-names", "title", "element", "abstract", "issuer"})


class Heads:
    """Remembers the lines that may be heads, in the order of the document, and finds words in the nearest one."""

    def __init__(self, mapping: Mapping, document: Document) -> None:
        self._mapping = mapping
        self._document = document
        self._passed: list[tuple[Line, int | None]] = []
        self._found: dict[str, tuple[int, Passage | None]] = {}

    def go_by(self, line: Line, page: int | None) -> None:
        """Remember a line."""
        self._passed.append((line, page))

    def above(self, line: Line, words: str, page_of_line: int | None) -> Passage:
        """The nearest place on a line or above it where these words stand; each line is searched for them once.

        Raises:
            MappingError: if they stand nowhere above it.
        """
        seen, place = self._found.get(words, (0, None))
        spaced = r"\s+".join(map(regex.escape, words.split()))
        pattern = regex.compile(rf"(?<!\w){spaced}(?!\w)")
        for head, page in self._passed[seen:]:
            found = pattern.search(head.text) if head.number < line.number else None
            place = Passage(head.start + found.start(), head.start + found.end(), head.number, page) if found else place
        self._found[words] = (len(self._passed), place)
        own = regex.search(rf"\((?:v\s+)?(?P<words>{spaced})\)", line.text)
        if own and not words.isdecimal():  # a label says in brackets how its sums are counted
            start, end = own.span("words")
            return Passage(line.start + start, line.start + end, line.number, page_of_line)
        if place is None:
            raise MappingError(
                f"{self._document.shown}, line {line.number}: no heading, label or furniture above it says {words!r}, which a rule "
                f"of {self._mapping.shown} takes from the head of the column; write what the head says."
            )
        return place
