"""Colours that can be told apart and read on white, in the dark of the site, and in the dark of a report as a file (WCAG 2.2)."""

import re
from pathlib import Path

import pytest

from strategraph.pictures.looks import DARK, IN_A_FILE, SERIES
from strategraph.pictures.matrix import DARKEST

SITE = Path(__file__).resolve().parents[2] / "src" / "strategraph"
SHEETS = [SITE / "pages" / "static" / "site.css", SITE / "reports" / "templates" / "report.css"]
Colour = tuple[float, float, float]


def colour(text: str) -> Colour:
    red, green, blue = (int(text[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def luminance(one: Colour) -> float:
    linear = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in one]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def grounds() -> list[tuple[Colour, Colour]]:
    """Ground and text of both style sheets, in the light and in the dark."""
    found = []
    for sheet in SHEETS:
        text = sheet.read_text(encoding="utf-8")
        names = ("ground", "text") if "--ground" in text else ("paper", "ink")
        values = [re.findall(rf"--{name}: (#[0-9a-f]{{6}})", text)[:2] for name in names]
        found += [(colour(ground), colour(ink)) for ground, ink in zip(*values, strict=True)]
    return found


def test_four_grounds_are_found() -> None:
    assert len(grounds()) == 4
    assert contrast((0, 0, 0), (255, 255, 255)) == 21


@pytest.mark.parametrize("series", SERIES)
def test_parts_stand_out_from_every_ground_and_letters_are_read_on_them(series: str) -> None:
    for ground, _ in grounds():
        assert contrast(colour(series), ground) >= 3, ground
    assert contrast(colour(series), colour(DARK)) >= 4.5


def test_letters_in_the_colour_of_the_text_are_read_on_the_darkest_shade() -> None:
    shade = colour(SERIES[0])
    assert IN_A_FILE.paper
    for ground, ink in [*grounds(), (colour(IN_A_FILE.paper), colour(IN_A_FILE.ink))]:
        red, green, blue = (DARKEST * over + (1 - DARKEST) * under for over, under in zip(shade, ground, strict=True))
        assert contrast((red, green, blue), ink) >= 4.5, ground
