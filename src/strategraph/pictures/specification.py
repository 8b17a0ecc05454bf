"""A picture as a Vega-Lite specification, all data within it."""

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

from strategraph.pictures.bars import bars
from strategraph.pictures.intervals import intervals
from strategraph.pictures.lifelines import lifelines
from strategraph.pictures.looks import Ground, config
from strategraph.pictures.matrix import matrix
from strategraph.pictures.model import Bars, Intervals, Matrix, Picture

__all__ = ["VERSION", "specification"]

Values = Mapping[str, Any]

#: The Vega-Lite that is asked for; vl-convert carries several, and what it draws depends on that.
VERSION = "6.1"
#: So many letters of a title, and of what stands below it, go on one line.
TITLE, BELOW = 72, 100


def specification(picture: Picture, ground: Ground) -> Values:
    """For a page without title, note and source, which the page has; a file has them itself."""
    drawing = picture.drawing
    if isinstance(drawing, Bars):
        drawn = bars(drawing, ground)
    elif isinstance(drawing, Matrix):
        drawn = matrix(drawing)
    elif isinstance(drawing, Intervals):
        drawn = intervals(drawing)
    else:
        drawn = lifelines(drawing)
    head = {"title": _title(picture)} if ground.paper else {}
    schema = f"https://vega.github.io/schema/vega-lite/v{VERSION.partition('.')[0]}.json"
    return {"$schema": schema, "config": dict(config(ground)), **head, **drawn}


def _title(picture: Picture) -> Values:
    below = [line for text in (picture.note, picture.source) if text for line in wrap(text, BELOW)]
    return {"text": wrap(picture.title, TITLE), "subtitle": below}
