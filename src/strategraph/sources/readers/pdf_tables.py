"""Tables of a page of a PDF, found by the lines that are drawn around their cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from strategraph.sources.readers.pdf_words import Stroke, Word

__all__ = ["Grid", "grids"]

#: Lines that are nearer than this meet, or are one (points).
_NEAR = 2.5
#: A line stands between two cells if it goes along this share of them.
_SHARE = 0.5


@dataclass(slots=True)
class Grid:
    """A table: the heights and sides at which its lines stand, and its words by cell (row, column, from 0).

    Cells that no line parts are one, which has the row and column of its first.
    """

    xs: list[float]
    ys: list[float]
    strokes: list[Stroke]
    cells: dict[tuple[int, int], list[Word]] = field(default_factory=dict)
    _owners: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.ys[0]

    def take(self, words: Iterable[Word]) -> list[Word]:
        """Put words into their cells; those outside are given back."""
        self._join_cells()
        outside = []
        for word in words:
            row = _interval(self.ys, word.middle)
            column = _interval(self.xs, (word.x0 + word.x1) / 2)
            if row is None or column is None:
                outside.append(word)
            else:
                self.cells.setdefault(self._owner((row, column)), []).append(word)
        return outside

    def right(self, cell: tuple[int, int]) -> float:
        """The right side of a cell, or of the last that is joined to it in its row."""
        row, column = cell
        while (row, column + 1) in self._owners and self._owner((row, column + 1)) == cell:
            column += 1
        return self.xs[column + 1]

    def _owner(self, cell: tuple[int, int]) -> tuple[int, int]:
        while self._owners[cell] != cell:
            cell = self._owners[cell]
        return cell

    def _join_cells(self) -> None:
        rows, columns = range(len(self.ys) - 1), range(len(self.xs) - 1)
        self._owners = {(row, column): (row, column) for row in rows for column in columns}
        level = [one for one in self.strokes if one.is_level]
        upright = [one for one in self.strokes if not one.is_level]
        for row in rows:
            for column in columns:
                here = (row, column)
                if column + 1 in columns and not self._is_parted_across(upright, row, column):
                    self._join(here, (row, column + 1))
                if row + 1 in rows and not self._is_parted_below(level, row, column):
                    self._join(here, (row + 1, column))

    def _join(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        first, second = sorted((self._owner(one), self._owner(other)))
        self._owners[second] = first

    def _is_parted_across(self, upright: list[Stroke], row: int, column: int) -> bool:
        low, high = self.ys[row], self.ys[row + 1]
        near = [(one.top, one.bottom) for one in upright if abs((one.x0 + one.x1) / 2 - self.xs[column + 1]) <= _NEAR]
        return _covered(near, low, high)

    def _is_parted_below(self, level: list[Stroke], row: int, column: int) -> bool:
        low, high = self.xs[column], self.xs[column + 1]
        near = [(one.x0, one.x1) for one in level if abs((one.top + one.bottom) / 2 - self.ys[row + 1]) <= _NEAR]
        return _covered(near, low, high)


def grids(strokes: Sequence[Stroke]) -> list[Grid]:
    """The tables that lines draw, from the top down; a frame around one text is none."""
    found = []
    for lines in _connected(strokes):
        xs = _places((one.x0 + one.x1) / 2 for one in lines if not one.is_level)
        ys = _places((one.top + one.bottom) / 2 for one in lines if one.is_level)
        if len(xs) >= 2 and len(ys) >= 2 and len(xs) + len(ys) > 4:
            found.append(Grid(xs, ys, lines))
    return sorted(found, key=lambda grid: grid.top)


def _connected(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Lines that meet, directly or by others."""
    above = list(range(len(strokes)))

    def root(index: int) -> int:
        while above[index] != index:
            above[index] = above[above[index]]
            index = above[index]
        return index

    order = sorted(range(len(strokes)), key=lambda index: strokes[index].top)
    open_: list[int] = []
    for index in order:
        one = strokes[index]
        open_ = [other for other in open_ if strokes[other].bottom + _NEAR >= one.top]
        for other in open_:
            that = strokes[other]
            if that.x0 - _NEAR <= one.x1 and one.x0 - _NEAR <= that.x1:
                above[root(index)] = root(other)
        open_.append(index)
    groups: dict[int, list[Stroke]] = {}
    for index, one in enumerate(strokes):
        groups.setdefault(root(index), []).append(one)
    return list(groups.values())


def _places(values: Iterable[float]) -> list[float]:
    """Values, those that are near each other as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _interval(places: list[float], value: float) -> int | None:
    return next((index for index in range(len(places) - 1) if places[index] <= value < places[index + 1]), None)


def _covered(pieces: list[tuple[float, float]], low: float, high: float) -> bool:
    covered = sum(max(min(end, high) - max(start, low), 0.0) for start, end in pieces)
    return covered >= _SHARE * (high - low)
