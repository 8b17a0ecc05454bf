"""Slides, made with python-pptx: one for each heading, with what stands below it as text or as a table."""

import io
from collections.abc import Iterable

import pptx
from pptx.util import Cm

from made_odt import Block


def made_pptx(blocks: Iterable[Block]) -> bytes:
    """Presentations begin with a heading."""
    made = pptx.Presentation()
    for kind, text, rows in blocks:
        if kind[0] == "h":
            slide = made.slides.add_slide(made.slide_layouts[kind != "h0"])
            slide.shapes.title.text_frame.text = text
            body = slide.placeholders[1].text_frame
        elif kind == "table":
            shape = slide.shapes.add_table(len(rows), len(rows[0]), Cm(1), Cm(5), Cm(23), Cm(len(rows)))
            _fill(shape.table, rows)
        else:
            paragraph = body.paragraphs[0] if not body.text else body.add_paragraph()
            paragraph.text, paragraph.level = text, int(kind == "li2")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _fill(table: "pptx.table.Table", rows: list[list[str]]) -> None:
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text != "^":
                below = next((n for n in range(number + 1, len(rows)) if rows[n][column] != "^"), len(rows))
                table.cell(number, column).text = text.replace(" // ", "\n")
                if below > number + 1:
                    table.cell(number, column).merge(table.cell(below - 1, column))
