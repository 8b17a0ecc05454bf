"""The same plan as LibreOffice writes it: OpenDocument, PDF, HTML, and Open XML that Word never saw."""

from pathlib import Path

import pytest

from made_documents import MADE, turned
from same_plans import plan_as_printed, plan_of
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
    assert found == plan_as_printed()


def test_numbers_of_a_list_are_in_no_text_but_in_the_labels_of_both(folder: Path) -> None:
    document = read_file(written(folder, "numbered.docx", "odt"), SourceLimits())
    assert [line.place.label for line in document.lines[1:4] if line.place] == ["1.", "1.1", "1.1.1"]
    assert [line.place.depth for line in document.lines[1:4] if line.place] == [1, 2, 3]
