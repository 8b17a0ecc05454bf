import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import strategraph
from strategraph.errors import SettingsError
from strategraph.places import FOLDERS, Places, find_places

CHECKOUT = Path(strategraph.__file__).resolve().parents[2]
ASK = "from strategraph.places import find_places; print(find_places().home)"


def knowledge(home: Path) -> Path:
    for folder in FOLDERS:
        (home / folder).mkdir(parents=True)
    return home


@pytest.fixture
def no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STRATEGRAPH_HOME", raising=False)


@pytest.mark.usefixtures("no_home")
def test_a_checkout_finds_its_own_folders() -> None:
    assert find_places() == Places(CHECKOUT)


def test_the_environment_names_another_home_and_an_argument_wins_over_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRATEGRAPH_HOME", str(knowledge(tmp_path / "one")))
    assert find_places() == Places(tmp_path / "one")
    assert find_places(knowledge(tmp_path / "two")) == Places(tmp_path / "two")


@pytest.mark.parametrize("missing", FOLDERS)
def test_a_home_without_a_folder_is_refused_by_name(tmp_path: Path, missing: str) -> None:
    (knowledge(tmp_path / "home") / missing).rmdir()
    with pytest.raises(SettingsError) as caught:
        find_places(tmp_path / "home")
    assert str(caught.value) == (
        f"{tmp_path}/home has no folder {missing}: point STRATEGRAPH_HOME to a folder with "
        "ontology, mappings, queries, data, or install strategraph again."
    )


@pytest.mark.usefixtures("no_home")
def test_an_installed_copy_finds_what_was_shipped_inside_it(tmp_path: Path) -> None:
    package = tmp_path / "site" / "strategraph"
    package.mkdir(parents=True)
    for module in ("__init__.py", "errors.py", "places.py"):
        shutil.copy(CHECKOUT / "src" / "strategraph" / module, package)
    knowledge(package / "shipped")
    command = [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); {ASK}"]
    asked = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert asked.stdout.strip() == str(package / "shipped")


def test_the_folders_and_how_a_path_is_shown(tmp_path: Path) -> None:
    places = Places(tmp_path)
    assert [places.ontology, places.mappings, places.queries, places.data] == [tmp_path / folder for folder in FOLDERS]
    assert places.shown(tmp_path / "queries" / "checks" / "a.rq") == "queries/checks/a.rq"
    assert places.shown(Path("/elsewhere/a.rq")) == "/elsewhere/a.rq"
