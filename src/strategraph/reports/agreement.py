"""The agreement of printed with assigned descriptors: the lexicon where documents print, by descriptor and case by case."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from strategraph.pictures import Bar, Part
from strategraph.reports.answers import Answer
from strategraph.reports.drawings import bars
from strategraph.reports.model import Cell, Column, Linked, Row, Section, Table
from strategraph.reports.scope import Scope
from strategraph.reports.units import named

__all__ = ["agreement"]

#: Decimal places of precision, recall and F1, as in the query.
PLACES = Decimal("0.0001")
COUNTS = ("printed", "lexicon", "both")
FIGURES = ("precision", "recall", "f1")


def agreement(scope: Scope) -> Section:
    """Counts and figures by descriptor with a line for all of them, and every disagreement with its words."""
    words = scope.words
    told = (words("agreement_words"), words("agreement_meaning"))
    return Section("agreement", words("agreement"), told, (_by_descriptor(scope), _disagreements(scope)))


def _by_descriptor(scope: Scope) -> Table:
    words = scope.words
    rows, asked = scope.rows("descriptor-agreement")
    columns = (
        Column("descriptor", words("column_descriptor")),
        *(Column(key, words(f"column_agreement_{key}"), "number") for key in COUNTS),
        *(Column(key, words(f"column_{key}"), "share") for key in FIGURES),
    )
    made: list[Row] = [
        (_descriptor(scope, row), *(int(row[key]) for key in COUNTS), *(_figure(row, key) for key in FIGURES))
        for row in rows
    ]
    title, series = words("agreement_table"), [words(f"agreement_{key}") for key in ("both", "printed", "lexicon")]
    drawn = [_bar(scope, row) for row in rows]
    picture = bars(scope, "descriptors", title, series, drawn, len(drawn))
    if made:
        made.append(_total(scope, rows))
    empty = words("agreement_none")
    return Table("agreement", title, columns, tuple(made), (asked,), words("agreement_note"), empty, picture=picture)


def _disagreements(scope: Scope) -> Table:
    words = scope.words
    rows, asked = scope.rows("descriptor-disagreements")
    columns = (
        Column("goal", words("column_goal")),
        Column("descriptor", words("column_descriptor")),
        Column("agreement", words("column_agreement")),
        Column("weight", words("column_weight"), "number"),
        Column("words", words("column_spoken")),
    )
    made = [_disagreement(scope, list(group)) for _, group in groupby(rows, key=lambda row: str(row["comparison"]))]
    note, empty = words("disagreements_note"), words("disagreements_none")
    return Table("disagreements", words("disagreements_table"), columns, tuple(made), (asked,), note, empty)


def _disagreement(scope: Scope, rows: Sequence[Answer]) -> Row:
    """The rows of one comparison differ in the words."""
    first = rows[0]
    goal = Linked(named(str(first.get("elementNotation", "")), str(first["text"])), str(first["element"]), "cs")
    spoken = "; ".join(dict.fromkeys(str(row["words"]) for row in rows if "words" in row))
    weight = Decimal(str(first["weight"]))
    return (goal, _descriptor(scope, first), scope.words(f"agreement_{first['agreement']}"), weight, spoken or None)


def _descriptor(scope: Scope, row: Answer) -> Linked:
    return Linked(f"{row['notation']} {scope.words.of(row, 'label')}", str(row["descriptor"]))


def _figure(row: Answer, key: str) -> Cell:
    """What the query reckons; nothing where there is nothing to divide by."""
    return Decimal(str(row[key])) if key in row else None


def _total(scope: Scope, rows: Sequence[Answer]) -> Row:
    """All descriptors together: every pair of an element and a descriptor counts once (micro-averages)."""
    counts: Mapping[str, int] = {key: sum(int(row[key]) for row in rows) for key in COUNTS}
    printed, lexicon, both = (counts[key] for key in COUNTS)
    figures = (_share(both, lexicon), _share(both, printed), _share(2 * both, printed + lexicon))
    return (scope.words("agreement_total"), printed, lexicon, both, *figures)


def _share(part: int, whole: int) -> Cell:
    return (Decimal(part) / whole).quantize(PLACES, ROUND_HALF_UP) if whole else None


def _bar(scope: Scope, row: Answer) -> Bar:
    """On how many elements both give the descriptor, the document alone, and the lexicon alone."""
    printed, lexicon, both = (int(row[key]) for key in COUNTS)
    parts = tuple(Part(number, value) for number, value in enumerate((both, printed - both, lexicon - both)))
    return Bar((_descriptor(scope, row).text,), parts, str(printed + lexicon - both))
