"""The same plan as LibreOffice writes it: OpenDocument, PDF, HTML, and Open XML that Word never saw."""

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from made_documents import MADE, turned
from same_plans import plan_as_printed, plan_of, told
from strategraph.settings import SourceLimits
from strategraph.sources import read_file

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


def written(folder: Path, name: str, *endings: str) -> Path:
    """A document, turned into one format after the other."""
    path = folder / name
    path.write_bytes(MADE[name]())
    for ending in endings:
        path = turned(folder, path, ending)
    return path


@pytest.mark.parametrize(
    "name, endings",
    [
        ("typed.docx", "odt"),
        ("typed.docx", "pdf"),
        ("typed.docx", "html"),
        ("typed.docx", "odt docx"),
        ("numbered.docx", "odt"),
        ("numbered.docx", "pdf"),
        ("numbered.docx", "odt docx"),
        ("table.docx", "odt"),
        ("table.docx", "pdf"),
        ("table.docx", "html"),
        ("table.docx", "odt docx"),
        ("slides.pptx", "odp"),
        ("slides.pptx", "pdf"),
        ("slides.pptx", "odp pptx"),
        ("rows.xlsx", "ods"),
        ("rows.xlsx", "ods xlsx"),
    ],
)
def test_the_same_plan_comes_out_of_what_libreoffice_writes(folder: Path, name: str, endings: str) -> None:
    found, _ = plan_of(folder / f"{name} {endings}", written(folder, name, *endings.split()))
    assert told(found) == plan_as_printed()


def test_numbers_of_a_list_are_in_no_text_but_in_the_labels_of_both(folder: Path) -> None:
    document = read_file(written(folder, "numbered.docx", "odt"), SourceLimits())
    assert [line.place.label for line in document.lines[1:4] if line.place] == ["1.", "1.1", "1.1.1"]
    assert [line.place.depth for line in document.lines[1:4] if line.place] == [1, 2, 3]


TEXT = (
    "Město Lhota dlouhodobě podporuje rozvoj sociálních služeb, které odpovídají potřebám jeho obyvatel. V roce 2023 bylo osloveno "
    "1 250 domácností, z toho odpovědělo 48 %. Výsledky ukazují na potřebu terénních a ambulantních služeb, zejména pro seniory."
)
FURNITURE = ("Komunitní plán města Lhota", "Stránka 1")


def plan_with_cards(path: Path) -> Path:
    """A plan as towns write them: headers, justified text, headings, a table for each measure, bullets."""
    document = docx.Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "DejaVu Serif", Pt(10.5)
    section = document.sections[0]
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = FURNITURE
    document.add_heading("1 Úvod", 1)
    for _ in range(4):
        document.add_paragraph(TEXT).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    goals = ("Zvýšit dostupnost terénní pečovatelské služby v okrajových částech města", "Rozvíjet odlehčovací služby",
             "Posílit kapacitu sociálně aktivizačních služeb, včetně služeb zaměřených na prevenci zadlužení")  # fmt: skip
    for number, goal in enumerate(goals, 1):
        document.add_heading(f"Cíl {number}: {goal}", 2)
        document.add_paragraph(TEXT)
        for measure in (1, 2):
            card(document, f"Opatření {number}.{measure}", f"{goal} prostřednictvím navýšení úvazků v přímé péči")
        document.add_paragraph("Zajištění financování z více zdrojů", style="List Bullet")
        document.add_paragraph(f"Pravidelné setkávání pracovních skupin, {TEXT[:80].lower()}", style="List Bullet")
    document.save(str(path))
    return path


def card(document: Any, code: str, text: str) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    activities = (
        "Navýšení kapacity o 1 úvazek\nVyhledání vhodných prostor a jejich postupná rekonstrukce\nInformační kampaň"
    )
    for name, value in (
        (code, text),
        ("Popis", TEXT),
        ("Aktivity", activities),
        ("Gesce", "Odbor sociálních věcí"),
        ("Termín", "2027"),
    ):
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = name, value
    document.add_paragraph()


@pytest.mark.parametrize("endings", ["odt", "pdf", "odt docx"])
def test_a_plan_of_a_town_reads_the_same_in_every_format(folder: Path, endings: str) -> None:
    path = known = plan_with_cards(folder / "town.docx")
    for ending in endings.split():
        path = turned(folder, path, ending)
    wanted, found = (
        [" ".join(line.text.split()) for line in read_file(one, SourceLimits()).lines if line.text not in FURNITURE]
        for one in (known, path)
    )
    assert found == wanted
