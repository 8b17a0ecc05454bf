"""Plans in the forms that real ones have, as files made by programs that have nothing to do with the readers.

A `.form` holds the format, then the document line by line, then below `-----` the right tree. `=h1 ` begins a heading
(`=h0 ` the title), `=s14 ` a line in bold of that size, `=b ` one in bold, `=n ` a note in small letters, `=li ` an item
of a list (`=li2 ` one below it on a slide), `=ol ` of a numbered one, `=t ` a row of a table and `=tt ` the first row of
another one, `=acc ` a button of a web page, `=sheet ` a sheet, `=page` a new page, `=head ` a line above each page.
Cells stand between `¦`, paragraphs of a cell between `//`, lines of a paragraph between `↵`; `^` goes on with the cell
above, `<` in a sheet with the one to its left.
"""

import html
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import openpyxl
from docx.shared import Pt
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Table

from made_odt import made_odt
from made_pptx import made_pptx

FORMS = Path(__file__).parent / "drafting" / "forms"
FONTS = Path("/usr/share/fonts/truetype/dejavu")
LISTS = {"li": "List Bullet", "ol": "List Number"}
#: Sizes of headings in PDF.
HEADINGS = {"h0": 20, "h1": 16, "h2": 14, "h3": 12, "h4": 11}
_GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
#: A kind, a text, the text of the one above.
Wanted = tuple[str, str, str]
Rows = list[list[str]]


@dataclass(frozen=True)
class Form:
    """A document to be made: its name, its format, its lines as kind and text, and the right answer."""

    name: str
    format: str
    lines: list[tuple[str, str]]
    wanted: Counter[Wanted]

    @property
    def ending(self) -> str:
        return self.format.split("-", 1)[0]


def read_form(path: Path) -> Form:
    head, body = path.read_text(encoding="utf-8").split("\n", 1)
    document, answer = body.split("\n-----\n")
    return Form(path.stem, head, list(_lines(document)), Counter(_wanted(answer)))


def _lines(document: str) -> Iterator[tuple[str, str]]:
    for line in document.split("\n"):
        kind, _, text = line[1:].partition(" ") if line.startswith("=") else ("p", "", line)
        yield kind, text.replace(" ↵ ", "\n")


def _wanted(answer: str) -> Iterator[Wanted]:
    above: list[str] = []
    for line in answer.strip("\n").split("\n"):
        depth = len(line) - len(line.lstrip())
        kind, _, text = line.strip().split("|")
        above = [*above[:depth], text]
        yield kind, text, above[depth - 1] if depth else ""


def blocks(form: Form) -> Iterator[tuple[str, str, Rows]]:
    """Paragraphs as they are, rows that stand together as a table."""
    number = 0
    keyed = []
    for kind, text in form.lines:
        number += kind == "tt" or kind not in ("t", "tt")
        keyed.append(((kind in ("t", "tt"), number), kind, text))
    for (is_table, _), group in groupby(keyed, key=lambda one: one[0]):
        found = list(group)
        if is_table:
            rows = [[cell.strip() for cell in text.split("¦")] for _, _, text in found]
            widest = max(map(len, rows))
            yield "table", "", [row + [""] * (widest - len(row)) for row in rows]
        else:
            yield from ((kind, text, []) for _, kind, text in found if kind != "p" or text)


def _bytes(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def as_text(form: Form) -> bytes:
    return "\n".join(text for _, text in form.lines).encode()


def as_docx(form: Form) -> bytes:
    document = docx.Document()
    for kind, text, rows in blocks(form):
        if kind == "table":
            _docx_table(document, rows)
            document.add_paragraph("")
        elif kind[0] == "h":
            document.add_heading(text, int(kind[1:]))
        elif kind in LISTS:
            document.add_paragraph(text, style=LISTS[kind])
        else:
            run = document.add_paragraph().add_run(text)
            run.bold = kind != "p"
            run.font.size = Pt(int(kind[1:])) if kind[0] == "s" else None
    return _bytes(document.save)


def _docx_table(document: "docx.document.Document", rows: Rows) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = table.cell(number, column)
            if text == "^":
                table.cell(number - 1, column).merge(cell)
                continue
            first, *others = text.split(" // ")
            cell.text = first
            for other in others:
                cell.add_paragraph(other)


def as_html(form: Form) -> bytes:
    found = ['<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body>']
    for is_item, group in groupby(blocks(form), key=lambda block: block[0] == "li"):
        inner = "".join(_html(*block) for block in group)
        found.append(f"<ul>{inner}</ul>" if is_item else inner)
    made = "\n".join([*found, "</body></html>"])
    return (_strong(made) if form.format.endswith("strong") else made).encode()


def _strong(made: str) -> str:
    """Headings as editors of web pages leave them: strong letters, and the text below them in the same paragraph."""
    made = re.sub(r"<p><b>.*?</b></p>(?:<p>(?!<b>).*?</p>)+", lambda one: _one_paragraph(one[0]), made)
    return made.replace("<b>", "<strong>").replace("</b>", "</strong>")


def _one_paragraph(made: str) -> str:
    return made.replace("</p><p>", "<br>")


def _html(kind: str, text: str, rows: Rows) -> str:
    if kind == "table":
        return "<table>" + "".join(_html_row(rows, number) for number in range(len(rows))) + "</table>"
    tag = "button" if kind == "acc" else kind if kind in ("li", "h1", "h2", "h3", "h4", "p") else "p"
    shown = html.escape(text).replace("\n", "<br>")
    inner = f"<b>{shown}</b>" if kind[0] in "bs" else shown
    inner = f'<span style="font-size: {kind[1:]}pt">{inner}</span>' if kind[0] == "s" else inner
    return f"<{tag}>{inner}</{tag}>"


def _html_row(rows: Rows, number: int) -> str:
    """Cells with those that go on with them below."""
    found = ""
    for column, cell in enumerate(rows[number]):
        below = next((n for n in range(number + 1, len(rows)) if rows[n][column] != "^"), len(rows)) - number
        span = f' rowspan="{below}"' if below > 1 else ""
        found += "" if cell == "^" else f"<td{span}>{_html_cell(cell)}</td>"
    return f"<tr>{found}</tr>"


def _html_cell(cell: str) -> str:
    parts = [html.escape(part).replace("\n", "<br>") for part in cell.split(" // ")]
    return parts[0] if len(parts) == 1 else "<ul>" + "".join(f"<li>{part}</li>" for part in parts) + "</ul>"


def _merge(sheet: "openpyxl.worksheet.worksheet.Worksheet", row: int, column: int) -> None:
    """The cell with the one above, or with those that it is merged with."""
    top = row - 1
    for known in list(sheet.merged_cells.ranges):
        if known.min_col == column and known.max_row == row - 1:
            top = known.min_row
            sheet.unmerge_cells(str(known))
    sheet.merge_cells(start_row=top, end_row=row, start_column=column, end_column=column)


def as_xlsx(form: Form) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    marked = []
    for kind, text in form.lines:
        if kind == "sheet":
            sheet = workbook.create_sheet(text)
        else:
            cells = [cell.strip() for cell in text.split("¦")]
            sheet.append(["" if cell in ("^", "<") else cell for cell in cells])
            marked += [(sheet, sheet.max_row, column) for column, cell in enumerate(cells, 1) if cell == "^"]
            for column in (column for column, cell in enumerate(cells, 1) if cell == "<"):
                sheet.merge_cells(
                    start_row=sheet.max_row, end_row=sheet.max_row, start_column=column - 1, end_column=column
                )
    for sheet, row, column in marked:
        _merge(sheet, row, column)
    return _bytes(workbook.save)


def _style(size: int, bold: bool) -> ParagraphStyle:
    name = "Czech-Bold" if bold else "Czech"
    file = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, FONTS / file))
    return ParagraphStyle(
        f"{name} {size}", fontName=name, fontSize=size, leading=size * 1.25, spaceBefore=size * 0.6, spaceAfter=3
    )


def _parts(cell: str) -> list[str]:
    return [] if cell in ("", "^") else cell.split(" // ")


def _merged(rows: Rows) -> Iterator[tuple[object, ...]]:
    """Cells that go on with the one above."""
    for column in range(len(rows[0])):
        for start, row in enumerate(rows):
            end = start
            while end + 1 < len(rows) and rows[end + 1][column] == "^":
                end += 1
            if row[column] != "^" and end > start:
                yield "SPAN", (column, start), (column, end)


def _flowables(form: Form) -> Iterator[Flowable]:
    plain, cell = _style(10, False), _style(8, False)
    repeated = int(form.format.endswith("repeat"))
    for kind, text, rows in blocks(form):
        if kind == "table":
            inner = [[[Paragraph(escape(part), cell) for part in _parts(one)] for one in row] for row in rows]
            width = 480 / len(rows[0])
            style = [*_GRID, *_merged(rows)]
            yield Table(inner, colWidths=[width] * len(rows[0]), style=style, repeatRows=repeated)
        elif kind == "page":
            yield PageBreak()
        elif kind == "n":
            yield Paragraph(escape(text), _style(7, False))
        elif kind != "head":
            size = int(kind[1:]) if kind[0] == "s" else HEADINGS.get(kind, 10)
            shown = escape(f"• {text}" if kind == "li" else text)
            yield Paragraph(shown, plain if kind in ("p", "li") else _style(size, True))


def as_pdf(form: Form) -> bytes:
    """One column, or two; the number of the page below, lines above where there are some."""
    heads = [text for kind, text in form.lines if kind == "head"]
    story = list(_flowables(form))
    frames = [Frame(55, 60, 490, 730)]
    if form.format.endswith("columns"):
        frames = [Frame(50, 560, 240, 230), Frame(310, 560, 240, 230)]

    def foot(canvas: object, document: object) -> None:
        canvas.setFont("Czech", 8)  # type: ignore[attr-defined]
        canvas.drawString(290, 30, str(document.page))  # type: ignore[attr-defined]
        for place, head in enumerate(heads):
            canvas.drawString(55, 805 - 10 * place, head)  # type: ignore[attr-defined]

    def save(stream: io.BytesIO) -> None:
        document = BaseDocTemplate(stream, pagesize=A4)
        document.addPageTemplates([PageTemplate(frames=frames, onPage=foot)])
        document.build(story)

    return _bytes(save)


MAKERS: dict[str, Callable[[Form], bytes]] = {
    "txt": as_text,
    "md": as_text,
    "docx": as_docx,
    "odt": lambda form: made_odt(blocks(form)),
    "pptx": lambda form: made_pptx(blocks(form)),
    "html": as_html,
    "xlsx": as_xlsx,
    "pdf": as_pdf,
}


def make(form: Form, folder: Path) -> Path:
    """The document as a file in the folder."""
    path = folder / f"{form.name}.{form.ending}"
    path.write_bytes(MAKERS[form.ending](form))
    return path
