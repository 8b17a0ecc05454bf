"""A document: its text, cut into lines that know where they stand."""

from dataclasses import dataclass, field
from hashlib import sha256

from strategraph.sources.manifest import Manifest

__all__ = ["Cell", "Document", "Line", "Place", "Transcript", "lines_of"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: its column, from 1, and the code points of the line that are its text (end exclusive)."""

    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in a file that is more than lines of text; what the file does not tell is None.

    `page`, `slide`, `paragraph`, `table` and `row` count from 1; paragraphs are counted through the document, tables
    too. `address` is the first filled cell of a row in a sheet, such as `B7`. `heading` is the level of a heading and
    `depth` that of an item in a list, 1 outermost. `label` is the number or bullet that a program puts before the text
    by itself; the line begins with it. `cells` are the cells that stand on the line.
    """

    page: int | None = None
    slide: int | None = None
    sheet: str | None = None
    address: str | None = None
    paragraph: int | None = None
    heading: int | None = None
    depth: int | None = None
    label: str = ""
    table: int | None = None
    row: int | None = None
    cells: tuple[Cell, ...] = ()

    def __str__(self) -> str:
        """As messages name it: `page 3`, `slide 2`, `sheet Cíle, cell B7`, `table 1, row 4`, `paragraph 12`."""
        told: dict[str, object] = {"page": self.page, "slide": self.slide, "sheet": self.sheet, "cell": self.address}
        if self.table and not self.sheet:
            told |= {"table": self.table, "row": self.row}
        if not any(told.values()):
            told = {"paragraph": self.paragraph}
        return ", ".join(f"{name} {value}" for name, value in told.items() if value is not None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line end; `number` counts from 1, `start` is its first code point in the document, from 0.

    `place` is None where the document is plain text, whose lines have no other place than their number.
    """

    number: int
    start: int
    text: str
    place: Place | None = None

    @property
    def is_blank(self) -> bool:
        """Nothing but white space, no-break spaces included."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a reader gives for a file: its format, its text with its lines, and what a reader of them should know.

    `shown` is the file as messages name it, `content` its bytes, `notices` are sentences on what was left out or may
    stand in another order than printed.
    """

    shown: str
    format: str
    content: bytes = field(repr=False)
    text: str
    lines: tuple[Line, ...]
    notices: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of the bytes, in hexadecimal digits."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Document:
    """A source document with its manifest; `shown` is its path as messages name it, `notices` are those of its reader."""

    manifest: Manifest
    shown: str
    text: str
    lines: tuple[Line, ...]
    notices: tuple[str, ...] = ()

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
