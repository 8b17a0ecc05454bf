"""What a PDF does not say is found by where its words stand; where that is not certain, a notice says so."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from made_documents import FONT
from strategraph.errors import SourceError
from strategraph.settings import SourceLimits
from strategraph.sources import Transcript, read_file

LONG = "Zvýšit dostupnost terénních služeb pro seniory a osoby se zdravotním postižením"
Draw = Callable[[Canvas], None]


def read(folder: Path, *pages: Draw, **options: object) -> Transcript:
    pdfmetrics.registerFont(TTFont("Czech", FONT))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **options)
    for draw in pages:
        canvas.setFont("Czech", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    path = folder / "plan.pdf"
    path.write_bytes(stream.getvalue())
    return read_file(path, SourceLimits())


def at(*placed: tuple[float, float, str], size: float = 10) -> Draw:
    """Texts at their places, from the left and from the top (points)."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Czech", size)
        for x, y, text in placed:
            canvas.drawString(x, 842 - y, text)

    return draw


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "lightgrey")), 0, 0, width=595, height=842)


def texts(found: Transcript) -> list[str]:
    return [line.text for line in found.lines]


def test_lines_of_a_paragraph_are_one_line_and_those_of_items_are_not(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        at(
            (70, 100, f"1.1 {LONG}"), (70, 113, "v celém kraji"), (70, 130, "a) Krátký"), (70, 143, "b) Další bod"),
            (70, 160, f"Podle § 3 platí, že {LONG.lower()[:57]} soci-"), (70, 173, "ální služby"),
            (70, 190, "Krátká věta."), (70, 203, "Jiná věta."),
        ),
    )  # fmt: skip
    assert texts(found)[:4] == [f"1.1 {LONG} v celém kraji", "a) Krátký", "b) Další bod",
                                f"Podle § 3 platí, že {LONG.lower()[:57]} sociální služby"]  # fmt: skip
    assert texts(found)[4:] == ["Krátká věta.", "Jiná věta."]


def test_entries_of_a_table_of_contents_stay_apart(tmp_path: Path) -> None:
    dots = "." * 80
    found = read(tmp_path, at((70, 100, f"1 Úvod {dots} 3"), (70, 113, f"2 Cíle {dots} 5")))
    assert texts(found) == [f"1 Úvod {dots} 3", f"2 Cíle {dots} 5"]


def test_a_paragraph_goes_on_over_a_page_past_footer_and_header(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        top = "která doplní ambulantní péči" if number == 2 else "Text strany"
        return at((70, 30, "Plán kraje"), (70, 100, top), (70, 740, f"{number}. {LONG}"), (70, 815, f"strana {number}"))

    found = read(tmp_path, page(1), page(2), page(3))
    assert texts(found) == [
        "Plán kraje", "Text strany", f"1. {LONG} která doplní ambulantní péči", "strana 1", "Plán kraje",
        f"2. {LONG}", "strana 2", "Plán kraje", "Text strany", f"3. {LONG}", "strana 3",
    ]  # fmt: skip
    assert [line.place.page for line in found.lines if line.place] == [1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3]


def test_sizes_of_fonts_above_that_of_the_text_are_levels_of_headings(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        at((70, 100, "Plán"), size=20)(canvas)
        at((70, 140, "Kapitola"), size=14)(canvas)
        at((70, 170, LONG), (70, 200, "Text."))(canvas)

    assert [line.place.heading for line in read(tmp_path, draw).lines if line.place] == [1, 2, None, None]


def test_a_table_without_lines_is_read_row_by_row_and_said_to_be(tmp_path: Path) -> None:
    rows = [
        ("Opatření", "Gesce", "Termín"),
        ("1.1 Zřídit dům pro osoby bez", "MPSV", "2026"),
        ("1.2 Podpořit obce", "MMR", ""),
    ]
    placed = [
        (x, 100 + 30 * row, text)
        for row, cells in enumerate(rows)
        for x, text in zip((70, 300, 420), cells, strict=True)
    ]
    found = read(tmp_path, at(*[one for one in placed if one[2]], (70, 143, "domova")))
    assert texts(found) == [
        "Opatření | Gesce | Termín",
        "1.1 Zřídit dům pro osoby bez domova | MPSV | 2026",
        "1.2 Podpořit obce | MMR",
    ]
    assert found.notices == (
        "Page 1 has a table without lines between its cells: its rows were told apart by the space between, so look them over.",
    )


def test_a_page_that_is_turned_is_read_as_it_is_shown(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(595, 0)
        canvas.rotate(90)
        canvas.setFont("Czech", 10)
        canvas.drawString(70, 500, "1. První")
        canvas.drawString(70, 480, "2. Druhý")

    assert texts(read(tmp_path, draw)) == ["1. První", "2. Druhý"]


def test_text_that_is_turned_stands_at_the_end_of_its_page(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.rotate(90)
        canvas.drawString(300, -30, "na boku")
        canvas.restoreState()
        at((70, 100, "Text"))(canvas)

    found = read(tmp_path, draw)
    assert texts(found) == ["Text", "na boku"]
    assert found.notices == ("Page 1 has text that is turned: it stands at the end of the page, on one line.",)


def test_cells_that_no_line_parts_are_one(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([70, 170, 270, 370], [740, 720])
        canvas.rect(70, 700, 300, 20)
        canvas.line(170, 700, 170, 720)
        at((75, 116, "Cíl"), (175, 116, "Od"), (275, 116, "Do"), (75, 136, "1.1"), (175, 136, "po celou dobu plánu"))(
            canvas
        )

    found = read(tmp_path, draw)
    assert texts(found) == ["Cíl | Od | Do", "1.1 | po celou dobu plánu"]
    assert [str(line.place) for line in found.lines] == ["page 1, table 1, row 1", "page 1, table 1, row 2"]


def test_a_scanned_document_is_refused_with_advice_and_single_scans_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"is scanned: 2 of its 3 pages are pictures .* `ocrmypdf --language ces"):
        read(tmp_path, picture, at((70, 100, "Text")), picture)
    found = read(tmp_path, at((70, 100, "Text")), picture, at((70, 100, "Text")))
    assert found.notices == (
        "Page 2 is a picture without text: recognise their text (OCR), for example with `ocrmypdf --skip-text --language ces`.",
    )


def test_text_over_a_scan_is_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        picture(canvas)
        at((70, 100, "1. Rozpoznaný text"))(canvas)

    assert texts(read(tmp_path, draw)) == ["1. Rozpoznaný text"]


def test_an_empty_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no text: if its pages are pictures, recognise their text first"):
        read(tmp_path, lambda canvas: None)


def test_a_document_that_forbids_to_take_out_its_text_is_refused_and_one_that_forbids_printing_is_not(
    tmp_path: Path,
) -> None:
    page = at((70, 100, "Text"))
    assert texts(read(tmp_path, page, encrypt=StandardEncryption("", "majitel", canPrint=0, strength=128))) == ["Text"]
    forbids = StandardEncryption("", "majitel", canCopy=0, strength=128)
    bits = forbids.permissionBits()
    forbids.permissionBits = lambda: bits & ~0x200  # nor for readers who do not see it
    with pytest.raises(SourceError, match="does not permit that its text is taken out: ask its publisher"):
        read(tmp_path, page, encrypt=forbids)
