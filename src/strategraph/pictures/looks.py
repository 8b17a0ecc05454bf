"""How pictures look: colours that are told apart on white, in the dark and by most eyes, and one font, which comes with vl-convert."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

__all__ = ["DARK", "FONT", "IN_A_FILE", "LABEL", "ON_A_PAGE", "PLAIN", "SERIES", "SIZE", "Ground", "config"]

Values = Mapping[str, Any]

#: The first is in vl-convert, whatever the machine has; the others are as wide (metric-compatible) where a browser lacks it.
FONT = "Liberation Sans, Arimo, Arial, Helvetica, sans-serif"
#: Contrast of at least 3 : 1 both with white and with the dark ground of the site (WCAG 2.2, 1.4.11), and of hues that the
#: usual kinds of colour blindness keep apart.
SERIES = ("#1f8f86", "#c46a2b", "#7d72d4", "#878d92")
#: Letters on any of them (4.5 : 1 at least).
DARK = "#0c1413"
#: Where only one thing is counted.
PLAIN = SERIES[0]
#: Size of the letters, and the width of a label beside a row, in pixels.
SIZE, LABEL = 12, 430
#: Room on the right for a browser that has none of the fonts, and takes a wider one.
SLACK = 70


@dataclass(frozen=True, slots=True)
class Ground:
    """What a picture stands on: the colour of its letters and lines, and of the paper, if it brings its own."""

    ink: str
    paper: str | None


#: On a page, letters have the colour of its text, in the light, in the dark and in print.
ON_A_PAGE = Ground("currentColor", None)
IN_A_FILE = Ground("#1d2625", "#ffffff")


def config(ground: Ground) -> Values:
    """The part of a Vega-Lite specification that is the same for all pictures."""
    quiet = {"labelColor": ground.ink, "labelFontSize": SIZE, "labelFontWeight": "normal", "titleColor": ground.ink}
    return MappingProxyType(
        {
            "aria": False,
            "font": FONT,
            "background": ground.paper,
            "padding": {"left": 8, "top": 8, "bottom": 8, "right": 8 + SLACK},
            "view": {"stroke": None},
            "axis": {**quiet, "domain": False, "ticks": False, "grid": False, "titleFontSize": SIZE, "labelPadding": 6},
            "legend": {**quiet, "orient": "top", "direction": "horizontal", "title": None, "labelLimit": 0,
                       "symbolType": "square", "symbolStrokeWidth": 1, "columnPadding": 28},
            "text": {"color": ground.ink, "fontSize": SIZE, "baseline": "middle"},
            "title": {"color": ground.ink, "subtitleColor": ground.ink, "anchor": "start", "fontSize": 16,
                      "subtitleFontSize": SIZE, "subtitlePadding": 6, "offset": 14, "frame": "group"},
        }
    )  # fmt: skip
