"""The benchmark of many plans: its plans are read to the last line, and every target that is missed is told."""

from pathlib import Path

import pytest

import batch_at_scale
from made_plans import ELEMENTS, document, plan_id, write_plan
from strategraph.batch import Entry, Means, Workshop, entries_at, run
from strategraph.places import Places
from strategraph.settings import Settings


def test_made_plans_are_the_same_every_time_and_have_the_elements_they_say(places: Places, tmp_path: Path) -> None:
    for number in (0, 1, 21):
        write_plan(number, tmp_path)
    assert document(21) == (tmp_path / plan_id(21) / "document.txt").read_text(encoding="utf-8")
    assert document(21) != document(22)
    entries = [one for one in entries_at(tmp_path) if isinstance(one, Entry)]
    held = run(entries, Workshop(places, Settings(), None), Means()).held
    assert [len(one.prepared.plan.elements) for one in held] == [ELEMENTS] * 3
    assert [one.prepared.plan.manifest.level for one in held] == ["national", "regional", "regional"]
    assert [len(one.prepared.plan.aligned_elements) for one in held] == [15, 15, 15]


def test_memory_is_that_of_a_process_and_all_that_it_started() -> None:
    alone = batch_at_scale._megabytes(1 << 30)
    assert (alone, list(batch_at_scale._tree(1 << 30))) == (0.0, [1 << 30])


@pytest.mark.full
def test_both_builds_are_measured_and_targets_that_are_missed_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(batch_at_scale, "MEGABYTES", 1)
    assert batch_at_scale.main(["--plans", "3", "--jobs", "1", "--folder", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    told = [line.split("   ")[0].strip() for line in lines if "target" in line]
    assert told == [
        "whole build, seconds",
        "whole build, megabytes",
        "after one change up to descriptors, seconds",
        "after one change, share of a whole build",
    ]
    assert next(line for line in lines if line.startswith("whole build, megabytes")).endswith("target 1: MISSED")
    assert any("7 as kept from before" in line for line in lines)
