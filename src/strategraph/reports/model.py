"""What a report is made of, before it is written in any format: sections, tables whose every cell has a type, and where they come from.

A report is a frozen value: the same data and options give the same one, and each format writes that and nothing else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from strategraph.pictures import Picture

__all__ = [
    "SHOWN_COLUMNS",
    "SHOWN_ROWS",
    "Asked",
    "Cell",
    "Column",
    "Iri",
    "Linked",
    "Provenance",
    "Report",
    "Row",
    "Section",
    "Table",
]

#: So many rows of a table are written for people; formats for machines have all.
SHOWN_ROWS = 200
#: And so many columns: a table may have one for each plan.
SHOWN_COLUMNS = 40


class Iri(str):
    """The IRI of a resource."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """Words that name a resource; `language` is set where they are not in the language of the report."""

    text: str
    iri: str
    language: str = ""


#: What stands in a cell: nothing, words, a number, an IRI, or words that name a resource.
Cell = str | int | Decimal | Iri | Linked | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a key for machines, a heading for people, and whether its values are numbers, shares of one or else words."""

    key: str
    heading: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query that was asked for a report, with the values of its parameters: whoever asks it again gets the same."""

    query: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; `key` is unique in a report. `asked` is what the rows were made of, `empty` what to say if there are none.

    `matrix` marks columns from that one on as the cells of a matrix; -1 where there is none. `picture` shows what the table has.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    asked: tuple[Asked, ...] = ()
    note: str = ""
    empty: str = ""
    matrix: int = -1
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what is said below it, and tables."""

    key: str
    title: str
    words: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a report rests on: names and values to be shown in this order; `asked` is what they, and the plans, were read from."""

    facts: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    citation: str
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report in one language; `name` is the one by which it is asked for."""

    name: str
    language: str
    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    provenance: Provenance

    @property
    def tables(self) -> Iterator[Table]:
        """All tables in their order."""
        return (table for section in self.sections for table in section.tables)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """All queries that were asked, each once, in their order."""
        found: dict[tuple[str, tuple[tuple[str, str], ...]], Asked] = {}
        for one in (*(one for table in self.tables for one in table.asked), *self.provenance.asked):
            found.setdefault((one.query, tuple(sorted(one.values.items()))), one)
        return tuple(found.values())
