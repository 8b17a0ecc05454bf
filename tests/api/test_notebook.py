"""The notebook of the docs, run as a reader runs it, and what its figures show, held against a report."""

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from nbclient import NotebookClient

import strategraph
from strategraph.reports.model import Table

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "from-question-to-figure.ipynb"
#: What a test adds at the end, to read what the notebook has reckoned.
LOOK = 'print(by_section.to_json(orient="records")); print(layers.to_json(orient="records"))'
#: How Vega says what a bar stands for.
BAR = re.compile(r"objectives: ([\d.]+)%; section: (.+?); best link: (\w+)")
INTERVAL = re.compile(r"low: ([\d.]+)%; territory: (\w+); high: ([\d.]+)")


def test_it_is_sound_and_brings_no_outputs_along() -> None:
    notebook = nbformat.read(NOTEBOOK, 4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None)
            compile(cell.source, cell.id, "exec")


@pytest.fixture(scope="module")
def ran(output: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The folder where the notebook ran, and the lines that its last two cells wrote, the second of them the test's."""
    folder = tmp_path_factory.mktemp("notebook")
    notebook = nbformat.read(NOTEBOOK, 4)
    notebook.cells.append(nbformat.v4.new_code_cell(LOOK))
    environment = os.environ | {"STRATEGRAPH_PLACE": str(output), "PYTHONPATH": os.pathsep.join([str(ROOT / "src")])}
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}})
    client.execute(env=environment)
    said = [one for cell in notebook.cells[-2:] for one in cell.outputs if one.output_type == "stream"]
    return folder, "".join(one.text for one in said if one.name == "stdout").splitlines()


def table(report: str, key: str, output: Path) -> Table:
    with strategraph.open(output) as graph:
        return next(one for one in graph.report(report).tables if one.key == key)


@pytest.mark.full
def test_its_numbers_are_those_of_the_report_on_coverage(ran: tuple[Path, list[str]], output: Path) -> None:
    _, said = ran
    by_section, layers = (json.loads(line) for line in said[-2:])
    regions = {str(row[1]): row for row in table("coverage", "regions", output).rows}
    for region, row in regions.items():
        counted = dict.fromkeys(("specific", "general", "none"), 0)
        for one in by_section:
            counted[one["best"]] += one["objectives"] if one["region"] == region else 0
        assert list(counted.values()) == list(row[3:6])
        (mine,) = (one for one in layers if (one["layer"], one["territory"]) == ("all", region))
        assert (mine["served"], mine["objectives"]) == (row[3], row[2])
        assert mine["low"] < mine["share"] < mine["high"]
        assert f"{region}: {row[3]} of {row[2]} national objectives have a specific link" in "\n".join(said)
    assert {one["layer"] for one in layers} == {"all", "printed"}
    assert any(line.startswith("strategraph: How regional plans cover") for line in said)


@pytest.mark.full
def test_its_figures_show_these_numbers(ran: tuple[Path, list[str]]) -> None:
    folder, said = ran
    by_section, layers = (json.loads(line) for line in said[-2:])
    labels = [one.get("aria-label", "") for one in ElementTree.parse(folder / "sections.svg").iter()]
    drawn = sorted(found.groups() for found in map(BAR.match, labels) if found)
    assert drawn == sorted((f"{one['share'] * 100:.6f}", one["section"], one["best"]) for one in by_section)
    words = set(ElementTree.parse(folder / "sections.svg").getroot().itertext())
    assert {"CZ032", "CZ042", "specific", "general", "none", "4.3 Sociální služby"} <= words
    assert any("What regional plans take up of ap-ssz-2024-2026" in one for one in words)
    labels = [one.get("aria-label", "") for one in ElementTree.parse(folder / "intervals.svg").iter()]
    spans = [found.groups() for found in map(INTERVAL.match, labels) if found]
    assert sorted((float(low) / 100, region, float(high)) for low, region, high in spans) == [
        (pytest.approx(low, abs=1e-7), region, pytest.approx(high, abs=1e-7))
        for low, region, high in sorted((one["low"], one["territory"], one["high"]) for one in layers)
    ]
