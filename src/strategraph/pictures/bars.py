"""Bars as a Vega-Lite specification: the numbers on the left, where a narrow screen shows them, and the words beside them."""

from collections.abc import Mapping
from typing import Any

from strategraph.pictures.lettering import cut, width
from strategraph.pictures.looks import DARK, SERIES, SIZE, Ground
from strategraph.pictures.model import Bars

__all__ = ["bars"]

Values = Mapping[str, Any]

#: Width of the longest bar, room for the total after it, and the height of a line of a label, in pixels.
WIDTH, ROOM, LINE = 240, 60, 16
#: Between two parts, so that they are told apart without colours too.
GAP = 1.2


def bars(drawn: Bars, ground: Ground) -> Values:
    """Width, height and layers."""
    longest = max((sum(part.value for part in bar.parts) for bar in drawn.bars), default=0)
    scale = WIDTH / float(longest) if longest else 0.0
    parts, rows = list[Values](), list[Values]()
    for number, bar in enumerate(drawn.bars):
        at = 0.0
        for part in (part for part in bar.parts if part.value):
            end = at + float(part.value) * scale
            fits = width(part.told) + 6 <= end - at  # what is written on a part
            series = drawn.series[part.series]
            parts.append({"row": number, "start": at, "end": end - min(GAP, (end - at) / 3), "middle": (at + end) / 2, "series": series,
                          "told": part.told if fits else ""})  # fmt: skip
            at = end
        rows.append({"row": number, "end": at + 5, "total": bar.total, "label": [cut(line) for line in bar.label]})
    lines = max((len(bar.label) for bar in drawn.bars), default=1)
    y = {"field": "row", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.35, "paddingOuter": 0.2}}
    return {
        "width": WIDTH + ROOM,
        "height": max(1, len(drawn.bars)) * (lines * LINE + 8),
        "encoding": {"y": y},
        "layer": [
            {"data": {"values": parts}, "mark": {"type": "bar", "height": {"band": 1}}, "encoding": _extent(drawn)},
            _text(parts, "middle", "told", {"align": "center", "color": DARK}),
            _text(rows, "end", "total", {"align": "left", "color": ground.ink}),
            {
                "data": {"values": rows},
                "mark": {"type": "text", "align": "left", "lineHeight": LINE, "fontSize": SIZE},
                "encoding": {"x": {"value": WIDTH + ROOM}, "text": {"field": "label", "type": "nominal"}},
            },
        ],
    }


def _extent(drawn: Bars) -> Values:
    """Places are in pixels already."""
    legend = {} if len(drawn.series) > 1 else {"legend": None}
    return {
        "x": {"field": "start", "type": "quantitative", "scale": None, "axis": None},
        "x2": {"field": "end"},
        "color": {
            "field": "series",
            "type": "nominal",
            "scale": {"domain": list(drawn.series), "range": list(SERIES[: len(drawn.series)])},
            **legend,
        },
    }


def _text(values: list[Values], x: str, field: str, mark: Values) -> Values:
    told = [one for one in values if one[field]]
    return {
        "data": {"values": told},
        "mark": {"type": "text", **mark},
        "encoding": {
            "x": {"field": x, "type": "quantitative", "scale": None, "axis": None},
            "text": {"field": field, "type": "nominal"},
        },
    }
