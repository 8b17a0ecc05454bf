"""The command `strategraph add`."""

import asyncio
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from drafts import PLANS
from small_plans import home_of
from strategraph.adding import Adder
from strategraph.cli import main
from strategraph.errors import ConceptError
from strategraph.pages import Occupied, Sent, Unusable
from strategraph.places import Places
from strategraph.settings import Settings

PLAN = PLANS / "holy-text.txt"
ID = "plan-prevence"


@pytest.fixture
def home(tmp_path: Path) -> Places:
    return home_of(tmp_path / "home", "sprss-ustecky")


def asked(home: Places, *more: str) -> list[str]:
    return ["add", str(PLAN), "--plan", ID, "--home", str(home.home), "--output", str(home.home / "build"), *more]


def stored(home: Places) -> list[str]:
    """Files of the plan, and tables that were added to."""
    found = [
        path for path in home.home.rglob("*") if path.is_file() and ID in path.as_posix() and "build" not in path.parts
    ]
    added = [
        path for path in (home.mappings / "registers").glob("*.csv") if "CZ072" in path.read_text(encoding="utf-8")
    ]
    return sorted(path.relative_to(home.home).as_posix() for path in [*found, *added])


def test_a_plan_is_shown_stored_and_built(home: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(home, "--yes")) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "priority: 1 Posílit systémový přístup k prevenci kriminality  (line 3)\n  goal: 1.1 Koordinovat"
    )
    assert "Every line is claimed.\n" in out
    assert stored(home) == [
        f"data/sources/regional/{ID}/document.txt",
        f"data/sources/regional/{ID}/source.toml",
        f"mappings/documents/{ID}.toml",
        "mappings/registers/territories.csv",
    ]
    data = ["--data", str(home.home / "build"), "--home", str(home.home)]
    assert main(["query", "tree-of-plan", "--param", f"plan=plan/{ID}", *data]) == 0
    assert capsys.readouterr().out.count("\n") == 19
    assert main(asked(home, "--yes")) == 2
    assert "already" in capsys.readouterr().err


@pytest.mark.parametrize("more", [["--dry-run"], ["--dry-run", "--yes"]])
def test_a_dry_run_stores_nothing(home: Places, more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(home, *more)) == 0
    assert f"writes mappings/documents/{ID}.toml\n" in capsys.readouterr().err
    assert stored(home) == []


@pytest.mark.parametrize("answer, code", [("n", 0), ("", 0), (None, 2)])
def test_nothing_is_stored_without_a_yes(
    home: Places, answer: str | None, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: answer is not None, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert main(asked(home)) == code
    assert stored(home) == []


def test_a_plan_that_cannot_be_built_leaves_nothing_behind(home: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    (home.mappings / "documents" / "sprss-ustecky.toml").write_text("plan = 'x'\n", encoding="utf-8")
    assert main(asked(home, "--yes")) == 1
    assert stored(home) == []
    assert not (home.data / "sources" / "regional" / ID).exists()


def test_issuer_and_territory_may_be_given(home: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(home, "--dry-run", "--issuer", "MPSV", "--territory", "CZ")) == 0
    assert f"writes data/sources/national/{ID}/source.toml\n" in capsys.readouterr().err
    assert main(asked(home, "--dry-run", "--territory", "CZ999")) == 2
    assert "There is no territory 'CZ999'" in capsys.readouterr().err


def test_a_script_gets_what_is_shown(home: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(home, "--dry-run", "--json")) == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["plan", "elements", "unclaimed", "reason"]
    assert (shown["plan"]["id"], shown["unclaimed"], shown["reason"]) == (ID, [], "")
    elements = {one["id"]: one for one in shown["elements"]}
    assert elements["goal/2.2"]["descriptors"] == [
        {
            "code": "XX.b",
            "label": {"cs": "kriminalita a prevence kriminality", "en": "crime and crime prevention"},
            "status": "assigned",
            "weight": 6.0,
            "words": ["pachateli", "trestné činnosti", "kriminalitu"],
        }
    ]
    assert main(asked(home, "--json", "--yes")) == 2
    assert "say --dry-run, too" in capsys.readouterr().err
    assert stored(home) == []


def test_a_plan_is_linked_to_the_objectives_of_national_plans(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = home_of(tmp_path / "home", "ap-ssz-2024-2026", "sprss-ustecky")
    assert main(asked(home, "--dry-run", "--json")) == 0
    linked = {one["id"]: one["links"] for one in json.loads(capsys.readouterr().out)["elements"] if one["links"]}
    base = "https://w3id.org/strategraph/resource/plan/ap-ssz-2024-2026/goal/"
    first = linked["goal/1.1"][0]
    assert (first["to"], first["shared"]) == (f"{base}4.9.a", ["XX.b"])
    assert 0 < first["score"] <= 1
    assert all(len(links) <= 3 and links == sorted(links, key=lambda one: -one["score"]) for links in linked.values())
    assert main(asked(home, "--dry-run")) == 0
    told = capsys.readouterr().out
    assert f"\n  {first['score']} {first['class']} plan/ap-ssz-2024-2026/goal/4.9.a: {first['text']} [XX.b]\n" in told


def test_a_plan_that_could_not_be_built_is_shown_with_the_reason(
    home: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*given: object) -> None:
        raise ConceptError("Nobody knows the descriptor XL.x.")

    monkeypatch.setattr("strategraph.batch.Workshop.prepare", refuse)
    assert main(asked(home, "--dry-run")) == 0
    out = capsys.readouterr().out
    assert out.startswith("priority: 1 Posílit systémový přístup")
    assert out.endswith("\nNo descriptors and no links: Nobody knows the descriptor XL.x.\n")


@pytest.mark.full
def test_a_command_that_is_ended_while_it_builds_leaves_nothing_behind(home: Places) -> None:
    command = [sys.executable, "-m", "strategraph", *asked(home, "--yes")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not (home.mappings / "documents" / f"{ID}.toml").exists():
            assert process.poll() is None
            time.sleep(0.005)
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 1
    assert stored(home) == []


@pytest.mark.full
def test_a_build_for_the_site_that_is_given_up_leaves_nothing_behind(home: Places) -> None:
    async def store() -> None:
        adder = Adder(home, Settings(), home.home / "build")
        storing = asyncio.create_task(adder.store(Sent(PLAN.name, PLAN.read_bytes(), {"plan": ID})))
        while not (home.mappings / "documents" / f"{ID}.toml").exists():
            assert not storing.done()
            await asyncio.sleep(0.005)
        storing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await storing

    asyncio.run(store())
    assert stored(home) == []


def test_a_look_that_takes_too_long_is_told(home: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("strategraph.adding._LOOK_SECONDS", 0.01)
    adder = Adder(home, Settings(), home.home / "build")
    with pytest.raises(Unusable, match=r"^The plan took more than 0\.01 seconds: send a shorter one\.$"):
        asyncio.run(adder.look(Sent(PLAN.name, PLAN.read_bytes(), {"plan": ID})))


def test_one_waits_for_the_plan_before_and_not_for_long(home: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = Sent(PLAN.name, PLAN.read_bytes(), {"plan": ID})

    async def both(seconds: float) -> object:
        begun = asyncio.Event()

        async def last(*given: object) -> tuple[int, bytes, str]:
            begun.set()
            await asyncio.sleep(0.3)
            return 0, b"{}", ""

        monkeypatch.setattr("strategraph.adding._TURN_SECONDS", seconds)
        adder = Adder(home, Settings(), home.home / "build")
        monkeypatch.setattr(adder, "_output_of", last)
        first = asyncio.create_task(adder.store(sent))
        await begun.wait()
        try:
            return await adder.look(sent)
        finally:
            await first

    assert asyncio.run(both(30.0)) == {}
    with pytest.raises(
        Occupied, match=r"^Another plan is being looked at or built here: send yours again in a few minutes\.$"
    ):
        asyncio.run(both(0.05))
