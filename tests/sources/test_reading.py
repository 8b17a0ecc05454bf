"""A document is taken in only as it was described; everything else is refused by name and offset."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_plans import SOURCE
from strategraph.errors import SourceError
from strategraph.places import Places
from strategraph.settings import SourceLimits
from strategraph.sources import Cell, Place, read_file, read_source, source_folders
from strategraph.sources.document import lines_of

RECEIVED = {
    "ap-sbsv-2016-2020": "3d160a62e359a9cb7a1d46f3a32ca15b006e6ce964158170c51410861517c690",
    "ap-ssz-2024-2026": "d163497681739b3fa777a9b5de6979466bbca2b06ad829768525047a29c3cfc0",
    "napsi-2006-2008": "b23f883521e228f66ca73c44be5e60c3d8259fba72ba85963d72d595a4bc2d4a",
    "sprss-plzensky-2019-2021": "74cc69521b6a71d5a515026f1cd10abe4eb17130ca95ec614eaec624293eb4e9",
    "sprss-ustecky": "5a6c0cd905a4b9943fc9a7ac3c59a937232ed648d3705f4aac8133fe24058747",
}


def make(folder: Path, content: bytes, described: bytes | None = None) -> Path:
    """A source folder whose source.toml has the hash of `described` (the content itself unless given)."""
    source = folder / "regional" / "zkouska"
    source.mkdir(parents=True)
    (source / "document.txt").write_bytes(content)
    sha256 = hashlib.sha256(content if described is None else described).hexdigest()
    text = SOURCE.format(title="Plán", title_printed="true", sha256=sha256)
    (source / "source.toml").write_text(text, encoding="utf-8")
    return source


def refusal(source: Path, limits: SourceLimits | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        read_source(source, limits or SourceLimits())
    return str(caught.value).replace(source.as_posix(), "SOURCE")


def test_the_five_documents_are_the_files_as_received(places: Places) -> None:
    folders = source_folders(places.data)
    hashes = {folder.name: hashlib.sha256((folder / "document.txt").read_bytes()).hexdigest() for folder in folders}
    assert hashes == RECEIVED
    assert {folder.name: read_source(folder, SourceLimits()).manifest.sha256 for folder in folders} == RECEIVED


def test_a_changed_file_is_refused_with_both_hashes(tmp_path: Path) -> None:
    told = refusal(make(tmp_path, b"Jiny text", described=b"Text"))
    assert told == (
        f"SOURCE/document.txt has changed: its sha256 is {hashlib.sha256(b'Jiny text').hexdigest()}, "
        f"source.toml has {hashlib.sha256(b'Text').hexdigest()}; "
        "restore the file, or review the mapping and write the new hash into source.toml."
    )


@pytest.mark.parametrize(
    "content, told",
    [
        (b"", "SOURCE/document.txt is empty (it ends at byte offset 0): put the document there."),
        (
            b"\n \n\xc2\xa0\n",
            "SOURCE/document.txt holds nothing but white space up to character offset 5: put the document there.",
        ),
        (
            "Cíl č. 1".encode("cp1250"),
            "SOURCE/document.txt is not UTF-8: byte 0xed at byte offset 1 (invalid continuation byte); save it as UTF-8.",
        ),
        (
            b"Cil\n\xef",
            "SOURCE/document.txt is not UTF-8: byte 0xef at byte offset 4 (unexpected end of data); save it as UTF-8.",
        ),
        (
            b"\xef\xbb\xbfCil",
            "SOURCE/document.txt begins with a byte order mark at byte offset 0: save it as UTF-8 without one.",
        ),
        (
            b"C\xc3\xadl\x00",
            "SOURCE/document.txt holds the control character U+0000 at character offset 3: remove it.",
        ),
        (
            "1. Pla\u0301n".encode(),
            "SOURCE/document.txt is not in normal form C (NFC) at character offset 5: save it so, for example with "
            "`uconv -x NFC`.",
        ),
    ],
    ids=["empty", "blank", "windows-1250", "cut", "mark", "control", "decomposed"],
)
def test_content_that_is_no_text_is_refused_with_its_offset(tmp_path: Path, content: bytes, told: str) -> None:
    assert refusal(make(tmp_path, content)) == told


@pytest.mark.parametrize(
    "limits, told",
    [
        (
            SourceLimits(max_bytes=11),
            "SOURCE/document.txt goes on after byte offset 11, the most that sources.max_bytes allows: "
            "split it, or raise the setting.",
        ),
        (
            SourceLimits(max_lines=2),
            "SOURCE/document.txt goes on after line 2 (character offset 8), the most that sources.max_lines allows: "
            "split it, or raise the setting.",
        ),
        (
            SourceLimits(max_line_characters=3),
            "SOURCE/document.txt, line 2 goes on after character offset 7, more than the 3 characters that "
            "sources.max_line_characters allows: break the line.",
        ),
    ],
    ids=["bytes", "lines", "line"],
)
def test_an_over_long_file_is_refused_with_its_offset(tmp_path: Path, limits: SourceLimits, told: str) -> None:
    assert (
        refusal(
            make(tmp_path, b"abc\ndef\nghi\n" if limits.max_lines == 2 or limits.max_bytes == 11 else b"abc\ndefg"),
            limits,
        )
        == told
    )


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    source = make(tmp_path, b"Text")
    (source / "document.txt").unlink()
    assert refusal(source) == "SOURCE/document.txt cannot be read: No such file or directory."


@pytest.mark.parametrize(
    "old, new, told",
    [
        ('title = "Plán"', 'titel = "Plán"', "there is no key 'titel'; the keys are title, "),
        ('issuer = "ustecky-kraj"\n', "", "the key 'issuer' is missing; add it with a value of type str."),
        ("title_printed = true", 'title_printed = "ano"', "title_printed is 'ano'; write a value of type bool."),
        ("2026-11-21", '"včera"', "retrieved is 'včera'; write a value of type date."),
        (
            'level = "regional"',
            'level = "national"',
            "level is 'national'; write one of european, national, regional, micro",
        ),
        ("end = 2030", "end = 2020", "the period ends in 2020, before it starts in 2027; swap the two."),
        ("start = 2027", 'start = "2027"', "write { start = 2024, end = 2026 }, or leave it out if not stated."),
        ('file = "document.txt"', 'file = "../document.txt"', "write the name of a file in the same folder."),
        ('licence = "https:', 'licence = "CC BY, https:', "write the address of the licence or terms of use."),
        ('sha256 = "', 'sha256 = "X', "sha256 has to be 64 hexadecimal digits in lower case"),
        ('title = "Plán"', 'title = "Plán', "SOURCE/source.toml cannot be read as TOML: Illegal character"),
        (
            'file = "document.txt"',
            'file = "document.docm"',
            "document.docm: files of this kind hold macros, which are never taken in: save it without macros, as .docx.",
        ),
        (
            'file = "document.txt"',
            'file = "document.xls"',
            "document.xls: there is no reader for this old format: save it as .xlsx or .ods.",
        ),
        (
            'file = "document.txt"',
            'file = "document.tiff"',
            "document.tiff: pictures are not read: recognise the text (OCR), for example with `ocrmypdf --language ces`",
        ),
        (
            'file = "document.txt"',
            'file = "document.epub"',
            "there is no reader for '.epub'; there are readers for .txt, .csv, .tsv, .docx, .html, ",
        ),
    ],
)
def test_a_faulty_description_is_refused_with_a_remedy(tmp_path: Path, old: str, new: str, told: str) -> None:
    source = make(tmp_path, b"Text")
    path = source / "source.toml"
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert told in refusal(source)


def test_a_plan_id_is_used_once(tmp_path: Path) -> None:
    for level in ("national", "regional"):
        (tmp_path / "sources" / level / "plan").mkdir(parents=True)
        (tmp_path / "sources" / level / "plan" / "source.toml").touch()
    with pytest.raises(SourceError, match="have the same plan id: rename one"):
        source_folders(tmp_path)


def test_an_empty_data_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"sources holds no documents: add one as CONTRIBUTING\.md describes\."):
        source_folders(tmp_path)


def test_a_folder_that_is_no_level_is_named(tmp_path: Path) -> None:
    (tmp_path / "sources" / "local" / "plan").mkdir(parents=True)
    with pytest.raises(
        SourceError,
        match=r"sources/local is no level: documents lie below one of european, national, .*municipal; move",
    ):
        source_folders(tmp_path)


def test_a_folder_without_a_description_is_named(tmp_path: Path) -> None:
    (tmp_path / "sources" / "regional" / "plan").mkdir(parents=True)
    with pytest.raises(SourceError, match=r"sources/regional/plan holds no source\.toml: describe the document there"):
        source_folders(tmp_path)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_every_line_stands_where_it_says(text: str) -> None:
    lines = lines_of(text)
    assert [line.number for line in lines] == list(range(1, text.count("\n") + 2))
    for line in lines:
        assert text[line.start : line.start + len(line.text)] == line.text
        assert "\n" not in line.text
    assert "\n".join(line.text for line in lines) == "\n".join(raw.removesuffix("\r") for raw in text.split("\n"))


def test_a_file_without_a_description_is_read_as_one_with_it(tmp_path: Path) -> None:
    source = make(tmp_path, "Plán\n1. Cíl\n".encode())
    found, document = read_file(source / "document.txt", SourceLimits()), read_source(source, SourceLimits())
    assert (found.format, found.shown, found.text) == ("text", document.shown, "Plán\n1. Cíl\n")
    assert found.lines == document.lines
    assert found.sha256 == document.manifest.sha256
    assert {line.place for line in found.lines} == {None}


@pytest.mark.parametrize(
    "place, told",
    [
        (Place(page=3, paragraph=40), "page 3"),
        (Place(slide=2, paragraph=5, table=1, row=4), "slide 2, table 1, row 4"),
        (Place(sheet="Cíle", address="B7", table=1, row=7, cells=(Cell(2, 0, 4),)), "sheet Cíle, cell B7"),
        (Place(paragraph=12, heading=1, label="1."), "paragraph 12"),
        (Place(), ""),
    ],
)
def test_a_place_is_told_as_a_reader_finds_it(place: Place, told: str) -> None:
    assert str(place) == told
