"""The command `strategraph draft`."""

import json
from pathlib import Path

import pytest

from drafts import PLANS
from strategraph.cli import main

PLAN = PLANS / "kpss-mesto.txt"


def test_json_has_plan_elements_and_unclaimed_lines_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", str(PLAN), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["plan", "elements", "unclaimed"]
    keys = ["id", "kind", "notation", "level", "text", "parent", "place"]
    assert all(list(element) == keys for element in told["elements"])
    assert told["elements"][2] == {
        "id": "measure/1.1.1",
        "kind": "measure",
        "notation": "1.1.1",
        "level": "measure",
        "text": "Rozšíření kapacity pečovatelské služby",
        "parent": "goal/1.1",
        "place": {"line": 39},
    }
    assert told["unclaimed"][0] == {
        "place": {"line": 5},
        "text": "Zpracoval: Odbor sociálních věcí a zdravotnictví, Městský úřad Kolín",
    }
    assert told["plan"]["territory"] == "orp-2110"


def test_it_tells_what_it_is_unsure_of_with_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", str(PLANS / "zalomene.txt"), "--plan", "liberecky-2024"]) == 0
    out, told = capsys.readouterr()
    assert out.startswith("# source.toml\n")
    assert 'plan = "liberecky-2024"' in out
    assert told.startswith("liberecky-2024: 9 elements (3 goal, 6 measure).\n")
    assert "line 11: Texts are taken to go on in these lines: 11, 13, 20, 32.\n" in told


def test_it_writes_the_three_files_of_a_plan_into_a_new_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    assert main(["draft", str(PLAN), "-o", str(folder)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["document.txt", "kpss-mesto.toml", "source.toml"]
    assert capsys.readouterr().out == ""
    assert main(["draft", str(PLAN), "-o", str(folder)]) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize("arguments, code, said", [
    (["nowhere.txt"], 1, "cannot be read"),
    ([str(PLAN), "--plan", "Můj plán"], 2, "is no id of a plan"),
])  # fmt: skip
def test_a_command_that_cannot_be_carried_out_says_why(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", *arguments]) == code
    assert said in capsys.readouterr().err
