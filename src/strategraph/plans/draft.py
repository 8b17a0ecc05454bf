"""An element while it is being read: what its lines have said so far."""

from dataclasses import dataclass, field

from strategraph.errors import MappingError
from strategraph.plans.model import (
    Budget,
    Deadline,
    Funding,
    Indicator,
    Law,
    Level,
    Passage,
    PrintedDescriptor,
    Quantity,
    Remark,
    Responsibility,
)
from strategraph.sources import Document, Line

__all__ = ["Draft", "Stated", "passage", "squeezed"]


@dataclass(slots=True)
class Stated:
    """A field as it is printed, before it is read: the places of its value and its further columns.

    `columns` leads from a group of a pattern (`indicator`, `baseline`, `target`, `budget`, …) to the places of its words,
    several if the value goes on in the next lines. `unit` and `year` are what the head of the column says, each with its place.
    """

    field: str
    columns: dict[str, list[Passage]]
    text_derived: bool = False
    unit: str = ""
    year: str = ""
    unit_head: Passage | None = None
    year_head: Passage | None = None

    def takes(self, other: "Stated") -> bool:
        """Take a baseline or a target that stands on a line of its own below the indicator; False if it is another field."""
        goes_on = self.field == other.field == "indicator" and "indicator" in self.columns
        if not goes_on or "indicator" in other.columns or self.columns.keys() & other.columns.keys():
            return False
        self.columns.update(other.columns)
        return True


@dataclass(slots=True)
class Draft:
    """An element in the making; it is frozen once its document has been read to the end."""

    level: Level
    notation: str
    printed_notation: str
    parent: "Draft | None"
    passages: list[Passage]
    repeats: list[Passage] = field(default_factory=list)
    key: str = ""
    position: int | None = None
    derived_notation: str = ""
    parent_uncertain: bool = False
    remarks: list[Remark] = field(default_factory=list)
    descriptors: list[PrintedDescriptor] = field(default_factory=list)
    responsibilities: list[Responsibility] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    laws: list[Law] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    budgets: list[Budget] = field(default_factory=list)
    fundings: list[Funding] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The line on which the element's text begins."""
        return self.passages[0].line

    def text(self, document: Document) -> str:
        """The text as printed, its white space squeezed."""
        return " ".join(squeezed(document.characters(part.start, part.end)) for part in self.passages)


def squeezed(text: str) -> str:
    """Every run of white space, no-break spaces included, becomes one space; none at the ends."""
    return " ".join(text.split())


def passage(line: Line, start: int, end: int, page: int | None, document: Document) -> Passage:
    """The characters from `start` to `end` of a line, without white space at either end.

    Raises:
        MappingError: if nothing but white space is left.
    """
    text = line.text[start:end]
    stripped = text.strip()
    if not stripped:
        raise MappingError(
            f"{document.shown}, line {line.number}: the mapping finds an element or field without text at column {start + 1}; "
            "correct the pattern that opens it."
        )
    first = line.start + start + len(text) - len(text.lstrip())
    return Passage(first, first + len(stripped), line.number, page)
