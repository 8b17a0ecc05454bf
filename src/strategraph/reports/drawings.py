"""The pictures of reports: what of a table is drawn, how much of it can be read, and the words that say what was left out."""

from collections.abc import Sequence

from strategraph.pictures import Bar, Bars, Cell, Drawing, Intervals, Lifelines, Matrix, MatrixRow, Picture, Share
from strategraph.reports.model import Asked
from strategraph.reports.scope import Plan, Scope

__all__ = ["ABOUT", "BARS", "bars", "headed", "intervals", "lifelines", "matrix", "shade", "shares"]

ABOUT = Asked("about-release", {})
#: So many bars, and rows and columns of a matrix, are read without losing one's way; the table has the rest.
BARS, ROWS, COLUMNS = 30, 60, 12
#: Up to these shares of one reach the shades between none and the darkest.
STEPS = (0.1, 0.25, 0.5)


def bars(
    scope: Scope, name: str, title: str, series: Sequence[str], rows: Sequence[Bar], number: int
) -> Picture | None:
    """The first bars of a number of them; no picture where there is none."""
    if not rows:
        return None
    note = _left_out(scope, BARS, number)
    return _picture(scope, name, title, "bars", Bars(tuple(series), tuple(rows[:BARS])), note)


def matrix(
    scope: Scope, name: str, title: str, columns: Sequence[str], rows: Sequence[MatrixRow], scale: Sequence[str]
) -> Picture | None:
    """The first rows and columns; no picture where there is no cell."""
    if not rows or not columns:
        return None
    cut = tuple(MatrixRow(row.label, row.cells[:COLUMNS]) for row in rows[:ROWS])
    notes = (_left_out(scope, ROWS, len(rows)), _left_out(scope, COLUMNS, len(columns), "columns"))
    drawing = Matrix(tuple(columns[:COLUMNS]), cut, tuple(scale))
    return _picture(scope, name, title, "matrix", drawing, " ".join(filter(None, notes)))


def lifelines(scope: Scope, name: str, title: str, drawing: Lifelines) -> Picture | None:
    """The first of each column, with the lines between them; no picture where nothing stands in a column."""
    longest = max((len(members) for members in drawing.nodes), default=0)
    if not longest:
        return None
    nodes = tuple(members[:ROWS] for members in drawing.nodes)
    edges = tuple(one for one in drawing.edges if one.start < ROWS and one.end < ROWS)
    cut = Lifelines(drawing.columns, nodes, edges, drawing.states)
    return _picture(scope, name, title, "lifelines", cut, _left_out(scope, ROWS, longest))


def intervals(
    scope: Scope, name: str, title: str, names: tuple[str, str], rows: Sequence[Share], number: int
) -> Picture | None:
    """The first shares of a number of them, on a scale of per cents; no picture where there is none."""
    if not rows:
        return None
    space = "\N{NO-BREAK SPACE}" if scope.words.language == "cs" else ""
    steps = tuple(f"{step}{space}%" for step in range(0, 101, 25))
    drawing = Intervals(names, tuple(rows[:BARS]), steps)
    return _picture(scope, name, title, "intervals", drawing, _left_out(scope, BARS, number))


def headed(plan: Plan) -> str:
    """A plan as the head of a column: its territory, and its period on a line of its own."""
    return f"{plan.territory}\n{plan.period}".strip()


def shares(scope: Scope) -> tuple[str, ...]:
    """The names of the shades of a share."""
    return tuple(scope.words(f"shade_{number}") for number in range(len(STEPS) + 2))


def shade(part: int, whole: int) -> Cell:
    """A count, shaded by its share of a whole."""
    if not part:
        return Cell(0, "–")
    return Cell(1 + sum(part > step * whole for step in STEPS), str(part))


def _left_out(scope: Scope, most: int, number: int, what: str = "rows") -> str:
    return scope.words(f"picture_first_{what}", shown=most, number=number) if number > most else ""


def _picture(scope: Scope, name: str, title: str, kind: str, drawing: Drawing, note: str) -> Picture:
    words = scope.words
    about = next(iter(scope.answers.rows(ABOUT)), {})
    source = words(
        "picture_source",
        release=scope.release or words("unknown"),
        date=about.get("modified", words("unknown")),
        layer=scope.layer,
        address=f"{scope.answers.base}reports/{name}",
    )
    return Picture(title, words(f"picture_{kind}"), drawing, note, source)
