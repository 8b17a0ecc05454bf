"""What a picture is made of, before it is drawn: numbers, and the words that stand beside them."""

from dataclasses import dataclass
from decimal import Decimal

__all__ = [
    "Bar",
    "Bars",
    "Cell",
    "Drawing",
    "Edge",
    "Intervals",
    "Lifelines",
    "Matrix",
    "MatrixRow",
    "Node",
    "Part",
    "Picture",
    "Share",
]

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: of which series (its place among them), how long, and what is written on it if there is room."""

    series: int
    value: Number
    told: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """Parts, one after another; `label` has a line or two, and `total` stands at the end."""

    label: tuple[str, ...]
    parts: tuple[Part, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars from the top down; `series` name what their parts are."""

    series: tuple[str, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a matrix: its shade, which is a place in the scale, and what is written in it."""

    shade: int
    told: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of a matrix with a cell for each column."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A heat map; `scale` names the shades from none to the darkest."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    scale: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """Something that stands in a column: its code, its words, and the place of its state among `states`."""

    code: str
    words: str
    state: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from a node of a column to one of the next column, by their places; `strength` is between 0 and 1."""

    column: int
    start: int
    end: int
    strength: Number


@dataclass(frozen=True, slots=True)
class Lifelines:
    """Columns of nodes, and what leads from one column to the next."""

    columns: tuple[str, ...]
    nodes: tuple[tuple[Node, ...], ...]
    edges: tuple[Edge, ...]
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A share of one with its interval, and perhaps a range that it is held against."""

    label: str
    value: Number
    low: Number
    high: Number
    beside: tuple[Number, Number] | None = None


@dataclass(frozen=True, slots=True)
class Intervals:
    """Shares from the top down; `names` say what the interval and the range beside it are, `steps` stand along the scale."""

    names: tuple[str, str]
    rows: tuple[Share, ...]
    steps: tuple[str, ...]


Drawing = Bars | Matrix | Lifelines | Intervals


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its title, what it shows in a sentence, what it leaves out, and where its numbers are from.

    `told` is for those who do not see it; `note` is empty where nothing is left out; `source` stands in a file only.
    """

    title: str
    told: str
    drawing: Drawing
    note: str = ""
    source: str = ""
