"""Headings of web pages and of ODT files that are larger or bolder and nothing more: told, below those that the file marks."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from made_odt import made_odt
from strategraph.settings import SourceLimits
from strategraph.sources import Transcript, read_file

TEXT = "Prostý text, který je mnohem delší než všechny nadpisy nad ním a je vysázen obyčejným písmem. " * 2
ROWS = [
    ("s20", "Plán města"), ("p", TEXT), ("s14", "Senioři"), ("p", TEXT), ("b", "Terénní služby"),
    ("p", TEXT), ("b", "Aktivity:"), ("s14", "Rodiny"), ("b", "Dětské skupiny"), ("p", TEXT),
]  # fmt: skip
TOLD = [(1, "Plán města"), (2, "Senioři"), (3, "Terénní služby"), (2, "Rodiny"), (3, "Dětské skupiny")]
PAGES = {
    "sizes of elements": {"b": "<p><b>{}</b></p>", "s14": '<p style="font-size:14pt">{}</p>', "s20": '<p style="font-size:1.7em">{}</p>'},
    "sizes of fonts": {"b": "<strong>{}</strong>", "s14": '<font size="4">{}</font>', "s20": '<font size="5">{}</font>'},
    "names of sizes": {"b": '<p style="font-weight:700">{}</p>', "s14": "<p><big>{}</big></p>", "s20": '<p style="font-size: xx-large">{}</p>'},
    "shares": {"b": '<p style="font-weight:bold">{}</p>', "s14": '<p style="font-size:120%">{}</p>', "s20": '<p style="font-size:30px">{}</p>'},
}  # fmt: skip


def page(forms: dict[str, str], rows: Sequence[tuple[str, str]] = ROWS) -> str:
    blocks = (forms.get(kind, "<p>{}</p>").format(text) for kind, text in rows)
    return "<!DOCTYPE html><body>" + "".join(f"<div>{block}</div>" for block in blocks) + "</body>"


def read(folder: Path, name: str, content: bytes) -> Transcript:
    path = folder / name
    path.write_bytes(content)
    return read_file(path, SourceLimits())


def headings(found: Transcript) -> list[tuple[int, str]]:
    return [(line.place.heading, line.text) for line in found.lines if line.place and line.place.heading is not None]


@pytest.mark.parametrize("forms", PAGES.values(), ids=PAGES.keys())
def test_larger_and_bolder_lines_of_a_page_are_headings(forms: dict[str, str], tmp_path: Path) -> None:
    found = read(tmp_path, "plan.html", page(forms).encode())
    assert headings(found) == TOLD
    assert found.notices[-1].startswith("Headings that are not marked as such were told")


def test_they_stand_below_those_that_a_page_marks(tmp_path: Path) -> None:
    marked = PAGES["shares"] | {"s20": "<h1>{}</h1>"}
    assert headings(read(tmp_path, "plan.html", page(marked).encode())) == TOLD
    marked |= {"s14": "<h2>{}</h2>"}
    assert headings(read(tmp_path, "plan.html", page(marked).encode())) == TOLD


def test_a_strong_line_is_a_heading_though_text_goes_on_in_its_paragraph(tmp_path: Path) -> None:
    rows = "".join(f"<p><strong>{name}</strong><br>{TEXT}<br>Termín: 2026</p>" for name in ("Senioři", "Rodiny"))
    found = read(tmp_path, "plan.html", f"<!DOCTYPE html><body>{rows}</body>".encode())
    assert headings(found) == [(1, "Senioři"), (1, "Rodiny")]
    places = [line.place.paragraph for line in found.lines if line.place]
    assert places == [1, 2, 2, 3, 4, 4]


def test_larger_and_bolder_paragraphs_of_a_text_are_headings(tmp_path: Path) -> None:
    found = read(tmp_path, "plan.odt", made_odt([(kind, text, []) for kind, text in ROWS]))
    assert headings(found) == TOLD
    assert found.notices[-1].startswith("Headings that are not marked as such were told")


def test_they_stand_below_those_that_a_text_marks_and_type_says_nothing_where_all_is_bold(tmp_path: Path) -> None:
    marked = made_odt([(kind, text, []) for kind, text in [*ROWS, ("h1", "Příloha")]])
    assert headings(read(tmp_path, "plan.odt", marked)) == [
        *((level + 1, text) for level, text in TOLD),
        (1, "Příloha"),
    ]
    assert headings(read(tmp_path, "plan.odt", made_odt([("b", text, []) for _, text in ROWS]))) == []
