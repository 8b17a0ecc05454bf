"""CONTRIBUTING.md adds a plan step by step: followed word for word, it works."""

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from small_plans import small_home

WORDS = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    found = re.search(rf"```\w+ {re.escape(name)}\n(.*?)```", WORDS, re.DOTALL)
    assert found, name
    return textwrap.dedent(found[1])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    places = small_home(tmp_path_factory.mktemp("contributing"))
    folder = places.data / "sources" / "regional" / "priklad-2027"
    folder.mkdir()
    for name in ("document.txt", "source.toml"):
        (folder / name).write_text(block(name), encoding="utf-8")
    (places.mappings / "documents" / "priklad-2027.toml").write_text(block("mapping"), encoding="utf-8")
    return places.home


@pytest.mark.full
def test_the_commands_give_the_plan(home: Path) -> None:
    commands = re.search(r"```console\n(.*?)```", WORDS, re.DOTALL)
    assert commands
    answers = []
    for command in textwrap.dedent(commands[1]).splitlines():
        words = [sys.executable, "-m", *command.split(), "--home", str(home)]
        done = subprocess.run(words, cwd=home, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        answers.append(done.stdout)
    plan = "https://w3id.org/strategraph/resource/plan/priklad-2027"
    assert answers[-1].splitlines() == [
        "plan,element,parent,level,notation,text",
        f"{plan},{plan}/section/1,,Oblast,1,Bydlení",
        f"{plan},{plan}/goal/1.1,{plan}/section/1,Cíl,1.1,Zvýšit počet sociálních bytů do roku 2029",
    ]
    due = [sys.executable, "-m", "strategraph", "query", "due-by-month", "--param", "month=2029-12"]
    asked = subprocess.run([*due, "--home", str(home)], cwd=home, capture_output=True, text=True)
    assert f"{plan}/goal/1.1,2029," in asked.stdout


def test_every_key_of_a_mapping_is_described() -> None:
    for key in ("reopens", "lines", "[[item]]", "[[found]]", "[[remark]]", "[[truncation]]", "parent.code", "page"):
        assert key in WORDS
