"""The wheel works where nothing of the checkout is: it is built, installed apart, and used from another folder.

The new environment holds strategraph as the wheel brings it. Its dependencies are those that these tests run with, lent
by a path file: Python does not follow the path files of a lent folder, so the checkout, which is installed in that way,
cannot be reached through it. One test borrows nothing and installs from the lock.
"""

import json
import os
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from pathlib import Path

import pytest

from served import served

pytestmark = pytest.mark.full

ROOT = Path(__file__).resolve().parents[1]
COUNT = "SELECT (COUNT(DISTINCT ?plan) AS ?plans) { ?plan a <https://w3id.org/strategraph/ontology#Plan> }"
KNOWLEDGE = ("ontology", "mappings", "queries", "data")


def run(*command: str | Path, cwd: Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=bare(), capture_output=True, text=True, timeout=timeout
    )
    assert ran.returncode == 0, f"{command} ended with {ran.returncode}:\n{ran.stdout}\n{ran.stderr}"
    return ran


def bare() -> dict[str, str]:
    """The environment without anything that would lead back to the checkout."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("STRATEGRAPH_", "PYTHON"))}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--wheel-dir", folder)
    run(*pip, ROOT, cwd=folder)
    [found] = folder.glob("strategraph-*.whl")
    return found


@pytest.fixture(scope="session")
def away(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an environment of its own in `venv`, into which the wheel is installed."""
    folder = tmp_path_factory.mktemp("away")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", wheel, cwd=folder)
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip()
    (Path(site) / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built(away: Path) -> Path:
    run(away / "venv" / "bin" / "strategraph", "build", "--output", "out", cwd=away)
    return away


def test_the_wheel_carries_the_knowledge_as_it_is_in_the_checkout(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        shipped = {
            name.removeprefix("strategraph/shipped/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("strategraph/shipped/")
        }
    here = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in KNOWLEDGE
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert here.keys() == shipped.keys()
    assert [name for name in here if here[name] != shipped[name]] == []


def test_the_wheel_carries_all_code_templates_and_licences_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    sources = (ROOT / "src").rglob("*")
    code = {path.relative_to(ROOT / "src").as_posix() for path in sources if path.is_file() and path.suffix != ".pyc"}
    assert code - names == set()
    assert {Path(name).name for name in names if "/licenses/" in name} == {"LICENSE", "LICENSE-DATA.md"}
    assert {name.split("/")[0].split("-")[0] for name in names} == {"strategraph"}


def test_the_wheel_carries_the_editor_that_npm_installed_with_its_licences(wheel: Path) -> None:
    folder = "strategraph/pages/static/editor/"
    with zipfile.ZipFile(wheel) as archive:
        carried = {name.removeprefix(folder) for name in archive.namelist() if name.startswith(folder)}
        licences = archive.read(f"{folder}LICENCES.txt").decode("utf-8")
        for name in ("yasgui.min.js", "yasgui.min.css"):
            installed = ROOT / "node_modules" / "@zazuko" / "yasgui" / "build" / name
            assert archive.read(folder + name) == installed.read_bytes()
    assert carried == {"yasgui.min.js", "yasgui.min.css", "LICENCES.txt"}
    bundled = {"codemirror", "datatables.net", "dompurify", "jquery", "n3"}
    assert {name for name in bundled if f"==> node_modules/{name}/" in licences} == bundled


def test_the_installed_copy_is_the_one_that_runs(away: Path) -> None:
    ask = "from strategraph import places; print(places.__file__, places.find_places().home)"
    module, home = run(away / "venv" / "bin" / "python", "-c", ask, cwd=away).stdout.split()
    assert Path(module).is_relative_to(away / "venv")
    assert Path(home) == Path(module).parent / "shipped"


def test_it_builds_the_graph_and_answers_a_query(built: Path) -> None:
    assert (built / "out" / "current" / "manifest.json").is_file()
    (built / "count.rq").write_text(COUNT, encoding="utf-8")
    command = (built / "venv" / "bin" / "strategraph", "query", "count.rq", "--data", "out", "--format", "csv")
    assert run(*command, cwd=built).stdout.split() == ["plans", "5"]


def test_it_serves_the_release_that_it_built(built: Path) -> None:
    release = json.loads((built / "out" / "current" / "manifest.json").read_text(encoding="utf-8"))
    command = [str(built / "venv" / "bin" / "strategraph"), "serve", "--port", "0", "--data", "out"]
    with served(command, built, bare()) as address:
        with urllib.request.urlopen(f"{address}/health", timeout=30) as answer:
            assert answer.status == 200
            assert answer.headers["Strategraph-Release"] == release["release"]
        with urllib.request.urlopen(f"{address}/", timeout=30) as answer:
            assert "<form" in answer.read().decode("utf-8")


def test_the_lock_is_all_that_an_empty_environment_needs(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "--require-hashes", "-r", ROOT / "requirements.lock", cwd=tmp_path, timeout=600)
    run(python, "-m", "pip", "install", "--no-deps", wheel, cwd=tmp_path)
    run(python, "-m", "pip", "check", cwd=tmp_path)
    run(tmp_path / "venv" / "bin" / "strategraph", "build", "--output", "out", cwd=tmp_path)
    assert (tmp_path / "out" / "current" / "SHA256SUMS").is_file()
