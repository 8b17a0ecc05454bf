"""A heat map as a Vega-Lite specification: cells on the left, where a narrow screen shows them, and what their rows are beside them."""

from collections.abc import Mapping
from typing import Any

from strategraph.pictures.lettering import cut
from strategraph.pictures.looks import PLAIN
from strategraph.pictures.model import Matrix

__all__ = ["DARKEST", "matrix"]

Values = Mapping[str, Any]

#: Width and height of a cell, in pixels.
WIDTH, HEIGHT = 80, 22
#: The darkest shade lets enough of the ground through that letters in the colour of the text are read on it, in the dark too.
DARKEST = 0.6


def matrix(drawn: Matrix) -> Values:
    """Width, height and layers."""
    cells = [
        {"row": number, "column": place, "shade": drawn.scale[cell.shade], "told": cell.told, "some": cell.shade > 0}
        for number, row in enumerate(drawn.rows)
        for place, cell in enumerate(row.cells)
    ]
    rows = [{"row": number, "label": cut(row.label)} for number, row in enumerate(drawn.rows)]
    heads = [{"column": place, "head": name.splitlines()} for place, name in enumerate(drawn.columns)]
    width = len(drawn.columns) * WIDTH
    y = {"field": "row", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.1}}
    x = {"field": "column", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.04}}
    return {
        "width": width,
        "height": max(1, len(rows)) * HEIGHT,
        "layer": [
            {
                "data": {"values": cells},
                "mark": {"type": "rect", "strokeWidth": 1},
                "encoding": {"x": x, "y": y, "fill": _shades(drawn), "stroke": _edges()},
            },
            {
                "data": {"values": [cell for cell in cells if cell["told"]]},
                "mark": {"type": "text"},
                "encoding": {"x": x, "y": y, "text": {"field": "told", "type": "nominal"}},
            },
            {
                "data": {"values": heads},
                "mark": {"type": "text", "baseline": "line-bottom", "lineHeight": 15, "fontWeight": "bold"},
                "encoding": {"x": x, "y": {"value": -22}, "text": {"field": "head", "type": "nominal"}},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "text", "align": "left"},
                "encoding": {"x": {"value": width + 12}, "y": y, "text": {"field": "label", "type": "nominal"}},
            },
        ],
    }


def _shades(drawn: Matrix) -> Values:
    """Colours that let the ground through, the more the lighter they are."""
    most = max(1, len(drawn.scale) - 1)
    red, green, blue = (int(PLAIN[place : place + 2], 16) for place in (1, 3, 5))
    shades = [f"rgba({red},{green},{blue},{DARKEST * step / most:.2f})" for step in range(len(drawn.scale))]
    return {
        "field": "shade",
        "type": "nominal",
        "scale": {"domain": list(drawn.scale), "range": shades},
        "legend": {"symbolStrokeColor": PLAIN, "symbolSize": 180, "offset": 56},
    }


def _edges() -> Values:
    """A line around each cell, so that those of light shades are seen on any ground."""
    return {"condition": {"test": "datum.some", "value": PLAIN}, "value": "#9aa1a6"}
