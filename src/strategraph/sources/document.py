"""A document: its text, cut into lines that know where they stand."""

from dataclasses import dataclass

from strategraph.sources.manifest import Manifest

__all__ = ["Document", "Line", "lines_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line end; `number` counts from 1, `start` is its first code point in the document, from 0."""

    number: int
    start: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Nothing but white space, no-break spaces included."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Document:
    """A source document with its manifest; `shown` is its path as messages name it."""

    manifest: Manifest
    shown: str
    text: str
    lines: tuple[Line, ...]

    def characters(self, start: int, end: int) -> str:
        """The code points from `start` to `end` (exclusive), exactly as printed."""
        return self.text[start:end]


def lines_of(text: str) -> tuple[Line, ...]:
    """Cut text at line feeds; a carriage return before one belongs to the line end, not to the line."""
    lines, start = [], 0
    for number, raw in enumerate(text.split("\n"), 1):
        lines.append(Line(number, start, raw.removesuffix("\r")))
        start += len(raw) + 1
    return tuple(lines)
