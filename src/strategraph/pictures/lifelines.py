"""Lifelines as a Vega-Lite specification: columns of points, lines between them, and the words of the last column beside it."""

from collections.abc import Mapping
from typing import Any

from strategraph.pictures.lettering import cut, width
from strategraph.pictures.looks import PLAIN, SERIES
from strategraph.pictures.model import Edge, Lifelines

__all__ = ["lifelines"]

Values = Mapping[str, Any]

#: Distance of columns and of rows, and room for codes before a column, in pixels.
APART, HEIGHT, ROOM = 160, 20, 56
#: So much room have words before a point where there is no code.
SHORT = 84


def lifelines(drawn: Lifelines) -> Values:
    """Width, height and layers; places are in pixels already."""
    last = len(drawn.columns) - 1
    nodes: list[Values] = [
        {"x": ROOM + column * APART, "y": HEIGHT * (row + 0.5), "code": node.code, "state": drawn.states[node.state],
         "words": cut(f"{node.code} {node.words}".strip()), "last": column == last}
        for column, members in enumerate(drawn.nodes)
        for row, node in enumerate(members)
    ]  # fmt: skip
    edges: list[Values] = [
        {"x": ROOM + one.column * APART + 8, "x2": ROOM + (one.column + 1) * APART - _room_before(drawn, one),
         "y": HEIGHT * (one.start + 0.5), "y2": HEIGHT * (one.end + 0.5),
         "opacity": round(0.3 + 0.7 * float(one.strength), 3)}
        for one in drawn.edges
    ]  # fmt: skip
    heads = [{"x": ROOM + column * APART, "head": name.splitlines()} for column, name in enumerate(drawn.columns)]
    before: list[Values] = [{**node, "code": _short(node["code"], node["words"])} for node in nodes if not node["last"]]
    return {
        "width": ROOM + last * APART,
        "height": HEIGHT * max((len(members) for members in drawn.nodes), default=1),
        "layer": [
            {
                "data": {"values": edges},
                "mark": {"type": "rule", "strokeWidth": 1.6, "stroke": PLAIN},
                "encoding": {**_at("x"), **_at("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"},
                             "opacity": {"field": "opacity", "type": "quantitative", "scale": None}},
            },
            {
                "data": {"values": nodes},
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                "encoding": {**_at("x"), **_at("y"), **_states(drawn)},
            },
            _text(before, "code", {"align": "right", "dx": -9}),
            _text([node for node in nodes if node["last"]], "words", {"align": "left", "dx": 10}),
            {
                "data": {"values": heads},
                "mark": {"type": "text", "baseline": "line-bottom", "lineHeight": 15, "fontWeight": "bold"},
                "encoding": {**_at("x"), "y": {"value": -22}, "text": {"field": "head", "type": "nominal"}},
            },
        ],
    }  # fmt: skip


def _room_before(drawn: Lifelines, edge: Edge) -> int:
    """What a line leaves free for the code that stands before the point to which it leads."""
    last = edge.column + 1 == len(drawn.columns) - 1
    node = drawn.nodes[edge.column + 1][edge.end]
    return 8 if last else round(16 + width(_short(node.code, node.words)))


def _short(code: str, words: str) -> str:
    """What stands before a point: the code, or the first words of what has none."""
    return code or cut(words, SHORT)


def _at(field: str) -> Values:
    return {field: {"field": field, "type": "quantitative", "scale": None, "axis": None}}


def _text(values: list[Values], field: str, mark: Values) -> Values:
    told = [one for one in values if one[field]]
    encoding = {**_at("x"), **_at("y"), "text": {"field": field, "type": "nominal"}}
    return {"data": {"values": told}, "mark": {"type": "text", **mark}, "encoding": encoding}


def _states(drawn: Lifelines) -> Values:
    """Colour and shape, so that states are told apart without colours too."""
    shapes = ("circle", "square", "triangle-up", "diamond")
    domain, number = list(drawn.states), len(drawn.states)
    return {
        "color": {"field": "state", "type": "nominal", "scale": {"domain": domain, "range": list(SERIES[:number])},
                  "legend": {"offset": 56}},
        "shape": {"field": "state", "type": "nominal", "scale": {"domain": domain, "range": list(shapes[:number])},
                  "legend": {"offset": 56}},
    }  # fmt: skip
