"""The same plan in every format gives the same elements, parents and texts by one mapping."""

from pathlib import Path

import pytest

from made_documents import ELEMENTS, MADE, RUNNING, TITLE
from same_plans import plan_as_printed, plan_of, told
from strategraph.settings import SourceLimits
from strategraph.sources import read_file

FURNITURE = {"flow.pdf": rf"{TITLE}\s+strana \d+", "columns.pdf": RUNNING.strip()}


def made(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(MADE[name]())
    return path


def test_the_plan_that_is_put_into_formats_is_whole() -> None:
    assert [sum(level == one for level, _, _ in ELEMENTS) for one in (1, 2, 3)] == [7, 17, 49]


@pytest.mark.parametrize("name", MADE)
def test_the_same_plan_comes_out_of_every_format(tmp_path: Path, name: str) -> None:
    found, document = plan_of(tmp_path, made(tmp_path, name), FURNITURE.get(name, ""))
    assert told(found) == plan_as_printed()
    assert {line.place is not None for line in document.lines} == {True}
    for line in document.lines:
        assert document.characters(line.start, line.start + len(line.text)) == line.text


@pytest.mark.parametrize("name, pages", [("flow.pdf", 4), ("slides.pptx", 8), ("typed.docx", 0)])
def test_passages_of_a_plan_have_their_page_or_slide(tmp_path: Path, name: str, pages: int) -> None:
    plan, document = plan_of(tmp_path, made(tmp_path, name), FURNITURE.get(name, ""))
    assert plan.page_count == pages
    places = {line.number: line.place and (line.place.page or line.place.slide) for line in document.lines}
    for element in plan.elements:
        assert [passage.page for passage in element.passages] == [places[passage.line] for passage in element.passages]


@pytest.mark.parametrize(
    "name, said",
    [
        ("columns.pdf", "Page 1 has text in 2 columns, which were read one after the other."),
        ("bare-table.pdf", ""),
        ("flow.pdf", ""),
        ("table.pdf", ""),
    ],
)
def test_a_pdf_says_where_its_order_is_not_certain(tmp_path: Path, name: str, said: str) -> None:
    notices = read_file(made(tmp_path, name), SourceLimits()).notices
    assert (notices[0] if notices else "") == said


@pytest.mark.parametrize(
    "name, at, said",
    [
        ("typed.docx", 2, "paragraph 3"),
        ("table.docx", 2, "table 1, row 2"),
        ("slides.pptx", 3, "slide 2"),
        ("rows.xlsx", 2, "sheet Cíle, cell B3"),
        ("flow.pdf", 30, "page 2"),
        ("table.pdf", 40, "page 2, table 1, row 40"),
    ],
)
def test_a_line_says_where_it_stands(tmp_path: Path, name: str, at: int, said: str) -> None:
    assert str(read_file(made(tmp_path, name), SourceLimits()).lines[at].place) == said


def test_headings_and_items_have_their_levels(tmp_path: Path) -> None:
    typed = read_file(made(tmp_path, "typed.docx"), SourceLimits()).lines
    assert [line.place and line.place.heading for line in typed] == [0, *(level for level, _, _ in ELEMENTS)]
    numbered = read_file(made(tmp_path, "numbered.docx"), SourceLimits()).lines[1:]
    assert [line.place and line.place.depth for line in numbered] == [level for level, _, _ in ELEMENTS]
    assert [line.place and line.place.label for line in numbered] == [code for _, code, _ in ELEMENTS]


def test_cells_are_the_characters_of_their_row(tmp_path: Path) -> None:
    line = read_file(made(tmp_path, "rows.xlsx"), SourceLimits()).lines[1]
    assert line.place is not None
    cells = [(cell.column, line.text[cell.start : cell.end]) for cell in line.place.cells]
    assert cells == [(2, ELEMENTS[0][1]), (3, ELEMENTS[0][2])]
