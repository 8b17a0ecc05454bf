"""Shares with their intervals as a Vega-Lite specification, on a scale from none to all."""

from collections.abc import Mapping
from typing import Any

from strategraph.pictures.lettering import cut
from strategraph.pictures.looks import PLAIN, SERIES
from strategraph.pictures.model import Intervals

__all__ = ["intervals"]

Values = Mapping[str, Any]

#: Width of the scale, and height of a row, in pixels.
WIDTH, HEIGHT = 280, 30


def intervals(drawn: Intervals) -> Values:
    """Width, height and layers."""
    rows: list[Values] = [
        {"row": number, "label": cut(one.label), "value": float(one.value) * WIDTH,
         "low": float(one.low) * WIDTH, "high": float(one.high) * WIDTH, "name": drawn.names[0]}
        for number, one in enumerate(drawn.rows)
    ]  # fmt: skip
    beside: list[Values] = [
        {
            "row": number,
            "low": float(one.beside[0]) * WIDTH,
            "high": float(one.beside[1]) * WIDTH,
            "name": drawn.names[1],
        }
        for number, one in enumerate(drawn.rows)
        if one.beside
    ]
    steps: list[Values] = [
        {"x": WIDTH * place / (len(drawn.steps) - 1), "step": step} for place, step in enumerate(drawn.steps)
    ]
    y = {"field": "row", "type": "ordinal", "axis": None, "scale": {"type": "band"}}
    extent = {"x": _x("low"), "x2": {"field": "high"}, "y": y, "color": _names(drawn)}
    return {
        "width": WIDTH,
        "height": max(1, len(rows)) * HEIGHT,
        "layer": [
            {"data": {"values": steps}, "mark": {"type": "rule", "color": "#9aa1a6", "strokeDash": [2, 3]}, "encoding": {"x": _x("x")}},
            {"data": {"values": beside}, "mark": {"type": "bar", "height": 14, "opacity": 0.6}, "encoding": extent},
            {"data": {"values": rows}, "mark": {"type": "bar", "height": 3}, "encoding": extent},
            {"data": {"values": rows}, "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": PLAIN},
             "encoding": {"x": _x("value"), "y": y}},
            {"data": {"values": steps}, "mark": {"type": "text", "baseline": "bottom"},
             "encoding": {"x": _x("x"), "y": {"value": -6}, "text": {"field": "step", "type": "nominal"}}},
            {"data": {"values": rows}, "mark": {"type": "text", "align": "left"},
             "encoding": {"x": {"value": WIDTH + 24}, "y": y, "text": {"field": "label", "type": "nominal"}}},
        ],
    }  # fmt: skip


def _x(field: str) -> Values:
    """A place in pixels."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _names(drawn: Intervals) -> Values:
    scale = {"domain": list(drawn.names), "range": [PLAIN, SERIES[3]]}
    return {"field": "name", "type": "nominal", "scale": scale, "legend": {"offset": 40}}
