"""Numbers and bullets that a program puts before paragraphs by itself are counted as that program counts them."""

from pathlib import Path

import docx
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx.oxml import parse_xml as parse_slide

from hostile_files import archive
from strategraph.settings import SourceLimits
from strategraph.sources import read_file
from strategraph.sources.numbering import numeral

W = nsdecls("w")
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def lines(path: Path) -> list[str]:
    return [line.text for line in read_file(path, SourceLimits()).lines]


@pytest.mark.parametrize(
    "number, kind, text",
    [
        (4, "upperRoman", "IV"),
        (1994, "lowerRoman", "mcmxciv"),
        (4000, "upperRoman", "4000"),
        (0, "upperRoman", "0"),
        (26, "lowerLetter", "z"),
        (28, "lowerLetter", "bb"),
        (28, "a", "ab"),
        (703, "A", "AAA"),
        (7, "decimalZero", "07"),
        (3, "ordinal", "3."),
        (3, "none", ""),
        (3, "chicago", "3"),
    ],
)
def test_a_number_is_written_in_the_numerals_of_its_format(number: int, kind: str, text: str) -> None:
    assert numeral(number, kind) == text


def docx_list(folder: Path, levels: str, paragraphs: list[tuple[int, int, str]], numbers: str = "") -> Path:
    """A DOCX with one pattern of a list (7) and the lists that follow it; paragraphs have list, level and text."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="70">{levels}</w:abstractNum>'))
    for part in (f'<w:num {W} w:numId="70"><w:abstractNumId w:val="70"/></w:num>', *filter(None, numbers.split("\n"))):
        numbering.append(parse_xml(part))
    for number, level, text in paragraphs:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        if number:
            properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))
    path = folder / "list.docx"
    document.save(str(path))
    return path


def level(number: int, kind: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def test_levels_of_word_count_each_for_itself_and_start_anew(tmp_path: Path) -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "%2.%3)")
    found = [(70, 0, "Bydlení"), (70, 1, "Byty"), (70, 2, "Malé"), (70, 2, "Velké"), (0, 0, "Text"), (70, 1, "Domy"),
             (70, 2, "Nové"), (70, 0, "Práce"), (70, 1, "Místa")]  # fmt: skip
    assert lines(docx_list(tmp_path, levels, found)) == [
        "I. Bydlení", "I.1 Byty", "1.a) Malé", "1.b) Velké", "Text", "I.2 Domy", "2.a) Nové", "II. Práce", "II.1 Místa",
    ]  # fmt: skip


def test_figures_are_arabic_where_word_says_legal_and_go_on_where_it_says_no_restart(tmp_path: Path) -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", '<w:isLgl/><w:lvlRestart w:val="0"/>')
    found = [(70, 0, "a"), (70, 1, "b"), (70, 0, "c"), (70, 1, "d")]
    assert lines(docx_list(tmp_path, levels, found)) == ["I. a", "1.1 b", "II. c", "2.2 d"]


def test_a_list_starts_anew_where_word_overrides_its_start_and_goes_on_where_it_does_not(tmp_path: Path) -> None:
    numbers = (
        f'<w:num {W} w:numId="71"><w:abstractNumId w:val="70"/></w:num>\n'
        f'<w:num {W} w:numId="72"><w:abstractNumId w:val="70"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    found = [(70, 0, "a"), (70, 0, "b"), (71, 0, "c"), (72, 0, "d"), (72, 0, "e")]
    assert lines(docx_list(tmp_path, level(0, "decimal", "%1."), found, numbers)) == [
        "1. a",
        "2. b",
        "3. c",
        "5. d",
        "6. e",
    ]


def test_a_level_that_is_first_without_those_above_has_their_first_numbers(tmp_path: Path) -> None:
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")
    assert lines(docx_list(tmp_path, levels, [(70, 1, "a"), (70, 1, "b"), (70, 0, "c")])) == ["1.1 a", "1.2 b", "2. c"]


def test_signs_of_symbol_fonts_become_bullets_and_dashes_stay(tmp_path: Path) -> None:
    levels = level(0, "bullet", "\uf0b7") + level(1, "bullet", "–") + level(2, "bullet", "")
    found = [(70, 0, "a"), (70, 1, "b"), (70, 2, "c")]
    assert lines(docx_list(tmp_path, levels, found)) == ["• a", "– b", "c"]


def test_headings_have_the_numbers_of_their_style(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        level(number, "decimal", pattern, f'<w:pStyle w:val="Heading{number + 1}"/>')
        for number, pattern in enumerate(("%1.", "%1.%2."))
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="70">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="70"><w:abstractNumId w:val="70"/></w:num>'))
    for name in ("Heading 1", "Heading 2"):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:numId w:val="70"/></w:numPr>'))
    for depth, text in ((1, "Bydlení"), (2, "Byty"), (2, "Domy"), (1, "Práce"), (2, "Místa")):
        document.add_heading(text, depth)
    off = document.add_heading("Příloha", 1)._p.get_or_add_pPr()
    off.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'))
    path = tmp_path / "headings.docx"
    document.save(str(path))
    assert lines(path) == ["1. Bydlení", "1.1. Byty", "1.2. Domy", "2. Práce", "2.1. Místa", "Příloha"]
    assert [line.place.heading for line in read_file(path, SourceLimits()).lines if line.place] == [1, 2, 2, 1, 2, 1]


def test_text_of_word_is_what_is_printed(tmp_path: Path) -> None:
    """Inserted text, content controls and links count; deleted, hidden and instructing text does not; breaks break."""
    document = docx.Document()
    paragraph = document.add_paragraph()._p
    for part in (
        "<w:ins {}><w:r><w:t>Vložený </w:t></w:r></w:ins>",
        "<w:del {}><w:r><w:delText>smazaný</w:delText></w:r></w:del>",
        "<w:sdt {}><w:sdtContent><w:r><w:t>a vybraný</w:t><w:tab/><w:t>text</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:r {}><w:rPr><w:vanish/></w:rPr><w:t>skrytý</w:t></w:r>",
        "<w:r {}><w:instrText>PAGE</w:instrText></w:r>",
        "<w:r {}><w:br/><w:t>na dva ř\u00adádky</w:t></w:r>",
    ):
        paragraph.append(parse_xml(part.format(W)))
    path = tmp_path / "text.docx"
    document.save(str(path))
    found = read_file(path, SourceLimits())
    assert [line.text for line in found.lines] == ["Vložený a vybraný\ttext", "na dva řádky"]
    assert found.notices == ("Hidden text (1 pieces) was left out.",)
    assert {line.place.paragraph for line in found.lines if line.place} == {1}


ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">'
    "<office:automatic-styles>{}</office:automatic-styles>"
    "<office:body><office:text>{}</office:text></office:body></office:document-content>"
)
NUMBERS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="A" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix=")" text:display-levels="2"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="▪"/></text:list-style>'
)


def odt(folder: Path, styles: str, body: str) -> Path:
    path = folder / "list.odt"
    mimetype = "application/vnd.oasis.opendocument.text"
    path.write_bytes(archive({"mimetype": mimetype, "content.xml": ODT.format(styles, body)}))
    return path


def item(*content: str) -> str:
    return f"<text:list-item>{''.join(content)}</text:list-item>"


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_lists_of_opendocument_count_the_first_paragraph_of_each_item(tmp_path: Path) -> None:
    inner = f"<text:list>{item(p('b'))}{item(p('c'), '<text:list>' + item(p('d')) + '</text:list>')}</text:list>"
    body = (
        f'<text:list text:style-name="L" xml:id="one">{item(p("a"), p("dále"), inner)}{item(p("e"))}</text:list>'
        f'{p("mezi")}<text:list text:style-name="L" text:continue-numbering="true">{item(p("f"))}</text:list>'
        f'<text:list text:style-name="L">{item(p("g"))}</text:list>'
        f'<text:list text:style-name="L" text:continue-list="one"><text:list-item text:start-value="9">{p("h")}'
        f"</text:list-item><text:list-header>{p('i')}</text:list-header></text:list>"
    )
    assert lines(odt(tmp_path, NUMBERS, body)) == [
        "A. a", "dále", "A.1) b", "A.2) c", "• d", "B. e", "mezi", "C. f", "A. g", "I. h", "i",
    ]  # fmt: skip


def test_headings_of_opendocument_have_the_numbers_of_the_outline(tmp_path: Path) -> None:
    outline = (
        '<text:outline-style style:name="O"><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" xmlns:l="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" '
        'style:num-format="1" l:num-list-format="%1%.%2%"/><text:outline-level-style text:level="3" style:num-format=""/>'
        "</text:outline-style>"
    )
    body = "".join(
        f'<text:h text:outline-level="{depth}">{text}</text:h>'
        for depth, text in ((1, "a"), (2, "b"), (3, "c"), (1, "d"), (2, "e"))
    )
    assert lines(odt(tmp_path, outline, body)) == ["I. a", "I.1 b", "c", "II. d", "II.1 e"]


def test_text_of_opendocument_is_what_is_printed(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:p>smazaný</text:p></text:tracked-changes>"
        '<text:p>První<text:s text:c="2"/>a\n   druhý<text:tab/>za<text:note><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Poznámka</text:p></text:note-body></text:note><text:line-break/>dále</text:p>"
    )
    found = read_file(odt(tmp_path, "", body), SourceLimits())
    assert [line.text for line in found.lines] == ["První  a druhý\tza", "dále", "Poznámka"]
    assert found.notices == ("Notes (1) stand at the end, in their order.",)


def test_lists_of_html_are_numbered_as_a_browser_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<!DOCTYPE html><meta charset=utf-8><ol type=I start=3><li>a<ol type=a><li>b<li value=5>c</ol><li><p>d<p>dále</ol>"
        "<ol reversed><li>e<li>f</ol><ul><li>g<ul><li>h</ul></ul>",
        encoding="utf-8",
    )
    found = read_file(path, SourceLimits()).lines
    assert [line.text for line in found] == [
        "III. a", "a. b", "e. c", "IV. d", "dále", "2. e", "1. f", "• g", "• h",
    ]  # fmt: skip
    assert [line.place.depth for line in found if line.place] == [1, 2, 2, 1, 1, 1, 1, 1, 2]


def test_slides_take_bullets_from_their_master_and_numbers_from_themselves(tmp_path: Path) -> None:
    slides = pptx.Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text_frame.text = "Cíle"
    frame = slide.placeholders[1].text_frame
    wanted = [
        ("bod", 0, ""), ("jedna", 0, '<a:buAutoNum type="alphaLcParenR"/>'), ("dvě", 0, '<a:buAutoNum type="alphaLcParenR"/>'),
        ("pod", 1, '<a:buChar char="–"/>'), ("tři", 0, '<a:buAutoNum type="alphaLcParenR"/>'), ("nic", 0, "<a:buNone/>"),
        ("zase", 0, '<a:buAutoNum type="romanUcPeriod" startAt="4"/>'),
    ]  # fmt: skip
    for text, depth, says in wanted:
        paragraph = frame.paragraphs[0] if not frame.text else frame.add_paragraph()
        paragraph.text, paragraph.level = text, depth
        if says:
            paragraph._p.get_or_add_pPr().append(
                parse_slide(says.replace(" ", f" {A} ", 1) if " " in says else f"<a:buNone {A}/>")
            )
    path = tmp_path / "slides.pptx"
    slides.save(str(path))
    assert lines(path) == ["Cíle", "• bod", "a) jedna", "b) dvě", "– pod", "c) tři", "nic", "IV. zase"]
