import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from house_rules import committed_files
from served import served

ROOT = Path(__file__).resolve().parents[1]


def bare() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("STRATEGRAPH_", "MAKE"))}


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *words], cwd=folder, env=bare(), capture_output=True, text=True)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with what a fresh clone holds."""
    for path in committed_files(ROOT):
        target = tmp_path / "clone" / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return tmp_path / "clone"


def test_help_lists_every_target() -> None:
    listed = [line.split()[0] for line in make(ROOT, "help").stdout.splitlines()]
    targets = "help setup setup-test serve build check lint test test-all docs screenshots bench bench-alignment bench-endpoint"
    assert listed == [*targets.split(), "bench-annif", "lock", "clean"]


def test_an_old_python_is_refused_with_the_remedy(copy: Path) -> None:
    refused = make(copy, "setup", "PYTHON=false")
    assert refused.returncode == 2
    assert "strategraph needs Python 3.11 or newer: name one with make PYTHON=/path/to/python3." in refused.stderr
    assert not (copy / ".venv").exists()


def test_a_failed_installation_is_not_taken_for_a_finished_one(copy: Path) -> None:
    lock = "nothing==1 --hash=sha256:" + "0" * 64 + "\n"
    (copy / "requirements.lock").write_text(f"--no-index\n{lock}", encoding="utf-8")
    assert make(copy, "setup", f"PYTHON={sys.executable}").returncode == 2
    assert (copy / ".venv" / "bin" / "python").exists()
    assert not (copy / ".venv" / ".installed").exists()


def with_commands(folder: Path, *names: str) -> dict[str, str]:
    """The environment with nothing to call but these commands."""
    for name in names:
        found = shutil.which(name)
        assert found, name
        (folder / name).symlink_to(found)
    return bare() | {"PATH": str(folder)}


def test_without_npm_it_is_said_that_the_page_has_the_plain_form(copy: Path, tmp_path: Path) -> None:
    env = with_commands(tmp_path, "make", "sh")
    made = subprocess.run(["make", "node_modules/.installed"], cwd=copy, env=env, capture_output=True, text=True)
    assert made.returncode == 0
    assert made.stderr == (
        "npm is missing, so the query page has a plain form instead of the editor "
        "(on Debian, as root: apt-get install npm).\n"
    )
    assert not (copy / "node_modules").exists()


def test_where_npm_fails_the_next_make_tries_again(copy: Path, tmp_path: Path) -> None:
    env = with_commands(tmp_path, "make", "sh")
    (tmp_path / "npm").symlink_to(shutil.which("false") or "")
    made = subprocess.run(["make", "node_modules/.installed"], cwd=copy, env=env, capture_output=True, text=True)
    assert (made.returncode, made.stderr) == (
        0,
        "npm could not install the editor, so the query page has a plain form; the next make tries again.\n",
    )
    assert not (copy / "node_modules").exists()


@pytest.mark.full
def test_make_serve_in_a_fresh_clone_serves_the_graph(copy: Path) -> None:
    command = ["make", "serve", "PORT=0"]
    with (
        served(command, copy, bare(), seconds=900) as address,
        urllib.request.urlopen(f"{address}/health", timeout=30) as answer,
    ):
        assert answer.status == 200
    assert make(copy, "setup").stdout.strip() == "make: Nothing to be done for 'setup'."
