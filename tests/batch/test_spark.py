"""Plans prepared in Spark are kept as those that are prepared here, byte for byte."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from batch_plans import FILE, plan_folder
from small_plans import TEXT
from strategraph.batch import Entry, Means, Run, Workshop, entries_at, run
from strategraph.errors import SourceError, UsageError
from strategraph.places import Places
from strategraph.settings import Settings

#: By mark and not by module: the last test is of what is said where Spark is not.
spark = pytest.mark.spark


@pytest.fixture(scope="module", autouse=True)
def _java() -> Iterator[None]:
    """Nothing listens outwards, and programs that end soon are not compiled as if they ran for days."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        yield


def prepared(places: Places, plans: Path, kept: Path, means: Means) -> tuple[Run, dict[str, bytes]]:
    entries = [one for one in entries_at(plans) if isinstance(one, Entry)]
    made = run(entries, Workshop(places, Settings(), kept / "drafts"), means)
    return made, {path.name: path.read_bytes() for path in kept.glob("*.plan")}


@spark
def test_spark_keeps_the_same_and_lists_the_same_failures(places: Places, tmp_path: Path) -> None:
    for number in range(3):
        plan_folder(tmp_path / "plány", f"a-{number}", TEXT + f"1.3 Zaměstnanost osob {number}\n")
    plan_folder(tmp_path / "plány", "b", TEXT + "a nikdo neví proč\n")
    (tmp_path / "plány" / "Kladno.txt").write_text(FILE, encoding="utf-8")
    kept = tmp_path / "kept"
    here, files = prepared(places, tmp_path / "plány", kept, Means(kept, 1))
    assert (len(here.held), len(here.failures), len(files)) == (4, 1, 4)
    for path in kept.glob("*.plan"):
        path.unlink()
    there, others = prepared(places, tmp_path / "plány", kept, Means(kept, 2, master="local[2]"))
    assert others == files
    assert (there.failures, there.reused) == (here.failures, 0)


@spark
def test_a_master_that_is_not_there_is_named(places: Places, tmp_path: Path) -> None:
    plan_folder(tmp_path / "plans", "a-1")
    kept = tmp_path / "kept"
    with pytest.raises(
        SourceError, match=r"Spark at nonsense could not prepare the plans \(.*nonsense.*\): see that Java 17"
    ):
        prepared(places, tmp_path / "plans", kept, Means(kept, 1, master="nonsense"))


def test_a_machine_without_spark_or_java_is_told_what_to_install(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_folder(tmp_path / "plans", "a-1")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    kept = tmp_path / "kept"
    with pytest.raises(UsageError, match=r"Spark (is not installed: run pip install|needs Java 17 or newer)"):
        prepared(places, tmp_path / "plans", kept, Means(kept, 1, master="local[2]"))
