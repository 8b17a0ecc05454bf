"""One plan as documents of many formats, each made by a program that has nothing to do with the readers.

The plan is that of the Ústí Region: 73 elements on three levels, with their codes.
"""

import csv
import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pptx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx.util import Pt
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from strategraph.places import find_places

#: Comes with fontconfig, which Chromium needs; the fonts of PDF itself have no Czech letters.
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
TITLE = "Plán sociálních služeb v kraji"
RUNNING = "Krajský plán vychází z potřeb obyvatel obcí a z dostupných zdrojů a navrhuje opatření. " * 2

Element = tuple[int, str, str]


def _elements() -> list[Element]:
    source = find_places().data / "sources" / "regional" / "sprss-ustecky" / "document.txt"
    lines = (
        re.fullmatch(r"(\d\.|\d\.\d|\d\.\d\.\d) (\S.*?)(?: \|)?", line)
        for line in source.read_text(encoding="utf-8").split("\n")
    )
    return [(len(found[1].rstrip(".").split(".")), found[1], found[2]) for found in lines if found]


#: Level, code and text of every element.
ELEMENTS = _elements()


def _bytes(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def docx_typed() -> bytes:
    """Headings of three levels, whose codes are typed."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for level, code, text in ELEMENTS:
        document.add_heading(f"{code} {text}", level)
    return _bytes(document.save)


def docx_numbered() -> bytes:
    """Paragraphs in a list of three levels: the codes are numbers of the list and stand nowhere in the text."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for level, pattern in enumerate(("%1.", "%1.%2", "%1.%2.%3"))
    )
    space = nsdecls("w")
    numbering.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {space} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, _, text in ELEMENTS:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {space}><w:ilvl w:val="{level - 1}"/><w:numId w:val="77"/></w:numPr>'))
    return _bytes(document.save)


def docx_table() -> bytes:
    """A table with a column of codes and one of texts."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for _, code, text in ELEMENTS:
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = code, text
    return _bytes(document.save)


def pptx_slides() -> bytes:
    """A slide for each priority, with its goals as bullets on two levels."""
    slides = pptx.Presentation()
    slides.slides.add_slide(slides.slide_layouts[0]).shapes.title.text = TITLE
    body = None
    for level, code, text in ELEMENTS:
        if level == 1:
            slide = slides.slides.add_slide(slides.slide_layouts[1])
            slide.shapes.title.text_frame.text = f"{code} {text}"
            slide.shapes.title.text_frame.paragraphs[0].font.size = Pt(16)
            body = slide.placeholders[1].text_frame
            continue
        assert body is not None
        paragraph = body.paragraphs[0] if not body.text else body.add_paragraph()
        paragraph.text, paragraph.level, paragraph.font.size = f"{code} {text}", level - 2, Pt(9)
    return _bytes(slides.save)


def xlsx_rows() -> bytes:
    """A sheet with a row for each element, which begins in the second column."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Cíle"
    sheet.append(["", TITLE])
    for _, code, text in ELEMENTS:
        sheet.append(["", code, text])
    return _bytes(workbook.save)


def csv_rows() -> bytes:
    """The same as a portal exports it, apart by semicolons, with the mark that Excel asks for."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([TITLE, ""])
    writer.writerows((code, text) for _, code, text in ELEMENTS)
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def html_page() -> bytes:
    """Headings of three levels in a page."""
    root = ElementTree.Element("html")
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "meta", {"charset": "utf-8"})
    ElementTree.SubElement(head, "script").text = "document.write('1. Skript')"
    body = ElementTree.SubElement(root, "body")
    ElementTree.SubElement(body, "p").text = TITLE
    for level, code, text in ELEMENTS:
        ElementTree.SubElement(body, f"h{level}").text = f"{code}\n   {text}"
    return b"<!DOCTYPE html>\n" + ElementTree.tostring(root, encoding="utf-8", method="html")


def stratml_plan() -> bytes:
    """Every element as a goal with its code as indicator."""
    root = ElementTree.Element("StrategicPlan", {"xmlns": "urn:ISO:std:iso:17469:tech:xsd:stratml_core"})
    ElementTree.SubElement(root, "Name").text = TITLE
    core = ElementTree.SubElement(root, "StrategicPlanCore")
    for _, code, text in ELEMENTS:
        goal = ElementTree.SubElement(core, "Goal")
        ElementTree.SubElement(goal, "Name").text = text
        ElementTree.SubElement(goal, "Description").text = text
        ElementTree.SubElement(goal, "SequenceIndicator").text = code
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _styles() -> list[ParagraphStyle]:
    """The styles of headings of three levels, the last also that of text."""
    pdfmetrics.registerFont(TTFont("Czech", FONT))
    return [
        ParagraphStyle("one", fontName="Czech", fontSize=15, leading=19, spaceBefore=12),
        ParagraphStyle("two", fontName="Czech", fontSize=12, leading=15, spaceBefore=8),
        ParagraphStyle("three", fontName="Czech", fontSize=10, leading=13, spaceBefore=3),
    ]


def _footer(canvas: object, document: object) -> None:
    canvas.setFont("Czech", 8)  # type: ignore[attr-defined]
    canvas.drawString(70, 30, TITLE)  # type: ignore[attr-defined]
    canvas.drawRightString(540, 30, f"strana {document.page}")  # type: ignore[attr-defined]


def _pdf(story: list[Flowable]) -> bytes:
    return _bytes(lambda stream: SimpleDocTemplate(stream, pagesize=A4).build(story))


def pdf_flow() -> bytes:
    """Headings of three sizes, broken into lines and pages, with a footer on each page."""
    styles = _styles()
    story: list[Flowable] = [Paragraph(TITLE, styles[0])]
    story += [Paragraph(f"{code} {text}", styles[level - 1]) for level, code, text in ELEMENTS]
    return _bytes(
        lambda stream: SimpleDocTemplate(stream, pagesize=A4).build(story, onFirstPage=_footer, onLaterPages=_footer)
    )


def pdf_table() -> bytes:
    """A table with lines around its cells, which goes over several pages."""
    style = _styles()[2]
    rows = [[Paragraph(code, style), Paragraph(text, style)] for _, code, text in ELEMENTS]
    grid = Table(rows, colWidths=[50, 330], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    return _pdf([Paragraph(TITLE, style), Spacer(1, 20), grid])


def pdf_bare_table() -> bytes:
    """The same without lines."""
    style = _styles()[2]
    rows = [[Paragraph(code, style), Paragraph(text, style)] for _, code, text in ELEMENTS]
    return _pdf(
        [
            Paragraph(TITLE, style),
            Spacer(1, 20),
            Table(rows, colWidths=[50, 330], style=[("VALIGN", (0, 0), (-1, -1), "TOP")]),
        ]
    )


def pdf_columns() -> bytes:
    """Two columns on each page, every element followed by running text."""
    style = _styles()[2]
    story: list[Flowable] = [Paragraph(TITLE, style)]
    for _, code, text in ELEMENTS:
        story += [Spacer(1, 8), Paragraph(f"{code} {text}", style), Spacer(1, 5), Paragraph(RUNNING, style)]
    frames = [Frame(50, 50, 240, 740, id="left"), Frame(310, 50, 240, 740, id="right")]

    def save(stream: io.BytesIO) -> None:
        document = BaseDocTemplate(stream, pagesize=A4)
        document.addPageTemplates([PageTemplate(frames=frames)])
        document.build(story)

    return _bytes(save)


#: Name of the file → what makes it.
MADE: dict[str, Callable[[], bytes]] = {
    "typed.docx": docx_typed,
    "numbered.docx": docx_numbered,
    "table.docx": docx_table,
    "slides.pptx": pptx_slides,
    "rows.xlsx": xlsx_rows,
    "rows.csv": csv_rows,
    "page.html": html_page,
    "plan.xml": stratml_plan,
    "flow.pdf": pdf_flow,
    "table.pdf": pdf_table,
    "bare-table.pdf": pdf_bare_table,
    "columns.pdf": pdf_columns,
}


def turned(folder: Path, file: Path, ending: str) -> Path:
    """The file as LibreOffice writes it in another format, in a folder of its own."""
    target = folder / f"{file.stem}-{file.suffix[1:]}-{ending}"
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", ending]
    subprocess.run([*command, "--outdir", str(target), str(file)], check=True, capture_output=True, timeout=120)
    return target / f"{file.stem}.{ending}"
