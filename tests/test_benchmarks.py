import subprocess
import sys

import pytest

import build_time
import subjects_speed


def test_a_target_that_is_missed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert build_time.told("a", 0.1, 0.1, "once")
    assert not build_time.told("b", 0.11, 0.1, "twice")
    assert capsys.readouterr().out.splitlines() == [
        "a                          0.100 s   target 0.1 s: met   (once)",
        "b                          0.110 s   target 0.1 s: MISSED   (twice)",
    ]


def test_what_is_compared_takes_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([9, 9, 1, 5, 2, 6, 3, 7, 4, 8])
    ran: list[str] = []

    def timed(command: list[str]) -> float:
        ran.append(command[0])
        return float(next(seconds))

    monkeypatch.setattr(build_time, "timed", timed)
    assert build_time.alternate({"one": ["a"], "other": ["b"]}, 1) == {"one": 2.5, "other": 6.5}
    assert ran == ["a", "b"] * 5


def test_a_command_that_fails_ends_the_measurement() -> None:
    assert build_time.timed([sys.executable, "-c", "pass"]) > 0
    with pytest.raises(subprocess.CalledProcessError):
        build_time.timed([sys.executable, "-c", "raise SystemExit(1)"])


def test_the_generated_goals_are_the_same_for_the_same_seed() -> None:
    indexer, texts = subjects_speed.prepared()
    goals = list(subjects_speed.generated(texts, indexer, 20, 3))
    assert goals == list(subjects_speed.generated(texts, indexer, 20, 3))
    assert goals != list(subjects_speed.generated(texts, indexer, 20, 4))
    assert all(len(text.split()) >= 9 and len(headings) == 2 for text, headings in goals)
    assert sum(bool(indexer.assign(text, headings)) for text, headings in goals) >= 18
    assert subjects_speed.run(indexer, goals) > 0


def test_a_missed_speed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert not subjects_speed.told("goals per second", 4999, 5000, False)
    assert capsys.readouterr().out.split() == ["goals", "per", "second", "4999", "target", "5000:", "MISSED"]
