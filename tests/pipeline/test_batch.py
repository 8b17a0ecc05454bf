"""Builds of many plans: the same release however it is made, failures listed, nothing lost."""

import csv
import hashlib
from pathlib import Path

import pytest

from batch_plans import FILE, plan_folder
from small_plans import TEXT, home_of
from strategraph.batch import Means
from strategraph.cli import main
from strategraph.pipeline import Batch, build_batch
from strategraph.places import Places
from strategraph.release import Release, open_release
from strategraph.settings import Inference, Settings

BY_RULE = Settings(inference=Inference(closure_units=0))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A home without plans of its own."""
    return home_of(tmp_path_factory.mktemp("home"))


def hashes(release: Release) -> dict[str, str]:
    files = [path for path in release.dumps_path.rglob("*") if path.is_file()]
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in [*files, release.path / "manifest.json"]
    }


def quiet(room: str, told: str) -> None:
    """Progress that nobody watches."""


def make(home: Places, plans: Path, output: Path, jobs: int) -> dict[str, str]:
    release, failures = build_batch(home, BY_RULE, output, quiet, Batch((plans,), Means(jobs=jobs)))
    assert failures == ()
    return hashes(release)


@pytest.mark.full
def test_a_release_is_the_same_with_and_without_what_was_kept_and_in_any_number_of_processes(
    home: Places, tmp_path: Path
) -> None:
    for number in range(3):
        plan_folder(tmp_path / "plany", f"a-{number}", TEXT + f"1.3 Zaměstnanost osob {number}\n")
    (tmp_path / "plany" / "Kladno.txt").write_text(FILE, encoding="utf-8")
    first = make(home, tmp_path / "plany", tmp_path / "one", 1)
    assert make(home, tmp_path / "plany", tmp_path / "three", 3) == first
    assert make(home, tmp_path / "plany", tmp_path / "one", 2) == first
    plan_folder(tmp_path / "plany", "a-1", TEXT + "1.3 Bydlení osob\n")
    changed = make(home, tmp_path / "plany", tmp_path / "one", 2)
    assert changed == make(home, tmp_path / "plany", tmp_path / "anew", 1)
    assert changed != first


@pytest.mark.full
def test_the_command_builds_the_rest_and_lists_what_failed(
    home: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan_folder(tmp_path / "plany", "a-1")
    bad = plan_folder(tmp_path / "plany", "a-2", TEXT + "a nikdo neví proč\n")
    (tmp_path / "plany" / "prazdny.pdf").touch()
    options = ["--home", str(home.home), "--output", str(tmp_path / "out"), "--jobs", "2"]
    assert main(["build", "--plans", str(tmp_path / "plany"), *options]) == 1
    said = capsys.readouterr()
    assert said.out == f"{open_release(tmp_path / 'out').path}\n"
    with (tmp_path / "out" / "failures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["plan"] for row in rows] == [str(tmp_path / "plany" / "prazdny.pdf"), str(bad)]
    assert rows[0]["reason"].endswith("prazdny.pdf is empty (it ends at byte offset 0): put the document there.")
    assert f"nothing was made of 2 plans, which {tmp_path / 'out' / 'failures.csv'} lists:" in said.err
    assert all(f"  {row['plan']}: {row['reason']}\n" in said.err for row in rows)
    plan_folder(tmp_path / "plany", "a-2")
    (tmp_path / "plany" / "prazdny.pdf").unlink()
    assert main(["build", "--plans", str(tmp_path / "plany"), *options]) == 0
    assert not (tmp_path / "out" / "failures.csv").exists()


def test_a_batch_of_which_nothing_can_be_made_publishes_nothing(
    home: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plany").mkdir()
    (tmp_path / "plany" / "prazdny.txt").touch()
    options = ["--home", str(home.home), "--output", str(tmp_path / "out")]
    assert main(["build", "--plans", str(tmp_path / "plany"), *options]) == 1
    assert "Nothing could be made of any of 1 plans; the first: " in capsys.readouterr().err
    assert main(["build", "--jobs", "0", *options]) == 2
