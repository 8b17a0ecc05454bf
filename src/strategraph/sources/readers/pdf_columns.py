"""Columns and tables without lines on a page of a PDF: text that stands side by side, told apart by the space between."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from strategraph.sources.readers.pdf_lines import Segment, joined

__all__ = ["Columns", "Plain", "Spaced", "stretches"]

Row = list[Segment]
Span = tuple[float, float]

#: The least space between columns, in sizes of the font.
_GUTTER = 0.9
#: Lines farther apart than this are not of one table or column (sizes of the font).
_FAR = 5.0
#: Lines of one column are no farther apart than this (sizes of the font).
_NEXT = 1.8
#: Columns of running text have at least so many lines, which fill this share of the column, with so many characters.
_LINES, _FILLED, _CHARACTERS = 4, 0.6, 20
#: A number before a name, with or without letters before it; columns that count on have so many each.
_NUMBER = re.compile(r"[A-Z]{0,4}(\d{1,2}(?:\.\d{1,2}){0,3})[.:)]? +[^\W\d_]")
_NUMBERS = 2
#: A distance of this multiple of the usual one begins a new row of a table.
_APART = 1.25
#: Where at least this share of the lines stands apart, rows are told by that alone.
_ROWS = 0.2
#: Columns of which this share of the paragraphs begins at one height are a table.
_TOGETHER = 0.8


@dataclass(slots=True)
class Plain:
    """Lines one below the other; words far apart on a line have a tab between them."""

    lines: list[Segment] = field(default_factory=list)


@dataclass(slots=True)
class Columns:
    """Columns of running text, to be read one after the other."""

    columns: list[list[Segment]]


@dataclass(slots=True)
class Spaced:
    """A table without lines: rows of texts by column."""

    rows: list[list[str]]
    top: float


Stretch = Plain | Columns | Spaced


def stretches(rows: Sequence[Row]) -> Iterator[Stretch]:
    """Cut the rows of a page into stretches that are read each in its way."""
    plain: list[Row] = []
    at = 0
    while at < len(rows):
        end, gaps = _run(rows, at)
        found = _side_by_side(rows[at:end], gaps) if gaps else None
        if isinstance(found, Columns):
            above = _beside(plain, gaps)
            end += _going_on(rows, end, gaps)
            found = _side_by_side([*above, *rows[at:end]], gaps)
            plain = plain[: len(plain) - len(above)]
        if found is None:
            plain.append(rows[at])
            at += 1
            continue
        if plain:
            yield Plain([_one_line(row) for row in plain])
            plain = []
        yield found
        at = end
    if plain:
        yield Plain([_one_line(row) for row in plain])


def _beside(above: Sequence[Row], gaps: list[Span]) -> list[Row]:
    """The last of these rows, as far as they leave the space between the columns below them free."""
    fitting: list[Row] = []
    for row in reversed(above):
        if len(_narrowed(gaps, row)) < len(gaps) or (
            fitting and fitting[-1][0].bottom - row[0].bottom > _FAR * row[0].size
        ):
            break
        fitting.append(row)
    return fitting[::-1]


def _going_on(rows: Sequence[Row], at: int, gaps: list[Span]) -> int:
    """How many rows from `at` on are the last lines of a column that goes farther down than the others."""
    end = at
    while end < len(rows) and len(_narrowed(gaps, rows[end])) == len(gaps):
        if rows[end][0].bottom - rows[end - 1][0].bottom > _NEXT * rows[end][0].size:
            break
        end += 1
    return end - at


def _one_line(row: Row) -> Segment:
    """A row as a line; where there are gaps, the text after one begins with a tab."""
    words = list(row[0].words)
    for segment in row[1:]:
        first, *rest = segment.words
        words[-1] = type(first)(
            words[-1].x0, words[-1].top, words[-1].x1, words[-1].bottom, words[-1].size, words[-1].bold, words[-1].text + "\t"
        )  # fmt: skip
        words += [first, *rest]
    return Segment(words)


def _run(rows: Sequence[Row], at: int) -> tuple[int, list[Span]]:
    """How far the rows from `at` on leave some upright space free, and which."""
    if len(rows[at]) < 2:
        return at + 1, []
    gaps = _gaps(rows[at])
    end = at + 1
    both = end
    while end < len(rows):
        distance = rows[end][0].bottom - rows[end - 1][0].bottom
        left = _narrowed(gaps, rows[end])
        if not left or distance > _FAR * rows[end][0].size:
            break
        gaps, end = left, end + 1
        both = end if len(rows[end - 1]) > 1 or rows[end - 1][0].x0 > gaps[0][0] else both
    return both, gaps


def _gaps(row: Row) -> list[Span]:
    return [(left.x1, right.x0) for left, right in pairwise(row)]


def _narrowed(gaps: list[Span], row: Row) -> list[Span]:
    """What a row leaves of the gaps."""
    left = []
    for start, end in gaps:
        pieces = [(start, end)]
        for segment in row:
            pieces = [
                piece
                for a, b in pieces
                for piece in ((a, min(b, segment.x0)), (max(a, segment.x1), b))
                if piece[1] - piece[0] >= _GUTTER * row[0].size
            ]
        left += pieces[:1] if len(pieces) == 1 else [max(pieces, key=lambda one: one[1] - one[0])] if pieces else []
    return left


def _side_by_side(rows: Sequence[Row], gaps: list[Span]) -> Columns | Spaced | None:
    """What a run of rows is; None where it is lines that happen to have gaps."""
    cuts = [(start + end) / 2 for start, end in gaps]
    columns: list[list[Segment]] = [[] for _ in range(len(cuts) + 1)]
    placed = []
    for row in rows:
        cells: dict[int, list[Segment]] = {}
        for segment in row:
            cells.setdefault(sum(cut < segment.x0 for cut in cuts), []).append(segment)
        for column, segments in cells.items():
            columns[column].append(Segment([word for segment in segments for word in segment.words]))
        placed.append({column: columns[column][-1] for column in cells})
    if sum(len(cells) > 1 for cells in placed) < 2:
        return None
    if (all(_is_running(column) for column in columns) and _begin_apart(columns)) or _count_on(columns):
        return Columns(columns)
    return Spaced(_table(placed, _starts(placed), len(columns)), rows[0][0].top)


def _is_running(column: list[Segment]) -> bool:
    width = max(line.x1 for line in column) - min(line.x0 for line in column)
    filled = median(line.x1 - line.x0 for line in column)
    return (
        len(column) >= _LINES and filled >= _FILLED * width and median(len(line.text) for line in column) >= _CHARACTERS
    )


def _count_on(columns: list[list[Segment]]) -> bool:
    """Whether numbers such as `1.2` or `SC1.2` grow down each column and on from one to the next, as no table's do."""
    found = [[number for line in column if (number := _numbered(line))] for column in columns]
    apart = all(len(numbers) >= _NUMBERS and any(len(one) > 1 for one in numbers) for numbers in found)
    return apart and all(above < below for above, below in pairwise(one for numbers in found for one in numbers))


def _numbered(line: Segment) -> tuple[int, ...]:
    """The number that a line begins with, before a name."""
    number = _NUMBER.match(line.text)
    return tuple(int(part) for part in number[1].split(".")) if number else ()


def _begin_apart(columns: list[list[Segment]]) -> bool:
    """Whether paragraphs of columns begin at heights of their own; those of a table begin together, row by row."""
    heights = [[column[index].bottom for index in _after_space(column)] for column in columns]
    first, *others = heights
    near = 0.3 * columns[0][0].size
    for other in others:
        together = sum(any(abs(one - that) < near for that in other) for one in first)
        if together and together >= _TOGETHER * min(len(first), len(other)):
            return False
    return True


def _after_space(lines: Sequence[Segment]) -> list[int]:
    """The lines that stand farther from the one above than lines of a paragraph do, the first aside."""
    distances = [below.bottom - above.bottom for above, below in pairwise(lines)]
    usual = _least(distances, lines[0].size)
    return [index for index, distance in enumerate(distances, 1) if distance > _APART * usual]


def _least(distances: list[float], size: float) -> float:
    """The distance of lines in one paragraph: the least there is, unless lines overlap."""
    return min((one for one in distances if one > 0.8 * size), default=size)


def _starts(placed: list[dict[int, Segment]]) -> list[int]:
    """Where rows of a table begin: after more space than between lines, else where the first column has text."""
    lines = [next(iter(cells.values())) for cells in placed]
    apart = _after_space(lines)
    if len(apart) >= max(_ROWS * len(placed), 1):
        return [0, *apart]
    wrapped = any(0 not in cells for cells in placed)
    begun = [
        index for index in range(1, len(placed)) if 0 in placed[index] and not (wrapped and _continues(placed, index))
    ]
    return sorted({0, *apart, *begun})


def _continues(placed: list[dict[int, Segment]], index: int) -> bool:
    """Whether the first cell goes on from the line above: it does where that one was about as long as any."""
    before = placed[index - 1].get(0)
    longest = max(cells[0].x1 for cells in placed if 0 in cells)
    if before is None:
        return False
    first = placed[index][0].words[0]
    return before.x1 + (first.x1 - first.x0) > longest


def _table(placed: list[dict[int, Segment]], starts: list[int], columns: int) -> list[list[str]]:
    rows = []
    for start, end in zip(starts, [*starts[1:], len(placed)], strict=True):
        lines = placed[start:end]
        rows.append([joined(cells[column].text for cells in lines if column in cells) for column in range(columns)])
    return rows
