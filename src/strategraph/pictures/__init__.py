"""Pictures: bars, heat maps, lifelines and intervals, drawn from plain numbers and words.

In: a `Picture`, a frozen value with what is to be drawn and how it is called.
Out: SVG, for a page or as a file, and PNG; the same picture gives the same bytes. Vega-Lite, as vl-convert carries it, draws; nothing is
loaded from anywhere, and the font comes with it.
What may go wrong: `UsageError` where the extra `pictures` is not installed; `PictureError` if drawing fails or takes too long.

`python -m strategraph.pictures` is the process that draws: it holds a JavaScript engine, and its caller's threads go on meanwhile.
Nothing heavy is imported here.
"""

from strategraph.pictures.drawing import Form, can_draw, drawn
from strategraph.pictures.model import (
    Bar,
    Bars,
    Cell,
    Drawing,
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

__all__ = [
    "Bar",
    "Bars",
    "Cell",
    "Drawing",
    "Edge",
    "Form",
    "Intervals",
    "Lifelines",
    "Matrix",
    "MatrixRow",
    "Node",
    "Part",
    "Picture",
    "Share",
    "can_draw",
    "drawn",
]
