import sys
from pathlib import Path

import pytest

import report_speed
from strategraph.reports import REPORTS


def test_processor_time_is_that_of_a_command_with_all_that_it_started() -> None:
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(5_000_000))']); print('done')"
    used, said = report_speed.children_of([sys.executable, "-c", busy])
    idle, _ = report_speed.children_of([sys.executable, "-c", "pass"])
    assert said == "done\n"
    assert used > 2 * idle


@pytest.mark.full
def test_every_report_is_measured_and_a_target_that_is_missed_is_told(
    output: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(report_speed, "WHOLE", 0.001)
    assert report_speed.main(["--rounds", "1", "--data", str(output)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines[: len(REPORTS)]] == list(REPORTS)
    assert lines[-1].startswith("all as HTML with pictures")
    assert lines[-1].endswith("target 0.001: MISSED")
