"""What each format has of its own: merged cells, dates, hidden sheets, encodings; and a format has a reader."""

import datetime
import io
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest

from strategraph.settings import SourceLimits
from strategraph.sources import Transcript, read_file
from strategraph.sources.formats import FORMATS
from strategraph.sources.readers.pdf_lines import Segment, paragraphs
from strategraph.sources.readers.pdf_words import Word

READERS = Path(__file__).parents[2] / "src" / "strategraph" / "sources" / "readers"


def found(path: Path, content: bytes | str) -> Transcript:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(path, SourceLimits())


def lines(path: Path, content: bytes | str) -> list[str]:
    return [line.text for line in found(path, content).lines]


def test_every_format_has_a_reader_and_every_ending_one_format() -> None:
    modules = {path.stem for path in READERS.glob("*.py")}
    assert [one.name for one in FORMATS if one.name not in modules] == []
    endings = [ending for one in FORMATS for ending in one.endings]
    assert len(set(endings)) == len(endings)
    reference = (READERS.parents[3] / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    assert [ending for ending in endings if f"`{ending}`" not in reference] == []


def test_cells_of_word_that_are_merged_stand_in_the_first_row_and_column(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=4)
    for row, texts in enumerate(
        (("Cíl", "Opatření", "", "Termín"), ("1", "1.1", "a", "2027"), ("", "1.2", "b", ""), ("2", "", "", "x"))
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 2).text = "b\nc"
    stream = io.BytesIO()
    document.save(stream)
    read = found(tmp_path / "table.docx", stream.getvalue())
    assert [line.text for line in read.lines] == [
        "Cíl | Opatření |  | Termín", "1 | 1.1 | a | 2027", "| 1.2", "b", "c", "2 |  |  | x",
    ]  # fmt: skip
    told = [
        [(cell.column, line.text[cell.start : cell.end]) for cell in line.place.cells]
        for line in read.lines
        if line.place
    ]
    assert told[2:5] == [[(1, ""), (2, "1.2")], [(3, "b")], [(3, "c")]]


def test_buttons_of_html_that_open_chapters_are_headings_and_controls_are_left_out(tmp_path: Path) -> None:
    page = (
        "<body><header><button aria-expanded='false'>Menu</button></header><nav><button>Hledat</button></nav>"
        "<h2>Cíle</h2><form><button>Odeslat</button><button aria-controls='a'>Cíl A</button><div id='a'>Text A</div></form>"
        "<h3><button type='button'><span>Cíl</span> B</button></h3><div>Text<button>Cíl C</button>dál</div>"
        "<button type='submit'>Přihlásit</button><button data-bs-toggle='collapse'>Cíl D</button>"
        "<footer><button aria-expanded='false'>Cookies</button></footer></body>"
    )
    read = found(tmp_path / "page.html", page).lines
    assert [(line.text, line.place.heading if line.place else None) for line in read] == [
        ("Cíle", 2),
        ("Cíl A", 3),
        ("Text A", None),
        ("Cíl B", 3),
        ("Text", None),
        ("Cíl C", None),
        ("dál", None),
        ("Cíl D", 4),
    ]


def test_cells_of_html_span_rows_and_columns(tmp_path: Path) -> None:
    page = (
        "<table><caption>Přehled</caption><tr><th rowspan=2>Cíl<th colspan=2>Kdy<tr><td>od<td>do"
        "<tr><td>1.1<td>2027<td><ul><li>a<li>b</ul><tr><td hidden>x<td>1.2</table>"
    )
    assert lines(tmp_path / "page.html", page) == [
        "Přehled",
        "Cíl | Kdy",
        "| od | do",
        "1.1 | 2027",
        "• a",
        "• b",
        "1.2",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1250", "iso-8859-2", "utf-16"])
def test_a_page_is_read_in_the_encoding_it_states(tmp_path: Path, encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body>Žlutý kůň<br>úpí&nbsp;&#268;</body></html>'
    assert lines(tmp_path / "page.htm", page.encode(encoding)) == ["Žlutý kůň", "úpí\u00a0Č"]


def test_what_nobody_sees_of_a_page_is_left_out(tmp_path: Path) -> None:
    page = (
        "<html><head><title>t</title><style>s</style></head><body><p style='display: none'>a</p><div hidden>b</div>"
        "<script>c</script><!-- d --><noscript>e</noscript><template>f</template>Text <b>tuč</b>ný<pre>g\n  h</pre></body></html>"
    )
    assert lines(tmp_path / "page.html", page) == ["Text tučný", "g", "  h"]


def test_values_of_a_sheet_are_shown_as_the_sheet_shows_them(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    values = (
        (datetime.date(2026, 12, 31), "DD.MM.YYYY"), (datetime.date(2026, 3, 1), "MM/YYYY"), (0.25, "0%"), (1.1, "0.00"),
        (1.1, "General"), (12, "General"), (1500000, '#,##0 "Kč"'), (True, "General"), ("a\nb", "@"), (1e300, "General"),
    )  # fmt: skip
    for row, (value, shown) in enumerate(values, 1):
        sheet.cell(row, 2, value).number_format = shown
    workbook.create_sheet("Tajné").sheet_state = "hidden"
    workbook["Tajné"]["A1"] = "skryté"
    stream = io.BytesIO()
    workbook.save(stream)
    read = found(tmp_path / "sheet.xlsx", stream.getvalue())
    assert [line.text for line in read.lines] == [
        "31.12.2026", "3/2026", "25 %", "1.10", "1.1", "12", "1500000", "PRAVDA", "a", "b", "1e+300",
    ]  # fmt: skip
    assert [str(line.place) for line in read.lines[7:10]] == [
        "sheet Sheet, cell B8",
        "sheet Sheet, cell B9",
        "sheet Sheet, cell B9",
    ]
    assert read.notices == ("The sheet 'Tajné' is hidden and was left out.",)


def test_slides_give_title_first_and_shapes_from_the_top_down(tmp_path: Path) -> None:
    slides = pptx.Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[5])
    for top, left, text in ((5_000_000, 0, "dole"), (2_000_000, 4_000_000, "vpravo"), (2_000_000, 0, "vlevo")):
        slide.shapes.add_textbox(left, top, 1_000_000, 500_000).text_frame.text = text
    slide.shapes.title.text_frame.text = "Název"
    table = slide.shapes.add_table(2, 2, 0, 6_000_000, 4_000_000, 500_000).table
    for row, texts in enumerate((("Cíl", "Kdo"), ("1.1", "MPSV"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    hidden = slides.slides.add_slide(slides.slide_layouts[5])
    hidden.shapes.title.text_frame.text = "Skrytý"
    hidden._element.set("show", "0")
    stream = io.BytesIO()
    slides.save(stream)
    read = found(tmp_path / "slides.pptx", stream.getvalue())
    assert [line.text for line in read.lines] == ["Název", "vlevo", "vpravo", "dole", "Cíl | Kdo", "1.1 | MPSV"]
    assert read.notices == ("Slide 2 is hidden and was left out.",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_of_a_portal_is_read_by_the_sign_it_is_written_with(tmp_path: Path, delimiter: str) -> None:
    rows = [["Kód", "Název, úplný; celý", "Gesce"], ["1.1", '"Zřídit ""dům"""', ""], ["", "dál", "MPSV"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows)
    assert lines(tmp_path / "export.csv", "\ufeff" + text) == [
        "Kód | Název, úplný; celý | Gesce", '1.1 | Zřídit "dům"', "| dál | MPSV",
    ]  # fmt: skip


def test_a_table_that_excel_saved_in_windows_1250_is_read_and_said_to_be(tmp_path: Path) -> None:
    read = found(tmp_path / "export.csv", "Kód;Název\r\n1.1;Žít „doma“ – déle\r\n".encode("cp1250"))
    assert [line.text for line in read.lines] == ["Kód | Název", "1.1 | Žít „doma“ – déle"]
    assert read.notices == ("The file is not UTF-8 and was read as Windows-1250; check its letters.",)


@pytest.mark.parametrize(
    "below, apart",
    [
        ("Opatření 1.1.2 Podpora bydlení", True),
        ("Strategický cíl č. A.1: Doprava", True),
        ("SC1.2 Dostupná voda", True),
        ("Zdroje financování: rozpočet", True),
        ("opatření 1.1.2 navazuje", False),
        ("Praha a další obce", False),
    ],
)
def test_what_opens_an_element_or_a_field_is_not_put_together_with_a_full_line(below: str, apart: bool) -> None:
    def segment(text: str, bottom: float) -> Segment:
        return Segment([Word(text=one, x0=10.0 * n, x1=10.0 * n + 9, top=bottom - 10, bottom=bottom, size=10.0, bold=False)
                        for n, one in enumerate(text.split())])  # fmt: skip

    lines = [segment("Zlepšit péči o seniory ve všech obcích kraje", 20), segment(below, 32)]
    assert len(list(paragraphs(lines))) == (2 if apart else 1)
