"""A picture of each kind, small enough to be counted by hand."""

from decimal import Decimal

from strategraph.pictures import (
    Bar,
    Bars,
    Cell,
    Edge,
    Intervals,
    Lifelines,
    Matrix,
    MatrixRow,
    Node,
    Part,
    Picture,
    Share,
)

__all__ = ["BARS", "INTERVALS", "LIFELINES", "MATRIX", "ODD", "PICTURES"]

#: What a text of a plan may hold, and no picture may take for mark-up.
ODD = '<script>alert(1)</script> & "ě" style="x" \u202e'
BARS = Picture(
    "Vazby",
    "Sloupcový graf.",
    Bars(
        ("deskriptory", "texty"),
        (
            Bar(("4.3.d Příliš žluťoučký kůň", "→ 2.2 úpěl"), (Part(0, Decimal("0.5"), "IX.f"), Part(1, Decimal("0.25"))), "0,75"),
            Bar((ODD,), (Part(0, Decimal("0.01"), "XIII.b"), Part(1, 0)), "0,01"),
        ),
    ),
    "První 2 z 3.",
    "strategraph",
)  # fmt: skip
MATRIX = Picture(
    "Pokrytí",
    "Matice.",
    Matrix(
        ("CZ032\n2019–2021", "CZ042"),
        (MatrixRow("1 první", (Cell(2, "5"), Cell(0, "–"))), MatrixRow("1 první", (Cell(1, "7"), Cell(2, "8")))),
        ("žádná", "obecná", "zvláštní"),
    ),
)
LIFELINES = Picture(
    "Linie",
    "Sloupce cílů.",
    Lifelines(
        ("2016–2020", "2024–2026"),
        ((Node("1.1", "staré", 0), Node("", "bez čísla a dlouze", 1)), (Node("2.1", "nové", 0),)),
        (Edge(0, 0, 0, Decimal("0.5")),),
        ("pokračuje", "zmizel"),
    ),
)
INTERVALS = Picture(
    "Jistota",
    "Intervaly.",
    Intervals(
        ("podíl", "náhoda"),
        (
            Share("kraj", Decimal("0.5"), Decimal("0.25"), Decimal("0.75"), (Decimal("0.1"), Decimal("0.4"))),
            Share("jiný kraj", 1, 0, 1),
        ),
        ("0 %", "50 %", "100 %"),
    ),
)
PICTURES = (BARS, MATRIX, LIFELINES, INTERVALS)
