"""The same plan in every format that can be read has the same draft, and its mapping reads it back."""

from pathlib import Path

import pytest

from drafts import PLANS, as_drafted, as_read, drafted, expected, pairs, read_back, score
from made_documents import MADE, turned
from strategraph.drafting import as_value

#: Plans as LibreOffice lays them out: right, all. What a PDF does not say is which lines belong together.
PLANS_LAID_OUT = ("english", "kapitoly-kapitalky", "rimske-ukoly", "tabulky", "zalomene")
LAID_OUT = {"docx": (60, 60), "pdf": (59, 60)}
PAGE = """\
<html><body><h1>Komunitní plán města Kolín 2024–2026</h1>
<h2>Senioři</h2><table><tr><td>Cíl 1</td><td>Zlepšit péči</td></tr><tr><td>Opatření 1.1</td><td>Koupit auto</td></tr>
<tr><td>Gestor</td><td>MPSV</td></tr></table>
<h2>Rodiny</h2><p>Cíl 2: Pomoci rodinám</p><p>Prostý text.</p></body></html>
"""


@pytest.mark.parametrize("name", MADE)
def test_a_plan_is_drafted_alike_from_every_format(name: str, tmp_path: Path) -> None:
    first = tmp_path / "first.docx"
    first.write_bytes(MADE["typed.docx"]())
    path = tmp_path / name
    path.write_bytes(MADE[name]())
    made, opened = drafted(path)
    assert pairs(made).total() == 73
    assert pairs(made) == pairs(drafted(first)[0])
    assert as_read(read_back(made, opened, tmp_path / "home")) == as_drafted(made)


def test_headings_of_a_page_that_group_goals_are_sections_and_end_a_field(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(PAGE, encoding="utf-8")
    made, _ = drafted(path)
    told = [(one["kind"], one["text"], one["parent"]) for one in as_value(made)["elements"]]
    assert told == [
        ("section", "Senioři", None),
        ("goal", "Zlepšit péči", "section/s0"),
        ("measure", "Koupit auto", "goal/1"),
        ("section", "Rodiny", None),
        ("goal", "Pomoci rodinám", "section/s1"),
    ]
    assert [made.lines[index].text for index in made.unclaimed()] == ["Prostý text."]


def test_the_place_of_an_element_is_told_as_its_file_has_it(tmp_path: Path) -> None:
    for name, wanted in {"rows.xlsx": {"sheet", "cell"}, "slides.pptx": {"slide"}, "flow.pdf": {"page"}}.items():
        path = tmp_path / name
        path.write_bytes(MADE[name]())
        assert set(as_value(drafted(path)[0])["elements"][0]["place"]) == wanted | {"line"}


@pytest.mark.office
@pytest.mark.parametrize("ending", LAID_OUT)
def test_plans_are_drafted_from_what_libreoffice_makes_of_them(ending: str, tmp_path: Path) -> None:
    found = []
    for path in (PLANS / f"{name}.txt" for name in PLANS_LAID_OUT):
        document = tmp_path / path.name
        document.write_bytes(path.read_bytes())
        odt = turned(tmp_path, document, "odt")
        found.append(score(drafted(turned(tmp_path, odt, ending))[0], expected(path)))
    assert (sum(right for right, _, _ in found), sum(wanted for _, wanted, _ in found)) == LAID_OUT[ending]
