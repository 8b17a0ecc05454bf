"""How wide texts are: against the metrics of Helvetica (Adobe Font Metrics), and against what vl-convert makes of the same words."""

import pytest
from vl_convert import vegalite_to_scenegraph

from strategraph.pictures.lettering import cut, width
from strategraph.pictures.looks import FONT, LABEL, SIZE

SENTENCE = "4.3.d Vytvořit podmínky pro zvýšení flexibility poskytování podpory prostřednictvím sociálních služeb"


@pytest.mark.parametrize(
    ("text", "thousandths"), [("Hello", 722 + 556 + 222 + 222 + 556), ("Žluť", 611 + 222 + 556 + 278), ("", 0)]
)
def test_letters_have_their_widths_with_and_without_marks(text: str, thousandths: int) -> None:
    assert width(text) == pytest.approx(thousandths * SIZE / 1000)


@pytest.mark.parametrize(
    "text", [SENTENCE, "IX.b social care", "MINISTERSTVO PRO MÍSTNÍ ROZVOJ", "illicit 2019–2021 (10 %) – vážně"]
)
def test_vega_finds_a_text_as_wide(text: str) -> None:
    mark = {"type": "text", "font": FONT, "fontSize": SIZE, "align": "left"}
    drawn = {
        "data": {"values": [{"text": text}]},
        "mark": mark,
        "encoding": {"text": {"field": "text"}, "x": {"value": 0}},
        "width": 0,
    }
    scene = vegalite_to_scenegraph(drawn | {"padding": 0, "view": {"stroke": None}}, vl_version="6.1")
    assert scene["width"] == pytest.approx(width(text), rel=0.01, abs=2)


def test_what_is_too_wide_is_cut_where_its_room_ends() -> None:
    assert cut("short") == "short"
    short = cut(SENTENCE, 200)
    assert short.endswith("…")
    assert SENTENCE.startswith(short[:-1])
    assert 180 < width(short) <= 200
    assert width(cut("W" * 1000)) <= LABEL
    assert cut("abc, def", width("abc, d")) == "abc…"
