"""The unit of systemd in docs/operations: systemd finds no fault in it, and what it starts serves."""

import configparser
import os
import shlex
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from served import served
from strategraph.places import find_places
from strategraph.settings import read_settings

UNIT = Path(__file__).resolve().parents[2] / "docs" / "operations" / "strategraph.service"
#: Where the unit has the virtual environment and the releases.
INSTALLED, RELEASES = "/opt/strategraph/.venv", "/var/lib/strategraph"

pytestmark = pytest.mark.operations


def here(tmp_path: Path, text: str) -> Path:
    """A copy of the unit that starts the program of these tests: systemd looks whether a program is there."""
    unit = tmp_path / UNIT.name
    unit.write_text(text.replace(INSTALLED, sys.prefix), encoding="utf-8")
    return unit


def systemd_analyze(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True)


def service() -> configparser.SectionProxy:
    unit = configparser.ConfigParser(interpolation=None, delimiters="=", strict=False)
    unit.optionxform = str  # type: ignore[method-assign, assignment]
    unit.read(UNIT, encoding="utf-8")
    return unit["Service"]


def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    verified = systemd_analyze("verify", here(tmp_path, UNIT.read_text(encoding="utf-8")))
    assert (verified.returncode, verified.stdout, verified.stderr) == (0, "", "")


@pytest.mark.parametrize(
    "right, wrong, said",
    [
        ("OOMPolicy=continue", "OOMPolicy=go-on", "Failed to parse OOM policy"),
        ("ProtectSystem=", "ProtectSystm=", "Unknown key 'ProtectSystm'"),
        ("strategraph serve", "no-such-program serve", "is not executable: No such file"),
    ],
)
def test_systemd_would_find_one(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    text = UNIT.read_text(encoding="utf-8").replace(right, wrong)
    assert said in systemd_analyze("verify", here(tmp_path, text)).stderr


def test_the_service_is_shut_in(tmp_path: Path) -> None:
    """systemd.exec(5) in one figure, from 0 to 10; a service without any of it has 9.6."""
    unit = here(tmp_path, UNIT.read_text(encoding="utf-8"))
    judged = systemd_analyze("security", "--offline=true", "--threshold=20", unit)
    assert judged.returncode == 0, judged.stdout


def test_what_it_starts_serves_a_release(tmp_path: Path, output: Path) -> None:
    command = service()["ExecStart"].replace(INSTALLED, sys.prefix).replace(RELEASES, str(output)).replace("8000", "0")
    environment = dict(word.split("=", 1) for word in shlex.split(service()["Environment"]))
    assert read_settings(None, environment).limits.client_header == "X-Forwarded-For"
    with served(shlex.split(command), find_places().home, os.environ | environment) as address:
        assert httpx.get(f"{address}/ready", timeout=30).status_code == 200
