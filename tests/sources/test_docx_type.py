"""Headings of DOCX files without styles: told by size and weight, below those with styles, and only where the type says something."""

import io
from pathlib import Path

import docx
from docx.shared import Pt

from strategraph.settings import SourceLimits
from strategraph.sources import Transcript, read_file

TEXT = "Prostý text, který je mnohem delší než všechny nadpisy nad ním a je vysázen obyčejným písmem. " * 2
ROWS = [
    ("Plán města", 20, True), (TEXT, 11, False), ("Senioři", 14, True), (TEXT, 11, False), ("Terénní služby", 11, True),
    (TEXT, 11, False), ("Aktivity:", 11, True), ("Rodiny", 14, True), ("Dětské skupiny", 11, True), (TEXT, 11, False),
]  # fmt: skip


def transcript(folder: Path, rows: list[tuple[str, int, bool]], styled: str = "") -> Transcript:
    document = docx.Document()
    for text, size, bold in rows:
        run = document.add_paragraph().add_run(text)
        run.font.size, run.bold = Pt(size), bold
    if styled:
        document.add_heading(styled, 1)
    stream = io.BytesIO()
    document.save(stream)
    path = folder / "plan.docx"
    path.write_bytes(stream.getvalue())
    return read_file(path, SourceLimits())


def headings(found: Transcript) -> list[tuple[int, str]]:
    return [(line.place.heading, line.text) for line in found.lines if line.place and line.place.heading is not None]


def test_larger_and_bolder_paragraphs_are_headings_by_their_type(tmp_path: Path) -> None:
    found = transcript(tmp_path, ROWS)
    assert headings(found) == [
        (1, "Plán města"), (2, "Senioři"), (3, "Terénní služby"), (2, "Rodiny"), (3, "Dětské skupiny"),
    ]  # fmt: skip
    assert found.notices[-1].startswith("Headings that are not marked as such were told")


def test_headings_by_their_type_stand_below_those_that_styles_mark(tmp_path: Path) -> None:
    assert headings(transcript(tmp_path, ROWS, "Příloha")) == [
        (2, "Plán města"), (3, "Senioři"), (4, "Terénní služby"), (3, "Rodiny"), (4, "Dětské skupiny"), (1, "Příloha"),
    ]  # fmt: skip


def test_type_says_nothing_where_all_is_bold(tmp_path: Path) -> None:
    assert headings(transcript(tmp_path, [(text, 11, True) for text, _, _ in ROWS])) == []
    assert headings(transcript(tmp_path, [("Nadpis", 11, True), (TEXT, 11, False)])) == []
