import re
import shutil
import tomllib
from pathlib import Path

import pytest

import conftest


class Marked:
    """A test that carries one mark."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def get_closest_marker(self, name: str) -> bool:
        return name == self.mark


def set_up(mark: str) -> None:
    conftest.pytest_runtest_setup(Marked(mark))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "mark, sentence",
    [
        ("browser", "This test drives Chromium, and no 'chromium' is on the path: run make setup-test."),
        ("spark", "This test runs Spark, and Java or pyspark is not there: run make test-all."),
        ("virtuoso", "This test runs Virtuoso, and no 'virtuoso-t' is on the path: run make test-all."),
        ("operations", "This test runs nginx and systemd-analyze and curl, not on the path: run make test-all."),
        ("office", "This test runs LibreOffice, and no 'soffice' is on the path: run make test-all."),
        ("r", "This test runs R, and no 'Rscript' is on the path: run make test-all."),
        ("w3c", "Point STRATEGRAPH_CONFORMANCE to the folder with the W3C SPARQL records."),
    ],
)
def test_a_test_that_lacks_what_its_mark_names_fails_and_says_so(
    mark: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    monkeypatch.delenv("STRATEGRAPH_CONFORMANCE", raising=False)
    with pytest.raises(pytest.fail.Exception) as caught:
        set_up(mark)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("mark", ["browser", "w3c", "full", "spark"])
def test_a_test_that_has_what_its_mark_names_runs(mark: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(conftest, "find_spec", lambda package: package)
    monkeypatch.setenv("STRATEGRAPH_CONFORMANCE", str(tmp_path))
    set_up(mark)


def test_what_make_test_leaves_out_is_what_make_test_all_adds() -> None:
    root = Path(__file__).resolve().parents[1]
    options = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    left_out = options["addopts"][-1].removeprefix("not ").split(" and not ")
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    found = re.search(r"^BEYOND := (.*)$", makefile, re.MULTILINE)
    assert found
    assert sorted(found[1].split(" or ")) == sorted(left_out)
